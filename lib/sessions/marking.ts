import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { addDaysOn, dateOf, instantAt, type WallTime } from '@/lib/time'
import { lockSession } from './booking'
import { refuseNow } from './commands'
import { markSessionInput } from './input'
import { mayChangePlanned } from './policy'

/** Notes, from the start on, that a session was held or did not take place, and when it really ended. May be noted again. */
export const markSession = command('session.mark', markSessionInput, async ({ tx, viewer, now }, input) => {
  const session = await lockSession(tx, viewer, input.sessionId)
  if (session.departmentId !== null && !mayChangePlanned(viewer, session)) throw new Refusal('forbidden')
  await refuseNow(tx, 'mark', session, session.sequence, now)
  const endedAt = input.endedTime ? endOf(session.startsAt, input.endedTime) : null
  if (endedAt && endedAt > now) throw new Refusal('ended-impossible')
  const isHeld = input.outcome === 'held'
  await tx
    .update(sessions)
    .set({
      heldAt: isHeld ? now : null,
      heldById: isHeld ? viewer.id : null,
      missedAt: isHeld ? null : now,
      missedById: isHeld ? null : viewer.id,
      endedAt: isHeld ? (endedAt ?? session.endedAt) : null,
    })
    .where(eq(sessions.id, session.id))
  return { result: { id: session.id }, audit: { subjectId: session.id, about: session.personIds } }
})

/** The first time after its start that the clock shows this: a session may end after midnight. */
function endOf(startsAt: Date, time: WallTime): Date {
  const on = dateOf(startsAt)
  const sameDay = instantAt(on, time)
  return sameDay > startsAt ? sameDay : instantAt(addDaysOn(on, 1), time)
}
