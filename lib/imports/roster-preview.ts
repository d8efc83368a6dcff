import type { ShiftKind } from '@/lib/availability/shifts'
import { grouped } from './grouped'
import { countStates, quoted, type Counts, type Mistake } from './mistakes'
import type { RosterRow } from './roster-rows'

/** Somebody whom a line can mean. Of a person elsewhere nothing but that is known. */
export type RosterPerson = KnownPerson | 'elsewhere'

interface KnownPerson {
  id: string
  name: string
  /** The departments of hers that the viewer plans; as a resident first. */
  departmentIds: readonly string[]
}

export interface StandingShift {
  personId: string
  startAt: Date
  endAt: Date
  kind: ShiftKind
  /** When it really ended, where that was noted. */
  endedAt?: Date | null
}

/** A shift of the roster, with the calendar that it is read from. */
export interface StoredShift extends StandingShift {
  id: string
  feedId: string | null
}

interface Line {
  line: number
  /** The person's name, or what the file has in its place. */
  who: string
}
export type RosterLine =
  | (Line & { state: 'wrong'; mistakes: Mistake[]; canEndNextDay: boolean; shift: RosterRow['shift'] })
  | (Line & { state: 'new' | 'same'; shift: StandingShift })
  /** `replacesEndAt`: the end that was noted, which a new planned end replaces. */
  | (Line & { state: 'changed'; shift: StandingShift; was: StandingShift; replacesEndAt: Date | null })

export interface RosterPreview {
  lines: RosterLine[]
  counts: Counts
  /** How many wrong lines would be night shifts if their end were read on the next day. */
  canEndNextDay: number
}

const reachMs = 2 * 366 * 86_400_000

/** A line that stands a chance: its person and times are known. */
interface Candidate {
  row: RosterRow
  person: KnownPerson
  shift: StandingShift
  mistakes: Mistake[]
}

/**
 * What writing a roster would do, line by line: a line is matched by person and start. Pure; nothing is written.
 * @param people whom the file names, by staff number or e-mail address in small letters; who is missing is unknown
 * @param standing the roster of these people that overlaps the file
 */
export function previewRoster(
  rows: readonly RosterRow[],
  people: ReadonlyMap<string, RosterPerson>,
  standing: readonly StandingShift[],
  now: Date,
): RosterPreview {
  const candidates: Candidate[] = []
  const lines: RosterLine[] = []
  const mistaken = new Map<number, RosterLine>()
  for (const row of rows) {
    const person = people.get(row.reference)
    const mistakes = [...row.mistakes, ...personMistakes(row, person), ...reachMistakes(row, now)]
    if (mistakes.length === 0 && row.shift && person && person !== 'elsewhere')
      candidates.push({ row, person, shift: { personId: person.id, ...row.shift }, mistakes })
    else mistaken.set(row.line, wrongLine(row, whoOf(row, person), mistakes))
  }
  const standingByKey = new Map(standing.map((shift) => [keyOf(shift), shift]))
  refuseSameStart(candidates)
  refuseOverlaps(candidates, standingByKey)
  const candidateOf = new Map(candidates.map((candidate) => [candidate.row.line, candidate]))
  for (const { line } of rows) {
    const candidate = candidateOf.get(line)
    const known = candidate ? lineOf(candidate, standingByKey) : mistaken.get(line)
    if (known) lines.push(known)
  }
  const canEndNextDay = lines.filter((line) => line.state === 'wrong' && line.canEndNextDay).length
  return { lines, counts: countStates(lines), canEndNextDay }
}

function personMistakes(row: RosterRow, person: RosterPerson | undefined): Mistake[] {
  if (row.person === '' || (person && person !== 'elsewhere')) return []
  const detail = { person: quoted(row.person) }
  return [
    { reason: person === 'elsewhere' ? 'person-elsewhere' : 'person-unknown', column: 'person', detail },
  ]
}

function reachMistakes({ shift }: RosterRow, now: Date): Mistake[] {
  if (!shift || Math.abs(shift.startAt.getTime() - now.getTime()) <= reachMs) return []
  return [{ reason: 'too-far', column: 'start', detail: { start: shift.startAt } }]
}

const whoOf = (row: RosterRow, person: RosterPerson | undefined) =>
  person && person !== 'elsewhere' ? person.name : quoted(row.person || (row.entry?.title ?? ''))

