import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { groups } from '@/db/schema/groups'
import { departments, people, roles } from '@/db/schema/people'
import { rooms } from '@/db/schema/sessions'
import { noteRead } from '@/lib/command'
import { heldOn } from '@/lib/held'
import { loadNames, windowOf } from '@/lib/sessions/gathering'
import { loadGroupFacts } from '@/lib/sessions/group-times'
import { peopleChoices } from '@/lib/sessions/office-queries'
import { dateOf, todayOn } from '@/lib/time'
import { departmentsOf, holds, type Viewer } from '@/lib/viewer'
import { loadAttendance, loadAttended, loadCounts, loadEarlier, loadNotedAt } from './attendance'
import { findGroup, loadMeetings, loadMembers, toCome, type GroupRow, type Meeting } from './facts'
import { findLedMeeting } from './led'
import { judgeMeetings } from './meetings'
import { mayLeadGroup, mayNoteAttendance, mayOpenGroup, mayPlanGroup, plansGroups } from './policy'
import { isInFrom, isInOn, levelOf, type GroupForm } from './rules'

interface ListedRow extends Record<string, unknown> {
  id: string
  form: GroupForm
  name: string
  department: string
  department_id: string
  facilitator_id: string
  facilitator: string
  members: number
  next_at: string | null
  conflicts: number
}

/** The groups that the viewer plans, facilitates or is in, by name. One query. */
export async function listGroups(viewer: Viewer) {
  return as(viewer.id, async (tx) => {
    const rows = await tx.execute<ListedRow>(sql`
      select g.id, g.form, g.name, d.name as department, d.id as department_id, g.facilitator_id,
        p.given_name || ' ' || p.family_name as facilitator,
        (select count(*)::int from group_members m where m.group_id = g.id and m.from_on <= app.today()
          and (m.until_on is null or app.today() < m.until_on)) as members,
        (select min(m.starts_at) from app.meetings_of(g.id) m where m.cancelled_at is null and m.ends_at > now()) as next_at,
        (select count(*)::int from app.group_conflicts(g.id)) as conflicts
      from groups g join departments d on d.id = g.department_id join people p on p.id = g.facilitator_id
      where g.ended_at is null order by g.form, lower(g.name), g.id`)
    return rows.map((row) => ({
      id: row.id,
      form: row.form,
      name: row.name,
      department: row.department,
      facilitator: row.facilitator,
      members: row.members,
      nextAt: row.next_at ? new Date(row.next_at) : null,
      conflicts: row.conflicts,
      mayPlan: mayPlanGroup(viewer, { form: row.form, departmentId: row.department_id }),
      isFacilitator: row.facilitator_id === viewer.id,
    }))
  })
}

/** The departments for which the viewer makes groups. One query. */
export async function listGroupDepartments(viewer: Viewer) {
  if (!plansGroups(viewer)) return []
  return as(viewer.id, (tx) =>
    tx
      .select({ id: departments.id, name: departments.name, site: departments.site })
      .from(departments)
      .where(
        holds(viewer, 'coordinator')
          ? undefined
          : inArray(departments.id, departmentsOf(viewer, 'secretary')),
      )
      .orderBy(asc(departments.name), asc(departments.site)),
  )
}

/** Who can facilitate a new group of this form, and the rooms. Null: not hers to make. */
export async function loadNewGroup(
  viewer: Viewer,
  asked: { form: GroupForm; departmentId: string },
  now: Date,
) {
  if (!mayPlanGroup(viewer, asked)) return null
  return as(viewer.id, async (tx) => {
    const { guides } = await peopleChoices(tx, { ...asked, on: todayOn(now) })
    return { guides, rooms: await openRooms(tx) }
  })
}

const openRooms = (tx: Transaction) =>
  tx
    .select({ id: rooms.id, name: rooms.name, site: rooms.site, places: rooms.places })
    .from(rooms)
    .where(isNull(rooms.closedAt))
    .orderBy(asc(rooms.site), asc(rooms.name))

