import { isNightWork, type ShiftKind } from '@/lib/availability/shifts'
import { codeMostLength } from '@/lib/rosters/codes'
import { clockOfMoment, instantOfMoment, readMoment, type WallMoment } from '@/lib/sheet/moment'
import { plainName, type Columns, type SheetRow } from '@/lib/sheet/read-sheet'
import { addDaysOn, dayNumberOf } from '@/lib/time'
import { quoted, type Mistake } from './mistakes'

export type RosterColumn = 'person' | 'start' | 'end' | 'kind'

export const rosterColumns: Columns<RosterColumn> = {
  person: {
    names: ['persoon', 'personeelsnummer', 'medewerker', 'staff number', 'number', 'e-mail', 'email', 'wie'],
    required: true,
  },
  start: { names: ['begin', 'begintijd', 'start time', 'starttijd', 'van', 'from'], required: true },
  end: { names: ['einde', 'eind', 'eindtijd', 'end time', 'tot', 'until'], required: true },
  kind: { names: ['dienst', 'soort', 'shift', 'type', 'soort dienst', 'dienstsoort'] },
}

const kindWords: Record<ShiftKind, readonly string[]> = {
  day: ['dag', 'dagdienst', 'day shift'],
  evening: ['avond', 'avonddienst', 'laat', 'late', 'late dienst', 'evening shift'],
  night: ['nacht', 'nachtdienst', 'night shift'],
  presence: ['aanwezigheid', 'aanwezigheidsdienst', 'presence duty'],
  'on-call': ['bereikbaar', 'bereikbaarheid', 'bereikbaarheidsdienst', 'oproep', 'on call duty'],
  leave: ['verlof', 'vakantie'],
}

/** Our kinds as people write them, in Dutch and English. */
const kindByWord = new Map(
  Object.entries(kindWords).flatMap(([kind, words]) =>
    [kind, ...words].map((word) => [plainName(word), kind as ShiftKind] as const),
  ),
)

/** Is this one of our own words for a kind, which no table of codes needs to explain? */
export const isKindWord = (text: string) => kindByWord.has(plainName(text))

/** A shift without a kind may last this long: what is longer could as well be presence or on call. */
const clearUntilMinutes = 14 * 60
const shiftMostMinutes = 24 * 60
const leaveMostMinutes = 366 * 24 * 60

/** A line of a roster as far as it can be read without knowing the hospital. */
export interface RosterRow {
  line: number
  /** Staff number or e-mail address as the file has it, and in small letters as it is looked up. */
  person: string
  reference: string
  /** What stands in place of a kind and is no word of ours; what it means is for the department of the person to say. */
  code: string | null
  /** With a code its kind is what the hours look like. */
  shift: { startAt: Date; endAt: Date; kind: ShiftKind } | null
  /** Its length by the clock. */
  minutes: number
  mistakes: Mistake[]
  /** It is a night shift when its end is read on the next day. */
  canEndNextDay: boolean
  /** Present when it was read from a calendar. */
  entry?: RosterEntry
}

export interface RosterEntry {
  title: string
  /** Its code looks like one, so that it is worth a question when nobody knows it. */
  asks: boolean
  /** Whole days, or leave: no code makes work of it. */
  isAway: boolean
}

/**
 * Reads a line of a roster: wall times of the hospital become instants, an empty kind is proposed from the hours. With
 * `overnight`, an end that lies before its start on the same date is read on the next day where that makes a night shift.
 */
