import { dayNumberOf, startsOfDays, type CalendarDate } from '@/lib/time'

/** The days the engine counts in: day index i starts at `startMs[i]`; index 0 is a Monday, so week w holds days 7w to 7w+6. */
export type Calendar = {
  /** Day number of index 0. */
  firstDay: number
  /** Epoch milliseconds of each midnight, one more than there are days. */
  startMs: Float64Array
  days: number
}

const daysAfter = 21

/**
 * The days that can matter to a window: the weeks before it that the average looks back on, and three weeks after it.
 * What the roster says beyond those days is not read.
 */
export function calendarAround(fromOn: CalendarDate, untilOn: CalendarDate, weeksBefore: number): Calendar {
  const from = dayNumberOf(fromOn)
  const monday = from - ((((from + 3) % 7) + 7) % 7)
  const firstDay = monday - 7 * weeksBefore
  const days = Math.ceil((dayNumberOf(untilOn) + daysAfter - firstDay) / 7) * 7
  return { firstDay, startMs: startsOfDays(firstDay, days + 1), days }
}

/** Index of the local day that holds an instant (epoch milliseconds); outside the calendar -1 or `days`. */
export function dayIndexAt({ startMs, days }: Calendar, ms: number): number {
  if (ms < startMs[0]!) return -1
  if (ms >= startMs[days]!) return days
  // A clock change moves midnight by an hour, so the guess is at most one day off.
  const guess = Math.min(days - 1, Math.floor((ms - startMs[0]!) / 86_400_000))
  if (ms < startMs[guess]!) return guess - 1
  return ms >= startMs[guess + 1]! ? guess + 1 : guess
}
