import type { Range } from '@/lib/availability/shifts'
import {
  addDaysOn,
  dateOf,
  dayNumberOf,
  instantOfMinute,
  minuteOfWall,
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
  const special = new Map<number, (readonly [number, number])[]>()
  for (const { on, window } of exceptions) {
    const day = dayNumberOf(on)
    special.set(day, [...(special.get(day) ?? []), ...(window ? [minutesOf(window)] : [])])
  }
  // Who only named a date is met in office hours on the others.
  const usual = Array.from({ length: 7 }, (_, weekday) =>
    weekly.length === 0 ? [wholeDay] : weekly.filter((each) => each.weekday === weekday).map(minutesOf),
  )
  const open: Range[] = []
  const firstWeekday = weekdayOf(fromOn)
  const firstDay = dayNumberOf(fromOn)
  for (let day = firstDay; day < dayNumberOf(untilOn); day += 1)
    for (const [from, until] of special.get(day) ?? usual[(firstWeekday + day - firstDay) % 7] ?? [])
      open.push({ startAt: at(day, from), endAt: at(day, until) })
  return open
}

const wholeDay = [0, 1440] as const
const minutesOf = ({ from, until }: Window) => [minuteOfWall(from), minuteOfWall(until)] as const
/** A minute of a local day; the last is the next day's first. */
const at = (day: number, minute: number) =>
  new Date(minute === 1440 ? instantOfMinute(day + 1, 0) : instantOfMinute(day, minute))

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
