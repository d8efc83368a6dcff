import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { talkRequests } from '@/db/schema/talk-requests'
import { command, Refusal } from '@/lib/command'
import { mayReadOwnState } from '@/lib/coverage/policy'
import { supervisesOn } from '@/lib/held'
import { idInput, instantInput, manyInput } from '@/lib/input'
import { lockPeople } from '@/lib/lock'
import { bookInside } from '@/lib/sessions/commands'
import { todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { offeredMost, selectOpenRequests } from './asking-queries'
import { mayLogCheckIn } from './policy'

// One kind for the log, shared by all sessions: nobody reads there that somebody asked for a talk (matrix, below row 31).
const action = 'session.book'

/** A resident would like a talk with her supervisor: he is told, and nothing else is kept. Asked twice, she asked once. Refuses with 'no-supervisor'. */
export const askForTalk = command(action, z.object({}), async ({ tx, viewer, now }) => {
  if (!mayReadOwnState(viewer)) throw new Refusal('forbidden')
  await lockPeople(tx, [viewer.id])
  const supervisorId = await findSupervisor(tx, viewer, now)
  if (!supervisorId) throw new Refusal('no-supervisor')
  const [open] = await selectOpenRequests(tx, eq(talkRequests.residentId, viewer.id), now)
  if (open) return { result: { id: open.id }, audit: [] }
  // One that was answered meanwhile makes place.
  await tx
    .update(talkRequests)
    .set({ endedAt: now })
    .where(and(eq(talkRequests.residentId, viewer.id), isNull(talkRequests.endedAt)))
  const id = crypto.randomUUID()
  await tx.insert(talkRequests).values({ id, residentId: viewer.id, supervisorId, askedAt: now })
  return {
    result: { id },
    audit: { subjectId: id, about: [viewer.id, supervisorId] },
    messages: [
      { kind: 'talk.asked', recipientId: supervisorId, data: { requestId: id }, onceKey: `talk.asked:${id}` },
    ],
  }
})

/** She takes it back; what was offered is offered no more. Taken back twice is taken back once. */
export const takeBackRequest = command(
  action,
  z.object({ requestId: idInput }),
  async ({ tx, viewer, now }, input) => {
    const [ended] = await tx
      .update(talkRequests)
      .set({ endedAt: now })
      .where(
        and(
          eq(talkRequests.id, input.requestId),
          eq(talkRequests.residentId, viewer.id),
          isNull(talkRequests.endedAt),
        ),
      )
      .returning({ id: talkRequests.id })
    return { result: {}, audit: ended ? { subjectId: ended.id, about: [viewer.id] } : [] }
  },
)

const offerInput = z.object({
  requestId: idInput,
  times: manyInput(instantInput).pipe(z.array(z.date()).min(1, 'choose').max(offeredMost, 'choose')),
})

/**
 * The supervisor offers up to three times to a resident who asked. They are not held back for her: whoever books one first has
 * it. Refuses with 'not-found' what is no longer asked of him, and 'changed' a time that has begun.
 */
export const offerTimes = command(action, offerInput, async ({ tx, viewer, now }, { requestId, times }) => {
  const request = await findOpen(tx, viewer, requestId, now)
  if (!request || !mayLogCheckIn(viewer, request)) throw new Refusal('not-found')
  if (times.some((at) => at <= now)) throw new Refusal('changed')
  const offeredTimes = [...new Set(times.map((at) => at.getTime()))].toSorted().map((ms) => new Date(ms))
  await tx.update(talkRequests).set({ offeredAt: now, offeredTimes }).where(eq(talkRequests.id, requestId))
  return {
    result: {},
    audit: { subjectId: requestId, about: [request.residentId] },
    messages: [
      {
        kind: 'talk.offered',
        recipientId: request.residentId,
        data: { requestId },
        onceKey: `talk.offered:${requestId}:${now.toISOString()}`,
      },
    ],
  }
})

/** She takes one of the offered times: it is booked as every other, and refused as every other. */
export const takeTime = command(
  action,
  z.object({ requestId: idInput, startsAt: instantInput }),
  async ({ tx, viewer, now }, { requestId, startsAt }) => {
    const request = await findOpen(tx, viewer, requestId, now)
    if (!request || request.residentId !== viewer.id) throw new Refusal('changed')
    if (!request.offeredTimes.some((at) => at.getTime() === startsAt.getTime())) throw new Refusal('changed')
    const { sessionId, messages } = await bookInside(tx, viewer, now, {
      form: 'check-in',
      otherId: request.supervisorId,
      startsAt,
    })
    return {
      result: { id: sessionId },
      audit: { subjectId: sessionId, about: [viewer.id, request.supervisorId] },
      messages,
    }
  },
)

async function findOpen(tx: Transaction, viewer: Viewer, requestId: string, now: Date) {
  const [found] = await selectOpenRequests(tx, eq(talkRequests.id, requestId), now)
  return found && (found.residentId === viewer.id || found.supervisorId === viewer.id) ? found : undefined
}

async function findSupervisor(tx: Transaction, viewer: Viewer, now: Date): Promise<string | null> {
  const [pairing] = await tx
    .select({ guideId: pairings.guideId })
    .from(pairings)
    .where(and(eq(pairings.residentId, viewer.id), supervisesOn(todayOn(now))))
  return pairing?.guideId ?? null
}
