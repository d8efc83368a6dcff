import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { coverage } from '@/db/schema/coverage'
import { pairings } from '@/db/schema/pairings'
import { departments, people, residencies, roles } from '@/db/schema/people'
import { noteRead } from '@/lib/command'
import { heldOn, supervisesOn } from '@/lib/held'
import { type CalendarDate, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { departmentsForDates, mayReadTalksOwed, mayReadOwnResidents, mayReadOwnState } from './policy'
import { coverageOn, type CoveredForm, isOwed, type Norm } from './rules'

export const datesPerPage = 50

/** The facts of a row of coverage: what `coverageOn` asks. */
const coverageFacts = {
  form: sql<CoveredForm>`${coverage.form}`,
  startsOn: coverage.startsOn,
  lastOn: coverage.lastOn,
  plannedAt: coverage.plannedAt,
  pausesOn: coverage.pausesOn,
  resumesOn: coverage.resumesOn,
}

/** The norm that holds on a day for whoever holds the role of resident in this department and kind; part of the same query. */
const normOn = (form: CoveredForm, today: CalendarDate) => sql<Norm | null>`(
  select json_build_object('firstWithinDays', n.first_within_days, 'everyDays', n.every_days, 'sinceOn', n.since_on)
  from app.norm_on(${form}, ${roles.departmentId}, ${residencies.kind}, ${today}) n)`

/**
 * The residents whom the viewer supervises today, those who start later too, with their coverage. One query; for other
 * queries inside their transaction, after the policy was asked.
 */
export function selectOwnResidents(tx: Transaction, viewer: Viewer, form: CoveredForm, today: CalendarDate) {
  return tx
    .selectDistinctOn([people.id], {
      id: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      department: departments.name,
      kind: residencies.kind,
      norm: normOn(form, today),
      ...coverageFacts,
    })
    .from(pairings)
    .innerJoin(people, and(eq(people.id, pairings.residentId), isNull(people.closedAt)))
    .innerJoin(coverage, and(eq(coverage.residentId, people.id), eq(coverage.form, form)))
    .innerJoin(
      roles,
      and(
        eq(roles.personId, people.id),
        eq(roles.role, 'resident'),
        or(isNull(roles.untilOn), gt(roles.untilOn, today)),
      ),
    )
    .leftJoin(residencies, eq(residencies.roleId, roles.id))
    .leftJoin(departments, eq(departments.id, roles.departmentId))
    .where(and(eq(pairings.guideId, viewer.id), supervisesOn(today)))
    .orderBy(people.id, sql`${roles.fromOn} > ${today}`, desc(roles.fromOn), roles.id)
}

/** How many talks the viewer owes as a supervisor today: a number and nothing else, for the navigation. */
export async function countOwed(viewer: Viewer, now: Date, form: CoveredForm = 'check-in'): Promise<number> {
  if (!mayReadOwnResidents(viewer)) return 0
  const today = todayOn(now)
  const residents = await as(viewer.id, (tx) => selectOwnResidents(tx, viewer, form, today))
  return residents.filter((resident) => isOwed(coverageOn(resident, resident.norm, today))).length
}

/**
 * How the viewer herself stands as a resident, with who is her supervisor today: null for anybody else. It is her
 * supervisor's debt: no screen shows it as a mark on her.
 */
export async function loadOwnState(viewer: Viewer, now: Date, form: CoveredForm = 'check-in') {
  if (!mayReadOwnState(viewer)) return null
  const today = todayOn(now)
  const [row] = await as(viewer.id, (tx) =>
    tx
      .select({
        ...coverageFacts,
        norm: normOn(form, today),
        supervisorGivenName: people.givenName,
        supervisorFamilyName: people.familyName,
      })
      .from(coverage)
      .leftJoin(pairings, and(eq(pairings.residentId, coverage.residentId), supervisesOn(today)))
      .leftJoin(people, eq(people.id, pairings.guideId))
      .leftJoin(
        roles,
        and(eq(roles.personId, coverage.residentId), eq(roles.role, 'resident'), heldOn(roles, today)),
      )
      .leftJoin(residencies, eq(residencies.roleId, roles.id))
      .where(and(eq(coverage.residentId, viewer.id), eq(coverage.form, form)))
      .orderBy(desc(roles.fromOn), roles.id)
      .limit(1),
  )
  if (!row) return null
  return {
    ...coverageOn(row, row.norm, today),
    startsOn: row.startsOn,
    supervisor: row.supervisorGivenName ? `${row.supervisorGivenName} ${row.supervisorFamilyName}` : null,
  }
}

/** What a secretary sees of a resident of her departments: the date on record or none (row 21, M). */
export interface DateOnRecord {
  name: string
  department: string
  lastOn: CalendarDate | null
}

/**
 * The dates on record of the residents of the viewer's departments, "none" first and then the oldest; null when she is
 * secretary of none. Not whether it was held or declined, nothing planned, and no id to follow. One query.
 */
export async function listDatesOnRecord(viewer: Viewer, now: Date, page = 1, form: CoveredForm = 'check-in') {
  const departmentIds = departmentsForDates(viewer)
  if (departmentIds.length === 0) return null
  const today = todayOn(now)
  const offset = (Math.max(1, Math.trunc(page)) - 1) * datesPerPage
  return as(viewer.id, async (tx) => {
    const rows = await tx.execute<{
      id: string
      name: string
      department: string
      last_on: string | null
      count: number
    }>(sql`
      with own as materialized (
        select distinct on (r.person_id) r.person_id, d.name as department from roles r join departments d on d.id = r.department_id
        where r.role = 'resident' and r.department_id = any(${`{${departmentIds.join(',')}}`}::uuid[])
          and r.from_on <= ${today} and (r.until_on is null or ${today} < r.until_on)
        order by r.person_id, r.from_on desc, r.id
      )
      select p.id, p.given_name || ' ' || p.family_name as name, own.department, c.last_on, (count(*) over ())::integer as count
      from coverage c join own on own.person_id = c.resident_id join people p on p.id = c.resident_id and p.closed_at is null
      where c.form = ${form} and c.resident_id = any(array(select person_id from own)) and p.id = any(array(select person_id from own))
      order by c.last_on asc nulls first, p.family_name, p.given_name, p.id
      limit ${datesPerPage} offset ${offset}`)
    await noteRead(
      tx,
      viewer,
      'check-in.dates',
      rows.map((row) => row.id),
    )
    return {
      residents: rows.map(({ name, department, last_on }): DateOnRecord => ({
        name,
        department,
        lastOn: last_on,
      })),
      count: rows[0]?.count ?? 0,
      page: offset / datesPerPage + 1,
    }
  })
}

/** How many talks each supervisor owes today, for the coordinator; null for anybody else. Never with whom. */
export async function listTalksOwed(viewer: Viewer) {
  if (!mayReadTalksOwed(viewer)) return null
  return as(viewer.id, async (tx) => {
    const owed = await tx.execute<{ name: string; owed: number }>(sql`
      select p.given_name || ' ' || p.family_name as name, o.owed from app.talks_owed() o join people p on p.id = o.guide_id
      order by p.family_name, p.given_name, p.id`)
    return owed.map(({ name, owed: talks }) => ({ name, owed: talks }))
  })
}
