import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/sessions'
import { command } from '@/lib/command'
import { lockSession, pairIn, refuseRoom, tellChange } from './booking'
import { refuseNow } from './commands'
import { placePairInput } from './input'

/** Another room, place or link for a session of two, by either of them; an empty field takes it away. The other hears of it. */
export const placePair = command('session.place', placePairInput, async ({ tx, viewer, now }, input) => {
  const { roomId = null, place = null, link = null } = input
  const session = await lockSession(tx, viewer, input.sessionId, roomId ? [roomId] : [])
  pairIn(session)
  await refuseNow(tx, 'move', session, input.seen, now)
  const { startsAt, endsAt } = session
  // In its own room a session does not stand in its own way.
  const except = roomId === session.roomId ? startsAt : undefined
  await refuseRoom(tx, { roomId, people: 2, startsAt, endsAt, except })
  const sequence = session.sequence + 1
  await tx.update(sessions).set({ roomId, place, link, sequence }).where(eq(sessions.id, session.id))
  return {
    result: { id: session.id },
    audit: { subjectId: session.id, about: session.personIds },
    messages: await tellChange(tx, 'session.changed', session, viewer, sequence),
  }
})