export type GroupConflictKind = 'not-qualified' | 'in-line' | 'unequal' | 'not-a-resident'

interface Conflict {
  kind: GroupConflictKind
  personId: string
  otherId: string | null
  on: string | null
}

async function loadConflicts(tx: Transaction, groupId: string): Promise<Conflict[]> {
  const rows = await tx.execute<{
    kind: GroupConflictKind
    person_id: string
    other_id: string | null
    on_date: string | null
  }>(
    sql`select kind, person_id, other_id, wanted_on::text as on_date from app.group_conflicts(${groupId}::uuid)`,
  )
  return rows.map((row) => ({
    kind: row.kind,
    personId: row.person_id,
    otherId: row.other_id,
    on: row.on_date,
  }))
}

const noneYet = new Map<string, { canIds: string[]; unknown: number }>()

/** Who of the members can come now, since rosters changed, for whoever may know. Two queries. */
async function loadCanNow(tx: Transaction, group: GroupRow, coming: readonly Meeting[], now: Date) {
  if (coming.length === 0) return noneYet
  const members = await loadMembers(tx, [group.id], todayOn(now))
  const ids = [...members.map(({ personId }) => personId), group.facilitatorId]
  const facts = await loadGroupFacts(tx, ids, windowOf(coming), coming, {
    form: group.form,
    guideId: group.facilitatorId,
  })
  const judged = judgeMeetings(group, members, coming, { facts, roomAt: () => null }, now)
  return new Map(judged.map(({ canIds, unknown }, n) => [coming[n]!.id, { canIds, unknown }]))
}

/** One group for whoever may open it: members, meetings, who leads it and what is not right. Null: not hers to see. */
export async function loadGroup(viewer: Viewer, groupId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const group = await findGroup(tx, groupId)
    if (!group) return null
    const today = todayOn(now)
    const stays = await loadMembers(tx, [groupId])
    const isMember = stays.some((stay) => stay.personId === viewer.id && isInFrom(stay, today))
    if (!mayOpenGroup(viewer, group, isMember)) return null
    const members = stays.filter((stay) => isInFrom(stay, today))
    const mayPlan = mayPlanGroup(viewer, group)
    const mayLead = mayLeadGroup(viewer, group)
    const meetings = await loadMeetings(tx, groupId)
    const coming = toCome(meetings, now)
    const ids = members.map(({ personId }) => personId)
    await noteRead(tx, viewer, 'group.read', mayPlan && !isMember ? ids : [])
    const [place] = await tx
      .select({ department: departments.name, room: rooms.name })
      .from(groups)
      .innerJoin(departments, eq(departments.id, groups.departmentId))
      .leftJoin(rooms, eq(rooms.id, groups.roomId))
      .where(eq(groups.id, groupId))
    const conflicts = mayLead ? await loadConflicts(tx, groupId) : []
    const past = meetings.filter((meeting) => !meeting.cancelledAt && meeting.startsAt <= now)
    const noted = await loadAttendance(
      tx,
      past.map(({ id }) => id),
    )
    const counts = mayLead ? await loadCounts(tx, groupId) : new Map<string, { present: number }>()
    const attended = await loadAttended(tx, group.form, [...ids, viewer.id])
    const canNow = mayLead ? await loadCanNow(tx, group, coming, now) : noneYet
    const named = [...stays, { personId: group.facilitatorId }].map(({ personId }) => personId)
    const others = conflicts.flatMap(({ personId, otherId }) => [personId, otherId ?? []].flat())
    const names = await loadNames(tx, [...new Set([...named, ...others])])
    const works = await loadWorkplaces(tx, ids)
    return {
      ...group,
      department: place?.department ?? '',
      room: place?.room ?? null,
      names,
      conflicts,
      mayPlan,
      mayLead,
      isMember,
      isFacilitator: group.facilitatorId === viewer.id,
      members: members
        .map((stay) => ({
          ...stay,
          name: names.get(stay.personId) ?? '–',
          department: works.get(stay.personId) ?? null,
          attended: attended.get(stay.personId) ?? 0,
          isCounted: group.facilitatorId === viewer.id || stay.personId === viewer.id,
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'nl')),
      coming: coming.map((meeting) => {
        const on = dateOf(meeting.startsAt)
        const inside = members.filter((member) => isInOn(member, on)).map(({ personId }) => personId)
        const canIds = canNow.get(meeting.id)?.canIds ?? meeting.expectedIds
        return {
          ...meeting,
          canIds,
          memberIds: inside,
          unknown: canNow.get(meeting.id)?.unknown ?? 0,
          cannot: mayLead
            ? inside.filter((id) => !canIds.includes(id)).map((id) => names.get(id) ?? '–')
            : [],
          level: levelOf(canIds.length, inside.length, group.quorum),
        }
      }),
      past: past
        .map((meeting) => ({
          ...meeting,
          mine: noted.get(meeting.id)?.get(viewer.id) ?? null,
          present: counts.get(meeting.id)?.present ?? null,
        }))
        .toReversed(),
    }
  })
}

