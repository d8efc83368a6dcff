/** What a calendar program knows of one event. Instants; they are written in UTC, which every program reads alike. */
export interface CalendarEvent {
  /** The same for every version of the event. */
  uid: string
  /** Rises with every change. */
  sequence: number
  startsAt: Date
  endsAt: Date
  /** When this version was made. */
  changedAt: Date
  summary: string
  location?: string
  url?: string
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  /** Of one occurrence of a series: when it was first meant to start. */
  occurrenceAt?: Date
  isPrivate?: boolean
}

interface Calendar {
  /** REQUEST and CANCEL go by mail to one attendee; a feed is PUBLISH. */
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH'
  events: readonly CalendarEvent[]
  /** Addresses, of an invitation only. */
  organizer?: string
  attendee?: string
  /** Name and refresh time, of a feed only. */
  name?: string
  refreshHours?: number
}

/** A calendar as RFC 5545 writes it: CRLF, lines of at most 75 octets, text escaped. */
export function writeCalendar({ method, events, organizer, attendee, name, refreshHours }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Klankbord//Klankbord//NL',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...(name ? [`X-WR-CALNAME:${escaped(name)}`] : []),
    // The second is what Outlook reads.
    ...(refreshHours ? [`REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`] : []),
    ...(refreshHours ? [`X-PUBLISHED-TTL:PT${refreshHours}H`] : []),
    ...events.flatMap((event) => eventLines(event, organizer, attendee)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines(event: CalendarEvent, organizer?: string, attendee?: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    ...(event.occurrenceAt ? [`RECURRENCE-ID:${utc(event.occurrenceAt)}`] : []),
    `DTSTAMP:${utc(event.changedAt)}`,
    `LAST-MODIFIED:${utc(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
    ...(event.url ? [`URL:${address(event.url)}`] : []),
    `STATUS:${event.status}`,
    `CLASS:${event.isPrivate ? 'PRIVATE' : 'PUBLIC'}`,
    `TRANSP:${event.status === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(organizer ? [`ORGANIZER;CN=Klankbord:mailto:${address(organizer)}`] : []),
    // No answer is asked for: nobody reads one, and whoever cannot come says so in Klankbord.
    ...(attendee
      ? [
          `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${address(attendee)}`,
        ]
      : []),
    'END:VEVENT',
  ]
}

/** "20261126T133000Z". Throws a RangeError for an invalid Date. */
function utc(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')
}

/** A text that cannot end its line or begin another property. */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

/** A URI is not escaped: what cannot stand in one is left out. */
function address(uri: string): string {
  return uri.replaceAll(/[\s\p{Cc}"<>]/gu, '')
}

const mostOctets = 75

/** A line in pieces of at most 75 octets, never in the middle of a character; each next piece begins with a space. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > mostOctets) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n')
}
