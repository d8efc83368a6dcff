import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { instantAt, isCalendarDate, minuteOfWall } from '@/lib/time'
import { shiftKinds, type Shift, type ShiftKind } from './shifts'

/** Something wrong with what was asked or with the file: one line that says what and where. */
export class RosterError extends Error {}

/** Shifts by person, in the order of the file. */
export type RosterFile = Map<string, Shift[]>

/** Reads a roster of `person,start,end,kind` with local wall times 'YYYY-MM-DD HH:MM'. Throws a RosterError with the line. */
export function readRoster(path: string): RosterFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new RosterError(`cannot read the roster ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`)
  }
  return parseRoster(text)
}

/** `readRoster` for a text. */
export function parseRoster(text: string): RosterFile {
  let rows: { record: Record<string, string>; info: { lines: number } }[]
  try {
    rows = parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    throw new RosterError(`not a CSV file: ${(error as Error).message}`)
  }
  const people: RosterFile = new Map()
  for (const { record, info } of rows) {
    const { person, start, end, kind } = record
    if (person === undefined || start === undefined || end === undefined || kind === undefined) {
      throw new RosterError('the first line must name the columns person,start,end,kind')
    }
    const startAt = instantOf(start, info.lines)
    const endAt = instantOf(end, info.lines)
    if (endAt <= startAt)
      throw new RosterError(`line ${info.lines}: the shift ends (${end}) before it starts (${start})`)
    if (!isShiftKind(kind)) {
      throw new RosterError(
        `line ${info.lines}: unknown kind ${JSON.stringify(kind)}; use ${shiftKinds.join(', ')}`,
      )
    }
    const shifts = people.get(person) ?? []
    people.set(person, shifts)
    shifts.push({ startAt, endAt, kind })
  }
  return people
}

const isShiftKind = (text: string): text is ShiftKind => (shiftKinds as readonly string[]).includes(text)

function instantOf(text: string, line: number): Date {
  const [on = '', wall = ''] = text.split(/[ T]/)
  try {
    minuteOfWall(wall)
    if (isCalendarDate(on)) return instantAt(on, wall)
  } catch {
    // Said below, with the line.
  }
  throw new RosterError(`line ${line}: ${JSON.stringify(text)} is not a time like 2027-01-04 08:00`)
}
