import {
  addDaysOn,
  dateOf,
  dayNumberOf,
  formatTime,
  startOfDayAt,
  type CalendarDate,
  type Locale,
} from '@/lib/time'

export const shiftKinds = ['day', 'evening', 'night', 'presence', 'on-call', 'leave'] as const
export type ShiftKind = (typeof shiftKinds)[number]

export interface RosterShift {
  id: string
  personId: string
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
}

/**
 * The days of a week (0 is its Monday) on which a roster shows a shift: the day it begins; for leave every day that it
 * touches; and the Monday for what began on the Sunday before and runs on.
 */
export function daysShown(
  shift: Pick<RosterShift, 'startsAt' | 'endsAt' | 'kind'>,
  monday: CalendarDate,
): number[] {
  const first = dayNumberOf(dateOf(shift.startsAt)) - dayNumberOf(monday)
  // An end at midnight belongs to the day before.
  const last = dayNumberOf(dateOf(new Date(shift.endsAt.getTime() - 1))) - dayNumberOf(monday)
  if (shift.kind === 'leave')
    return Array.from({ length: 7 }, (_, day) => day).filter((day) => first <= day && day <= last)
  if (first >= 0) return first <= 6 ? [first] : []
  return last >= 0 ? [0] : []
}

/** The hours of a shift as its day in the roster shows them: from and until, the end of what began before, or all day. */
export function hoursOn(
  shift: Pick<RosterShift, 'startsAt' | 'endsAt'>,
  on: CalendarDate,
  locale: Locale,
): { hours: string } | { until: string } | 'all-day' {
  const [dayStartsAt, dayEndsAt] = [startOfDayAt(on), startOfDayAt(addDaysOn(on, 1))]
  const beginsBefore = shift.startsAt < dayStartsAt
  if (shift.startsAt <= dayStartsAt && shift.endsAt >= dayEndsAt) return 'all-day'
  const end = shift.endsAt.getTime() === dayEndsAt.getTime() ? '24:00' : formatTime(shift.endsAt, locale)
  return beginsBefore ? { until: end } : { hours: `${formatTime(shift.startsAt, locale)}–${end}` }
}
