import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '@/db/client'
import { groupMeetings } from '@/db/schema/groups'
import { sessionPeople } from '@/db/schema/sessions'
import { command, Refusal, type Message } from '@/lib/command'
import { idInput, instantInput } from '@/lib/input'
import { lockPeople } from '@/lib/lock'
import { lockForPlanning, tell, tellActor } from '@/lib/sessions/booking'
import { refuseNow } from '@/lib/sessions/commands'
import { windowOf } from '@/lib/sessions/gathering'
import { loadGroupFacts } from '@/lib/sessions/group-times'
import { lockPlanned, takeSeat, type PlannedLocked } from '@/lib/sessions/office-commands'
import { loadRoomFacts } from '@/lib/sessions/rooms'
import { moveOne } from '@/lib/sessions/series-changes'
import { addMinutes, dateOf, formatDate, minutesBetween, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { findGroup, loadMembers, type GroupRow } from './facts'
import { judgeMeetings, refuseMeetings, type JudgedMeeting } from './meetings'
import { mayMoveMeeting } from './policy'
import { loadLedDays } from './quorum-dates'

/** `seen` is the sequence number that the screen showed. */
const moveMeetingInput = z.object({ sessionId: idInput, seen: z.coerce.number(), startsAt: instantInput })

/**
 * Moves a meeting of a group for which too few can come. The rest rules stay on: who cannot come at the new time loses her seat
 * there, who can has one, and everybody whose agenda changes hears it.
 */
export const moveMeeting = command(
  'group.move-meeting',
  moveMeetingInput,
  async ({ tx, viewer, now }, { sessionId, seen, startsAt }) => {
    const { group, session, memberIds } = await lockMeeting(tx, viewer, sessionId)
    await refuseNow(tx, 'move', session, seen, now)
    const judged = await judgeMove(tx, viewer, now, group, session, startsAt)
    const guideId = session.guideId ?? group.facilitatorId
    const leaving = session.residentIds.filter((id) => !judged.canIds.includes(id))
    const coming = judged.canIds.filter((id) => !session.residentIds.includes(id))
    const staying = session.residentIds.filter((id) => judged.canIds.includes(id))
    if (leaving.length > 0)
      await tx
        .update(sessionPeople)
        .set({ releasedAt: now })
        .where(and(eq(sessionPeople.sessionId, sessionId), inArray(sessionPeople.personId, leaving)))
    await moveOne(tx, viewer, now, session, { startsAt, endsAt: judged.endsAt, clashes: [] }, undefined)
    for (const personId of coming)
      await takeSeat(tx, { id: sessionId, startsAt, endsAt: judged.endsAt }, { personId, part: 'resident' })
    const sequence = session.sequence + 1
    const messages = (kind: string, ids: readonly string[], was?: Date): Message[] =>
      ids.filter((id) => id !== viewer.id).map((id) => tell(kind, sessionId, id, sequence, was))
    return {
      result: { groupId: group.id, sessionId, can: judged.canIds.length, of: judged.memberIds.length },
      audit: { subjectId: sessionId, about: [...new Set([...memberIds, guideId])] },
      messages: [
        ...messages('session.moved', [...staying, guideId], session.startsAt),
        ...(await tellActor(tx, 'session.moved', session, viewer, sequence)),
        ...messages('session.booked', coming),
        ...messages('session.cancelled', leaving, session.startsAt),
      ],
    }
  },
)

/** The meeting, its group and all of its members under their locks, for whoever may move it. */
async function lockMeeting(tx: Transaction, viewer: Viewer, sessionId: string) {
  const [found] = await tx
    .select({ groupId: groupMeetings.groupId })
    .from(groupMeetings)
    .where(eq(groupMeetings.sessionId, sessionId))
  if (!found) throw new Refusal('not-found')
  // The group first, as everywhere: who joins or leaves meanwhile waits.
  await lockPeople(tx, [found.groupId])
  const group = await findGroup(tx, found.groupId)
  if (!group) throw new Refusal('not-found')
  const memberIds = (await loadMembers(tx, [group.id])).map(({ personId }) => personId)
  const session = await lockPlanned(tx, viewer, sessionId, [...memberIds, group.facilitatorId])
  if (!mayMoveMeeting(viewer, group, session.guideId)) throw new Refusal('forbidden')
  await lockForPlanning(tx, [...memberIds, group.facilitatorId], session.roomId)
  return { group, session, memberIds }
}

/** Throws unless the meeting can be held then: who leads it, the room, and at least one member. */
async function judgeMove(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  group: GroupRow,
  session: PlannedLocked,
  startsAt: Date,
): Promise<JudgedMeeting> {
  const on: CalendarDate = dateOf(startsAt)
  const led = { ...group, facilitatorId: session.guideId ?? group.facilitatorId }
  if (led.facilitatorId === group.facilitatorId) {
    const days = await loadLedDays(tx, group, { fromOn: on, untilOn: on })
    if (!days.has(on)) throw new Refusal('not-a-guide', { date: formatDate(on, viewer.locale) })
  }
  const members = await loadMembers(tx, [group.id], on)
  const ids = [...new Set([...members.map(({ personId }) => personId), led.facilitatorId])]
  const facts = await loadGroupFacts(tx, ids, windowOf([{ startsAt }]), [session], {
    form: group.form,
    guideId: led.facilitatorId,
  })
  const untilAt = addMinutes(startsAt, minutesBetween(session.startsAt, session.endsAt))
  const room = await loadRoomFacts(tx, session.roomId, { fromAt: startsAt, untilAt }, [session])
  const [judged] = judgeMeetings(led, members, [{ startsAt }], { facts, roomAt: () => room }, now)
  await refuseMeetings(tx, viewer, now, led, [judged!], room)
  return judged!
}
