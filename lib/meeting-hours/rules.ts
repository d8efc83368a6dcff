import type { Range } from '@/lib/availability/shifts'
import {
  addDaysOn,
  dateOf,
  datesBetween,
  instantAt,
  mondayOf,
  startOfDayAt,
  weekdayOf,
  type CalendarDate,
  type WallTime,
} from '@/lib/time'

/** A window of wall time; `until` is after `from`. */
export interface Window {
  from: WallTime
  until: WallTime
}

/** What a guide has said of when she can be met, as far as one form is asked about. */
export interface MeetingHours {
  /** Per weekday, 0 is Monday. Empty: she has not said, and is met in office hours. */
  weekly: readonly (Window & { weekday: number })[]
  /** Dates with other hours; a date with a null has none. */
  exceptions: readonly { on: CalendarDate; window: Window | null }[]
}

/**
 * When a guide can be met on these dates (`untilOn` itself is not): the hours of the weekday, or those of the date where it
 * has its own. Undefined when she has said nothing at all.
 */
export function openRanges(
  { weekly, exceptions }: MeetingHours,
  fromOn: CalendarDate,
  untilOn: CalendarDate,
): Range[] | undefined {
  if (weekly.length === 0 && exceptions.length === 0) return undefined
  return datesBetween(fromOn, untilOn).flatMap((on) => {
    const own = exceptions.filter((exception) => exception.on === on)
    if (own.length > 0) return own.flatMap(({ window }) => (window ? [rangeOn(on, window)] : []))
    // Who only named a date is met in office hours on the others.
    if (weekly.length === 0) return [{ startAt: startOfDayAt(on), endAt: startOfDayAt(addDaysOn(on, 1)) }]
    return weekly.filter(({ weekday }) => weekday === weekdayOf(on)).map((window) => rangeOn(on, window))
  })
}

function rangeOn(on: CalendarDate, { from, until }: Window): Range {
  return { startAt: instantAt(on, from), endAt: instantAt(on, until) }
}

/** How many sessions of a form a guide wants at most, and when she has them already. */
export interface Most {
  perDay: number | null
  perWeek: number | null
  /** Starts of her sessions of this form. */
  starts: readonly Date[]
}

/** The dates on which a guide is absent, and the days and weeks (from Monday) that are full already. */
export function awayRanges(
  absences: readonly { fromOn: CalendarDate; untilOn: CalendarDate }[],
  { perDay, perWeek, starts }: Most,
): Range[] {
  const dates = starts.map((start) => dateOf(start))
  return [
    ...absences.map(({ fromOn, untilOn }) => daysFrom(fromOn, untilOn)),
    ...fullPeriods(dates, perDay).map((on) => daysFrom(on, addDaysOn(on, 1))),
    ...fullPeriods(dates.map(mondayOf), perWeek).map((monday) => daysFrom(monday, addDaysOn(monday, 7))),
  ]
}

function daysFrom(fromOn: CalendarDate, untilOn: CalendarDate): Range {
  return { startAt: startOfDayAt(fromOn), endAt: startOfDayAt(untilOn) }
}

/** The days, or weeks by their Monday, in which there are as many as she wants. */
function fullPeriods(periods: readonly CalendarDate[], most: number | null): CalendarDate[] {
  if (most === null) return []
  const counts = new Map<CalendarDate, number>()
  for (const period of periods) counts.set(period, (counts.get(period) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= most).map(([period]) => period)
}

/** Why these windows of one day cannot stand beside each other, or null. */
export function refuseWindows(windows: readonly Window[]): 'ends-before' | 'overlap' | null {
  const ordered = windows.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  if (ordered.some(({ from, until }) => until <= from)) return 'ends-before'
  return ordered.some((window, index) => index > 0 && window.from < ordered[index - 1]!.until)
    ? 'overlap'
    : null
}
