import type { CalendarEntry } from '@/lib/feeds/calendar'
import { codeIn } from '@/lib/feeds/kind'
import { quoted } from './mistakes'
import type { RosterPerson } from './roster-preview'
import { codeMostLength, type RosterRow } from './roster-rows'

/** What can be a staff number in a title: three signs or more, one of them a figure. */
const numberShape = /(?=[\p{L}\p{N}-]*\p{N})[\p{L}\p{N}-]{3,}/gu

const numbersIn = ({ titles }: CalendarEntry): string[] =>
  titles.flatMap((title) => title.toLowerCase().match(numberShape) ?? [])

/** Whoever a calendar can be about: what looks like a staff number in a title or a category, and who take part. */
export function referencesIn(entries: readonly CalendarEntry[]): Set<string> {
  return new Set(entries.flatMap((entry) => [...numbersIn(entry), ...entry.attendees]))
}

/**
 * The rows of a calendar, in order. All are of `person` (a staff number in small letters); without one, each is of whose number
 * stands in its title, else of who take part in it.
 */
export function rowsOfCalendar(
  entries: readonly CalendarEntry[],
  people: ReadonlyMap<string, RosterPerson>,
  person: string | null,
): RosterRow[] {
  const ordered = [...entries].sort((a, b) => +a.startsAt - +b.startsAt || +a.endsAt - +b.endsAt)
  return ordered
    .flatMap((entry) => (person ? [person] : personsOf(entry, people)).map((whose) => ({ entry, whose })))
    .map(({ entry, whose }, place) => rowOf(entry, whose, place + 1))
}

/** Nobody is the empty text, so that the time is not lost without a word. Of many who take part those we know count. */
function personsOf(entry: CalendarEntry, people: ReadonlyMap<string, RosterPerson>): string[] {
  const numbers = numbersIn(entry).filter((number) => people.has(number))
  const ours = entry.attendees.filter((address) => people.get(address) !== undefined)
  const found = [numbers, ours, entry.attendees].find((each) => each.length > 0) ?? ['']
  return [...new Set(found)]
}

function rowOf(entry: CalendarEntry, person: string, line: number): RosterRow {
  const titles = entry.titles.map((title) => withoutNumber(title, person)).filter((title) => title !== '')
  const code = codeIn(titles)
  const [title = ''] = titles
  const known = code ?? (title.length <= codeMostLength ? title : '')
  return {
    line,
    person,
    reference: person,
    code: known === '' ? null : known,
    shift: { startAt: entry.startsAt, endAt: entry.endsAt, kind: entry.kind },
    // A calendar's on-call week is one entry: no length is too long.
    minutes: 0,
    mistakes: person === '' ? [{ reason: 'entry-nobody' }] : [],
    canEndNextDay: false,
    entry: {
      title: quoted(entry.titles[0] ?? ''),
      asks: code !== null && !entry.isNamed && !entry.isAway,
      isAway: entry.isAway,
    },
  }
}

function withoutNumber(title: string, number: string): string {
  const at = number === '' ? -1 : title.toLowerCase().indexOf(number)
  const rest = at < 0 ? title : `${title.slice(0, at)} ${title.slice(at + number.length)}`
  return rest.replaceAll(/\s+/g, ' ').replaceAll(/^[\s:,;()–-]+|[\s:,;()–-]+$/g, '')
}
