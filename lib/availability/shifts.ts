import { addDaysOn, dateOf, instantAt, minutesBetween, mondayOf, type CalendarDate } from '@/lib/time'
import { workingTime } from './settings'
import type { WorkingTime } from './working-time'

/** The kinds of roster entry. On call and leave are not work. */
export const shiftKinds = ['day', 'evening', 'night', 'presence', 'on-call', 'leave'] as const
export type ShiftKind = (typeof shiftKinds)[number]

/** A half-open range of instants. */
export type Range = { startAt: Date; endAt: Date }

export type Shift = Range & { kind: ShiftKind }

/** Something else in a person's time. A session is work (the default); a private appointment only takes the time. */
export type Busy = Range & { isWork?: boolean }

/**
 * The first date of which a roster says nothing any more: the Monday after the week in which its last shift starts. Null when
 * it is empty. Before it a date without a shift is a day off; from it on nobody knows yet.
 */
export function rosterUntil(shifts: readonly Range[]): CalendarDate | null {
  if (shifts.length === 0) return null
  const lastMs = shifts.reduce((last, { startAt }) => Math.max(last, startAt.getTime()), -Infinity)
  return addDaysOn(mondayOf(dateOf(new Date(lastMs))), 7)
}

/** Does a roster reach this date? */
export function rosterReaches(shifts: readonly Range[], on: CalendarDate): boolean {
  const untilOn = rosterUntil(shifts)
  return untilOn !== null && on < untilOn
}

/** Whether a shift has the hours of a night: more than an hour between 00:00 and 06:00 (Arbeidstijdenwet art. 1:7). */
export function isNightWork({ startAt, endAt }: Range, rules: WorkingTime = workingTime()): boolean {
  const lastOn = dateOf(endAt)
  for (let on = dateOf(startAt); on <= lastOn; on = addDaysOn(on, 1)) {
    const from = Math.max(startAt.getTime(), instantAt(on, '00:00').getTime())
    const until = Math.min(endAt.getTime(), instantAt(on, '06:00').getTime())
    if (minutesBetween(new Date(from), new Date(until)) > rules.nightWorkMinutes) return true
  }
  return false
}
