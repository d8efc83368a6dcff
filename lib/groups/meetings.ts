import type { Transaction } from '@/db/client'
import { groupMeetings } from '@/db/schema/groups'
import { Refusal, type AuditRow, type Message } from '@/lib/command'
import { insertSession, tell, type NewSeat } from '@/lib/sessions/booking'
import { clashSentence, type Clash, type JudgedClash } from '@/lib/sessions/clashes'
import { auditOf, loadNames } from '@/lib/sessions/gathering'
import { clashesAt, takeTime, type GroupFacts } from '@/lib/sessions/group-times'
import { keepSetAside } from '@/lib/sessions/rest-aside'
import { isRoomTaken, type RoomFacts } from '@/lib/sessions/rooms'
import { addMinutes, dateOf, formatRange, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import type { GroupRow } from './facts'
import { formsOfGroup, isInOn, type Stay } from './rules'

/** One meeting that is to be, and whose rest is set aside for it. */
export interface MeetingTime {
  startsAt: Date
  anyway?: { reason: string; members: readonly string[] }
}

/** One meeting as it would be: who can come, who cannot and why, and what makes it impossible for all. */
export interface JudgedMeeting extends MeetingTime {
  endsAt: Date
  /** Those in the group on that day. */
  memberIds: string[]
  canIds: string[]
  /** Of members: who does not come. */
  clashes: Clash[]
  /** Of the date, of who leads it, or of the room: nothing can be held then. */
  impossible: Clash[]
  isRoomTaken: boolean
  /** Whose rest is set aside. */
  setAside: JudgedClash[]
  /** Members whose roster does not reach that far: they count as coming. */
  unknown: number
}

/**
 * Asks the rest engine about one meeting after the other. A member on duty stays away and keeps nobody from meeting; who leads
 * it must be there. Each takes its time, so that no two of them meet.
 */
export function judgeMeetings(
  group: Pick<GroupRow, 'form' | 'facilitatorId'>,
  members: readonly (Stay & { personId: string })[],
  times: readonly MeetingTime[],
  { facts, roomAt }: { facts: GroupFacts; roomAt: (n: number) => RoomFacts | null },
  now: Date,
): JudgedMeeting[] {
  const { minutes } = formsOfGroup[group.form]
  return times.map((time, n) => {
    const { startsAt, anyway } = time
    const on = dateOf(startsAt)
    const endsAt = addMinutes(startsAt, minutes)
    const memberIds = members.filter((member) => isInOn(member, on)).map(({ personId }) => personId)
    const gathering = { form: group.form, residentIds: memberIds, guideId: group.facilitatorId, minutes }
    const all = clashesAt(facts, gathering, startsAt, now)
    const found = all.filter(({ kind }) => kind !== 'unknown')
    const isHers = ({ personId }: Clash) => personId !== null && personId !== group.facilitatorId
    const isSetAside = ({ personId, kind }: Clash) =>
      kind === 'rest' && personId !== null && (anyway?.members.includes(personId) ?? false)
    const ofMembers = found.filter(isHers)
    const clashes = ofMembers.filter((clash) => !isSetAside(clash))
    const canIds = memberIds.filter((id) => !clashes.some(({ personId }) => personId === id))
    const room = roomAt(n)
    const isTaken = isRoomTaken(room, startsAt, endsAt)
    takeTime(facts, [...canIds, group.facilitatorId], { startAt: startsAt, endAt: endsAt })
    room?.taken.push({ roomId: '', startsAt, endsAt })
    return {
      ...time,
      endsAt,
      memberIds,
      canIds,
      clashes,
      impossible: found.filter((clash) => !isHers(clash)),
      isRoomTaken: isTaken,
      setAside: ofMembers.filter(isSetAside),
      unknown: all.filter(({ kind, personId }) => kind === 'unknown' && personId !== group.facilitatorId)
        .length,
    }
  })
}

/** Throws unless every one of them can be held: all or nothing. The first that cannot is named. */
export async function refuseMeetings(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  group: Pick<GroupRow, 'name' | 'facilitatorId'>,
  judged: readonly JudgedMeeting[],
  room: { name: string } | null,
): Promise<void> {
  const isWrong = (each: JudgedMeeting) =>
    each.impossible.length > 0 || each.isRoomTaken || each.canIds.length === 0
  const wrong = judged.filter(isWrong)
  const [first] = wrong
  if (!first) return
  const t = words(viewer.locale)
  const names = await loadNames(tx, [group.facilitatorId])
  const why =
    first.impossible.length > 0
      ? clashSentence(t, first.impossible, names)
      : first.isRoomTaken
        ? t('refusals.room-taken', { name: room?.name ?? '' })
        : t('groups.meeting.nobody')
  throw new Refusal('group-meetings', {
    group: group.name,
    count: wrong.length,
    when: formatRange(first.startsAt, first.endsAt, viewer.locale, todayOn(now)),
    why,
  })
}

/** Stores the meetings of a group as sessions, with a seat for who can come. The locks are held and they were judged. */
export async function storeMeetings(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  group: Pick<GroupRow, 'id' | 'form' | 'departmentId' | 'facilitatorId'>,
  judged: readonly (JudgedMeeting & { roomId: string | null })[],
  from: { planId?: string; requestKey?: string } = {},
): Promise<{ audit: AuditRow[]; messages: Message[] }> {
  // Sent together, written in order.
  const ids = await Promise.all(
    judged.map(({ startsAt, endsAt, canIds, setAside, roomId, anyway }, n) =>
      insertSession(
        tx,
        viewer,
        now,
        {
          form: group.form,
          departmentId: group.departmentId,
          startsAt,
          endsAt,
          roomId: roomId ?? undefined,
          requestKey: n === 0 ? from.requestKey : undefined,
          anyway: setAside.length > 0 ? anyway?.reason : undefined,
        },
        [
          ...canIds.map((personId): NewSeat => ({ personId, part: 'resident' })),
          { personId: group.facilitatorId, part: 'guide' },
        ],
      ),
    ),
  )
  const { id: groupId } = group
  await tx.insert(groupMeetings).values(ids.map((sessionId) => ({ sessionId, groupId, planId: from.planId })))
  for (const [n, { setAside }] of judged.entries()) await keepSetAside(tx, ids[n]!, setAside)
  return {
    audit: judged.flatMap(({ canIds, setAside }, n) =>
      auditOf(ids[n]!, [...canIds, group.facilitatorId], setAside),
    ),
    // Whoever gives up rest hears of that meeting apart, with the reason.
    messages: judged.flatMap(({ setAside }, n) =>
      setAside.flatMap(({ personId }) => (personId ? tell('session.anyway', ids[n]!, personId, 0) : [])),
    ),
  }
}

/** The dates of a rhythm in whole weeks. */
export function datesOfWeeks(fromOn: CalendarDate, everyWeeks: number, count: number) {
  return { fromOn, everyWeeks, monthlyNth: null, lastOn: null, count }
}
