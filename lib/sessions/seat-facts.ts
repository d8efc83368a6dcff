import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessionPeople } from '@/db/schema/sessions'
import { addDaysOn, dateOf, minutesBetween } from '@/lib/time'
import type { ClashKind } from './clashes'
import type { OfficeForm } from './forms'
import { clashesAt, loadGroupFacts, type GroupFacts } from './group-times'

/** A session in which residents take seats by themselves, as far as her own time is asked. Instants. */
export interface SeatedSession {
  id: string
  form: OfficeForm
  startsAt: Date
  endsAt: Date
}

/** Why this seat does not fit in her time, or null. Only she is asked: the session itself stands. */
export async function clashOfSeat(
  tx: Transaction,
  personId: string,
  session: SeatedSession,
  now: Date,
): Promise<ClashKind | null> {
  return clashIn(await loadSeatFacts(tx, personId, [session]), personId, session, now)
}

/** What the rest engine is asked about her over the dates of these sessions: three queries, however many they are. */
export function loadSeatFacts(tx: Transaction, personId: string, sessions: readonly SeatedSession[]) {
  const dates = sessions.map((session) => dateOf(session.startsAt)).toSorted()
  return loadGroupFacts(tx, [personId], { fromOn: dates[0]!, untilOn: addDaysOn(dates.at(-1)!, 1) })
}

/** As `clashOfSeat`, from facts that were loaded for several sessions. */
export function clashIn(
  facts: GroupFacts,
  personId: string,
  session: SeatedSession,
  now: Date,
): ClashKind | null {
  const { form, startsAt, endsAt } = session
  const gathering = {
    form,
    residentIds: [personId],
    guideId: null,
    minutes: minutesBetween(startsAt, endsAt),
  }
  return clashesAt(facts, gathering, startsAt, now)[0]?.kind ?? null
}

/** Gives somebody a seat, also one that she left before. With `answerBy` it is an offer until then. */
export async function writeSeat(
  tx: Transaction,
  seat: { sessionId: string; personId: string; during: string; answerBy: Date | null },
): Promise<void> {
  const again = {
    during: seat.during,
    answerBy: seat.answerBy,
    acceptedAt: null,
    declinedAt: null,
    releasedAt: null,
  }
  await tx
    .insert(sessionPeople)
    .values({ ...seat, part: 'resident' })
    .onConflictDoUpdate({
      target: [sessionPeople.sessionId, sessionPeople.personId],
      set: again,
      setWhere: sql`${sessionPeople.releasedAt} is not null`,
    })
}
