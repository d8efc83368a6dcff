import { and, asc, eq, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { norms } from '@/db/schema/coverage'
import { departments, residencies, roles } from '@/db/schema/people'
import { command, Refusal, refuseMistakes } from '@/lib/command'
import { heldOn } from '@/lib/held'
import { type CalendarDate, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { setNormInput } from './input'
import { mayReadNorms, maySetNorm } from './policy'
import { type CoveredForm, coveredForms } from './rules'

/**
 * Sets how often a form takes place from a day on, for the hospital, a department, a kind of resident, or a department's
 * kind; set twice for one day, the last stands. What held before that day stays as it was. Refuses with 'forbidden' who may
 * not; a day before today is a mistake at its field.
 */
export const setNorm = command('norm.set', setNormInput, async ({ tx, viewer, now }, norm) => {
  const departmentId = norm.departmentId ?? null
  if (!maySetNorm(viewer, departmentId)) throw new Refusal('forbidden')
  if (norm.sinceOn < todayOn(now)) refuseMistakes({ sinceOn: 'date-past' })
  const days = {
    firstWithinDays: norm.firstWithinDays ?? null,
    everyDays: norm.everyDays ?? null,
    setById: viewer.id,
    setAt: now,
  }
  const [row] = await tx
    .insert(norms)
    .values({ form: norm.form, departmentId, kind: norm.kind ?? null, sinceOn: norm.sinceOn, ...days })
    .onConflictDoUpdate({
      target: [norms.form, norms.departmentId, norms.kind, norms.sinceOn],
      set: days,
    })
    .returning({ id: norms.id })
  return { result: { id: row!.id }, audit: { subjectId: row!.id } }
})

export interface ListedNorm {
  id: string
  form: CoveredForm
  /** Null: the whole hospital. */
  department: string | null
  kind: 'anios' | 'aios' | null
  sinceOn: CalendarDate
  /** Null: no norm of its own from that day on. */
  firstWithinDays: number | null
  everyDays: number | null
  /** Holds today; or else it is still to come. */
  isInForce: boolean
}

/**
 * The norms that hold today and those that are still to come, the hospital's before those of departments; null for whoever
 * has nothing to do with them. What ended, or was replaced, is left out. One query.
 */
export async function listNorms(viewer: Viewer, now: Date): Promise<ListedNorm[] | null> {
  if (!mayReadNorms(viewer)) return null
  const today = todayOn(now)
  const rows = await as(viewer.id, (tx) =>
    tx
      .select({
        id: norms.id,
        form: sql<CoveredForm>`${norms.form}`,
        department: departments.name,
        kind: sql<ListedNorm['kind']>`${norms.kind}`,
        sinceOn: norms.sinceOn,
        firstWithinDays: norms.firstWithinDays,
        everyDays: norms.everyDays,
        isInForce: sql<boolean>`${norms.sinceOn} <= ${today}`,
      })
      .from(norms)
      .leftJoin(departments, eq(departments.id, norms.departmentId))
      .where(
        and(
          sql`not exists (select from norms n where n.form = ${norms.form} and n.department_id is not distinct from ${norms.departmentId}
            and n.kind is not distinct from ${norms.kind} and n.since_on > ${norms.sinceOn} and n.since_on <= ${today})`,
          sql`(${norms.firstWithinDays} is not null or ${norms.sinceOn} > ${today})`,
        ),
      )
      .orderBy(sql`${departments.name} nulls first`, sql`${norms.kind} nulls first`, asc(norms.sinceOn)),
  )
  return rows
}

/**
 * How often each form takes place for the viewer as a resident today: days from one to the next, null for what takes place
 * once. A form without a norm is left out. One query, for others inside their transaction.
 */
export async function listOwnRhythm(tx: Transaction, viewer: Viewer, today: CalendarDate) {
  const forms = sql`unnest(${`{${coveredForms.join(',')}}`}::text[]) as f (form)`
  const rows = await tx
    .select({ form: sql<CoveredForm>`f.form`, everyDays: sql<number | null>`n.every_days` })
    .from(roles)
    .leftJoin(residencies, eq(residencies.roleId, roles.id))
    .crossJoin(forms)
    .crossJoinLateral(sql`app.norm_on(f.form, ${roles.departmentId}, ${residencies.kind}, ${today}) n`)
    .where(and(eq(roles.personId, viewer.id), eq(roles.role, 'resident'), heldOn(roles, today)))
    .orderBy(asc(roles.fromOn), asc(roles.id))
  // Of two departments the newer one says it, as everywhere.
  return new Map<string, number | null>(rows.map(({ form, everyDays }) => [form, everyDays]))
}
