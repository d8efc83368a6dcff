import { addDaysOn, type CalendarDate } from '@/lib/time'

/** An accepted supervisor pairing of one resident; `line` when this file makes it. */
export interface Supervision {
  id: string
  guideId: string
  fromOn: CalendarDate
  /** The first day without. */
  untilOn: CalendarDate | null
  line?: number
}

export interface WantedSupervision {
  guideId: string
  /** The period of the role for which the file names her supervisor. */
  fromOn: CalendarDate
  untilOn: CalendarDate | null
}

export type SupervisionPlan =
  | { plan: 'same' }
  | { plan: 'past' }
  | { plan: 'clash'; with: Supervision }
  | {
      plan: 'change'
      ended: { id: string; guideId: string; untilOn: CalendarDate } | null
      added: { guideId: string; fromOn: CalendarDate; untilOn: CalendarDate | null }
    }

const holdsOn = (period: { fromOn: CalendarDate; untilOn: CalendarDate | null }, on: CalendarDate) =>
  period.fromOn <= on && (period.untilOn === null || on < period.untilOn)
const earliest = (a: CalendarDate | null, b: CalendarDate | null) =>
  a === null || (b !== null && b < a) ? b : a
const latest = (a: CalendarDate, b: CalendarDate) => (a > b ? a : b)

/**
 * What must happen so that a resident has this supervisor: nothing, a first pairing from the beginning of her role, or
 * another supervisor from today. What lies in the past is never rewritten, and nobody gets two supervisors at once.
 */
export function planSupervision(
  standing: readonly Supervision[],
  wanted: WantedSupervision,
  today: CalendarDate,
): SupervisionPlan {
  const isPast = wanted.untilOn !== null && wanted.untilOn <= today
  const changeOn = latest(today, wanted.fromOn)
  const asked = isPast && wanted.untilOn !== null ? addDaysOn(wanted.untilOn, -1) : changeOn
  const periods = standing.filter((each) => each.untilOn === null || each.untilOn > each.fromOn)
  const current = periods.find((each) => holdsOn(each, asked))
  if (current?.guideId === wanted.guideId) return { plan: 'same' }
  if (current?.line !== undefined) return { plan: 'clash', with: current }
  if (current && isPast) return { plan: 'past' }
  const nextOn = periods.reduce<CalendarDate | null>(
    (next, each) => (each.fromOn > asked ? earliest(next, each.fromOn) : next),
    null,
  )
  const lastUntil = periods.reduce(
    (last, each) => (each.untilOn !== null && each.untilOn <= asked ? latest(last, each.untilOn) : last),
    wanted.fromOn,
  )
  return {
    plan: 'change',
    ended: current ? { id: current.id, guideId: current.guideId, untilOn: changeOn } : null,
    added: {
      guideId: wanted.guideId,
      fromOn: current ? changeOn : lastUntil,
      untilOn: earliest(wanted.untilOn, nextOn),
    },
  }
}
