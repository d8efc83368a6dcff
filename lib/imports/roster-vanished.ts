import { addDaysOn, dateOf, startOfDayAt, todayOn } from '@/lib/time'
import type { RosterPerson, StoredShift } from './roster-preview'
import type { SettledRows } from './roster-codes'

export interface VanishedShift extends StoredShift {
  who: string
}

/** The days that the file has of somebody: from the begin of the first to the end of the last. */
interface Reach {
  who: string
  firstMs: number
  lastMs: number
  /** The instants at which the file has a shift begin. */
  starts: Set<number>
}

/**
 * The shifts that stand in the roster and no longer in the file: of its people, from the first to the last day that it has of
 * each, from today on. Never of somebody with a row that could not be read, and never those of a calendar, which keeps its own.
 */
export function listVanished(
  { rows, ignored, waiting }: SettledRows,
  people: ReadonlyMap<string, RosterPerson>,
  standing: readonly StoredShift[],
  now: Date,
): VanishedShift[] {
  const reaches = new Map<string, Reach>()
  const unread = new Set<string>()
  for (const [at, row] of [...rows, ...waiting, ...ignored].entries()) {
    const person = people.get(row.reference)
    if (!person || person === 'elsewhere') continue
    if (!row.shift) {
      if (at < rows.length) unread.add(person.id)
      continue
    }
    const ms = row.shift.startAt.getTime()
    const reach = reaches.get(person.id)
    if (!reach) {
      reaches.set(person.id, { who: person.name, firstMs: ms, lastMs: ms, starts: new Set([ms]) })
      continue
    }
    if (ms < reach.firstMs) reach.firstMs = ms
    if (ms > reach.lastMs) reach.lastMs = ms
    reach.starts.add(ms)
  }
  for (const reach of reaches.values()) {
    reach.firstMs = startOfDayAt(dateOf(new Date(reach.firstMs))).getTime()
    reach.lastMs = startOfDayAt(addDaysOn(dateOf(new Date(reach.lastMs)), 1)).getTime()
  }
  const from = startOfDayAt(todayOn(now))
  return standing
    .flatMap((shift) => {
      const reach = reaches.get(shift.personId)
      if (!reach || shift.feedId || shift.startAt < from || unread.has(shift.personId)) return []
      const ms = shift.startAt.getTime()
      const isGone = reach.firstMs <= ms && ms < reach.lastMs && !reach.starts.has(ms)
      return isGone ? [{ ...shift, who: reach.who }] : []
    })
    .sort((a, b) => +a.startAt - +b.startAt || a.who.localeCompare(b.who))
}