function wrongLine(row: RosterRow, who: string, mistakes: Mistake[]): RosterLine {
  const canEndNextDay = row.canEndNextDay && mistakes.length === 1
  return { state: 'wrong', line: row.line, who, mistakes, canEndNextDay, shift: row.shift }
}

function lineOf(candidate: Candidate, standing: ReadonlyMap<string, StandingShift>): RosterLine {
  const { row, person, shift, mistakes } = candidate
  const line = { line: row.line, who: person.name }
  if (mistakes.length > 0) return wrongLine(row, person.name, mistakes)
  const was = standing.get(keyOf(shift))
  if (!was) return { ...line, state: 'new', shift }
  const isSame = was.endAt.getTime() === shift.endAt.getTime() && was.kind === shift.kind
  if (isSame) return { ...line, state: 'same', shift }
  const replacesEndAt = was.endAt.getTime() === shift.endAt.getTime() ? null : (was.endedAt ?? null)
  return { ...line, state: 'changed', shift, was, replacesEndAt }
}

const keyOf = (shift: StandingShift) => `${shift.personId} ${shift.startAt.getTime()}`

/** The same shift twice: the second is too much. Two different shifts from the same start: nobody knows which is right. */
function refuseSameStart(candidates: readonly Candidate[]): void {
  const first = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const key = keyOf(candidate.shift)
    const before = first.get(key)
    if (!before) {
      first.set(key, candidate)
      continue
    }
    const [one, two] = [before.shift, candidate.shift]
    if (one.endAt.getTime() === two.endAt.getTime() && one.kind === two.kind) {
      candidate.mistakes.push({ reason: 'duplicate', detail: { other: before.row.line } })
      continue
    }
    candidate.mistakes.push({ reason: 'same-start', column: 'start', detail: { other: before.row.line } })
    if (before.mistakes.length === 0)
      before.mistakes.push({ reason: 'same-start', column: 'start', detail: { other: candidate.row.line } })
  }
}

/** Nobody works in two places at once; leave and being on call may lie over work, as the database allows. */
export const takesPlace = (kind: ShiftKind) => kind !== 'leave' && kind !== 'on-call'

interface Place {
  startMs: number
  endMs: number
  shift: StandingShift
  candidate: Candidate | null
}

/**
 * Marks lines that overlap each other or the roster as it would stand afterwards. A refused line leaves what stood in its
 * place, which can be in the way of another line: the roster of that person is looked at again until nothing changes.
 */
function refuseOverlaps(
  candidates: readonly Candidate[],
  standing: ReadonlyMap<string, StandingShift>,
): void {
  const candidatesOf = grouped(candidates, ({ person }) => person.id)
  const standingOf = grouped(standing.values(), ({ personId }) => personId)
  for (const [personId, own] of candidatesOf) {
    const stood = standingOf.get(personId) ?? []
    while (refuseOverlapsOfOne(own, stood));
  }
}

function refuseOverlapsOfOne(candidates: readonly Candidate[], stood: readonly StandingShift[]): boolean {
  const right = candidates.filter(({ mistakes }) => mistakes.length === 0)
  const replaced = new Set(right.map(({ shift }) => keyOf(shift)))
  const places = [
    ...right.map((candidate) => ({ shift: candidate.shift, candidate })),
    ...stood.filter((shift) => !replaced.has(keyOf(shift))).map((shift) => ({ shift, candidate: null })),
  ]
    .filter(({ shift }) => takesPlace(shift.kind))
    .map((place): Place => ({
      ...place,
      startMs: place.shift.startAt.getTime(),
      endMs: place.shift.endAt.getTime(),
    }))
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
  let longest: Place | undefined
  let hasRefused = false
  for (const place of places) {
    if (longest && place.startMs < longest.endMs) {
      for (const [mine, other] of [
        [place, longest],
        [longest, place],
      ] as const)
        if (mine.candidate?.mistakes.length === 0) {
          mine.candidate.mistakes.push(overlapMistake(other))
          hasRefused = true
        }
    }
    if (!longest || place.endMs > longest.endMs) longest = place
  }
  return hasRefused
}

function overlapMistake({ shift, candidate }: Place): Mistake {
  const span = [shift.startAt, shift.endAt] as const
  return candidate
    ? { reason: 'overlaps-line', column: 'start', detail: { other: candidate.row.line, span } }
    : { reason: 'overlaps-standing', column: 'start', detail: { span } }
}