export type GroupPage = NonNullable<Awaited<ReturnType<typeof loadGroup>>>

/** Where these people work now, by name of the department. */
async function loadWorkplaces(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: roles.personId, department: departments.name })
    .from(roles)
    .innerJoin(departments, eq(departments.id, roles.departmentId))
    .where(and(eq(roles.role, 'resident'), inArray(roles.personId, [...ids]), heldOn(roles)))
  return new Map(rows.map(({ id, department }) => [id, department]))
}

/** Who can come into this group, where a member can go, and who can lead it instead. Null: not hers to change. */
export async function loadGroupChoices(viewer: Viewer, groupId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const group = await findGroup(tx, groupId)
    if (!group || !mayPlanGroup(viewer, group)) return null
    const on = todayOn(now)
    const { guides, residents } = await peopleChoices(tx, { ...group, on })
    const taken = await tx.execute<{ person_id: string }>(
      sql`select person_id from app.grouped_from(${group.form}, ${`{${residents.map(({ id }) => id).join(',')}}`}::uuid[], ${on}::date)`,
    )
    const grouped = new Set(taken.map((row) => row.person_id))
    const others = await tx
      .select({ id: groups.id, name: groups.name, departmentId: groups.departmentId })
      .from(groups)
      .where(and(eq(groups.form, group.form), isNull(groups.endedAt), ne(groups.id, groupId)))
      .orderBy(asc(groups.name))
    return {
      residents: residents.filter(({ id }) => !grouped.has(id)),
      guides: guides.filter(({ id }) => id !== group.facilitatorId),
      others: others.filter((other) => mayPlanGroup(viewer, { ...other, form: group.form })),
      rooms: await openRooms(tx),
    }
  })
}

/** Who was at one meeting, for whoever leads it. Null for everybody else, and before it began there is nothing to note. */
export async function loadMeetingAttendance(viewer: Viewer, groupId: string, sessionId: string) {
  return as(viewer.id, async (tx) => {
    const meeting = await findLedMeeting(tx, sessionId)
    if (!meeting || meeting.group.id !== groupId || !mayNoteAttendance(viewer, meeting)) return null
    const { group, memberIds: ids } = meeting
    const noted = (await loadAttendance(tx, [sessionId])).get(sessionId)
    const earlier = await loadEarlier(tx, sessionId)
    const names = await tx
      .select({ id: people.id, name: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
      .from(people)
      .where(inArray(people.id, ids))
      .orderBy(asc(people.familyName), asc(people.givenName))
    return {
      name: group.name,
      form: group.form,
      meeting,
      isStandIn: group.facilitatorId !== viewer.id,
      members: names.map(({ id, name }) => ({
        id,
        name,
        isExpected: meeting.expectedIds.includes(id),
        outcome: noted?.get(id) ?? null,
        earlier: earlier.filter(({ personId }) => personId === id),
      })),
      notedAt: await loadNotedAt(tx, sessionId),
    }
  })
}
