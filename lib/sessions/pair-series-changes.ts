import type { Transaction } from '@/db/client'
import { command, Refusal, type Message } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'
import { lockSession, tellChange } from './booking'
import { cancelLocked, moveInside, refuseNow } from './commands'
import { isBookableForm } from './forms'
import { cancelPlannedInput, moveOfSeriesInput } from './office-input'
import { keepLeft } from './kept-times'
import { askPair, isAskedFirst, refusePair } from './pair-series'
import { refuseUnpaired } from './partners'
import { isRoomTaken, loadRoomFacts } from './rooms'
import { decidingSeats, refuseAct, type Act } from './rules'
import { moveOne } from './series-changes'
import { tellTogether } from './series-messages'
import { byTime, lockScope, movedTimes } from './series-scope'

/** A session of two that the viewer is in herself, under its locks. */
async function lockOwn(tx: Transaction, viewer: Viewer, sessionId: string) {
  const session = await lockSession(tx, viewer, sessionId)
  const { own, departmentId, form, guideId } = session
  const [residentId] = session.residentIds
  if (!own || departmentId !== null || !isBookableForm(form) || !guideId || !residentId)
    throw new Refusal('not-found')
  return { ...session, own, form, guideId, residentId }
}

type OwnSession = Awaited<ReturnType<typeof lockOwn>>

/** The one that was asked for, which must allow it, and those of its series in the scope that still do. */
async function lockOpen(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  act: Act,
  input: Parameters<typeof lockScope>[2] & { seen: number },
): Promise<{ open: [OwnSession, ...OwnSession[]]; rules: Awaited<ReturnType<typeof refuseNow>> }> {
  const [asked, ...others] = await lockScope(tx, now, input, (id) => lockOwn(tx, viewer, id))
  const rules = await refuseNow(tx, act, asked, input.seen, now)
  const isOpen = (session: OwnSession) => {
    const deciding = decidingSeats(session, session.seatRows, session.own)
    const actor = { seat: session.own, cancelMinutes: rules.cancelMinutes }
    return refuseAct(act, session, deciding, actor, session.sequence, now) === null
  }
  return { open: [asked, ...others.filter(isOpen)], rules }
}

/** Either of the two cancels this one, this and the following, or all of their series that may still be cancelled. */
export const cancelOfSeries = command(
  'session.cancel',
  cancelPlannedInput,
  async ({ tx, viewer, now }, input) => {
    const { open } = await lockOpen(tx, viewer, now, 'cancel', input)
    const cancelled: Awaited<ReturnType<typeof cancelLocked>>[] = []
    for (const session of byTime(open)) cancelled.push(await cancelLocked(tx, viewer, now, session))
    return {
      result: { id: input.sessionId, count: open.length },
      audit: cancelled.map(({ audit }) => audit),
      messages: tellTogether(cancelled.flatMap(({ messages }) => messages)),
    }
  },
)

/** Either of the two moves this one, this and the following, or all of their series that may still be moved: all, or none. */
export const moveOfSeries = command('session.move', moveOfSeriesInput, async (context, input) => {
  if (input.scope === 'one') {
    const { result, ...moved } = await moveInside(context, input)
    return { result: { ...result, count: 1 }, ...moved }
  }
  const { tx, viewer, now } = context
  const { open, rules } = await lockOpen(tx, viewer, now, 'move', input)
  const [{ form, residentId, guideId }] = open
  const pair = { form, residentId, guideId }
  if (isAskedFirst(viewer, pair, rules)) throw new Refusal('series-asks')
  const moves = movedTimes(open, input.startsAt, [])
  const starts = moves.map((each) => each.startsAt)
  await refuseUnpaired(tx, viewer, pair, open[0].startsAt, starts)
  const { asked } = await askPair(tx, viewer, pair, moves, now, open)
  refusePair(viewer, asked, now)
  const steps = moves.map(({ session }, n) => ({ session, to: { ...asked[n]!, clashes: [] } }))
  for (const { session, to } of steps) {
    const room = await loadRoomFacts(tx, session.roomId, { fromAt: to.startsAt, untilAt: to.endsAt }, open)
    if (isRoomTaken(room, to.startsAt, to.endsAt))
      throw new Refusal('room-taken-move', { name: room?.name ?? '' })
  }
  // Each steps into the place that the one before it has left: the last first when they go later.
  const isLater = input.startsAt > open[0].startsAt
  steps.sort((a, b) => (+a.session.startsAt - +b.session.startsAt) * (isLater ? -1 : 1))
  for (const { session, to } of steps) await moveOne(tx, viewer, now, session, to, undefined)
  for (const { session, to } of steps) await keepLeft(tx, viewer, now, session, to)
  const told: Message[] = []
  for (const session of byTime(open))
    told.push(...(await tellChange(tx, 'session.moved', session, viewer, session.sequence + 1)))
  return {
    result: { id: input.sessionId, isAsked: false, count: steps.length },
    audit: steps.map(({ session }) => ({ subjectId: session.id, about: session.personIds })),
    messages: tellTogether(told),
  }
})
