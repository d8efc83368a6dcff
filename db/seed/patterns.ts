import { readFileSync } from 'node:fs'
import { daysBetween, minuteOf } from './clock'

/** One day's work as minutes of that day on the clock; a night ends beyond 1440. */
export type Turn = { from: number; until: number; kind: 'day' | 'evening' | 'night' | 'presence' | 'on-call' }
/** One entry per day, from a Monday. */
export type Row = (Turn | undefined)[]

export const longDay: Turn = { from: 8 * 60, until: 17 * 60, kind: 'day' }

const files = ['inrc2-n012w8-a.csv', 'inrc2-n021w4-a.csv']
const firstMonday = '2027-01-04'

/** The published rosters, one row of whole weeks per person. Their dates are of no account here, only their weekdays. */
function readPatterns(): Row[] {
  return files.flatMap((file) => {
    const rows = new Map<string, Row>()
    const text = readFileSync(new URL(`../demo/rosters/${file}`, import.meta.url), 'utf8')
    for (const line of text.trim().split(/\r?\n/).slice(1)) {
      const [person = '', start = '', end = '', kind = ''] = line.split(',')
      const on = start.slice(0, 10)
      const row = rows.get(person) ?? []
      rows.set(person, row)
      row[daysBetween(firstMonday, on)] = {
        from: minuteOf(start.slice(11)),
        until: minuteOf(end.slice(11)) + 1440 * daysBetween(on, end.slice(0, 10)),
        kind: kind as Turn['kind'],
      }
    }
    const weeks = Math.ceil(Math.max(...[...rows.values()].map((row) => row.length)) / 7)
    return [...rows.values()].map((row) => Array.from({ length: weeks * 7 }, (_, day) => row[day]))
  })
}

let known: Row[] | undefined
/** 12 rosters of eight weeks, then 21 of four; see `db/demo/rosters/README.md`. */
export const patterns = (): readonly Row[] => (known ??= readPatterns())

/** A roster of so many weeks: the pattern again and again, from one of its weeks. */
export function repeated(pattern: Row, fromWeek: number, weeks: number): Row {
  return Array.from({ length: weeks * 7 }, (_, day) => pattern[(fromWeek * 7 + day) % pattern.length])
}

/** Rest in hours that a turn asks after the work before it: 11; 14 after a night; 46 after three nights in a row. */
function restAsked(row: Row, day: number): number {
  if (row[day]?.kind !== 'night') return 11
  return row[day - 1]?.kind === 'night' && row[day - 2]?.kind === 'night' ? 46 : 14
}

const previousWork = (row: Row, day: number) => {
  for (let before = day - 1; before >= Math.max(0, day - 4); before -= 1) if (row[before]) return before
  return undefined
}

/** Nights in a row may follow each other; otherwise the rest before this day's turn must be long enough. */
function isRested(row: Row, day: number): boolean {
  const turn = row[day]
  const before = previousWork(row, day)
  const last = before === undefined ? undefined : row[before]
  if (!turn || !last || before === undefined) return true
  const continues = turn.kind === 'night' && last.kind === 'night' && before === day - 1
  const rest = ((day - before) * 1440 + turn.from - last.until) / 60
  return rest >= (continues ? 11 : restAsked(row, before))
}

function daysInARow(row: Row, day: number): number {
  let [first, last] = [day, day]
  while (row[first - 1]) first -= 1
  while (row[last + 1]) last += 1
  return last - first + 1
}

/** Drops the turns that stand too close to the one before, or make a seventh day in a row: where repetitions meet. */
export function withSaneSeams(row: Row): Row {
  const kept = [...row]
  kept.forEach((turn, day) => {
    if (!turn) return
    const week = kept.slice(Math.max(0, day - 6), day).filter(Boolean).length
    if (!isRested(kept, day) || week === 6) kept[day] = undefined
  })
  return kept
}

/** Brings each week to five turns for a whole fte: long days are added where rest allows, evenings and days left out. */
export function fittedTo(fte: number, row: Row): Row {
  const fitted = [...row]
  for (let week = 0; week * 7 < row.length; week += 1) {
    const aim = Math.floor(5 * fte * (week + 1) + 1e-9) - Math.floor(5 * fte * week + 1e-9)
    const days = Array.from({ length: 7 }, (_, index) => week * 7 + index)
    const count = () => days.filter((day) => fitted[day]).length
    for (const day of days.toReversed()) {
      if (count() > aim && fte < 1 && fitted[day] && fitted[day].kind !== 'night') fitted[day] = undefined
    }
    for (const day of days.slice(0, 5)) {
      if (count() >= aim || fitted[day]) continue
      fitted[day] = longDay
      const after = [day + 1, day + 2].every((later) => isRested(fitted, later))
      if (!after || !isRested(fitted, day) || daysInARow(fitted, day) > 6) fitted[day] = undefined
    }
  }
  return fitted
}
