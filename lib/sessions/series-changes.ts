import { and, eq, isNull } from 'drizzle-orm'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import { command, Refusal, type Message } from '@/lib/command'
import { addMinutes, dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { rangeOf, tellActor, type LockedSession } from './booking'
import { cancelLocked, refuseNow } from './commands'
import {
  auditOf,
  judge,
  refuseGuide,
  refuseJudged,
  refuseMembers,
  tellMembers,
  windowOf,
  type Judged,
} from './gathering'
import { loadGroupFacts } from './group-times'
import { gatheringIn, lockPlanned, takeSeat } from './office-commands'
import { cancelPlannedInput, movePlannedInput, swapGuideInput } from './office-input'
import { keepSetAside } from './rest-aside'
import { isRoomTaken, loadRoomFacts } from './rooms'
import { tellTogether } from './series-messages'
import { byTime, lockScope, movedTimes, seriesOnOf } from './series-scope'

/** Moves this one, this and the following, or all of a series: all of them, or none. */
export const movePlanned = command('session.move', movePlannedInput, async ({ tx, viewer, now }, input) => {
  const locked = await lockScope(tx, now, input, (id) => lockPlanned(tx, viewer, id))
  await refuseNow(tx, 'move', locked[0], input.seen, now)
  const moves = movedTimes(locked, input.startsAt, input.skip)
  const moving = moves.map(({ session }) => session)
  for (const { session, startsAt } of moves) {
    const { departmentId, guideId, residentIds } = session
    const on = dateOf(startsAt)
    if (departmentId === null || on === dateOf(session.startsAt)) continue
    const { form } = gatheringIn(session)
    await refuseMembers(tx, viewer, { form, departmentId, guideId: guideId ?? undefined, residentIds }, on)
  }
  const personIds = [...new Set(moving.flatMap((session) => session.personIds))]
  const facts = await loadGroupFacts(tx, personIds, windowOf(moves), moving, locked[0])
  const judged: Judged[] = []
  for (const { session, on, startsAt } of moves) {
    const gathering = gatheringIn(session)
    const between = { fromAt: startsAt, untilAt: addMinutes(startsAt, gathering.minutes) }
    const room = await loadRoomFacts(tx, session.roomId, between, moving)
    const [each] = judge(facts, null, [{ on, startsAt, gathering }], now, locked.length > 1)
    if (each) judged.push({ ...each, isRoomTaken: isRoomTaken(room, between.fromAt, between.untilAt) })
  }
  const { form, departmentId, roomId } = locked[0]
  const isAnyway = input.anyway === 'on'
  const far = { fromAt: now, untilAt: now }
  const named = judged.some((each) => each.isRoomTaken) ? await loadRoomFacts(tx, roomId, far) : null
  await refuseJudged(tx, viewer, now, { form, departmentId, isAnyway }, judged, named)

  const steps = moves.map(({ session }, n) => ({ session, to: judged[n]! }))
  // Each steps into the place that the one before it has left: the last first when they go later.
  const isLater = input.startsAt > locked[0].startsAt
  steps.sort((a, b) => (+a.session.startsAt - +b.session.startsAt) * (isLater ? -1 : 1))
  for (const { session, to } of steps) await moveOne(tx, viewer, now, session, to, input.reason)
  const told: Message[] = []
  for (const { session, to } of steps.toSorted((a, b) => +a.session.startsAt - +b.session.startsAt)) {
    const after = { ...session, sequence: session.sequence + 1 }
    told.push(...tellMembers('session.moved', viewer, after, to.clashes, session.startsAt))
    told.push(...(await tellActor(tx, 'session.moved', session, viewer, after.sequence)))
  }
  return {
    result: { id: locked[0].id, count: steps.length },
    audit: steps.flatMap(({ session, to }) => auditOf(session.id, session.personIds, to.clashes)),
    messages: tellTogether(told),
  }
})

/** Writes the new time of one session and of everybody in it; who has left it keeps the time that she had. */
export async function moveOne(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  session: Pick<LockedSession, 'id' | 'sequence'>,
  { startsAt, endsAt, clashes }: Pick<Judged, 'startsAt' | 'endsAt' | 'clashes'>,
  reason: string | undefined,
): Promise<void> {
  const isAnyway = clashes.length > 0
  await tx
    .update(sessions)
    .set({
      startsAt,
      endsAt,
      movedAt: now,
      movedById: viewer.id,
      sequence: session.sequence + 1,
      plannedAnywayAt: isAnyway ? now : null,
      plannedAnywayById: isAnyway ? viewer.id : null,
      plannedAnywayReason: isAnyway ? reason : null,
    })
    .where(eq(sessions.id, session.id))
  await tx
    .update(sessionPeople)
    .set({ during: rangeOf(startsAt, endsAt) })
    .where(and(eq(sessionPeople.sessionId, session.id), isNull(sessionPeople.releasedAt)))
  await keepSetAside(tx, session.id, clashes)
}

/** Cancels this one, this and the following, or all of a series that are still to come. */
export const cancelPlanned = command(
  'session.cancel',
  cancelPlannedInput,
  async ({ tx, viewer, now }, input) => {
    const locked = await lockScope(tx, now, input, (id) => lockPlanned(tx, viewer, id))
    await refuseNow(tx, 'cancel', locked[0], input.seen, now)
    const cancelled: Awaited<ReturnType<typeof cancelLocked>>[] = []
    for (const session of byTime(locked)) cancelled.push(await cancelLocked(tx, viewer, now, session))
    return {
      result: { id: locked[0].id, count: locked.length },
      audit: cancelled.map(({ audit }) => audit),
      messages: tellTogether(cancelled.flatMap(({ messages }) => messages)),
    }
  },
)

/** Another guide for this one, this and the following, or all; asked again later, the first one comes back. */
export const swapGuide = command('session.swap-guide', swapGuideInput, async ({ tx, viewer, now }, input) => {
  const { guideId } = input
  const locked = await lockScope(tx, now, input, (id) => lockPlanned(tx, viewer, id), [guideId])
  await refuseNow(tx, 'move', locked[0], input.seen, now)
  const changing = locked.filter((session) => session.guideId !== guideId)
  if (changing.some((session) => session.residentIds.includes(guideId))) throw new Refusal('other-part')
  if (changing.length === 0) throw new Refusal('same-guide')
  const facts = await loadGroupFacts(tx, [guideId], windowOf(changing), [], { form: locked[0].form, guideId })
  for (const session of changing)
    await refuseGuide(tx, viewer, { ...session, guideId }, dateOf(session.startsAt))
  const { form, departmentId } = locked[0]
  const judged = judge(
    facts,
    null,
    changing.map((session) => ({
      on: seriesOnOf(session),
      startsAt: session.startsAt,
      gathering: { ...gatheringIn(session), residentIds: [], guideId },
    })),
    now,
    locked.length > 1,
  )
  await refuseJudged(tx, viewer, now, { form, departmentId, isAnyway: false }, judged, null)
  for (const session of changing) {
    if (session.guideId)
      await tx
        .update(sessionPeople)
        .set({ releasedAt: now })
        .where(and(eq(sessionPeople.sessionId, session.id), eq(sessionPeople.personId, session.guideId)))
    await takeSeat(tx, session, { personId: guideId, part: 'guide' })
    await tx
      .update(sessions)
      .set({ sequence: session.sequence + 1 })
      .where(eq(sessions.id, session.id))
  }
  return {
    result: { id: locked[0].id, count: changing.length },
    audit: changing.map((session) => ({
      subjectId: session.id,
      about: [guideId, ...(session.guideId ? [session.guideId] : []), ...session.residentIds],
    })),
    messages: tellTogether(
      byTime(changing).flatMap((session) => {
        const told = { id: session.id, sequence: session.sequence + 1 }
        const leaving = session.guideId ? [session.guideId] : []
        return [
          ...tellMembers('session.booked', viewer, { ...told, personIds: [guideId] }, []),
          ...tellMembers('session.changed', viewer, { ...told, personIds: session.residentIds }, []),
          ...tellMembers('session.cancelled', viewer, { ...told, personIds: leaving }, []),
        ]
      }),
    ),
  }
})
