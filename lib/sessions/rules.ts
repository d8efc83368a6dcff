import type { Viewer } from '@/lib/viewer'
import { cancelWindowHours } from './forms'

/** What is asked of a session before it may change. Instants. */
export interface SessionFacts {
  startsAt: Date
  cancelledAt: Date | null
  sequence: number
}

/** The moment a session is over for planning: from its start on, the past is closed. */
export function isPast(session: SessionFacts, now: Date): boolean {
  return now >= session.startsAt
}

/**
 * May this session still be moved or cancelled by this person? Whoever guides may until the start; the resident until 24 h
 * before it. `seen` is the sequence that her screen showed: another tab may have changed the session since.
 */
export function refuseChange(
  session: SessionFacts,
  part: 'resident' | 'guide',
  seen: number,
  now: Date,
): 'already-cancelled' | 'changed' | 'past' | 'too-late' | null {
  if (session.cancelledAt) return 'already-cancelled'
  if (session.sequence !== seen) return 'changed'
  if (isPast(session, now)) return 'past'
  const hoursLeft = (session.startsAt.getTime() - now.getTime()) / 3_600_000
  if (part === 'resident' && hoursLeft < cancelWindowHours) return 'too-late'
  return null
}

/** Which of two paired people is the resident: the pairing knows. */
export function partOf(pairing: { residentId: string }, viewer: Pick<Viewer, 'id'>): 'resident' | 'guide' {
  return pairing.residentId === viewer.id ? 'resident' : 'guide'
}
