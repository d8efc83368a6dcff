import type { Holiday } from '@/lib/availability/holidays'
import { holidayOn } from '@/lib/availability/settings'
import {
  addDaysOn,
  dateOf,
  daysBetweenOn,
  instantAt,
  wallTimeOf,
  weekdayOf,
  type CalendarDate,
  type WallTime,
} from '@/lib/time'

/** A series is planned this many times at most. */
export const mostOccurrences = 60

/** The first to fourth of a weekday in its month, or the last: -1. */
export const monthlyNths = [1, 2, 3, 4, -1] as const
export type MonthlyNth = (typeof monthlyNths)[number]

/** How often, from when and until when. One of `everyWeeks` and `monthlyNth`, and one of `lastOn` and `count`. */
export interface Rhythm {
  /** The first date, which also gives the weekday. */
  fromOn: CalendarDate
  /** Wall time: Tuesday 16:00 stays at 16:00 when the clock changes. */
  startsTime: WallTime
  everyWeeks: number | null
  monthlyNth: MonthlyNth | null
  /** The last date on which it may fall, or how many times it is held. */
  lastOn: CalendarDate | null
  count: number | null
}

export interface Occurrence {
  on: CalendarDate
  startsAt: Date
}

export interface Occurrences {
  occurrences: Occurrence[]
  /** The public holidays on which it would have fallen; they do not count. */
  holidays: { on: CalendarDate; name: Holiday }[]
  /** There would be more than a series may have. */
  isCut: boolean
}

/**
 * The dates of a series, in order, public holidays left out and named. A time that the clock skips becomes the first minute
 * after it. Never more than `mostOccurrences`.
 */
export function occurrencesOf(rhythm: Rhythm): Occurrences {
  const most = Math.min(rhythm.count ?? Infinity, mostOccurrences)
  const found: Occurrences = { occurrences: [], holidays: [], isCut: false }
  for (const on of datesOf(rhythm)) {
    if (rhythm.lastOn !== null && on > rhythm.lastOn) break
    if (found.occurrences.length === most) {
      found.isCut = rhythm.lastOn !== null
      break
    }
    const name = holidayOn(on)
    if (name) found.holidays.push({ on, name })
    else found.occurrences.push({ on, startsAt: instantAt(on, rhythm.startsTime) })
  }
  if ((rhythm.count ?? 0) > mostOccurrences) found.isCut = true
  return found
}

/** Every date of the rhythm from its first on, without end. */
function* datesOf({ fromOn, everyWeeks, monthlyNth }: Rhythm): Generator<CalendarDate> {
  if (monthlyNth === null) {
    for (let on = fromOn; ; on = addDaysOn(on, 7 * (everyWeeks ?? 1))) yield on
  }
  for (let monthOn = firstOfMonth(fromOn); ; monthOn = firstOfMonth(addDaysOn(monthOn, 31))) {
    const on = nthOfMonth(monthOn, weekdayOf(fromOn), monthlyNth)
    if (on >= fromOn) yield on
  }
}

const firstOfMonth = (on: CalendarDate) => `${on.slice(0, 7)}-01`

function nthOfMonth(monthOn: CalendarDate, weekday: number, nth: MonthlyNth): CalendarDate {
  if (nth === -1) {
    const lastOn = addDaysOn(firstOfMonth(addDaysOn(monthOn, 31)), -1)
    return addDaysOn(lastOn, -((weekdayOf(lastOn) - weekday + 7) % 7))
  }
  return addDaysOn(monthOn, ((weekday - weekdayOf(monthOn) + 7) % 7) + 7 * (nth - 1))
}

/** Which of a series: this one, this and those after it, or all that are still to come. */
export const scopes = ['one', 'following', 'all'] as const
export type Scope = (typeof scopes)[number]

/**
 * Where the others of a series go when one of them moves: as many days from their own date, at the new time of the clock.
 * `seriesOn` is the date for which each stands, so one that was moved by itself comes back into line.
 */
export function shiftedStart(
  moved: { seriesOn: CalendarDate; startsAt: Date },
  other: { seriesOn: CalendarDate },
): Date {
  const days = daysBetweenOn(moved.seriesOn, dateOf(moved.startsAt))
  return instantAt(addDaysOn(other.seriesOn, days), wallTimeOf(moved.startsAt))
}
