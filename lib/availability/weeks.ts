import type { Timeline } from './timeline'
import type { WorkingTime } from './working-time'

const hourMs = 3_600_000

/**
 * How much work a calendar week still takes, in milliseconds: up to 60 hours in that week and 768 in the sixteen
 * that end with it. Negative in a week that is already over: nothing that adds work fits there.
 */
export function roomInWeek(weekMs: Float64Array, week: number, rules: WorkingTime): number {
  let averageMs = 0
  for (let i = Math.max(0, week - rules.averageWeeks + 1); i <= week; i += 1) averageMs += weekMs[i]!
  return Math.min(rules.weekHours * hourMs - weekMs[week]!, rules.averageHours * hourMs - averageMs)
}

/**
 * Whether added work takes the weekly rest away from a window of 7 x 24 hours that had it. Windows start where a block
 * of work starts, the added one included. A window that had no such rest before cannot lose it.
 */
export function takesWeeklyRest(
  { startMs: gapStarts, endMs: gapEnds }: Timeline['gaps'],
  startMs: number,
  endMs: number,
  rules: WorkingTime,
): boolean {
  const windowMs = rules.weeklyWindowHours * hourMs
  const restMs = rules.weeklyRestHours * hourMs

  const loses = (fromMs: number, firstGap: number) => {
    const untilMs = fromMs + windowMs
    let had = false
    for (let gap = firstGap; gap < gapStarts.length && gapStarts[gap]! < untilMs; gap += 1) {
      const from = Math.max(gapStarts[gap]!, fromMs)
      const until = Math.min(gapEnds[gap]!, untilMs)
      if (until - from < restMs) continue
      had = true
      if (Math.min(until, startMs) - from >= restMs || until - Math.max(from, endMs) >= restMs) return false
    }
    return had
  }

  const blocks = gapStarts.length - 1
  let block = firstAtLeast(gapEnds, startMs - windowMs + 1)
  for (; block < blocks && gapEnds[block]! < endMs; block += 1) {
    if (loses(gapEnds[block]!, block + 1)) return true
  }
  const gap = firstAtLeast(gapEnds, startMs + 1)
  return gapStarts[gap]! < startMs && loses(startMs, gap)
}

/** Index of the first number in an ascending list that is at least this. */
export function firstAtLeast(ascending: readonly number[], least: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}
