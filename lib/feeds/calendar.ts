import ICAL from 'ical.js'
import type { ShiftKind } from '@/lib/rosters/rules'
import { addDaysOn, dateOf, todayOn, startOfDayAt, wallTimeOf } from '@/lib/time'
import { kindNamed, kindOfHours } from './kind'
import {
  changesFollowing,
  guessed,
  listFollowing,
  listOccurrences,
  occurrenceMeant,
  type Occurrence,
  UnknownZone,
} from './occurrences'
import { followedSteps, TooMany, type Window } from './series'
import type { FeedShift } from './without-overlap'

/** Why a text is not read as a roster. Then it says nothing about anybody's time, least of all that it is free. */
export type CalendarProblem = 'not-calendar' | 'truncated' | 'unreadable' | 'too-many'

interface Read<Shift> {
  shifts: Shift[]
  /** Entries that say no time we can use: no end, a zone that nobody knows, or not to be read. */
  unplaced: number
  /** Of these, those in an unknown zone, told on the hospital's clock: at most 14 hours from when they are. */
  unsure: Shift[]
}

/** An entry that takes time, with what it says of itself: for who asks whose it is and what its code means, and keeps none of it. */
export interface CalendarEntry extends FeedShift {
  /** Whole days, or leave: no code makes work of it. */
  isAway: boolean
  /** Whether its titles name the kind; else that comes from the hours. */
  isNamed: boolean
  /** Its title, then its categories. */
  titles: string[]
  /** The addresses of who take part, in small letters. */
  attendees: string[]
}

/** More is no roster of one person, nor of a department. */
const mostShifts = { person: 5_000, department: 20_000 }
const weeksBack = 26
const weeksAhead = 78
/** Longer work than this is not one shift: somebody is away. */
const longestShiftMs = 24 * 3_600_000

/** The time that is read from a calendar: 26 weeks back to 78 weeks ahead, in whole days. */
export function windowOf(now: Date): Window {
  const today = todayOn(now)
  return {
    from: startOfDayAt(addDaysOn(today, -7 * weeksBack)),
    until: startOfDayAt(addDaysOn(today, 7 * weeksAhead)),
  }
}

const plainOf = (text: string) => text.replace(/^\uFEFF/, '').trim()
export const isCalendar = (text: string) => /^BEGIN:VCALENDAR\b/i.test(plainOf(text))

/**
 * What takes time in a calendar (RFC 5545) and touches the window of `now`. The kind comes from the titles where they name one,
 * else from the hours. Entries that are cancelled or transparent block nothing; private ones do.
 */
export function readEntries(
  text: string,
  now: Date,
  whose: keyof typeof mostShifts = 'person',
): Read<CalendarEntry> | { problem: CalendarProblem } {
  const plain = plainOf(text)
  if (!isCalendar(plain)) return { problem: 'not-calendar' }
  if (!/(?:^|\n)END:VCALENDAR$/i.test(plain)) return { problem: 'truncated' }
  const window = windowOf(now)
  try {
    const parsed: unknown[] = ICAL.parse(plain)
    const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[][]
    const found: CalendarEntry[] = []
    const unsure: CalendarEntry[] = []
    let unplaced = 0
    for (const calendar of calendars) {
      const read = readOne(new ICAL.Component(calendar), window, mostShifts[whose])
      found.push(...read.shifts)
      unsure.push(...read.unsure)
      unplaced += read.unplaced
      if (found.length > mostShifts[whose]) return { problem: 'too-many' }
    }
    return { shifts: found, unplaced, unsure }
  } catch (error) {
    return { problem: error instanceof TooMany ? 'too-many' : 'unreadable' }
  }
}

interface Entry {
  event: ICAL.Component
  meant: number | null
  sequence: number
}

