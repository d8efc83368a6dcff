import { codeMostLength, meaningIn, type CodeMeaning } from '@/lib/rosters/codes'
import { isWork } from '@/lib/rosters/rules'
import type { CalendarEntry } from './calendar'
import { codeIn } from './kind'
import { withoutOverlap, type FeedShift } from './without-overlap'

/** What can be a staff number in a title: three signs or more, one of them a figure. */
const numberShape = /(?=[\p{L}\p{N}-]*\p{N})[\p{L}\p{N}-]{3,}/gu

const numbersIn = ({ titles }: CalendarEntry): string[] =>
  titles.flatMap((title) => title.toLowerCase().match(numberShape) ?? [])

/** Whoever a calendar can be about: what looks like a staff number in a title or a category, and who take part. */
export function referencesIn(entries: readonly CalendarEntry[]): Set<string> {
  return new Set(entries.flatMap((entry) => [...numbersIn(entry), ...entry.attendees]))
}

/**
 * Whose an entry is, as references in small letters: of whose staff number stands in it, else of those who take part that we
 * know, else of all who take part. Nobody is the empty text, so that the time is not lost without a word.
 */
export function personsOf(entry: CalendarEntry, known: { has: (reference: string) => boolean }): string[] {
  const numbers = numbersIn(entry).filter((number) => known.has(number))
  const ours = entry.attendees.filter((address) => known.has(address))
  const found = [numbers, ours, entry.attendees].find((each) => each.length > 0) ?? ['']
  return [...new Set(found)]
}

/**
 * The code of an entry, once the staff number of whose it is (in small letters) is left out of its titles; `asks` when it looks
 * like one, so that it is worth a question when nobody knows it. A short title is looked up too: "Kliniek" can be a code.
 */
export function codeOf({ titles, isNamed, isAway }: CalendarEntry, number: string) {
  const plain = titles.map((title) => withoutNumber(title, number)).filter((title) => title !== '')
  const code = codeIn(plain)
  const [title = ''] = plain
  const known = code ?? (title.length <= codeMostLength ? title : '')
  return { code: known === '' ? null : known, asks: code !== null && !isNamed && !isAway }
}

function withoutNumber(title: string, number: string): string {
  const at = number === '' ? -1 : title.toLowerCase().indexOf(number)
  const rest = at < 0 ? title : `${title.slice(0, at)} ${title.slice(at + number.length)}`
  return rest.replaceAll(/\s+/g, ' ').replaceAll(/^[\s:,;()–-]+|[\s:,;()–-]+$/g, '')
}

/** Somebody of whom a calendar is read, with the departments whose tables say what a code means. */
export interface Followed {
  /** In small letters. */
  staffNumber: string
  departmentIds: readonly string[]
}

/**
 * What the entries of one person are in her roster, without overlap among work. A code that her departments know decides, else
 * what the calendar says itself; no code makes work of whole days, and what is ignored is no shift.
 */
export function shiftsFollowed(
  entries: readonly CalendarEntry[],
  { staffNumber, departmentIds }: Followed,
  meanings: ReadonlyMap<string, CodeMeaning>,
): FeedShift[] {
  const shifts = entries.flatMap((entry): FeedShift[] => {
    const { startsAt, endsAt, isAway } = entry
    const { code } = codeOf(entry, staffNumber)
    const meaning = code === null ? undefined : meaningIn(meanings, departmentIds, code)
    if (meaning === 'ignore') return []
    const isMeant = meaning !== undefined && !(isAway && isWork(meaning))
    return [{ startsAt, endsAt, kind: isMeant ? meaning : entry.kind }]
  })
  return withoutOverlap(shifts)
}
