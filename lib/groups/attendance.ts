import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { attendanceEarlier } from '@/db/schema/attendance'
import { attendance } from '@/db/schema/groups'
import { sessions } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { addMinutes } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { noteAttendanceInput } from './input'
import { findLedMeeting } from './led'
import { mayNoteAttendance } from './policy'
import { refuseAttendance } from './rules'

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
    const meeting = await findLedMeeting(tx, sessionId)
    if (!meeting) throw new Refusal('not-found')
    if (!mayNoteAttendance(viewer, meeting)) throw new Refusal('forbidden')
    const refusal = refuseAttendance(meeting, now)
    if (refusal) throw new Refusal(refusal)
    const inside = new Set(meeting.memberIds)
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
    return {
      result: { groupId: meeting.group.id, sessionId, isStandIn: meeting.group.facilitatorId !== viewer.id },
      audit: { subjectId: sessionId, about },
    }
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
