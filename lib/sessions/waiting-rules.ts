import { addMinutes } from '@/lib/time'

const offerMinutes = 24 * 60
/** An offer ends this long before the start, so that a time nobody takes can still be used. */
const beforeStartMinutes = 2 * 60
const shortestMinutes = 30

/**
 * Until when a place that came free is hers alone: a day, or two hours before the start, but half an hour at least; counted from
 * the first moment that a mail may reach her. Null when it starts before she could answer. Instants.
 */
export function offerUntil(startsAt: Date, now: Date, reachableAt = now): Date | null {
  const from = reachableAt > now ? reachableAt : now
  const wanted = Math.min(
    addMinutes(from, offerMinutes).getTime(),
    addMinutes(startsAt, -beforeStartMinutes).getTime(),
  )
  const until = new Date(Math.max(wanted, addMinutes(from, shortestMinutes).getTime()))
  return until < startsAt ? until : null
}

/** Somebody in line for a place. */
export interface InLine {
  id: string
  personId: string
  askedAt: Date
  /** Another place of the same kind waits for her answer. */
  hasOpenOffer: boolean
  /** She had this very place, or an offer of it, before. */
  hadThisOne: boolean
}

/**
 * In which order a place is offered: who asked first comes first. Whoever must still answer another offer, or gave this very
 * place back, is passed over and stays where she is in line.
 */
export function lineFor(waiting: readonly InLine[]): InLine[] {
  return waiting
    .filter((each) => !each.hasOpenOffer && !each.hadThisOne)
    .toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime() || (a.id < b.id ? -1 : 1))
}

/** Told once, whoever waits is left in peace for a week. */
export const tellAgainDays = 7
