import { and, asc, desc, eq, gt, inArray, isNull, lte, notExists, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { attendanceEarlier } from '@/db/schema/attendance'
import { attendance, groupMeetings, groups } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { addDaysOn, addMinutes, dateOf, startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { findGroup, loadMeetings, loadMembers } from './facts'
import { noteAttendanceInput } from './input'
import { mayNoteAttendance } from './policy'
import { isInOn, refuseAttendance } from './rules'

export type Outcome = 'present' | 'absent'

/** Within so many hours of the first time a mistake is corrected; after that the database keeps what stood there too. */
const correctHours = 24

/** Until when what was noted then can be corrected in place. */
export function correctedUntil(notedAt: Date): Date {
  return addMinutes(notedAt, correctHours * 60)
}

/**
 * Notes who was there, from the start on, and again when it was wrong. Only who leads the meeting; no reason, ever. With somebody
 * there the meeting was held; when everybody was absent it was not.
 */
export const noteAttendance = command(
  'group.attendance',
  noteAttendanceInput,
  async ({ tx, viewer, now }, { sessionId, attendance: noted }) => {
    const [found] = await tx
      .select({ groupId: groupMeetings.groupId })
      .from(groupMeetings)
      .where(eq(groupMeetings.sessionId, sessionId))
    const group = found ? await findGroup(tx, found.groupId) : null
    if (!group) throw new Refusal('not-found')
    const meeting = (await loadMeetings(tx, group.id)).find(({ id }) => id === sessionId)
    if (!meeting) throw new Refusal('not-found')
    if (!mayNoteAttendance(viewer, group, meeting.guideId)) throw new Refusal('forbidden')
    const refusal = refuseAttendance(meeting, now)
    if (refusal) throw new Refusal(refusal)
    const on = dateOf(meeting.startsAt)
    const inside = new Set(
      (await loadMembers(tx, [group.id])).filter((member) => isInOn(member, on)).map((one) => one.personId),
    )
    const about = noted.map(({ personId }) => personId)
    if (noted.length === 0) throw new Refusal('attendance-none')
    if (about.some((id) => !inside.has(id))) throw new Refusal('changed')
    await tx
      .insert(attendance)
      .values(noted.map((each) => ({ ...each, sessionId, notedById: viewer.id, notedAt: now })))
      .onConflictDoUpdate({
        target: [attendance.sessionId, attendance.personId],
        set: { outcome: sql`excluded.outcome`, notedById: viewer.id, notedAt: now },
      })
    if (meeting.guideId === viewer.id) await markMeeting(tx, viewer, now, sessionId, inside.size)
    return { result: { groupId: group.id, sessionId }, audit: { subjectId: sessionId, about } }
  },
)

/** What became of the meeting follows from who was there; nothing yet while nobody was and somebody is not noted. */
async function markMeeting(tx: Transaction, viewer: Viewer, now: Date, sessionId: string, members: number) {
  const outcomes = [...((await loadAttendance(tx, [sessionId])).get(sessionId)?.values() ?? [])]
  const isHeld = outcomes.includes('present')
  const isMissed = !isHeld && outcomes.length >= members
  await tx
    .update(sessions)
    .set({
      heldAt: isHeld ? now : null,
      heldById: isHeld ? viewer.id : null,
      missedAt: isMissed ? now : null,
      missedById: isMissed ? viewer.id : null,
    })
    .where(eq(sessions.id, sessionId))
}

/** What row security shows of the attendance at these meetings: everybody's for who leads them, her own for a member. */
export async function loadAttendance(tx: Transaction, sessionIds: readonly string[]) {
  const noted = new Map<string, Map<string, Outcome>>(sessionIds.map((id) => [id, new Map()]))
  if (sessionIds.length === 0) return noted
  const rows = await tx
    .select({ sessionId: attendance.sessionId, personId: attendance.personId, outcome: attendance.outcome })
    .from(attendance)
    .where(inArray(attendance.sessionId, [...sessionIds]))
  for (const { sessionId, personId, outcome } of rows) noted.get(sessionId)?.set(personId, outcome as Outcome)
  return noted
}

/** How many were at each meeting of a group: a number, for those who plan or lead it. */
export async function loadCounts(tx: Transaction, groupId: string) {
  const rows = await tx.execute<{ session_id: string; present: number; absent: number }>(
    sql`select * from app.attendance_counts(${groupId}::uuid)`,
  )
  return new Map(rows.map(({ session_id, present, absent }) => [session_id, { present, absent }]))
}

/** To how many meetings of this form they came, in whatever group: as far as the viewer may know. */
export async function loadAttended(tx: Transaction, form: string, personIds: readonly string[]) {
  const rows = await tx.execute<{ person_id: string; present: number }>(
    sql`select * from app.meetings_attended(${form}, ${`{${personIds.join(',')}}`}::uuid[])`,
  )
  return new Map(rows.map(({ person_id, present }) => [person_id, present]))
}

/** What stood there before it was changed more than a day later, the newest first: for who leads the meeting, and of herself. */
export async function loadEarlier(tx: Transaction, sessionId: string) {
  return tx
    .select({
      personId: attendanceEarlier.personId,
      outcome: sql<Outcome>`${attendanceEarlier.outcome}`,
      notedAt: attendanceEarlier.notedAt,
    })
    .from(attendanceEarlier)
    .where(eq(attendanceEarlier.sessionId, sessionId))
    .orderBy(desc(attendanceEarlier.replacedAt))
}

/** When it was noted first; null while it was not. */
export async function loadNotedAt(tx: Transaction, sessionId: string): Promise<Date | null> {
  const [row] = await tx
    .select({ notedAt: attendance.notedAt })
    .from(attendance)
    .where(eq(attendance.sessionId, sessionId))
    .orderBy(asc(attendance.notedAt))
    .limit(1)
  return row?.notedAt ?? null
}

/** What was not noted after so many days is not asked again on the first page. */
const askedDays = 14

/** The meetings that the viewer led in the last two weeks and of which she has not noted who was there. One query. */
export async function listToNote(viewer: Viewer, now: Date) {
  return as(viewer.id, (tx) =>
    tx
      .select({
        groupId: groups.id,
        name: groups.name,
        sessionId: sessions.id,
        startsAt: sessions.startsAt,
        endsAt: sessions.endsAt,
      })
      .from(groupMeetings)
      .innerJoin(groups, eq(groups.id, groupMeetings.groupId))
      .innerJoin(sessions, eq(sessions.id, groupMeetings.sessionId))
      .innerJoin(
        sessionPeople,
        and(
          eq(sessionPeople.sessionId, sessions.id),
          eq(sessionPeople.personId, viewer.id),
          eq(sessionPeople.part, 'guide'),
          isNull(sessionPeople.releasedAt),
        ),
      )
      .where(
        and(
          isNull(sessions.cancelledAt),
          lte(sessions.startsAt, now),
          gt(sessions.startsAt, startOfDayAt(addDaysOn(todayOn(now), -askedDays))),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(attendance)
              .where(eq(attendance.sessionId, sessions.id)),
          ),
        ),
      )
      .orderBy(asc(sessions.startsAt)),
  )
}
