import {
  addDaysOn,
  dateOf,
  dayNumberOf,
  formatTime,
  instantAt,
  startOfDayAt,
  type CalendarDate,
  type Locale,
  type WallTime,
} from '@/lib/time'

export const shiftKinds = ['day', 'evening', 'night', 'presence', 'on-call', 'leave'] as const
export type ShiftKind = (typeof shiftKinds)[number]

export interface RosterShift {
  id: string
  personId: string
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
  /** When it really ended, once noted. */
  endedAt: Date | null
}

/** Is this work, after which somebody rests? Leave and being on call are not. */
export function isWork(kind: string): boolean {
  return kind !== 'leave' && kind !== 'on-call'
}

/** How much later than planned an end is believed, in hours; more is a slip of the pen. */
const mostLateHours = 8

/** The end that somebody means who notes a time on the clock: the instant with that time that lies nearest to the planned end. */
export function endMeant({ endsAt }: Pick<RosterShift, 'endsAt'>, time: WallTime): Date {
  const on = dateOf(endsAt)
  const candidates = [-1, 0, 1].map((days) => instantAt(addDaysOn(on, days), time))
  const distance = (at: Date) => Math.abs(at.getTime() - endsAt.getTime())
  return candidates.reduce((best, at) => (distance(at) < distance(best) ? at : best))
}

/**
 * Why this cannot be when a shift really ended, or null: it is before its start, still to come, hours after the planned end,
 * or inside the next work. `next`: the start of the person's next work, if there is any.
 */
export function refuseEnd(
  shift: Pick<RosterShift, 'startsAt' | 'endsAt'>,
  endedAt: Date,
  next: Date | null,
  now: Date,
): 'end-before-start' | 'end-to-come' | 'end-too-late' | 'end-in-next' | null {
  if (endedAt <= shift.startsAt) return 'end-before-start'
  if (endedAt > now) return 'end-to-come'
  if (endedAt.getTime() > shift.endsAt.getTime() + mostLateHours * 3_600_000) return 'end-too-late'
  return next !== null && endedAt > next ? 'end-in-next' : null
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
