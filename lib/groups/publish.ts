import { eq } from 'drizzle-orm'
import { groupMembers, groupPlans, groups, type Draft } from '@/db/schema/groups'
import { command, Refusal, type AuditRow, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { lockForPlanning } from '@/lib/sessions/booking'
import { dateOf, formatDate } from '@/lib/time'
import { refuseFacilitator, refuseGrouped, refuseName, refuseUnequal } from './facts'
import { judgeMeetings, refuseMeetings, storeMeetings } from './meetings'
import { draftIn, lockPlan } from './plan-facts'
import { planInput, windowOfPlan } from './plan-input'
import { publishAgain } from './publish-again'
import { idsOf, loadFirstDays, loadPublishFacts } from './publish-facts'
import { formsOfGroup } from './rules'
import { tellGroup, tellFacilitator } from './told'

/** The room that most of the meetings are in. */
function usualRoom(group: Draft['groups'][number]): string | null {
  const counts = new Map<string, number>()
  for (const { roomId } of group.meetings) counts.set(roomId, (counts.get(roomId) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/**
 * Publishes a draft, once and whole or not at all: groups, members for the time of the plan, and every meeting, all asked
 * anew under lock. Everybody in it hears it in one message. Of groups that are planned again what is different.
 */
export const publishPlan = command('group-plan.publish', planInput, async ({ tx, viewer, now }, input) => {
  const plan = await lockPlan(tx, viewer, input.planId, input.seen)
  const draft = draftIn(plan)
  if (draft.groups.length === 0) throw new Refusal('plan-empty')
  const { form, departmentId, asked } = plan
  if (asked.again) return publishAgain(tx, viewer, now, plan, asked.again)
  const { memberIds, guideIds, roomIds } = idsOf(draft)
  await lockPeople(tx, roomIds)
  await lockForPlanning(tx, [...memberIds, ...guideIds])
  await refuseGrouped(tx, form, memberIds, asked.fromOn)
  const window = windowOfPlan(asked)
  const { facts, rooms } = await loadPublishFacts(tx, form, draft, window)
  const firstDays = await loadFirstDays(tx, plan, now)
  const { untilOn } = window
  const audit: AuditRow[] = [{ subjectId: plan.id }]
  const messages: Message[] = []
  for (const group of draft.groups) {
    await refuseName(tx, departmentId, group.name)
    const made = {
      id: crypto.randomUUID(),
      form,
      name: group.name,
      departmentId,
      facilitatorId: group.facilitatorId,
      roomId: usualRoom(group),
      quorum: formsOfGroup[form].quorum,
    }
    const times = group.meetings.map((meeting) => ({ ...meeting, startsAt: new Date(meeting.startsAt) }))
    const days = times.map(({ startsAt }) => dateOf(startsAt))
    await refuseFacilitator(tx, made, days, (on) => formatDate(on, viewer.locale))
    await refuseUnequal(tx, { ...made, memberIds: group.members }, asked.fromOn)
    const stays = group.members.map((personId) => ({
      personId,
      fromOn: firstDays.get(personId) ?? asked.fromOn,
      untilOn,
    }))
    const roomAt = (n: number) => rooms.get(times[n]!.roomId) ?? null
    const judged = judgeMeetings(made, stays, times, { facts, roomAt }, now)
    await refuseMeetings(tx, viewer, now, made, judged, rooms.get(made.roomId ?? '') ?? null)
    await tx.insert(groups).values({ ...made, madeById: viewer.id, madeAt: now })
    if (stays.length > 0)
      await tx
        .insert(groupMembers)
        .values(stays.map((stay) => ({ ...stay, groupId: made.id, addedById: viewer.id, addedAt: now })))
    const stored = await storeMeetings(
      tx,
      viewer,
      now,
      made,
      judged.map((meeting, n) => ({ ...meeting, roomId: times[n]!.roomId })),
      { planId: plan.id },
    )
    audit.push({ action: 'group.make', subjectId: made.id, about: group.members }, ...stored.audit)
    messages.push(...tellGroup('group.planned', viewer, made.id, group.members, now), ...stored.messages)
  }
  await tx
    .update(groupPlans)
    .set({ publishedAt: now, publishedById: viewer.id, version: plan.version + 1 })
    .where(eq(groupPlans.id, plan.id))
  return {
    result: { id: plan.id, groups: draft.groups.length },
    audit,
    messages: [...messages, ...tellFacilitator(viewer, plan.id, guideIds)],
  }
})
