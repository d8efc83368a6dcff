import { addDaysOn, type CalendarDate, weekdayOf } from '@/lib/time'

/** Whole days from one step of the escalation to the next; an offered talk delays the next step by as many. */
const stepDays = 14
/** 1: who owes the talk and the resident; 2: the education office; 3: counted for the training committee. */
const lastStep = 3
/** Whole days between two digests to one person. */
export const digestDays = 7

/** A check-in that is due, as the worker knows it. */
export interface Debt {
  residentId: string
  /** Who owes it today; null while she has no supervisor. */
  guideId: string | null
  /** The first day of that pairing. */
  guideSince: CalendarDate | null
  dueOn: CalendarDate
  /** The last offer of a talk since the date on record. */
  offeredOn: CalendarDate | null
  /** When each step was taken for this due date, in order. */
  takenOn: readonly CalendarDate[]
}

/**
 * The next step of a debt and the first day on which it may be taken: 14 days after the one before, and 14 days later again
 * when a talk was offered meanwhile. Null after the last. Dates of the hospital.
 */
export function nextStepOf({ dueOn, offeredOn, takenOn }: Pick<Debt, 'dueOn' | 'offeredOn' | 'takenOn'>) {
  const step = takenOn.length + 1
  if (step > lastStep) return null
  const before = takenOn.at(-1)
  const scheduledOn = before ? addDaysOn(before, stepDays) : dueOn
  const isOffered = offeredOn !== null && (!before || offeredOn >= before)
  return { step, on: isOffered ? addDaysOn(scheduledOn, stepDays) : scheduledOn }
}

/** Steps are taken and digests are written on working days, in the hospital: nobody hears of a debt on a Sunday. */
export function isDigestDay(on: CalendarDate): boolean {
  return weekdayOf(on) < 5
}

/** What there is to tell somebody who guides, who is guided, or who looks after the whole; since when it is new. */
export interface Digest {
  personId: string
  newOn: CalendarDate
}

/**
 * For whom there is something: the supervisor and the resident from the first step on, whoever looks after the whole from the
 * second. A supervisor who took over hears of it as of her own first day. One entry per person, with the newest day.
 */
export function digestsOf(debts: readonly Debt[], officeIds: readonly string[]): Digest[] {
  const newOn = new Map<string, CalendarDate>()
  const tell = (personId: string, on: CalendarDate) => {
    const known = newOn.get(personId)
    if (!known || on > known) newOn.set(personId, on)
  }
  for (const { residentId, guideId, guideSince, takenOn } of debts) {
    const [first, second] = takenOn
    if (!first) continue
    if (guideId) {
      tell(residentId, first)
      tell(guideId, guideSince && guideSince > first ? guideSince : first)
    }
    if (second) for (const officeId of officeIds) tell(officeId, second)
  }
  return [...newOn].map(([personId, on]) => ({ personId, newOn: on }))
}
