import { eq } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMembers, groupPlans, groups, type Draft } from '@/db/schema/groups'
import { command, Refusal, type AuditRow, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { lockForPlanning } from '@/lib/sessions/booking'
import { loadGroupFacts, type GroupFacts } from '@/lib/sessions/group-times'
import { loadRoomFacts, type RoomFacts } from '@/lib/sessions/rooms'
import { addDaysOn, dateOf, formatDate, startOfDayAt, todayOn } from '@/lib/time'
import { refuseFacilitator, refuseGrouped, refuseName, refuseUnequal } from './facts'
import { judgeMeetings, refuseMeetings, storeMeetings } from './meetings'
import { draftIn, lockPlan, type PlanRow } from './plan-facts'
import { planInput, windowOfPlan, type Asked } from './plan-input'
import { formsOfGroup } from './rules'
import { groundOf } from './running'
import { tellGroup, tellFacilitator } from './told'

const idsOf = (draft: Draft) => ({
  memberIds: draft.groups.flatMap(({ members }) => members),
  guideIds: [...new Set(draft.groups.map(({ facilitatorId }) => facilitatorId))],
  roomIds: [...new Set(draft.groups.flatMap(({ meetings }) => meetings.map(({ roomId }) => roomId)))],
})

/** Everybody's time as it is now, with each facilitator's hours: asked once, so that no two meetings take the same time. */
async function loadFacts(tx: Transaction, asked: Asked, draft: Draft): Promise<GroupFacts> {
  const window = windowOfPlan(asked)
  const { memberIds, guideIds } = idsOf(draft)
  const facts = new Map(await loadGroupFacts(tx, memberIds, window))
  for (const guideId of guideIds)
    for (const [id, hers] of await loadGroupFacts(tx, [guideId], window, [], { form: asked.form, guideId }))
      facts.set(id, hers)
  return facts
}

async function loadRooms(tx: Transaction, asked: Asked, roomIds: readonly string[]) {
  const { fromOn, untilOn } = windowOfPlan(asked)
  const rooms = new Map<string, RoomFacts | null>()
  for (const id of roomIds)
    rooms.set(
      id,
      await loadRoomFacts(tx, id, { fromAt: startOfDayAt(fromOn), untilAt: startOfDayAt(untilOn) }),
    )
  return rooms
}

/** The room that most of the meetings are in. */
function usualRoom(group: Draft['groups'][number]): string | null {
  const counts = new Map<string, number>()
  for (const { roomId } of group.meetings) counts.set(roomId, (counts.get(roomId) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** From when each is in her group: the first day of the plan, or the day on which she comes here. */
async function loadFirstDays(tx: Transaction, plan: PlanRow, now: Date) {
  const today = todayOn(now)
  const ground = await groundOf(tx, plan, now)
  return new Map(
    ground.residents.map(({ id, activeFrom }) => {
      const on = addDaysOn(plan.asked.fromOn, activeFrom)
      return [id, on < today ? today : on]
    }),
  )
}

/**
 * Publishes a draft, once and whole or not at all: groups, members for the time of the plan, and every meeting, all asked
 * anew under lock. Everybody in it hears it in one message.
 */
export const publishPlan = command('group-plan.publish', planInput, async ({ tx, viewer, now }, input) => {
  const plan = await lockPlan(tx, viewer, input.planId, input.seen)
  const draft = draftIn(plan)
  if (draft.groups.length === 0) throw new Refusal('plan-empty')
  const { form, departmentId, asked } = plan
  const { memberIds, guideIds, roomIds } = idsOf(draft)
  await lockPeople(tx, roomIds)
  await lockForPlanning(tx, [...memberIds, ...guideIds])
  await refuseGrouped(tx, form, memberIds, asked.fromOn)
  const [facts, rooms, firstDays] = [
    await loadFacts(tx, asked, draft),
    await loadRooms(tx, asked, roomIds),
    await loadFirstDays(tx, plan, now),
  ]
  const { untilOn } = windowOfPlan(asked)
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
