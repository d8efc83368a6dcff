import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { attendance, groupMeetings } from '@/db/schema/groups'
import { command, Refusal } from '@/lib/command'
import { dateOf } from '@/lib/time'
import { findGroup, loadMeetings, loadMembers } from './facts'
import { noteAttendanceInput } from './input'
import { mayNoteAttendance } from './policy'
import { isInOn, refuseAttendance } from './rules'

export type Outcome = 'present' | 'absent'

/** Notes who was there, from the start on, and again when it was wrong. Only who leads the meeting; no reason, ever. */
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
    if (noted.length === 0 || about.some((id) => !inside.has(id))) throw new Refusal('changed')
    await tx
      .insert(attendance)
      .values(noted.map((each) => ({ ...each, sessionId, notedById: viewer.id, notedAt: now })))
      .onConflictDoUpdate({
        target: [attendance.sessionId, attendance.personId],
        set: { outcome: sql`excluded.outcome`, notedById: viewer.id, notedAt: now },
      })
    return { result: { groupId: group.id, sessionId }, audit: { subjectId: sessionId, about } }
  },
)

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
