import { addDaysOn, type CalendarDate, dateOf } from '@/lib/time'

/** How often a guidance form must take place, in whole days. Day 0 is the first working day. */
export interface Norm {
  firstWithinDays: number
  everyDays: number
  /** From so many days before the due date on, it is due soon. */
  soonDays: number
}

/** The norms of the guidance forms that have one. */
export const norms = {
  'check-in': { firstWithinDays: 30, everyDays: 90, soonDays: 14 },
} as const satisfies Record<string, Norm>

export type CoveredForm = keyof typeof norms

/** What one row of the coverage table says of a resident and a form. */
export interface CoverageFacts {
  startsOn: CalendarDate
  /** The date on record, if there is one. */
  lastOn: CalendarDate | null
  /** Sessions that were still to come when the row was written, in order. */
  plannedAt: readonly Date[]
}

export type CoverageState = 'on-hold' | 'overdue' | 'planned' | 'due-soon' | 'none-on-record' | 'up-to-date'

export interface Coverage {
  /** The last day on which it is in time. */
  dueOn: CalendarDate
  state: CoverageState
  /** Stands as long as there is no date on record, whatever is planned; late once the first due date has passed. */
  flag: null | 'none' | 'none-late'
  /** The first session still to come, today's included. */
  nextAt: Date | null
}

/** Due date, state and flag on a given day. Dates of the hospital; throws a RangeError for a date that does not exist. */
export function coverageOn(facts: CoverageFacts, norm: Norm, today: CalendarDate): Coverage {
  const dueOn = facts.lastOn
    ? addDaysOn(facts.lastOn, norm.everyDays)
    : addDaysOn(facts.startsOn, norm.firstWithinDays)
  // A session on the very day that is on record has taken place; what is left of it must not read as planned.
  const isToCome = (on: CalendarDate) => on >= today && (facts.lastOn === null || on > facts.lastOn)
  const nextAt = facts.plannedAt.find((at) => isToCome(dateOf(at))) ?? null
  return {
    dueOn,
    state: stateOn(facts, dueOn, nextAt, norm, today),
    flag: flagOn(facts, dueOn, today),
    nextAt,
  }
}

/** The first that fits. */
function stateOn(
  facts: CoverageFacts,
  dueOn: CalendarDate,
  nextAt: Date | null,
  norm: Norm,
  today: CalendarDate,
): CoverageState {
  if (today < facts.startsOn) return 'on-hold'
  if (today > dueOn) return 'overdue'
  if (nextAt) return 'planned'
  if (today >= addDaysOn(dueOn, -norm.soonDays)) return 'due-soon'
  return facts.lastOn === null ? 'none-on-record' : 'up-to-date'
}

function flagOn(facts: CoverageFacts, dueOn: CalendarDate, today: CalendarDate): Coverage['flag'] {
  if (facts.lastOn !== null) return null
  return today > dueOn ? 'none-late' : 'none'
}

/** Is a talk owed today? A debt of whoever guides, from the day after the due date. */
export function isOwed(coverage: Pick<Coverage, 'state'>): boolean {
  return coverage.state === 'overdue'
}
