import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { todayOn } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'

/**
 * A psychologist at whose door this resident may knock, or null. Any psychologist of the hospital; nobody else learns of it
 * (matrix rows 5 and 11).
 */
export async function findDoor(tx: Transaction, viewer: Viewer, guideId: string) {
  if (!holds(viewer, 'resident') || guideId === viewer.id) return null
  const [door] = await tx
    .select({ givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(and(eq(people.id, guideId), sql`app.opens_door(${people.id})`))
  return door ? { residentId: viewer.id, guideId, ...door } : null
}

/** Asks a psychologist, with a first session as the question. Asked twice, it is one question. Inside an open transaction. */
export async function knock(tx: Transaction, viewer: Viewer, guideId: string, now: Date): Promise<void> {
  await tx
    .insert(pairings)
    .values({
      kind: 'psychologist',
      residentId: viewer.id,
      guideId,
      fromOn: todayOn(now),
      askedAt: now,
      askedById: viewer.id,
    })
    .onConflictDoNothing()
}

/** The psychologist's answer to the session is her answer at the door. Inside an open transaction. */
export async function answerKnock(
  tx: Transaction,
  viewer: Viewer,
  residentId: string,
  answer: 'accept' | 'decline',
  now: Date,
): Promise<void> {
  const said =
    answer === 'accept'
      ? { fromOn: todayOn(now), acceptedAt: now, acceptedById: viewer.id }
      : { declinedAt: now, declinedById: viewer.id }
  await tx
    .update(pairings)
    .set(said)
    .where(
      and(
        eq(pairings.kind, 'psychologist'),
        eq(pairings.residentId, residentId),
        eq(pairings.guideId, viewer.id),
        isNull(pairings.acceptedAt),
        isNull(pairings.declinedAt),
        isNull(pairings.endedAt),
      ),
    )
}