export function readRosterRow(row: SheetRow<RosterColumn>, overnight: boolean): RosterRow {
  const mistakes: Mistake[] = []
  const { person } = row.cells
  if (row.isTooWide) mistakes.push({ reason: 'too-wide' })
  if (person === '') mistakes.push({ reason: 'person-missing', column: 'person' })
  const kind = kindByWord.get(plainName(row.cells.kind))
  const typed = row.cells.kind.replaceAll(/\s+/g, ' ')
  const isCode = !kind && typed !== '' && typed.length <= codeMostLength
  if (!kind && typed !== '' && !isCode)
    mistakes.push({ reason: 'kind-unknown', column: 'kind', detail: { text: quoted(row.cells.kind) } })
  const start = readEdge('start', row.cells.start, mistakes)
  const typedEnd = readEdge('end', row.cells.end, mistakes)
  const read = {
    line: row.line,
    person,
    reference: person.toLowerCase(),
    code: isCode ? typed : null,
    shift: null,
    minutes: 0,
    mistakes,
    canEndNextDay: false,
  }
  if (!start || !typedEnd) return read
  const nextDay = endOnNextDay(start, typedEnd)
  const end = overnight && nextDay ? nextDay : typedEnd
  const length = minutesOfClock(start, end)
  if (length <= 0) {
    mistakes.push(endMistake(start, end, nextDay !== null))
    return { ...read, canEndNextDay: nextDay !== null && mistakes.length === 1 }
  }
  const startAt = edgeAt('start', start, mistakes)
  const endAt = edgeAt('end', end, mistakes)
  const mistake = lengthMistake(kind ?? (isCode ? 'leave' : 'day'), length)
  if (mistake) mistakes.push(mistake)
  else if (typed === '' && length > clearUntilMinutes)
    mistakes.push({ reason: 'kind-unclear', column: 'kind' })
  if (!startAt || !endAt || mistakes.length > 0) return read
  const proposed = kind ?? proposeKind(start, startAt, endAt, length)
  return { ...read, minutes: length, shift: { startAt, endAt, kind: proposed } }
}

/** Why a shift of this kind cannot be so long, or null. */
export function lengthMistake(kind: ShiftKind, minutes: number): Mistake | null {
  if (minutes <= (kind === 'leave' ? leaveMostMinutes : shiftMostMinutes)) return null
  return { reason: kind === 'leave' ? 'leave-too-long' : 'too-long', column: 'end' }
}

function readEdge(column: 'start' | 'end', text: string, mistakes: Mistake[]): WallMoment | null {
  if (text === '') {
    mistakes.push({ reason: `${column}-missing`, column })
    return null
  }
  const moment = readMoment(text)
  if (moment !== null && moment !== 'time') return moment
  mistakes.push({
    reason: moment === 'time' ? 'moment-no-time' : 'moment-unreadable',
    column,
    detail: { text: quoted(text) },
  })
  return null
}

function edgeAt(column: 'start' | 'end', moment: WallMoment, mistakes: Mistake[]): Date | null {
  const at = instantOfMoment(moment, column)
  if (!at) mistakes.push({ reason: 'moment-skipped', column, detail: { time: clockOfMoment(moment) } })
  return at
}

/** The same end a day later, when that makes a night shift of an ordinary length; otherwise null. */
function endOnNextDay(start: WallMoment, end: WallMoment): WallMoment | null {
  if (end.on !== start.on || end.minute >= start.minute) return null
  const later = { on: addDaysOn(end.on, 1), minute: end.minute }
  const [startAt, endAt] = [instantOfMoment(start, 'start'), instantOfMoment(later, 'end')]
  if (!startAt || !endAt || minutesOfClock(start, later) > clearUntilMinutes) return null
  return isNightWork({ startAt, endAt }) ? later : null
}

function endMistake(start: WallMoment, end: WallMoment, isNight: boolean): Mistake {
  const clocks = { start: clockOfMoment(start), end: clockOfMoment(end) }
  if (start.on !== end.on) return { reason: 'end-on-earlier-day', column: 'end' }
  if (start.minute === end.minute) return { reason: 'end-is-start', column: 'end', detail: clocks }
  return { reason: isNight ? 'end-before-start-night' : 'end-before-start', column: 'end', detail: clocks }
}

/** Length as the clock shows it, so that a duty of 24 hours stays one when the clock is changed. */
function minutesOfClock(start: WallMoment, end: WallMoment): number {
  return (dayNumberOf(end.on) - dayNumberOf(start.on)) * 1440 + end.minute - start.minute
}

const eveningFromMinute = 12 * 60

/**
 * Night by its hours (Arbeidstijdenwet art. 1:7), otherwise evening when it begins after noon. What lasts longer than an
 * ordinary shift looks like presence, longer than a day like leave: that only happens behind a code, and is asked.
 */
function proposeKind(start: WallMoment, startAt: Date, endAt: Date, minutes: number): ShiftKind {
  if (minutes > shiftMostMinutes) return 'leave'
  if (minutes > clearUntilMinutes) return 'presence'
  if (isNightWork({ startAt, endAt })) return 'night'
  return start.minute > eveningFromMinute ? 'evening' : 'day'
}
