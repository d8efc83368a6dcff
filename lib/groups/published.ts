import { createHash } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMeetings, groups } from '@/db/schema/groups'
import { startOfDayAt, type CalendarDate } from '@/lib/time'
import { loadMembers, type GroupRow, type Member } from './facts'
import { mostMeetings, windowOfPlan, type Asked } from './plan-input'
import { loadSeated, type SeatedMeeting } from './quorum-dates'
import type { GroupForm } from './rules'

/** Why a group is left as it is when its plan is made again. */
export type Stays = 'nothing-to-come' | 'no-room' | 'stand-in' | 'fewer' | 'many'

/** A group of a published plan as it is today, seen from a day on. */
export interface PublishedGroup {
  group: GroupRow
  /** Those in it on that day or later. */
  members: Member[]
  /** What was held, or will have been by then. */
  past: SeatedMeeting[]
  coming: SeatedMeeting[]
  /** Null: it is planned again. */
  stays: Stays | null
}

/** The groups of a plan that was published, without those that have ended. Four queries. */
export async function loadPublished(
  tx: Transaction,
  planId: string,
  asked: Pick<Asked, 'fromOn' | 'weeks'>,
  fromOn: CalendarDate,
): Promise<PublishedGroup[]> {
  const rows = await tx
    .selectDistinct({ group: groups })
    .from(groups)
    .innerJoin(groupMeetings, eq(groupMeetings.groupId, groups.id))
    .where(and(eq(groupMeetings.planId, planId), isNull(groups.endedAt)))
    .orderBy(asc(groups.name), asc(groups.id))
  const found = rows.map(({ group }) => ({ ...group, form: group.form as GroupForm }))
  const ids = found.map(({ id }) => id)
  const members = await loadMembers(tx, ids, fromOn)
  const { untilOn } = windowOfPlan(asked)
  const between = { afterAt: startOfDayAt(asked.fromOn), untilAt: startOfDayAt(untilOn) }
  const meetings = await loadSeated(tx, ids, between)
  const startMs = startOfDayAt(fromOn).getTime()
  const seen = found.map((group) => {
    const own = meetings.filter(({ groupId }) => groupId === group.id)
    return {
      group,
      members: members.filter(({ groupId }) => groupId === group.id),
      past: own.filter(({ startsAt }) => startsAt.getTime() < startMs),
      coming: own.filter(({ startsAt }) => startsAt.getTime() >= startMs),
    }
  })
  const most = meetingsOf(seen)
  return seen.map((each) => ({ ...each, stays: staysOf(each, most) }))
}

type Seen = Omit<PublishedGroup, 'stays'>

/** How many meetings a group has in all: the most of any. Of one that was cancelled its group has fewer. */
export function meetingsOf(published: readonly Pick<Seen, 'past' | 'coming'>[]): number {
  return Math.max(0, ...published.map(({ past, coming }) => past.length + coming.length))
}

function staysOf({ group, past, coming }: Seen, most: number): Stays | null {
  if (coming.length === 0) return 'nothing-to-come'
  if (coming.length > mostMeetings) return 'many'
  if (coming.some(({ roomId }) => roomId === null)) return 'no-room'
  if (coming.some(({ guideId }) => guideId !== group.facilitatorId)) return 'stand-in'
  return past.length === 0 && coming.length < most ? 'fewer' : null
}

/** Those of them that are planned again. */
export const openOf = (published: readonly PublishedGroup[]) =>
  published.filter(({ stays }) => stays === null)

/** What a proposal was made from: when this is another, somebody changed the groups meanwhile. */
export function printOf(published: readonly PublishedGroup[]): string {
  const facts = openOf(published).map(({ group, members, coming }) => [
    group.id,
    group.name,
    group.facilitatorId,
    members.map(({ personId, fromOn, untilOn }) => [personId, fromOn, untilOn]).toSorted(),
    coming.map(({ id, startsAt, roomId }) => [id, startsAt, roomId]),
  ])
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
