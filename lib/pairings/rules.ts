import type { CalendarDate } from '@/lib/time'
import type { Dependence, Period } from './independence'

/** Who did what when with a pairing. Instants; `fromOn` and `untilOn` are the hospital's dates. */
export interface PairingFacts extends Period {
  proposedAt: Date | null
  askedAt: Date | null
  acceptedAt: Date | null
  declinedAt: Date | null
  endedAt: Date | null
}

/** `coming`: agreed, and its first day is still to come. */
export type PairingState = 'proposed' | 'asked' | 'coming' | 'active' | 'declined' | 'ended'

/** Where a pairing stands on a day. A question that was withdrawn has ended without having been. */
export function stateOf(pairing: PairingFacts, on: CalendarDate): PairingState {
  if (pairing.declinedAt) return 'declined'
  if (!pairing.acceptedAt) {
    if (pairing.endedAt) return 'ended'
    return pairing.askedAt ? 'asked' : 'proposed'
  }
  if (pairing.untilOn !== null && (pairing.untilOn <= on || pairing.untilOn <= pairing.fromOn)) return 'ended'
  return pairing.fromOn > on ? 'coming' : 'active'
}

export const isOpen = (state: PairingState) => state === 'asked' || state === 'proposed'
export const isStanding = (state: PairingState) => state === 'active' || state === 'coming'

/** A supervisor pairing of the resident, agreed on, whenever it holds. */
export interface Supervision extends Period {
  guideId: string
}

export interface SupervisorFacts {
  residentId: string
  guideId: string
  fromOn: CalendarDate
  today: CalendarDate
  /** Whether the guide holds the role of supervisor, and the resident hers, on `fromOn`. */
  isSupervisor: boolean
  isResident: boolean
  supervisions: readonly Supervision[]
}

/** A pairing that was given and taken back before it began never held. */
const everHeld = (period: Period) => period.untilOn === null || period.untilOn > period.fromOn

/**
 * Why this supervisor cannot begin on this day, or null. The new one may begin in the past, but not before the one who
 * stands began, nor in days that belong to an earlier one: those have been.
 */
export function refuseSupervisor(
  facts: SupervisorFacts,
):
  | 'self-pairing'
  | 'not-a-resident-then'
  | 'not-a-supervisor-then'
  | 'before-standing'
  | 'same-supervisor'
  | null {
  if (facts.guideId === facts.residentId) return 'self-pairing'
  if (!facts.isResident) return 'not-a-resident-then'
  if (!facts.isSupervisor) return 'not-a-supervisor-then'
  if (facts.fromOn < firstDayFor(facts.supervisions, facts.today)) return 'before-standing'
  const standing = supervisionOn(facts.supervisions, facts.fromOn)
  return standing?.guideId === facts.guideId ? 'same-supervisor' : null
}

/** The first day on which another supervisor can begin; '' when every day can. */
export function firstDayFor(supervisions: readonly Period[], today: CalendarDate): CalendarDate {
  return supervisions
    .filter((each) => everHeld(each) && each.fromOn <= today)
    .map((each) => (each.untilOn !== null && each.untilOn <= today ? each.untilOn : each.fromOn))
    .reduce((latest, on) => (on > latest ? on : latest), '')
}

/** The supervisor pairing that holds on a day. */
export function supervisionOn<Each extends Period>(
  supervisions: readonly Each[],
  on: CalendarDate,
): Each | undefined {
  return supervisions.find((each) => each.fromOn <= on && (each.untilOn === null || each.untilOn > on))
}

/** What ends when a new supervisor begins: each pairing that would still hold then or later, with its new last bound. */
export function endedBy<Each extends Period>(supervisions: readonly Each[], fromOn: CalendarDate) {
  return supervisions
    .filter((each) => everHeld(each) && (each.untilOn === null || each.untilOn > fromOn))
    .map((each) => ({ supervision: each, untilOn: each.fromOn > fromOn ? each.fromOn : fromOn }))
}

export interface QuestionFacts {
  residentId: string
  guideId: string
  /** Whether the guide holds the role of mentor today. */
  isMentor: boolean
  /** Her question or proposal that waits, and the mentor she has. */
  open: 'asked' | 'proposed' | null
  mentorId: string | null
  room: number
  dependence: Dependence | null
}

/** Why this mentor cannot be asked or proposed, or null. */
export function refuseQuestion(
  facts: QuestionFacts,
):
  | 'self-pairing'
  | 'not-a-mentor'
  | 'already-her-mentor'
  | 'question-open'
  | 'proposal-open'
  | 'no-room'
  | Dependence
  | null {
  if (facts.guideId === facts.residentId) return 'self-pairing'
  if (!facts.isMentor) return 'not-a-mentor'
  if (facts.mentorId === facts.guideId) return 'already-her-mentor'
  if (facts.open === 'asked') return 'question-open'
  if (facts.open === 'proposed') return 'proposal-open'
  if (facts.room < 1) return 'no-room'
  return facts.dependence
}
