import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { addMinutes } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { rangeOf, type LockedSession } from './booking'

/** Somebody who waits gets ten minutes of the guide's time kept, in which the worker makes her an offer. */
const keptMinutes = 10

export const keptUntil = (now: Date) => addMinutes(now, keptMinutes)

/** Is there somebody for whom this time of the guide is kept? A guide who gives it up herself cannot, for anybody. */
export async function isWaitedFor(tx: Transaction, viewer: Viewer, now: Date, session: LockedSession) {
  if (!session.guideId || session.guideId === viewer.id || session.startsAt <= now || session.seats)
    return false
  const [waiting] = await tx.execute<{ somebody: boolean }>(sql`
    select app.somebody_waits(${session.form}, ${session.guideId}::uuid, null) as somebody`)
  return waiting?.somebody === true
}

/**
 * After a session of two was moved: keeps the time that it left for the first who waits, as cancelling it would have. A row of its own
 * that is over from the first and that nobody sees; whoever moved counts as having had that time. Nothing is kept of a time
 * that the session still takes a part of.
 */
export async function keepLeft(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  session: LockedSession,
  to: { startsAt: Date; endsAt: Date },
): Promise<void> {
  const { id, form, startsAt, endsAt, roomId, guideId } = session
  if (to.startsAt < endsAt && startsAt < to.endsAt) return
  if (!(await isWaitedFor(tx, viewer, now, session))) return
  const keptId = crypto.randomUUID()
  const during = rangeOf(startsAt, endsAt)
  await tx.insert(sessions).values({
    id: keptId,
    form,
    startsAt,
    endsAt,
    roomId,
    bookedById: viewer.id,
    bookedAt: now,
    cancelledAt: now,
    cancelledById: viewer.id,
    leftById: id,
  })
  await tx.insert(sessionPeople).values([
    { sessionId: keptId, personId: viewer.id, part: 'resident', during, releasedAt: now },
    { sessionId: keptId, personId: guideId!, part: 'guide', during, answerBy: keptUntil(now) },
  ])
}
