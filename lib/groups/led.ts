import { sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { addDaysOn, startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { idsOfArray } from './facts'
import type { GroupForm } from './rules'

/** One meeting for whoever leads it, who need not see anything else of the group. */
export interface LedMeeting {
  id: string
  group: { id: string; name: string; form: GroupForm; facilitatorId: string }
  startsAt: Date
  endsAt: Date
  cancelledAt: Date | null
  guideId: string | null
  /** Those in the group on its day. */
  memberIds: string[]
  /** Those for whom it stands in the agenda. */
  expectedIds: string[]
}

interface LedRow extends Record<string, unknown> {
  group_id: string
  name: string
  form: GroupForm
  facilitator_id: string
  starts_at: string
  ends_at: string
  cancelled_at: string | null
  guide_id: string | null
  member_ids: string[] | string
  expected: string[] | string
}

/** The meeting, or null for whoever does not lead it. */
export async function findLedMeeting(tx: Transaction, sessionId: string): Promise<LedMeeting | null> {
  const [row] = await tx.execute<LedRow>(sql`select * from app.led_meeting(${sessionId}::uuid)`)
  if (!row) return null
  return {
    id: sessionId,
    group: { id: row.group_id, name: row.name, form: row.form, facilitatorId: row.facilitator_id },
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
    cancelledAt: row.cancelled_at ? new Date(row.cancelled_at) : null,
    guideId: row.guide_id,
    memberIds: idsOfArray(row.member_ids),
    expectedIds: idsOfArray(row.expected),
  }
}

/** What was not noted after so many days is not asked again on the first page. */
const askedDays = 14

/** The meetings that the viewer led in the last two weeks and of which she has not noted who was there. One query. */
export async function listToNote(viewer: Viewer, now: Date) {
  const afterAt = startOfDayAt(addDaysOn(todayOn(now), -askedDays)).toISOString()
  const rows = await as(viewer.id, (tx) =>
    tx.execute<{ session_id: string; group_id: string; name: string; starts_at: string; ends_at: string }>(
      sql`select * from app.meetings_to_note(${afterAt})`,
    ),
  )
  return rows.map((row) => ({
    sessionId: row.session_id,
    groupId: row.group_id,
    name: row.name,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
  }))
}
