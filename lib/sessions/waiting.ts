import { and, asc, eq, isNull } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { people } from '@/db/schema/people'
import { sessions, waiting } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { addDaysOn, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { isConfidential } from './forms'
import { planTimes } from './planning'
import { findPairing, planWeeks } from './queries'
import { stopWaitingInput, waitForTimeInput } from './waiting-input'

/**
 * "Tell me when a place opens": a resident stands in line for a time with her guide. Asked twice she stands there once, in her
 * first place. The guide is not told, and nobody reads who waits: whatever form it is, the audit row is about herself alone.
 */
export const waitForTime = command('session.wait', waitForTimeInput, async ({ tx, viewer, now }, input) => {
  const { form, otherId } = input
  const today = todayOn(now)
  const pairing = await findPairing(tx, viewer, form, otherId, today)
  if (!pairing || pairing.residentId !== viewer.id) throw new Refusal('not-paired')
  const { residentId, guideId } = pairing
  const window = { fromOn: today, untilOn: addDaysOn(today, planWeeks * 7) }
  const free = await planTimes(tx, viewer, { form, residentId, guideId }, window, now, false)
  // What she can see herself now she need not be told within the hour.
  const toldAt = free.slots.length > 0 ? now : null
  const id = await standInLine(tx, viewer, { form, guideId, askedAt: now, toldAt })
  return { result: { id, form, guideId }, audit: { subjectId: id, about: [viewer.id] } }
})

/** Steps out of a line. An offer that is open stays hers to answer. */
export const stopWaiting = command(
  'session.stop-waiting',
  stopWaitingInput,
  async ({ tx, viewer, now }, { waitingId }) => {
    const mine = and(eq(waiting.id, waitingId), eq(waiting.personId, viewer.id))
    const [line] = await tx.select({ id: waiting.id }).from(waiting).where(mine)
    if (!line) throw new Refusal('not-found')
    await tx
      .update(waiting)
      .set({ endedAt: now })
      .where(and(mine, isNull(waiting.endedAt)))
    return { result: { id: line.id }, audit: { subjectId: line.id, about: [viewer.id] } }
  },
)

/** Puts the viewer in a line, at its end; in her old place when she stands in it already. Answers the id of her place. */
export async function standInLine(
  tx: Transaction,
  viewer: Viewer,
  place: Pick<typeof waiting.$inferInsert, 'form' | 'guideId' | 'sessionId' | 'askedAt' | 'toldAt'>,
): Promise<string> {
  await tx
    .insert(waiting)
    .values({ ...place, personId: viewer.id })
    .onConflictDoNothing()
  const [line] = await tx
    .select({ id: waiting.id })
    .from(waiting)
    .where(
      and(
        eq(waiting.personId, viewer.id),
        eq(waiting.form, place.form),
        place.guideId ? eq(waiting.guideId, place.guideId) : isNull(waiting.guideId),
        place.sessionId ? eq(waiting.sessionId, place.sessionId) : isNull(waiting.sessionId),
        isNull(waiting.endedAt),
      ),
    )
  if (!line) throw new Refusal('changed')
  return line.id
}

/** She took what was offered: she waits for it no more. */
export async function endWaiting(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  sessionId: string,
): Promise<void> {
  await tx
    .update(waiting)
    .set({ endedAt: now })
    .where(
      and(eq(waiting.personId, viewer.id), eq(waiting.offeredSessionId, sessionId), isNull(waiting.endedAt)),
    )
}

/** A line that the viewer stands in: for a guide's time, for a seat in a session, or, without either, for any mentor's time. */
export interface WaitingFor {
  id: string
  form: string
  guideId: string | null
  /** The guide; null for a seat, and for what only the two know: a screen may be seen by others. */
  guideName: string | null
  seat: { sessionId: string; startsAt: Date; endsAt: Date } | null
  /** Of this she reads neither what nor with whom until she opens it. */
  isConfidential: boolean
  askedAt: Date
}

/** The lines that the viewer stands in, the first asked first. One query. */
export async function listWaiting(viewer: Viewer): Promise<WaitingFor[]> {
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({ line: waiting, guide: people, session: sessions })
      .from(waiting)
      .leftJoin(people, eq(people.id, waiting.guideId))
      .leftJoin(sessions, eq(sessions.id, waiting.sessionId))
      .where(and(eq(waiting.personId, viewer.id), isNull(waiting.endedAt)))
      .orderBy(asc(waiting.askedAt), asc(waiting.id))
    return rows
      .filter(({ line, session }) => line.sessionId === null || session?.cancelledAt === null)
      .map(({ line, guide, session }) => ({
        id: line.id,
        form: line.form,
        guideId: line.guideId,
        guideName: guide && !isConfidential(line.form) ? `${guide.givenName} ${guide.familyName}` : null,
        seat: session && { sessionId: session.id, startsAt: session.startsAt, endsAt: session.endsAt },
        isConfidential: isConfidential(line.form),
        askedAt: line.askedAt,
      }))
  })
}

/** Her place in the line for this guide's time, or any mentor's when null; null when she stands in none. */
export async function findWaiting(viewer: Viewer, form: string, guideId: string | null) {
  const lines = await listWaiting(viewer)
  return lines.find((line) => line.form === form && line.guideId === guideId && !line.seat) ?? null
}
