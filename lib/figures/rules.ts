import { coveredForms, type CoveredForm } from '@/lib/coverage/rules'
import type { CalendarDate } from '@/lib/time'

/** What is counted besides the forms with a norm: promises that were due, seats in working hours, seats at meetings of groups. */
const otherMeasures = ['promises', 'working-hours', 'attendance'] as const
/** Everything a figure can be about, the check-ins first. */
export const measures = [...coveredForms, ...otherMeasures] as const
export type Measure = (typeof measures)[number]

/** The forms of which the own department's secretary reads who still misses one: never mentor sessions (matrix rows 10 and 26). */
export const missedForms = ['check-in', 'intervision', 'shadow-day', 'student-teaching'] as const

/** A figure of a closed month; null on both sides when it is about too few people. */
export interface Figure {
  month: CalendarDate
  total: number | null
  reached: number | null
}

export const isForm = (measure: Measure): measure is CoveredForm =>
  (coveredForms as readonly string[]).includes(measure)

/** Part of the whole, 0 to 1; null when there is no figure. */
export function shareOf({ total, reached }: Figure): number | null {
  return total && reached !== null ? reached / total : null
}

/** A trend is told over so many months, and from so large a difference on: less than that is chance. */
const trendMonths = 3
const trendShare = 0.05

export type Trend = 'up' | 'down' | 'same'

/** How the newest figure stands against three months before, or as far back as there is one; null with fewer than two. Oldest first. */
export function trendOf(figures: readonly Figure[]): Trend | null {
  const shares = figures.map(shareOf)
  const newest = shares.at(-1)
  const before = shares.slice(-1 - trendMonths, -1).find((share) => share !== null)
  if (typeof newest !== 'number' || typeof before !== 'number') return null
  // Tenths of a percent: 0.80 - 0.75 is five percent, whatever a computer makes of it.
  const difference = Math.round((newest - before) * 1000) / 1000
  return difference >= trendShare ? 'up' : difference <= -trendShare ? 'down' : 'same'
}
