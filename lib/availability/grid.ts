import {
  dateOfDayNumber,
  dayNumberOf,
  instantsOfMinute,
  minuteOfWall,
  wallMinuteAt,
  type CalendarDate,
  type WallTime,
} from '@/lib/time'
import type { Calendar } from './calendar'
import { holidayOnDay } from './holidays'
import * as reason from './reasons'
import type { WorkingTime } from './working-time'

const minuteMs = 60_000
const dayMs = 86_400_000

/** From (included) until (not included). */
export type Dates = { fromOn: CalendarDate; untilOn: CalendarDate }
export type Hours = { from: WallTime; until: WallTime }
export const defaultHours: Hours = { from: '08:00', until: '18:00' }

/** Every start that is asked about, in order of time. */
export type Grid = {
  startMs: Float64Array
  /** Calendar index of the date of each start. */
  day: Int32Array
  /** Of each start: 0, or the code of the reason that closes its whole date. */
  closed: Uint8Array
  lengthMs: number
}

/**
 * The starts on the grid of local wall time whose session begins and ends on that date within the hours, on every date:
 * a time that does not exist is left out, one that exists twice is there twice. Throws a RangeError for bad numbers.
 */
export function gridOf(
  calendar: Calendar,
  dates: Dates,
  hours: Hours,
  minutes: number,
  rules: WorkingTime,
): Grid {
  if (!(minutes > 0)) throw new RangeError(`a session takes at least a minute, not ${minutes}`)
  const { gridMinutes } = rules
  const from = Math.ceil(minuteOfWall(hours.from) / gridMinutes) * gridMinutes
  const until = minuteOfWall(hours.until)
  const lengthMs = minutes * minuteMs
  const firstDay = dayNumberOf(dates.fromOn) - calendar.firstDay
  const afterDays = dayNumberOf(dates.untilOn) - calendar.firstDay
  const perDay = Math.max(0, Math.floor((until - minutes - from) / gridMinutes) + 1)
  // The longest day has 25 hours: an hour more of starts than another.
  const room = Math.max(0, afterDays - firstDay) * (perDay + Math.ceil(60 / gridMinutes))
  const startMs = new Float64Array(room)
  const days = new Int32Array(room)
  const closed = new Uint8Array(room)
  let count = 0
  for (let day = firstDay; day < afterDays; day += 1) {
    const first = count
    const midnightMs = calendar.startMs[day]!
    if (calendar.startMs[day + 1]! - midnightMs === dayMs) {
      for (let k = 0; k < perDay; k += 1) startMs[count++] = midnightMs + (from + k * gridMinutes) * minuteMs
    } else {
      for (const start of startsOnChange(calendar, day, from, until, lengthMs, gridMinutes))
        startMs[count++] = start
    }
    days.fill(day, first, count)
    closed.fill(reasonClosed(calendar, day, rules), first, count)
  }
  return {
    startMs: startMs.subarray(0, count),
    day: days.subarray(0, count),
    closed: closed.subarray(0, count),
    lengthMs,
  }
}

/** The starts of a day on which the clock changes, told from the clock at both ends of the session. */
function startsOnChange(
  calendar: Calendar,
  day: number,
  from: number,
  until: number,
  lengthMs: number,
  gridMinutes: number,
): number[] {
  const nextMidnightMs = calendar.startMs[day + 1]!
  const starts: number[] = []
  for (let minute = from; minute < until; minute += gridMinutes) {
    for (const startMs of instantsOfMinute(calendar.firstDay + day, minute)) {
      const endMs = startMs + lengthMs
      const endMinute = endMs === nextMidnightMs ? 1440 : wallMinuteAt(endMs)
      if (endMs <= nextMidnightMs && endMinute <= until && endMinute >= from) starts.push(startMs)
    }
  }
  return starts.sort((a, b) => a - b)
}

/** Why nothing is planned on a whole date: a public holiday, or a Saturday or Sunday. */
export function reasonClosed(calendar: Calendar, day: number, rules: WorkingTime): number {
  if (holidayOnDay(calendar.firstDay + day, rules.holidays) !== null) return reason.holiday
  return day % 7 >= 5 ? reason.outsideHours : reason.free
}

/** When a holiday ends: midnight after it and the holidays that follow it. */
export function afterHoliday(calendar: Calendar, day: number, rules: WorkingTime): number | null {
  for (let next = day + 1; next <= calendar.days; next += 1) {
    if (next === calendar.days) return null
    if (reasonClosed(calendar, next, rules) !== reason.holiday) return calendar.startMs[next]!
  }
  return null
}

/** The first start, not before an instant, that lies within the hours of a Monday to Friday; holidays are another reason. */
export function nextWithinHours(
  calendar: Calendar,
  day: number,
  startMs: number,
  hours: Hours,
  minutes: number,
  rules: WorkingTime,
): number | null {
  for (let next = day; next < calendar.days; next += 1) {
    if (next % 7 >= 5) continue
    const fromOn = dateOfDayNumber(calendar.firstDay + next)
    const untilOn = dateOfDayNumber(calendar.firstDay + next + 1)
    const first = gridOf(calendar, { fromOn, untilOn }, hours, minutes, rules).startMs.find(
      (ms) => ms >= startMs,
    )
    if (first !== undefined) return first
  }
  return null
}
