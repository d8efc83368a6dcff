import { type Coverage, type CoverageFacts, isOwed } from '@/lib/coverage/rules'
import { addDaysOn, addMinutes, type CalendarDate, dateOf, daysBetweenOn, weekdayOf } from '@/lib/time'
import type { IssueKey } from '@/lib/words/words'

/** Held and declined are on record; offered is not. Which of the two it was, only the two people know. */
export const outcomes = ['held', 'offered', 'declined'] as const
export type Outcome = (typeof outcomes)[number]

/** What a check-in may be about: work, never how somebody feels. A closed list. */
export const topics = [
  'roster',
  'duties',
  'part-time',
  'administration',
  'guidance',
  'career',
  'collaboration',
  'other-work',
] as const
export type Topic = (typeof topics)[number]

/** How long the supervisor can undo what she logged. A person without script needs longer than the 10 s that the screen counts. */
const undoMinutes = 10
/** So long what was logged is corrected in place. Hours that pass, also in the two nights in which the clock changes. */
const correctHours = 24
export const promiseMost = 280

export interface CheckInFields {
  outcome: Outcome
  happenedOn: CalendarDate
  topics: readonly Topic[]
  promiseText?: string
  promiseOwner?: 'supervisor' | 'resident'
  promiseDueOn?: CalendarDate
  nextOn?: CalendarDate
  nextStartsAt?: Date
}

type Mistakes = Partial<Record<keyof CheckInFields, IssueKey>>

/** What is wrong with a check-in, by field; empty when nothing is. `firstOn` is the first day on which these two can have talked. */
export function mistakesIn(fields: CheckInFields, firstOn: CalendarDate, today: CalendarDate): Mistakes {
  return {
    ...mistakesInDay(fields, firstOn, today),
    ...mistakesInTalk(fields, today),
    ...mistakesInNext(fields, today),
  }
}

function mistakesInDay({ happenedOn }: CheckInFields, firstOn: CalendarDate, today: CalendarDate): Mistakes {
  if (happenedOn > today) return { happenedOn: 'date-future' }
  return happenedOn < firstOn ? { happenedOn: 'date-before-pairing' } : {}
}

/** A promise is whole or absent. A talk that was only offered has no topics and no promise. */
function mistakesInTalk(fields: CheckInFields, today: CalendarDate): Mistakes {
  const { outcome, promiseText, promiseOwner, promiseDueOn } = fields
  const mistakes: Mistakes = {}
  if (outcome === 'offered') {
    if (fields.topics.length > 0) mistakes.topics = 'only-after-talk'
    if (promiseText ?? promiseOwner ?? promiseDueOn) mistakes.promiseText = 'only-after-talk'
    return mistakes
  }
  if (!(promiseText ?? promiseOwner ?? promiseDueOn)) return mistakes
  if (!promiseText) mistakes.promiseText = 'promise-text'
  if (!promiseOwner) mistakes.promiseOwner = 'promise-owner'
  if (!promiseDueOn) mistakes.promiseDueOn = 'promise-due'
  else if (promiseDueOn < today) mistakes.promiseDueOn = 'date-past'
  return mistakes
}

function mistakesInNext({ nextOn, nextStartsAt }: CheckInFields, today: CalendarDate): Mistakes {
  if (nextOn && nextStartsAt) return { nextOn: 'time-or-date' }
  return nextOn && nextOn <= today ? { nextOn: 'date-not-after-today' } : {}
}

/** May what was logged at `loggedAt` still be undone? */
export function refuseUndo(loggedAt: Date, now: Date): 'undo-too-late' | null {
  return now > addMinutes(loggedAt, undoMinutes) ? 'undo-too-late' : null
}

/** Whether a correction changes what was logged at `loggedAt` itself; after 24 hours it stands beside it. */
export function isInPlace(loggedAt: Date, now: Date): boolean {
  return now < addMinutes(loggedAt, correctHours * 60)
}

