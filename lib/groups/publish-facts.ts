import type { Transaction } from '@/db/client'
import type { Draft } from '@/db/schema/groups'
import { loadGroupFacts, type GroupFacts } from '@/lib/sessions/group-times'
import { loadRoomFacts, type RoomFacts } from '@/lib/sessions/rooms'
import { addDaysOn, startOfDayAt, todayOn, type CalendarDate } from '@/lib/time'
import type { PlanRow } from './plan-facts'
import type { SeatedMeeting } from './quorum-dates'
import type { GroupForm } from './rules'
import { groundOf } from './running'

/** Everybody and every room that a draft is about. */
export const idsOf = (draft: Draft) => ({
  memberIds: draft.groups.flatMap(({ members }) => members),
  guideIds: [...new Set(draft.groups.map(({ facilitatorId }) => facilitatorId))],
  roomIds: [...new Set(draft.groups.flatMap(({ meetings }) => meetings.map(({ roomId }) => roomId)))],
})

interface Window {
  fromOn: CalendarDate
  untilOn: CalendarDate
}

/**
 * Everybody's time as it is now, with each facilitator's hours, and the rooms: asked once, so that no two meetings take the same
 * time. `moving`: meetings that make room for themselves.
 */
export async function loadPublishFacts(
  tx: Transaction,
  form: GroupForm,
  draft: Draft,
  window: Window,
  moving: readonly SeatedMeeting[] = [],
): Promise<{ facts: GroupFacts; rooms: ReadonlyMap<string, RoomFacts | null> }> {
  const { memberIds, guideIds, roomIds } = idsOf(draft)
  const facts = new Map(await loadGroupFacts(tx, memberIds, window, moving))
  for (const guideId of guideIds)
    for (const [id, hers] of await loadGroupFacts(tx, [guideId], window, moving, { form, guideId }))
      facts.set(id, hers)
  const between = { fromAt: startOfDayAt(window.fromOn), untilAt: startOfDayAt(window.untilOn) }
  const rooms = new Map<string, RoomFacts | null>()
  for (const id of roomIds) rooms.set(id, await loadRoomFacts(tx, id, between, moving))
  return { facts, rooms }
}

/** From when each is in her group: the first day of the plan, or the day on which she comes here; never a day that is over. */
export async function loadFirstDays(tx: Transaction, plan: PlanRow, now: Date) {
  const today = todayOn(now)
  const ground = await groundOf(tx, plan, now)
  return new Map(
    ground.residents.map(({ id, activeFrom }) => {
      const on = addDaysOn(plan.asked.fromOn, activeFrom)
      return [id, on < today ? today : on]
    }),
  )
}
