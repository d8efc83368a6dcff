import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { noteRead } from '@/lib/command'
import { dateOf, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { listMentorsFor, listSupervisorsFor } from './choices'
import { listDepartmentsOf, listResidentDepartments, loadRolesOn } from './facts'
import type { Dependence } from './independence'
import { mayGiveSupervisor, mayKeepMentors, mayProposeMentor, pairingReach } from './policy'
import { endedBy, firstDayFor, isOpen, isStanding, refuseSupervisor, stateOf } from './rules'

export const residentsPerPage = 50

export interface OverviewFilter {
  search?: string
  /** Only residents who have no supervisor and will get none. */
  isWithout?: boolean
  page?: number
}

interface OverviewRow {
  id: string
  name: string
  departments: string[]
  supervisor: string | null
  supervisorSince: CalendarDate | null
  /** A supervisor who is to begin: the transfer that was planned, or the first. */
  next: string | null
  nextFrom: CalendarDate | null
  /** For the coordinator: a mentor, a question or proposal that waits, or none. */
  mentoring: 'active' | 'asked' | 'proposed' | 'none' | null
}

const nameOf = (person: string) => sql.raw(`${person}.given_name || ' ' || ${person}.family_name`)

/**
 * Whom the viewer pairs (matrix rows 3 and 4): the coordinator everybody, a secretary the residents of her departments and
 * nothing of mentors. At most four queries for any number of residents. Null for anybody else.
 */
export async function loadOverview(viewer: Viewer, filter: OverviewFilter, now: Date) {
  const reach = pairingReach(viewer)
  if (!reach) return null
  const today = todayOn(now)
  const page = Math.max(1, Math.trunc(filter.page ?? 1))
  const keepsMentors = mayKeepMentors(viewer)
  return as(viewer.id, async (tx) => {
    const { rows, count, withoutCount } = await listResidents(tx, reach, filter, page, today, keepsMentors)
    const waiting = keepsMentors ? await listMentorMatters(tx) : { conflicts: [], open: [], openCount: 0 }
    await noteRead(
      tx,
      viewer,
      'pairing.read',
      [...waiting.conflicts, ...waiting.open].flatMap((matter) => [matter.residentId, matter.mentorId]),
    )
    return { residents: rows, count, withoutCount, page, keepsMentors, ...waiting }
  })
}

async function listResidents(
  tx: Transaction,
  reach: 'all' | string[],
  filter: OverviewFilter,
  page: number,
  today: CalendarDate,
  keepsMentors: boolean,
) {
  const words = (filter.search ?? '').trim().split(/\s+/).filter(Boolean).slice(0, 5)
  const matching = words.map(
    (word) => sql` and ${nameOf('p')} ilike ${`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`,
  )
  const near = reach === 'all' ? sql`` : sql` and r.department_id = any(${`{${reach.join(',')}}`}::uuid[])`
  const supervised = sql`exists (select from pairings s where s.resident_id = p.id and s.kind = 'supervisor'
    and s.accepted_at is not null and (s.until_on is null or s.until_on > greatest(${today}::date, s.from_on)))`
  const residents = sql`people p where p.closed_at is null and exists (select from roles r where r.person_id = p.id
    and r.role = 'resident' and (r.until_on is null or r.until_on > ${today})${near})`
  const supervisorOn = (when: SQL) => sql`lateral (
    select ${nameOf('g')} as name, s.from_on from pairings s join people g on g.id = s.guide_id
    where s.resident_id = f.id and s.kind = 'supervisor' and s.accepted_at is not null and ${when}
    order by s.from_on limit 1)`
  const mentoring = keepsMentors
    ? sql`coalesce((select case when m.accepted_at is not null then 'active' when m.asked_at is not null then 'asked' else 'proposed' end
        from pairings m where m.resident_id = f.id and m.kind = 'mentor' and m.declined_at is null
          and (m.accepted_at is not null or m.ended_at is null) and (m.until_on is null or m.until_on > ${today})
        order by m.accepted_at nulls last limit 1), 'none')`
    : sql`null`
  const rows = await tx.execute<Record<keyof OverviewRow, never> & { count: number }>(sql`
    with found as (
      select p.id, p.given_name, p.family_name, (count(*) over ())::integer as count from ${residents}${sql.join(matching)}
        ${filter.isWithout ? sql`and not ${supervised}` : sql``}
      order by p.family_name, p.given_name, p.id limit ${residentsPerPage} offset ${(page - 1) * residentsPerPage})
    select f.id, ${nameOf('f')} as name, f.count, current.name as supervisor, current.from_on as "supervisorSince",
      coming.name as next, coming.from_on as "nextFrom", ${mentoring} as mentoring,
      to_jsonb(array(select distinct d.name || ', ' || d.site from roles r join departments d on d.id = r.department_id
        where r.person_id = f.id and r.role = 'resident' and (r.until_on is null or r.until_on > ${today}))) as departments
    from found f
    left join ${supervisorOn(sql`s.from_on <= ${today} and (s.until_on is null or s.until_on > ${today})`)} current on true
    left join ${supervisorOn(sql`s.from_on > ${today} and (s.until_on is null or s.until_on > s.from_on)`)} coming on true
    order by f.family_name, f.given_name, f.id`)
  const [without] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from ${residents} and not ${supervised}`,
  )
  return {
    rows: rows.map(({ count: _, ...row }): OverviewRow => row),
    count: rows[0]?.count ?? 0,
    withoutCount: without?.count ?? 0,
  }
}

/** What asks the coordinator's attention, oldest first; of questions and proposals the first fifty. */
async function listMentorMatters(tx: Transaction) {
  const rows = await tx.execute<{
    id: string
    residentId: string
    mentorId: string
    resident: string
    mentor: string
    conflict: Dependence | null
    since: string
    state: 'conflict' | 'asked' | 'proposed'
    openCount: number
  }>(sql`
    select * from (
      select m.id, m.resident_id as "residentId", m.guide_id as "mentorId", ${nameOf('p')} as resident, ${nameOf('g')} as mentor,
        m.conflict, coalesce(m.conflict_found_at, m.asked_at, m.proposed_at) as since,
        case when m.accepted_at is not null then 'conflict' when m.asked_at is not null then 'asked' else 'proposed' end as state,
        (count(*) filter (where m.accepted_at is null) over ())::integer as "openCount",
        row_number() over (partition by m.accepted_at is null order by coalesce(m.conflict_found_at, m.asked_at, m.proposed_at)) as place
      from pairings m join people p on p.id = m.resident_id join people g on g.id = m.guide_id
      where m.kind = 'mentor' and m.declined_at is null
        and ((m.accepted_at is null and m.ended_at is null)
          or (m.conflict is not null and m.accepted_at is not null and (m.until_on is null or m.until_on > app.today())))
    ) matters where state = 'conflict' or place <= 50 order by since, id`)
  const matters = rows.map(({ since, openCount: _, ...row }) => ({
    ...row,
    sinceOn: dateOf(new Date(since)),
  }))
  return {
    conflicts: matters.filter((matter) => matter.state === 'conflict'),
    open: matters.filter((matter) => matter.state !== 'conflict'),
    openCount: rows[0]?.openCount ?? 0,
  }
}

/** Supervisor pairings of one resident with names, newest first. */
async function listSupervisions(tx: Transaction, residentId: string) {
  const rows = await tx
    .select({ pairing: pairings, name: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
    .from(pairings)
    .innerJoin(people, eq(people.id, pairings.guideId))
    .where(and(eq(pairings.residentId, residentId), eq(pairings.kind, 'supervisor')))
    .orderBy(desc(pairings.fromOn))
  return rows.flatMap(({ pairing, name }) => (pairing.acceptedAt ? [{ ...pairing, name }] : []))
}

/**
 * One resident for whoever pairs her: her supervisors over time, whom to choose on a day, and for the coordinator her
 * mentors. Null for anybody else and for somebody who is no resident. Leaves a row in "who looked at me".
 */
export async function loadResidentPairings(viewer: Viewer, residentId: string, on: CalendarDate, now: Date) {
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const departmentIds = await listResidentDepartments(tx, residentId, today)
    if (departmentIds.length === 0 || !mayGiveSupervisor(viewer, { residentId, departmentIds })) return null
    const [resident] = await tx
      .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
      .from(people)
      .where(eq(people.id, residentId))
    if (!resident) return null
    await noteRead(tx, viewer, 'pairing.read', [residentId])
    const places = await listDepartmentsOf(tx, [residentId], today)
    const supervisions = await listSupervisions(tx, residentId)
    return {
      id: residentId,
      name: `${resident.givenName} ${resident.familyName}`,
      departments: places.get(`${residentId} resident`) ?? [],
      supervisions: supervisions
        .filter((each) => each.untilOn === null || each.untilOn > each.fromOn)
        .map(({ id, name, fromOn, untilOn, ...each }) => ({
          id,
          name,
          fromOn,
          untilOn,
          state: stateOf({ ...each, fromOn, untilOn }, today),
        })),
      choices: await listSupervisorsFor(tx, residentId, on),
      mentoring: mayProposeMentor(viewer, residentId) ? await loadMentoring(tx, residentId, today) : null,
    }
  })
}

async function loadMentoring(tx: Transaction, residentId: string, today: CalendarDate) {
  const rows = await tx
    .select({ pairing: pairings, name: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
    .from(pairings)
    .innerJoin(people, eq(people.id, pairings.guideId))
    .where(and(eq(pairings.residentId, residentId), eq(pairings.kind, 'mentor')))
    .orderBy(desc(pairings.fromOn))
  const known = rows.map(({ pairing, name }) => {
    const waiting = pairing.askedAt ?? pairing.proposedAt
    return {
      id: pairing.id,
      name,
      state: stateOf(pairing, today),
      fromOn: pairing.fromOn,
      waitingSince: waiting && dateOf(waiting),
      // Her no to a proposal is an answer to the coordinator; what she asked by herself and did not get is not.
      isRefusedProposal: pairing.proposedAt !== null && pairing.declinedById === residentId,
      declinedOn: pairing.declinedAt && dateOf(pairing.declinedAt),
      conflict: pairing.conflict as Dependence | null,
    }
  })
  return {
    mentor: known.find((each) => isStanding(each.state)) ?? null,
    open: known.find((each) => isOpen(each.state)) ?? null,
    refused: known.filter((each) => each.isRefusedProposal),
    ...(await listMentorsFor(tx, residentId, today)),
  }
}

/**
 * What giving this supervisor would do, before it is done: which pairings end when, or why it cannot. By the same rules
 * as the command. Null for whoever may not, or when there is nobody by that id.
 */
export async function previewSupervisor(
  viewer: Viewer,
  input: { residentId: string; guideId: string; fromOn: CalendarDate },
  now: Date,
) {
  const { residentId, guideId, fromOn } = input
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const departmentIds = await listResidentDepartments(tx, residentId, today)
    if (!mayGiveSupervisor(viewer, { residentId, departmentIds })) return null
    const [guide] = await tx
      .select({ name: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
      .from(people)
      .where(eq(people.id, guideId))
    if (!guide) return null
    const held = await loadRolesOn(tx, [residentId, guideId], fromOn)
    const supervisions = await listSupervisions(tx, residentId)
    const refusal = refuseSupervisor({
      ...input,
      today,
      isSupervisor: held.has(`${guideId} supervisor`),
      isResident: held.has(`${residentId} resident`),
      supervisions,
    })
    return {
      name: guide.name,
      refusal,
      firstDay: firstDayFor(supervisions, today) || fromOn,
      ended: endedBy(supervisions, fromOn).map(({ supervision, untilOn }) => ({
        name: supervision.name,
        untilOn,
        neverHeld: untilOn <= supervision.fromOn,
      })),
    }
  })
}