function readOne(calendar: ICAL.Component, window: Window, most: number): Read<CalendarEntry> {
  const steps = followedSteps()
  const shifts: CalendarEntry[] = []
  const unsure: CalendarEntry[] = []
  let unplaced = 0
  const place = (event: ICAL.Component, occurrences: () => Occurrence[], into = shifts) => {
    if (!isBlocking(event)) return
    const titles = titlesOf(event)
    const kind = kindNamed(titles)
    const said = { titles, attendees: attendeesOf(event), isNamed: kind !== null }
    for (const occurrence of occurrences()) {
      const shift = shiftOf(occurrence, kind)
      const isAway = occurrence.isAllDay || shift?.kind === 'leave'
      if (shift) into.push({ ...shift, ...said, isAway })
      else if (kind) unplaced += 1
    }
    if (into.length > most) throw new TooMany()
  }
  const notPlaced = (event: ICAL.Component, error: unknown) => {
    if (error instanceof TooMany) throw error
    try {
      if (!(error instanceof UnknownZone)) throw error
      const guess = guessed(event, calendar)
      place(guess, () => listOccurrences(guess, new Set(), Infinity, calendar, window, steps), unsure)
    } catch (again) {
      if (again instanceof TooMany) throw again
      unplaced += 1
    }
  }
  for (const entries of groupByUid(calendar, notPlaced)) {
    const meantOf = (some: Entry[]) => some.flatMap(({ meant }) => (meant === null ? [] : [meant]))
    const changes = new Set(meantOf(entries))
    const turning = meantOf(entries.filter(({ event }) => changesFollowing(event)))
    const nextAfter = (ms: number) => Math.min(...turning.filter((turn) => turn > ms))
    const masters = entries.filter(({ meant }) => meant === null)
    for (const { event, meant } of entries)
      try {
        place(event, () =>
          meant === null
            ? listOccurrences(event, changes, nextAfter(-Infinity), calendar, window, steps)
            : listOccurrences(event, new Set(), Infinity, calendar, window, steps),
        )
        if (meant === null || !turning.includes(meant) || !changesFollowing(event)) continue
        const span = { after: meant, before: nextAfter(meant) }
        for (const master of masters)
          place(event, () => listFollowing(event, span, changes, master.event, calendar, window, steps))
      } catch (error) {
        notPlaced(event, error)
      }
  }
  return { shifts, unplaced: unplaced + unsure.length, unsure }
}

/** Entries that belong together, of each occurrence the newest. Two masters with one UID and one number are two entries. */
function groupByUid(
  calendar: ICAL.Component,
  notRead: (event: ICAL.Component, error: unknown) => void,
): Entry[][] {
  const groups = new Map<string, Entry[]>()
  for (const [index, event] of calendar.getAllSubcomponents('vevent').entries())
    try {
      const uid = String(event.getFirstPropertyValue('uid') ?? `without ${index}`)
      const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0) || 0
      const entry = { event, sequence, meant: occurrenceMeant(event, calendar) }
      groups.set(uid, [...(groups.get(uid) ?? []), entry])
    } catch (error) {
      notRead(event, error)
    }
  return [...groups.values()].map((entries) =>
    entries.filter(
      (entry) => !entries.some(({ meant, sequence }) => meant === entry.meant && sequence > entry.sequence),
    ),
  )
}

/** Cancelled is not, and transparent is free. Confidential and private take somebody's time like all else. */
function isBlocking(event: ICAL.Component): boolean {
  const valueOf = (name: string) => String(event.getFirstPropertyValue(name) ?? '').toUpperCase()
  return valueOf('status') !== 'CANCELLED' && valueOf('transp') !== 'TRANSPARENT'
}

function titlesOf(event: ICAL.Component): string[] {
  const categories = event.getAllProperties('categories').flatMap((each) => each.getValues().map(String))
  return [String(event.getFirstPropertyValue('summary') ?? ''), ...categories]
}

/** Who take part: not who said no, and no room. */
function attendeesOf(event: ICAL.Component): string[] {
  return event.getAllProperties('attendee').flatMap((each) => {
    const said = (name: string) => String(each.getFirstParameter(name) ?? '').toUpperCase()
    const isSomebody =
      ['', 'INDIVIDUAL', 'UNKNOWN'].includes(said('cutype')) && said('partstat') !== 'DECLINED'
    const address = String(each.getFirstValue() ?? '').replace(/^mailto:/i, '')
    return isSomebody && address.includes('@') ? [address.trim().toLowerCase()] : []
  })
}

/** Whole days are leave, whatever they are called, unless one is on call. Null for an entry that lasts no time. */
function shiftOf({ startsAt, endsAt, isAllDay }: Occurrence, kind: ShiftKind | null): FeedShift | null {
  if (!endsAt || endsAt <= startsAt) return null
  if (kind === 'on-call' || kind === 'leave') return { startsAt, endsAt, kind }
  if (isAllDay) return { startsAt, endsAt, kind: 'leave' }
  if (kind === 'presence') return { startsAt, endsAt, kind }
  const isLong = endsAt.getTime() - startsAt.getTime() > longestShiftMs
  if (isLong || isWholeDays(startsAt, endsAt)) return { startsAt, endsAt, kind: 'leave' }
  return { startsAt, endsAt, kind: kind ?? kindOfHours(startsAt, endsAt) }
}

/** Some programs write a whole day as one from midnight to midnight. */
function isWholeDays(startsAt: Date, endsAt: Date): boolean {
  return (
    wallTimeOf(startsAt) === '00:00' && wallTimeOf(endsAt) === '00:00' && dateOf(startsAt) < dateOf(endsAt)
  )
}
