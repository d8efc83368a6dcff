import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMembers } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { lockForPlanning } from '@/lib/sessions/booking'
import { refuseNoResidents, windowOf } from '@/lib/sessions/gathering'
import { clashesAt, loadGroupFacts } from '@/lib/sessions/group-times'
import { takeSeat } from '@/lib/sessions/office-commands'
import { dateOf, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import {
  loadMeetings,
  loadMembers,
  lockGroups,
  notBefore,
  refuseGrouped,
  refuseUnequal,
  toCome,
  type GroupRow,
  type Member,
} from './facts'
import { joinGroupInput, leaveGroupInput, transferInput } from './input'
import { formsOfGroup, isInFrom } from './rules'
import { tellGroup } from './told'

/** Brings a resident into a group from a day on, with a seat at each meeting to come that fits her roster. */
export const joinGroup = command('group.join', joinGroupInput, async ({ tx, viewer, now }, input) => {
  const [group] = await lockGroups(tx, viewer, [input.groupId])
  const joined = await joinLocked(tx, viewer, now, group!, input)
  return {
    result: { groupId: group!.id, ...joined },
    audit: { subjectId: group!.id, about: [input.personId] },
    messages: [
      ...tellGroup('group.planned', viewer, group!.id, [input.personId], now),
      ...tellGroup('group.changed', viewer, group!.id, [group!.facilitatorId], now),
    ],
  }
})

/** Takes a resident out of a group from a day on: the first day without her. Her seats from then on are free at once. */
export const leaveGroup = command('group.leave', leaveGroupInput, async ({ tx, viewer, now }, input) => {
  const { group, member } = await lockMember(tx, viewer, input.memberId)
  await leaveLocked(tx, viewer, now, group, member, input.untilOn)
  return {
    result: { groupId: group.id },
    audit: { subjectId: group.id, about: [member.personId] },
    messages: [
      ...tellGroup('group.left', viewer, group.id, [member.personId], now),
      ...tellGroup('group.changed', viewer, group.id, [group.facilitatorId], now),
    ],
  }
})

/** From one group to another of the same form, without a day between. What she attended stays hers: it is counted per person. */
export const transferMember = command('group.transfer', transferInput, async ({ tx, viewer, now }, input) => {
  const { group, member } = await lockMember(tx, viewer, input.memberId, [input.toGroupId])
  if (input.toGroupId === group.id) throw new Refusal('group-same')
  const [other] = await lockGroups(tx, viewer, [input.toGroupId])
  if (other!.form !== group.form) throw new Refusal('group-form')
  await leaveLocked(tx, viewer, now, group, member, input.fromOn)
  const { personId } = member
  const joined = await joinLocked(tx, viewer, now, other!, { personId, fromOn: input.fromOn })
  return {
    result: { groupId: other!.id, ...joined },
    audit: [
      { subjectId: group.id, about: [personId] },
      { subjectId: other!.id, about: [personId] },
    ],
    messages: [
      ...tellGroup('group.planned', viewer, other!.id, [personId], now),
      ...tellGroup('group.changed', viewer, group.id, [group.facilitatorId], now),
      ...tellGroup('group.changed', viewer, other!.id, [other!.facilitatorId], now),
    ],
  }
})

async function lockMember(tx: Transaction, viewer: Viewer, memberId: string, also: string[] = []) {
  const [found] = await tx
    .select({ groupId: groupMembers.groupId })
    .from(groupMembers)
    .where(eq(groupMembers.id, memberId))
  if (!found) throw new Refusal('not-found')
  // Both groups of a transfer under one lock, in the order of their ids.
  const groups = await lockGroups(tx, viewer, [found.groupId, ...also])
  const member = (await loadMembers(tx, [found.groupId])).find(({ id }) => id === memberId)
  if (!member) throw new Refusal('not-found')
  return { group: groups[0]!, member }
}

/** In how many of the meetings to come she has a seat. */
interface Joined {
  can: number
  of: number
}

async function joinLocked(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  group: GroupRow,
  { personId, fromOn }: { personId: string; fromOn: CalendarDate },
): Promise<Joined> {
  if (fromOn < todayOn(now)) throw new Refusal('group-past')
  await lockForPlanning(tx, [personId])
  await refuseNoResidents(tx, viewer, [personId], fromOn)
  await refuseGrouped(tx, group.form, [personId], fromOn)
  const members = (await loadMembers(tx, [group.id])).filter((member) => isInFrom(member, fromOn))
  if (members.length >= formsOfGroup[group.form].most)
    throw new Refusal('group-full', { name: group.name, most: formsOfGroup[group.form].most })
  const memberIds = [...members.map((member) => member.personId), personId]
  await refuseUnequal(tx, { facilitatorId: group.facilitatorId, memberIds }, fromOn)
  await tx
    .insert(groupMembers)
    .values({ groupId: group.id, personId, fromOn, addedById: viewer.id, addedAt: now })
  return seatAtMeetings(tx, group, personId, fromOn, now)
}

async function seatAtMeetings(
  tx: Transaction,
  group: GroupRow,
  personId: string,
  fromOn: CalendarDate,
  now: Date,
): Promise<Joined> {
  const meetings = toCome(await loadMeetings(tx, group.id), now).filter(
    ({ startsAt }) => dateOf(startsAt) >= fromOn,
  )
  if (meetings.length === 0) return { can: 0, of: 0 }
  const facts = await loadGroupFacts(tx, [personId], windowOf(meetings))
  const { minutes } = formsOfGroup[group.form]
  let can = 0
  for (const meeting of meetings) {
    const alone = { form: group.form, residentIds: [personId], guideId: null, minutes }
    const clashes = clashesAt(facts, alone, meeting.startsAt, now)
    if (clashes.some(({ kind }) => kind !== 'unknown')) continue
    await takeSeat(tx, meeting, { personId, part: 'resident' })
    can += 1
  }
  return { can, of: meetings.length }
}

async function leaveLocked(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  group: GroupRow,
  member: Member,
  asked: CalendarDate,
): Promise<void> {
  const untilOn = notBefore(asked, now)
  if (!isInFrom(member, todayOn(now))) throw new Refusal('group-gone')
  await lockForPlanning(tx, [member.personId])
  const lastOn = untilOn < member.fromOn ? member.fromOn : untilOn
  await tx
    .update(groupMembers)
    .set({ untilOn: lastOn, endedAt: now, endedById: viewer.id })
    .where(eq(groupMembers.id, member.id))
  const meetings = toCome(await loadMeetings(tx, group.id), now)
  const ids = meetings.filter(({ startsAt }) => dateOf(startsAt) >= lastOn).map(({ id }) => id)
  await release(tx, now, ids, [member.personId])
}

/** Gives these people's seats in these sessions back; what stands in a calendar changes with it. */
export async function release(
  tx: Transaction,
  now: Date,
  sessionIds: readonly string[],
  personIds: readonly string[],
): Promise<void> {
  if (sessionIds.length === 0) return
  await tx
    .update(sessionPeople)
    .set({ releasedAt: now })
    .where(
      and(
        inArray(sessionPeople.sessionId, [...sessionIds]),
        inArray(sessionPeople.personId, [...personIds]),
        isNull(sessionPeople.releasedAt),
      ),
    )
  await tx
    .update(sessions)
    .set({ sequence: sql`${sessions.sequence} + 1` })
    .where(inArray(sessions.id, [...sessionIds]))
}