/**
 * What is wrong with a correction, by field. A talk took place before it was logged; the date of a promise or of the next talk that
 * stands as it was is not judged again.
 */
export function mistakesInCorrection(
  fields: CheckInFields,
  before: { loggedAt: Date; nextOn: CalendarDate | null; promiseDueOn: CalendarDate | null },
  firstOn: CalendarDate,
  today: CalendarDate,
): Mistakes {
  const mistakes = mistakesIn(fields, firstOn, today)
  if (fields.happenedOn > dateOf(before.loggedAt)) mistakes.happenedOn ??= 'date-after-logged'
  if (fields.nextOn === before.nextOn) delete mistakes.nextOn
  if (fields.promiseDueOn === before.promiseDueOn && mistakes.promiseDueOn === 'date-past')
    delete mistakes.promiseDueOn
  return mistakes
}

/** The owner of an open promise hears of it so many days before its date, and once after it, for as long as that helps. */
const remindDays = 2
const remindAfterDays = 14

export type PromiseReminder = 'due' | 'past'

const isWorkingDay = (on: CalendarDate) => weekdayOf(on) < 5

/** Whose date falls in these days may be reminded of on this one. */
export const remindableOn = (on: CalendarDate) => ({
  fromOn: addDaysOn(on, -remindAfterDays),
  untilOn: addDaysOn(on, remindDays + 2),
})

/**
 * Which reminder of an open promise is for this day, if any. 'due' two days before its date, on the Friday when that is in a
 * weekend, or on a working day since; 'past' on the first working day after it. Who made it since that first day needs no 'due'.
 */
export function reminderOn(
  { dueOn, madeOn }: { dueOn: CalendarDate; madeOn: CalendarDate },
  on: CalendarDate,
): PromiseReminder | null {
  if (!isWorkingDay(on)) return null
  if (on > dueOn) return on <= addDaysOn(dueOn, remindAfterDays) ? 'past' : null
  const day = addDaysOn(dueOn, -remindDays)
  const firstOn = addDaysOn(day, -Math.max(0, weekdayOf(day) - 4))
  return on >= firstOn && madeOn < firstOn ? 'due' : null
}

export type ListGroup = 'now' | 'planned' | 'done'

/** Where a resident stands in her supervisor's list. */
export function groupOf({ state }: Pick<Coverage, 'state'>): ListGroup {
  if (state === 'overdue' || state === 'due-soon' || state === 'none-on-record') return 'now'
  return state === 'up-to-date' ? 'done' : 'planned'
}

/** The order of "Nu aan de beurt": overdue, never spoken and late, due soon, none on record; then by due date. */
export function urgencyOf(facts: Pick<CoverageFacts, 'lastOn'>, coverage: Pick<Coverage, 'state'>): number {
  if (isOwed(coverage)) return facts.lastOn === null ? 1 : 0
  return coverage.state === 'due-soon' ? 2 : coverage.state === 'none-on-record' ? 3 : 4
}

/** How long ago a day was, in the unit a person would use: for beside the date, never instead of it. */
export function agoOf(on: CalendarDate, today: CalendarDate) {
  const days = daysBetweenOn(on, today)
  if (days < 2) return { unit: days === 1 ? ('yesterday' as const) : ('today' as const), count: days }
  if (days < 14) return { unit: 'days' as const, count: days }
  if (days < 182) return { unit: 'weeks' as const, count: Math.floor(days / 7) }
  return { unit: 'months' as const, count: Math.floor(days / 30.4) }
}

/** How far ahead a day is, in the unit a person would use. */
export function aheadOf(on: CalendarDate, today: CalendarDate) {
  const days = daysBetweenOn(today, on)
  if (days < 2) return { unit: 'tomorrow' as const, count: days }
  return days < 14
    ? { unit: 'days' as const, count: days }
    : { unit: 'weeks' as const, count: Math.round(days / 7) }
}
