import { addDaysOn, type CalendarDate, dateOf, daysBetweenOn } from '@/lib/time'

/** The guidance forms that can have a norm in days, as every overview has them. */
export const coveredForms = [
  'check-in',
  'mentor-session',
  'intervision',
  'shadow-day',
  'student-teaching',
  'learning-talk',
] as const
export type CoveredForm = (typeof coveredForms)[number]

/** What takes place once. */
export const onceForms: ReadonlySet<CoveredForm> = new Set(['shadow-day', 'student-teaching'])

/** How often a guidance form must take place, in whole days. Day 0 is the first working day. */
export interface Norm {
  firstWithinDays: number
  /** Null for what takes place once. */
  everyDays: number | null
  /** The first day on which it holds: nobody is late before that. */
  sinceOn: CalendarDate
}

/** From so many days before the due date on, it is due soon. */
export const soonDays = 14

/** What one row of the coverage table says of a resident and a form. */
export interface CoverageFacts {
  form: CoveredForm
  startsOn: CalendarDate
  /** The date on record when the row was written, if there is one. */
  lastOn: CalendarDate | null
  /** Sessions that were still to come when the row was written, in order. */
  plannedAt: readonly Date[]
  /** The clock stands still from each of these days on, in order, until the day at the same place in `resumesOn`. */
  pausesOn: readonly CalendarDate[]
  resumesOn: readonly CalendarDate[]
}

export type CoverageState = 'on-hold' | 'overdue' | 'planned' | 'due-soon' | 'none-on-record' | 'up-to-date'

export interface Coverage {
  /** The date on record today. */
  lastOn: CalendarDate | null
  /** The last day on which it is in time; null when it took place and takes place once. */
  dueOn: CalendarDate | null
  state: CoverageState
  /** While it is on hold: the day on which the clock runs again. */
  onHoldUntil: CalendarDate | null
  /** Stands as long as there is no date on record, whatever is planned; late once the first due date has passed. */
  flag: null | 'none' | 'none-late'
  /** The first session still to come, today's included. */
  nextAt: Date | null
}

/**
 * Due date, state and flag on a given day; without a norm nothing is ever due. Dates of the hospital; throws a RangeError
 * for a date that does not exist.
 */
export function coverageOn(facts: CoverageFacts, norm: Norm | null, today: CalendarDate): Coverage {
  const lastOn = lastHeldOn(facts, today)
  const dueOn = norm && dueDateOf({ ...facts, lastOn }, norm)
  // A session on the very day that is on record has taken place; what is left of it must not read as planned.
  const isToCome = (on: CalendarDate) => on >= today && (lastOn === null || on > lastOn)
  const nextAt = facts.plannedAt.find((at) => isToCome(dateOf(at))) ?? null
  const onHoldUntil = holdUntil(facts, today)
  return {
    lastOn,
    dueOn,
    onHoldUntil,
    state: onHoldUntil ? 'on-hold' : stateOn(lastOn, dueOn, nextAt, today),
    flag: lastOn !== null || !norm ? null : dueOn !== null && today > dueOn ? 'none-late' : 'none',
    nextAt,
  }
}

/** A check-in is on record when it was logged; everything else when its day has passed and nobody noted that it was missed. */
export function lastHeldOn(
  facts: Pick<CoverageFacts, 'form' | 'lastOn' | 'plannedAt'>,
  today: CalendarDate,
): CalendarDate | null {
  if (facts.form === 'check-in') return facts.lastOn
  const passed = facts.plannedAt.map((at) => dateOf(at)).filter((on) => on < today)
  return [facts.lastOn, ...passed].reduce(
    (last, on) => (last === null || (on && on > last) ? on : last),
    null,
  )
}

/** The last day on which the next one is in time: so many days on, not counting those on which the clock stands still. */
export function dueDateOf(
  facts: Pick<CoverageFacts, 'startsOn' | 'lastOn' | 'pausesOn' | 'resumesOn'>,
  norm: Norm,
): CalendarDate | null {
  const days = facts.lastOn === null ? norm.firstWithinDays : norm.everyDays
  if (days === null) return null
  const base = facts.lastOn ?? facts.startsOn
  let dueOn = addDaysOn(base, days)
  facts.pausesOn.forEach((pausesOn, index) => {
    const resumesOn = facts.resumesOn[index] ?? pausesOn
    const pausedOn = pausesOn > base ? pausesOn : addDaysOn(base, 1)
    if (pausedOn <= dueOn && resumesOn > pausedOn)
      dueOn = addDaysOn(dueOn, daysBetweenOn(pausedOn, resumesOn))
  })
  return dueOn < norm.sinceOn ? norm.sinceOn : dueOn
}

/** Before the first working day and in a pause the clock stands still. */
function holdUntil(facts: CoverageFacts, today: CalendarDate): CalendarDate | null {
  if (today < facts.startsOn) return facts.startsOn
  const place = facts.pausesOn.findIndex((on, index) => on <= today && today < (facts.resumesOn[index] ?? on))
  return facts.resumesOn[place] ?? null
}

/** The first that fits. */
function stateOn(
  lastOn: CalendarDate | null,
  dueOn: CalendarDate | null,
  nextAt: Date | null,
  today: CalendarDate,
): CoverageState {
  if (dueOn !== null && today > dueOn) return 'overdue'
  if (nextAt) return 'planned'
  if (dueOn !== null && today >= addDaysOn(dueOn, -soonDays)) return 'due-soon'
  return lastOn === null ? 'none-on-record' : 'up-to-date'
}

/** Is a talk owed today? A debt of whoever guides, from the day after the due date. */
export function isOwed(coverage: Pick<Coverage, 'state'>): boolean {
  return coverage.state === 'overdue'
}
