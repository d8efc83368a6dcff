import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupMembers, groups } from '@/db/schema/groups'
import { Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { loadNames } from '@/lib/sessions/gathering'
import { todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { mayPlanGroup } from './policy'
import { isInFrom, type GroupForm, type Stay } from './rules'

export type GroupRow = Omit<typeof groups.$inferSelect, 'form'> & { form: GroupForm }
export type Member = Stay & { id: string; groupId: string; personId: string }

/** The group as row security shows it, or null. */
export async function findGroup(tx: Transaction, groupId: string): Promise<GroupRow | null> {
  const [row] = await tx.select().from(groups).where(eq(groups.id, groupId))
  return row ? { ...row, form: row.form as GroupForm } : null
}

/** Groups under one lock each, for who plans them; throws for whoever does not, and for one that has ended. */
export async function lockGroups(tx: Transaction, viewer: Viewer, ids: readonly string[]) {
  await lockPeople(tx, ids)
  const found: GroupRow[] = []
  for (const id of ids) {
    const group = await findGroup(tx, id)
    if (!group) throw new Refusal('not-found')
    if (!mayPlanGroup(viewer, group)) throw new Refusal('forbidden')
    if (group.endedAt) throw new Refusal('group-ended')
    found.push(group)
  }
  return found
}

/** Everybody who is or was in these groups; those who are out of them by `fromOn` left out. */
export async function loadMembers(
  tx: Transaction,
  groupIds: readonly string[],
  fromOn?: CalendarDate,
): Promise<Member[]> {
  if (groupIds.length === 0) return []
  const rows = await tx
    .select({
      id: groupMembers.id,
      groupId: groupMembers.groupId,
      personId: groupMembers.personId,
      fromOn: groupMembers.fromOn,
      untilOn: groupMembers.untilOn,
    })
    .from(groupMembers)
    .where(inArray(groupMembers.groupId, [...groupIds]))
  return fromOn ? rows.filter((row) => isInFrom(row, fromOn)) : rows
}

/** A meeting of a group for everybody who sees the group. */
export interface Meeting {
  id: string
  startsAt: Date
  endsAt: Date
  room: string | null
  place: string | null
  link: string | null
  cancelledAt: Date | null
  heldAt: Date | null
  missedAt: Date | null
  sequence: number
  /** The members for whom it stands in the agenda. */
  expectedIds: string[]
  guideId: string | null
}

interface MeetingRow extends Record<string, unknown> {
  id: string
  starts_at: string
  ends_at: string
  room: string | null
  place: string | null
  link: string | null
  cancelled_at: string | null
  held_at: string | null
  missed_at: string | null
  sequence: number
  expected: string[] | string
  guide_id: string | null
}

const instant = (text: string | null) => (text === null ? null : new Date(text))
/** The driver gives an array of ids as PostgreSQL writes it. */
export const idsOfArray = (value: string[] | string) =>
  Array.isArray(value)
    ? value
    : value
        .replace(/[{}]/g, '')
        .split(',')
        .filter((id) => id !== '')

/** The meetings of a group in order, cancelled ones too. */
export async function loadMeetings(tx: Transaction, groupId: string): Promise<Meeting[]> {
  const rows = await tx.execute<MeetingRow>(sql`select * from app.meetings_of(${groupId}::uuid)`)
  return rows.map((row) => ({
    id: row.id,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
    room: row.room,
    place: row.place,
    link: row.link,
    cancelledAt: instant(row.cancelled_at),
    heldAt: instant(row.held_at),
    missedAt: instant(row.missed_at),
    sequence: row.sequence,
    expectedIds: idsOfArray(row.expected),
    guideId: row.guide_id,
  }))
}

/** Those that are still to come and were not cancelled. */
export function toCome(meetings: readonly Meeting[], now: Date): Meeting[] {
  return meetings.filter((meeting) => !meeting.cancelledAt && meeting.startsAt > now)
}

/** Who of these assesses whom on that day or later, as pairs: nobody of one group, and not who facilitates it. */
export async function loadAssessing(tx: Transaction, ids: readonly string[], on: CalendarDate) {
  const rows = await tx.execute<{ assessor_id: string; resident_id: string }>(
    sql`select * from app.assessing(${`{${ids.join(',')}}`}::uuid[], ${on}::date)`,
  )
  return rows.map((row) => ({ assessorId: row.assessor_id, residentId: row.resident_id }))
}

/** Throws when she leads or sits with somebody whom she assesses, or who assesses her. */
export async function refuseUnequal(
  tx: Transaction,
  { facilitatorId, memberIds }: { facilitatorId: string; memberIds: readonly string[] },
  on: CalendarDate,
): Promise<void> {
  const [pair] = await loadAssessing(tx, [facilitatorId, ...memberIds], on)
  if (!pair) return
  const names = await loadNames(tx, [pair.assessorId, pair.residentId])
  const said = { assessor: names.get(pair.assessorId) ?? '–', resident: names.get(pair.residentId) ?? '–' }
  throw new Refusal(pair.assessorId === facilitatorId ? 'group-line' : 'group-unequal', said)
}

/** Throws when one of these is in a group of this form from that day on. */
export async function refuseGrouped(
  tx: Transaction,
  form: GroupForm,
  ids: readonly string[],
  on: CalendarDate,
): Promise<void> {
  const [row] = await tx.execute<{ person_id: string }>(
    sql`select person_id from app.grouped_from(${form}, ${`{${ids.join(',')}}`}::uuid[], ${on}::date)`,
  )
  if (!row) return
  const names = await loadNames(tx, [row.person_id])
  throw new Refusal('group-other', { name: names.get(row.person_id) ?? '–' })
}

/** Throws when another group of this department has this name. */
export async function refuseName(
  tx: Transaction,
  departmentId: string,
  name: string,
  exceptId?: string,
): Promise<void> {
  const known = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(
      and(
        eq(groups.departmentId, departmentId),
        isNull(groups.endedAt),
        sql`lower(${groups.name}) = lower(${name})`,
      ),
    )
  if (known.some(({ id }) => id !== exceptId)) throw new Refusal('group-name', { name })
}

/** Throws when she does not lead this form on one of these days: her role or her qualification is missing then. */
export async function refuseFacilitator(
  tx: Transaction,
  group: { form: GroupForm; departmentId: string; facilitatorId: string },
  days: readonly CalendarDate[],
  dateWords: (on: CalendarDate) => string,
): Promise<void> {
  const [missing] = await tx.execute<{ day: string }>(sql`
    select d::text as day from unnest(${`{${[...new Set(days)].join(',')}}`}::date[]) as d
    where ${group.facilitatorId}::uuid not in (select person_id from app.guides_for(${group.form}, ${group.departmentId}::uuid, d))
    order by d limit 1`)
  if (missing) throw new Refusal('not-a-guide', { date: dateWords(missing.day) })
}

/** The last of the two days: a stay does not begin in the past. */
export function notBefore(on: CalendarDate, now: Date): CalendarDate {
  const today = todayOn(now)
  return on < today ? today : on
}
