import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { figures } from '@/db/schema/figures'
import { departments } from '@/db/schema/people'
import { noteRead } from '@/lib/command'
import {
  type Coverage,
  coverageOn,
  type CoverageFacts,
  type CoveredForm,
  isOwed,
  type Norm,
} from '@/lib/coverage/rules'
import { addDaysOn, type CalendarDate, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { departmentsForFigures, mayReadFiguresOf, mayReadHospital, mayReadMissing } from './policy'
import { type Figure, type Measure, measures, missedForms } from './rules'

export const missingPerPage = 50
const monthsShown = 12

interface FigureDepartment {
  id: string
  name: string
  site: string
}

/** The departments whose figures the viewer reads, by name; null for whoever reads none. The hospital's own are not in it. */
export async function listFigureDepartments(viewer: Viewer): Promise<FigureDepartment[] | null> {
  const own = departmentsForFigures(viewer)
  if (!mayReadHospital(viewer) && own.length === 0) return null
  return as(viewer.id, (tx) =>
    tx
      .select({ id: departments.id, name: departments.name, site: departments.site })
      .from(departments)
      .where(mayReadHospital(viewer) ? undefined : inArray(departments.id, own))
      .orderBy(asc(departments.name), asc(departments.site)),
  )
}

/** One figure over the months, oldest first. */
export interface Line {
  measure: Measure
  months: Figure[]
}

/**
 * The figures of a department, or of the hospital, over the last twelve closed months, check-ins first; null for whoever may
 * not read them. Suppressed by the database when the month was closed. One query over rows that are there: nothing is counted here.
 */
export async function loadFigures(viewer: Viewer, departmentId: string | null) {
  if (!mayReadFiguresOf(viewer, departmentId)) return null
  const rows = await as(viewer.id, (tx) =>
    tx
      .select({
        month: figures.month,
        measure: sql<Measure>`${figures.measure}`,
        total: figures.total,
        reached: figures.reached,
      })
      .from(figures)
      .where(departmentId ? eq(figures.departmentId, departmentId) : eq(figures.scope, 'hospital'))
      .orderBy(desc(figures.month))
      .limit(monthsShown * measures.length),
  )
  const months = [...new Set(rows.map(({ month }) => month))].slice(0, monthsShown).toReversed()
  const newest = months.at(-1)
  const lines = measures.flatMap((measure): Line[] => {
    const known = new Map(rows.filter((row) => row.measure === measure).map((row) => [row.month, row]))
    // What was not counted in the newest month has no line any more: a norm that ended.
    if (!newest || !known.has(newest)) return []
    return [
      {
        measure,
        months: months.map((month) => {
          const { total, reached } = known.get(month) ?? { total: null, reached: null }
          return { month, total, reached }
        }),
      },
    ]
  })
  return { asOf: newest ? lastDayOf(newest) : null, lines }
}

export interface DepartmentFigure {
  /** Null: the departments without a figure of their own, together. */
  department: string | null
  measure: Measure
  total: number | null
  reached: number | null
}

/** The newest figures of every department beside each other; for who reads the hospital's, null for others. One query. */
export async function listFiguresByDepartment(viewer: Viewer): Promise<DepartmentFigure[] | null> {
  if (!mayReadHospital(viewer)) return null
  return as(viewer.id, (tx) =>
    tx
      .select({
        department: sql<string | null>`${departments.name} || ', ' || ${departments.site}`,
        measure: sql<Measure>`${figures.measure}`,
        total: figures.total,
        reached: figures.reached,
      })
      .from(figures)
      .leftJoin(departments, eq(departments.id, figures.departmentId))
      .where(
        and(
          inArray(figures.scope, ['department', 'rest']),
          sql`${figures.month} = (select max(month) from figures)`,
        ),
      )
      .orderBy(
        sql`array_position(${`{${measures.join(',')}}`}::text[], ${figures.measure})`,
        sql`${departments.name} nulls last`,
        asc(departments.site),
      ),
  )
}

const lastDayOf = (month: CalendarDate): CalendarDate => {
  const next = addDaysOn(month, 31)
  return addDaysOn(`${next.slice(0, 7)}-01`, -1)
}

/** Somebody who still misses something, for the secretary of her department. */
export interface Missing {
  personId: string
  name: string
  form: (typeof missedForms)[number]
  lastOn: CalendarDate | null
  dueOn: CalendarDate
  /** The next one that stands planned; never told of a check-in (row 21). */
  nextAt: Date | null
}

/**
 * Who still misses one today, the longest overdue first; null for anybody but the department's own secretary. One query, and
 * one audit row about those whose check-in is shown.
 */
export async function listMissing(viewer: Viewer, departmentId: string, now: Date, page = 1) {
  if (!mayReadMissing(viewer, departmentId)) return null
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const rows = await tx.execute<
      Record<'person_id' | 'name', string> & {
        form: CoveredForm
        facts: Omit<CoverageFacts, 'form' | 'plannedAt'> & { plannedAt: string[] }
        norm: Norm
      }
    >(sql`
      with own as materialized (
        select r.person_id, r.kind from app.residents_on(${today}) r where r.department_id = ${departmentId}
          and r.person_id = any(array(select person_id from roles where role = 'resident' and department_id = ${departmentId}))
      ),
      rhythms as materialized (
        select k.kind, f.form, json_build_object('firstWithinDays', n.first_within_days, 'everyDays', n.every_days, 'sinceOn', n.since_on) as norm
        from (select distinct kind from own) k, unnest(${`{${missedForms.join(',')}}`}::text[]) as f (form),
          lateral app.norm_on(f.form, ${departmentId}, k.kind, ${today}) n
      )
      select p.id as person_id, p.given_name || ' ' || p.family_name as name, c.form, n.norm,
        json_build_object('startsOn', c.starts_on, 'lastOn', c.last_on, 'plannedAt', c.planned_at, 'pausesOn', c.pauses_on, 'resumesOn', c.resumes_on) as facts
      from coverage c join own on own.person_id = c.resident_id join people p on p.id = c.resident_id and p.closed_at is null
      join rhythms n on n.form = c.form and n.kind is not distinct from own.kind
      where c.resident_id = any(array(select person_id from own)) and p.id = any(array(select person_id from own))`)
    const missing = rows
      .flatMap((row): Missing[] => {
        const plannedAt = row.facts.plannedAt.map((at) => new Date(at))
        const standing: Coverage = coverageOn({ ...row.facts, form: row.form, plannedAt }, row.norm, today)
        if (!isOwed(standing) || !standing.dueOn) return []
        const isTold = row.form !== 'check-in'
        return [
          {
            personId: row.person_id,
            name: row.name,
            form: row.form as Missing['form'],
            lastOn: standing.lastOn,
            dueOn: standing.dueOn,
            nextAt: isTold ? standing.nextAt : null,
          },
        ]
      })
      .toSorted(
        (a, b) =>
          a.dueOn.localeCompare(b.dueOn) ||
          a.name.localeCompare(b.name, 'nl') ||
          a.form.localeCompare(b.form),
      )
    const first = (Math.max(1, Math.trunc(page)) - 1) * missingPerPage
    const shown = missing.slice(first, first + missingPerPage)
    const checkIns = shown.filter(({ form }) => form === 'check-in').map(({ personId }) => personId)
    await noteRead(tx, viewer, 'check-in.dates', checkIns)
    return { missing: shown, count: missing.length, page: first / missingPerPage + 1 }
  })
}
