import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMeetings } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { windowOf } from '@/lib/sessions/gathering'
import { can, loadGroupFacts, startsOf } from '@/lib/sessions/group-times'
import { isRoomTaken, loadRoomFacts } from '@/lib/sessions/rooms'
import {
  addDaysOn,
  addMinutes,
  dateOf,
  minutesBetween,
  startOfDayAt,
  todayOn,
  type CalendarDate,
} from '@/lib/time'
import type { GroupRow, Member } from './facts'
import { judgeMeetings } from './meetings'
import { bestDates, isQuorumLost, windowFor, type OtherTime } from './quorum'
import { isInOn } from './rules'

/** Whoever looks ahead looks this far: rosters rarely reach further. */
export const weeksAhead = 9
/** Starts are half an hour apart: finer ones help nobody. */
const stepMinutes = 30

/** A meeting with its seats, from the tables themselves: the worker reads it too. */
export interface SeatedMeeting {
  id: string
  groupId: string
  startsAt: Date
  endsAt: Date
  roomId: string | null
  sequence: number
  seatedIds: string[]
  guideId: string | null
}

/** From now on, as far as whoever looks ahead looks. */
export const lookAhead = (now: Date) => ({
  afterAt: now,
  untilAt: startOfDayAt(addDaysOn(todayOn(now), weeksAhead * 7)),
})

/** The meetings of these groups between two instants that were not cancelled, as far as the reader sees their sessions. Two queries. */
export async function loadSeated(
  tx: Transaction,
  groupIds: readonly string[],
  { afterAt, untilAt }: { afterAt: Date; untilAt: Date },
): Promise<SeatedMeeting[]> {
  if (groupIds.length === 0) return []
  const found = await tx
    .select({
      id: sessions.id,
      groupId: groupMeetings.groupId,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      roomId: sessions.roomId,
      sequence: sessions.sequence,
    })
    .from(groupMeetings)
    .innerJoin(sessions, eq(sessions.id, groupMeetings.sessionId))
    .where(
      and(
        inArray(groupMeetings.groupId, [...groupIds]),
        isNull(sessions.cancelledAt),
        gt(sessions.startsAt, afterAt),
        lt(sessions.startsAt, untilAt),
      ),
    )
    .orderBy(asc(sessions.startsAt))
  if (found.length === 0) return []
  const seats = await tx
    .select({
      sessionId: sessionPeople.sessionId,
      personId: sessionPeople.personId,
      part: sessionPeople.part,
    })
    .from(sessionPeople)
    .where(
      and(
        inArray(
          sessionPeople.sessionId,
          found.map(({ id }) => id),
        ),
        isNull(sessionPeople.releasedAt),
      ),
    )
  return found.map((meeting) => {
    const own = seats.filter(({ sessionId }) => sessionId === meeting.id)
    return {
      ...meeting,
      seatedIds: own.filter(({ part }) => part === 'resident').map(({ personId }) => personId),
      guideId: own.find(({ part }) => part === 'guide')?.personId ?? null,
    }
  })
}

type LedGroup = Pick<GroupRow, 'id' | 'form' | 'facilitatorId'>

/** A meeting with who of its members can come as the rosters are now. */
export interface CheckedMeeting extends SeatedMeeting {
  memberIds: string[]
  canIds: string[]
  unknown: number
}

/** Who can come to each of these meetings of one group now. One query. */
export async function checkMeetings(
  tx: Transaction,
  group: LedGroup,
  members: readonly Member[],
  meetings: readonly SeatedMeeting[],
  now: Date,
): Promise<CheckedMeeting[]> {
  if (meetings.length === 0) return []
  const ids = [...new Set([...members.map(({ personId }) => personId), group.facilitatorId])]
  const asked = { form: group.form, guideId: group.facilitatorId }
  const facts = await loadGroupFacts(tx, ids, windowOf(meetings), meetings, asked)
  return judgeMeetings(group, members, meetings, { facts, roomAt: () => null }, now).map((judged, n) => ({
    ...meetings[n]!,
    memberIds: judged.memberIds,
    canIds: judged.canIds,
    unknown: judged.unknown,
  }))
}

/** Too few of those who had a seat can come now. */
export function isLost({ canIds, seatedIds, memberIds }: CheckedMeeting, quorum: number): boolean {
  const seated = seatedIds.filter((id) => memberIds.includes(id)).length
  return isQuorumLost({ can: canIds.length, seated, members: memberIds.length }, quorum)
}

/**
 * The two dates with the highest attendance on which who leads it can, may and finds the room free; none when no date is better
 * than the one it has. `others` are the other meetings of the group: a meeting does not pass one of them.
 */
export async function findDates(
  tx: Transaction,
  group: LedGroup,
  members: readonly Member[],
  meeting: CheckedMeeting,
  others: readonly SeatedMeeting[],
  now: Date,
): Promise<OtherTime[]> {
  const otherDays = others.filter(({ id }) => id !== meeting.id).map(({ startsAt }) => dateOf(startsAt))
  const window = windowFor({ on: dateOf(meeting.startsAt) }, otherDays, todayOn(now))
  if (window.fromOn >= window.untilOn) return []
  const guideId = meeting.guideId ?? group.facilitatorId
  const residentIds = members.map(({ personId }) => personId)
  const minutes = minutesBetween(meeting.startsAt, meeting.endsAt)
  const gathering = { form: group.form, residentIds, guideId, minutes }
  const facts = await loadGroupFacts(tx, [...residentIds, guideId], window, [meeting], gathering)
  const { startMs, canOf } = startsOf(facts, gathering, window, now)
  const hers = canOf.get(guideId)
  const led = await loadLedDays(tx, group, window)
  const between = { fromAt: startOfDayAt(window.fromOn), untilAt: startOfDayAt(window.untilOn) }
  const room = await loadRoomFacts(tx, meeting.roomId, between, [meeting])
  const times = startMs.flatMap((ms, at): OtherTime[] => {
    const startsAt = new Date(ms)
    const isLed = hers?.[at] === can.yes || hers?.[at] === can.unknown
    if (!isLed || startsAt.getUTCMinutes() % stepMinutes !== 0) return []
    const on = dateOf(startsAt)
    if (guideId === group.facilitatorId && !led.has(on)) return []
    if (isRoomTaken(room, startsAt, addMinutes(startsAt, minutes))) return []
    const inside = members.filter((member) => isInOn(member, on))
    const count = (kind: number) => inside.filter(({ personId }) => canOf.get(personId)?.[at] === kind).length
    return [{ startsAt, can: count(can.yes), unknown: count(can.unknown), members: inside.length }]
  })
  return bestDates(times, { startsAt: meeting.startsAt, can: meeting.canIds.length })
}

/** The days on which the facilitator may lead it: her role and her qualification hold. */
export async function loadLedDays(
  tx: Transaction,
  group: LedGroup,
  { fromOn, untilOn }: { fromOn: CalendarDate; untilOn: CalendarDate },
): Promise<Set<CalendarDate>> {
  const rows = await tx.execute<{ day: string }>(
    sql`select day::text from app.led_on(${group.id}::uuid, ${fromOn}::date, ${untilOn}::date)`,
  )
  return new Set(rows.map(({ day }) => day))
}
