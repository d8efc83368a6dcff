import { and, eq, inArray, isNull } from 'drizzle-orm'
import { groupMembers, groups } from '@/db/schema/groups'
import { sessions } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { findByRequestKey, lockForPlanning } from '@/lib/sessions/booking'
import { clashSentence } from '@/lib/sessions/clashes'
import { loadNames, windowOf } from '@/lib/sessions/gathering'
import { clashesAt, loadGroupFacts } from '@/lib/sessions/group-times'
import { takeSeat } from '@/lib/sessions/office-commands'
import { loadRoomFacts } from '@/lib/sessions/rooms'
import { occurrencesOf } from '@/lib/sessions/series-rules'
import { addMinutes, dateOf, formatDate, formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import {
  findGroup,
  loadMeetings,
  loadMembers,
  lockGroups,
  refuseFacilitator,
  refuseName,
  refuseUnequal,
  toCome,
} from './facts'
import {
  changeGroupInput,
  endGroupInput,
  giveFacilitatorInput,
  makeGroupInput,
  planMeetingsInput,
} from './input'
import { datesOfWeeks, judgeMeetings, refuseMeetings, storeMeetings } from './meetings'
import { release } from './membership'
import { mayPlanGroup } from './policy'
import { formsOfGroup, isInFrom } from './rules'
import { tellGroup } from './told'

/** A new group without members or meetings yet; who facilitates it may do so today. */
export const makeGroup = command('group.make', makeGroupInput, async ({ tx, viewer, now }, input) => {
  if (!mayPlanGroup(viewer, input)) throw new Refusal('forbidden')
  await refuseName(tx, input.departmentId, input.name)
  await refuseFacilitator(tx, input, [todayOn(now)], (on) => formatDate(on, viewer.locale))
  const id = crypto.randomUUID()
  const { quorum } = formsOfGroup[input.form]
  await tx.insert(groups).values({ ...input, id, quorum, madeById: viewer.id, madeAt: now })
  return { result: { id }, audit: { subjectId: id, about: [input.facilitatorId] } }
})

/** Its name, its usual room, and with how few it still meets. */
export const changeGroup = command('group.change', changeGroupInput, async ({ tx, viewer }, input) => {
  const [group] = await lockGroups(tx, viewer, [input.groupId])
  await refuseName(tx, group!.departmentId, input.name, group!.id)
  const { name, quorum, roomId = null } = input
  await tx.update(groups).set({ name, quorum, roomId }).where(eq(groups.id, group!.id))
  return { result: { id: group!.id }, audit: { subjectId: group!.id } }
})

/** Plans the meetings of one group, or none of them. Members on duty stay away; with whom, the summary has said. */
export const planMeetings = command(
  'group.plan-meetings',
  planMeetingsInput,
  async ({ tx, viewer, now }, input) => {
    const [group] = await lockGroups(tx, viewer, [input.groupId])
    const members = await loadMembers(tx, [group!.id], todayOn(now))
    const ids = [...members.map(({ personId }) => personId), group!.facilitatorId]
    await lockForPlanning(tx, ids, group!.roomId)
    const earlier = await findByRequestKey(tx, input.requestKey)
    if (earlier)
      return { result: { id: group!.id, isRepeated: true }, audit: { subjectId: group!.id, about: [] } }
    const rhythm = {
      ...datesOfWeeks(input.fromOn, input.everyWeeks, input.count),
      startsTime: input.startsTime,
    }
    const times = occurrencesOf(rhythm).occurrences.filter(({ on }) => !input.skip.includes(on))
    const [first] = times
    if (!first) throw new Refusal('series-empty')
    const days = times.map(({ on }) => on)
    await refuseFacilitator(tx, group!, [first.on, days.at(-1)!], (on) => formatDate(on, viewer.locale))
    const memberIds = members.map(({ personId }) => personId)
    await refuseUnequal(tx, { facilitatorId: group!.facilitatorId, memberIds }, first.on)
    const facts = await loadGroupFacts(tx, ids, windowOf(times), [], {
      form: group!.form,
      guideId: group!.facilitatorId,
    })
    const last = times.at(-1)!.startsAt
    const room = await loadRoomFacts(tx, group!.roomId, {
      fromAt: first.startsAt,
      untilAt: addMinutes(last, 24 * 60),
    })
    const judged = judgeMeetings(group!, members, times, { facts, roomAt: () => room }, now)
    await refuseMeetings(tx, viewer, now, group!, judged, room)
    const stored = await storeMeetings(
      tx,
      viewer,
      now,
      group!,
      judged.map((meeting) => ({ ...meeting, roomId: group!.roomId })),
      input,
    )
    return {
      result: { id: group!.id, isRepeated: false },
      audit: stored.audit,
      messages: [...tellGroup('group.planned', viewer, group!.id, ids, now), ...stored.messages],
    }
  },
)

/** Another facilitator: she may lead every meeting to come, is free then, and stands outside the line of every member. */
export const giveFacilitator = command(
  'group.give-facilitator',
  giveFacilitatorInput,
  async ({ tx, viewer, now }, { groupId, facilitatorId }) => {
    const [before] = await lockGroups(tx, viewer, [groupId])
    if (before!.facilitatorId === facilitatorId) throw new Refusal('same-guide')
    const group = { ...before!, facilitatorId }
    const today = todayOn(now)
    const members = await loadMembers(tx, [groupId], today)
    const memberIds = members.map(({ personId }) => personId)
    await lockForPlanning(tx, [facilitatorId, before!.facilitatorId])
    const meetings = toCome(await loadMeetings(tx, groupId), now)
    const days = [today, ...meetings.map(({ startsAt }) => dateOf(startsAt))]
    await refuseFacilitator(tx, group, days, (on) => formatDate(on, viewer.locale))
    await refuseUnequal(tx, { facilitatorId, memberIds }, today)
    const asked = { form: group.form, guideId: facilitatorId }
    const facts = await loadGroupFacts(tx, [facilitatorId], windowOf(meetings), [], asked)
    for (const { startsAt, endsAt } of meetings) {
      const alone = { ...asked, residentIds: [], minutes: formsOfGroup[group.form].minutes }
      const clashes = clashesAt(facts, alone, startsAt, now).filter(({ kind }) => kind !== 'unknown')
      if (clashes.length === 0) continue
      throw new Refusal('group-meetings', {
        group: group.name,
        count: 1,
        when: formatRange(startsAt, endsAt, viewer.locale, today),
        why: clashSentence(words(viewer.locale), clashes, await loadNames(tx, [facilitatorId])),
      })
    }
    for (const meeting of meetings) {
      await release(tx, now, [meeting.id], meeting.guideId ? [meeting.guideId] : [])
      await takeSeat(tx, meeting, { personId: facilitatorId, part: 'guide' })
    }
    await tx.update(groups).set({ facilitatorId }).where(eq(groups.id, groupId))
    return {
      result: { id: groupId },
      audit: { subjectId: groupId, about: [facilitatorId, before!.facilitatorId] },
      messages: [
        ...tellGroup('group.planned', viewer, groupId, [facilitatorId], now),
        ...tellGroup('group.left', viewer, groupId, [before!.facilitatorId], now),
        ...tellGroup('group.changed', viewer, groupId, memberIds, now),
      ],
    }
  },
)

/** Ends a group today. Its meetings to come are cancelled; everybody in it hears it once. */
export const endGroup = command('group.end', endGroupInput, async ({ tx, viewer, now }, { groupId }) => {
  const [group] = await lockGroups(tx, viewer, [groupId])
  const today = todayOn(now)
  const members = (await loadMembers(tx, [groupId])).filter((member) => isInFrom(member, today))
  const meetings = toCome(await loadMeetings(tx, groupId), now)
  const everybody = [...members.map(({ personId }) => personId), group!.facilitatorId]
  await lockForPlanning(tx, everybody)
  for (const { id, expectedIds, guideId, sequence } of meetings) {
    await tx
      .update(sessions)
      .set({ cancelledAt: now, cancelledById: viewer.id, sequence: sequence + 1 })
      .where(eq(sessions.id, id))
    await release(tx, now, [id], [...expectedIds, ...(guideId ? [guideId] : [])])
  }
  for (const member of members)
    await tx
      .update(groupMembers)
      .set({ untilOn: member.fromOn > today ? member.fromOn : today, endedAt: now, endedById: viewer.id })
      .where(and(eq(groupMembers.id, member.id), inArray(groupMembers.groupId, [groupId])))
  await tx
    .update(groups)
    .set({ endedAt: now, endedById: viewer.id })
    .where(and(eq(groups.id, groupId), isNull(groups.endedAt)))
  return {
    result: { id: groupId, isSeen: (await findGroup(tx, groupId)) !== null },
    audit: { subjectId: groupId, about: everybody },
    messages: tellGroup('group.ended', viewer, groupId, everybody, now),
  }
})
