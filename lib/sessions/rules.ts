import type { Viewer } from '@/lib/viewer'
import { cancelWindowHours } from './forms'

/** What is asked of a session before it may change. Instants. */
export interface SessionFacts {
  startsAt: Date
  cancelledAt: Date | null
  sequence: number
  heldAt?: Date | null
  missedAt?: Date | null
}

/** What is asked of somebody's seat in a session. Instants. */
export interface SeatFacts {
  part: 'resident' | 'guide'
  /** Her yes is awaited until then; null when nobody asked for it. */
  answerBy: Date | null
  acceptedAt: Date | null
  declinedAt: Date | null
}

/**
 * `asked`: the guide must still say yes. `offered`: a place came free, and the resident may still take it. `firm`: it stands.
 * `declined`, `expired`, `cancelled`: it does not. `held`, `missed`: what became of it.
 */
export type SessionState =
  'asked' | 'offered' | 'firm' | 'declined' | 'expired' | 'cancelled' | 'held' | 'missed'

/** Is her answer still awaited at this instant? From `answerBy` on it is not any more. */
export function isAwaited(seat: SeatFacts, now: Date): boolean {
  return isOpen(seat) && now < (seat.answerBy ?? now)
}

function isOpen(seat: SeatFacts): boolean {
  return seat.answerBy !== null && seat.acceptedAt === null && seat.declinedAt === null
}

/** Where a session stands, from its own row and the seats in it. */
export function stateOf(session: SessionFacts, seats: readonly SeatFacts[], now: Date): SessionState {
  if (session.cancelledAt) {
    if (seats.some((seat) => seat.declinedAt !== null)) return 'declined'
    const isExpired = seats.some((seat) => isOpen(seat) && (seat.answerBy ?? now) <= session.cancelledAt!)
    return isExpired ? 'expired' : 'cancelled'
  }
  if (session.heldAt) return 'held'
  if (session.missedAt) return 'missed'
  const open = seats.find(isOpen)
  if (!open) return 'firm'
  if (!isAwaited(open, now)) return 'expired'
  return open.part === 'guide' ? 'asked' : 'offered'
}

/**
 * The seats by which this person's session is judged: where residents take seats by themselves, the answer of another one
 * changes nothing for her.
 */
export function decidingSeats<Seat extends SeatFacts>(
  session: { seats: number | null },
  rows: readonly Seat[],
  own: SeatFacts | undefined,
): Seat[] {
  return rows.filter((seat) => session.seats === null || seat.part === 'guide' || seat === own)
}

export type Act = 'move' | 'cancel' | 'answer' | 'mark'

/** What may be done in which state; everything else is over, or not begun. */
export const acts: Record<Act, readonly SessionState[]> = {
  move: ['asked', 'firm'],
  cancel: ['asked', 'offered', 'firm'],
  answer: ['asked', 'offered'],
  mark: ['firm', 'held', 'missed'],
}

export type ActRefusal =
  | 'already-cancelled'
  | 'already-declined'
  | 'offer-over'
  | 'changed'
  | 'past'
  | 'not-begun'
  | 'too-late'
  | 'nothing-asked'
  | 'already-noted'

/** Whoever acts: her part, her own seat, and how long before the start a resident may still change it herself (minutes). */
export interface Actor {
  seat: SeatFacts
  cancelMinutes?: number
}

/**
 * Why this session may not be moved, cancelled, answered or marked by this person now, or null. Planning is closed from the
 * start on, and noting what became of it begins there. `seen` is the sequence that the screen showed.
 */
export function refuseAct(
  act: Act,
  session: SessionFacts,
  seats: readonly SeatFacts[],
  actor: Actor,
  seen: number,
  now: Date,
): ActRefusal | null {
  const state = stateOf(session, seats, now)
  if (state === 'cancelled') return 'already-cancelled'
  if (state === 'declined') return 'already-declined'
  if (state === 'expired') return 'offer-over'
  if (session.sequence !== seen) return 'changed'
  if (act === 'mark') {
    if (!isPast(session, now)) return 'not-begun'
    return acts.mark.includes(state) ? null : 'offer-over'
  }
  if (!acts[act].includes(state)) return act === 'answer' ? 'nothing-asked' : 'already-noted'
  if (isPast(session, now)) return 'past'
  if (act === 'answer') return isAwaited(actor.seat, now) ? null : 'nothing-asked'
  return state === 'firm' && actor.seat.part === 'resident' && isTooLate(session, actor, now)
    ? 'too-late'
    : null
}

function isTooLate(session: SessionFacts, { cancelMinutes = cancelWindowHours * 60 }: Actor, now: Date) {
  return session.startsAt.getTime() - now.getTime() < cancelMinutes * 60_000
}

/** The moment a session is over for planning: from its start on, the past is closed. */
export function isPast(session: Pick<SessionFacts, 'startsAt'>, now: Date): boolean {
  return now >= session.startsAt
}

/** A request waits for three days at most, and until an hour before the start; one that comes later still, until the start. Instant. */
export function answerUntil(startsAt: Date, now: Date): Date {
  const threeDays = now.getTime() + 3 * 86_400_000
  const hourBefore = startsAt.getTime() - 3_600_000
  return new Date(Math.min(threeDays, hourBefore > now.getTime() ? hourBefore : startsAt.getTime()))
}

/** Which of two paired people is the resident: the pairing knows. */
export function partOf(pairing: { residentId: string }, viewer: Pick<Viewer, 'id'>): 'resident' | 'guide' {
  return pairing.residentId === viewer.id ? 'resident' : 'guide'
}
