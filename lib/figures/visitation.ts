import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { type ListedNorm, listNorms } from '@/lib/coverage/norms'
import { type CalendarDate, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { mayReadHospital } from './policy'
import { type DepartmentFigure, type Line, listFiguresByDepartment, loadFigures } from './queries'

/** Fewer than this is not told as a number. */
const fewest = 5

export interface Visitation {
  madeOn: CalendarDate
  asOf: CalendarDate | null
  norms: ListedNorm[]
  hospital: Line[]
  departments: DepartmentFigure[]
  /** Groups that met for the last time of all that was planned, by form. */
  series: { form: string; completed: number; running: number }[]
  /** Mentor pairings today, how many of them were found in conflict, and when all were last looked at. */
  mentors: { pairings: number; conflicts: number; checkedAt: Date | null }
}

/**
 * What a visitation asks for, of closed months and without names: norms, coverage, attendance, promises kept, series completed,
 * and that mentors are independent. For the education office; null for anybody else. A constant number of queries, whatever the size.
 */
export async function loadVisitation(viewer: Viewer, now: Date): Promise<Visitation | null> {
  if (!mayReadHospital(viewer)) return null
  const [norms, loaded, beside, rest] = await Promise.all([
    listNorms(viewer, now),
    loadFigures(viewer, null),
    listFiguresByDepartment(viewer),
    loadRest(viewer, now),
  ])
  return {
    madeOn: todayOn(now),
    asOf: loaded?.asOf ?? null,
    norms: (norms ?? []).filter(({ isInForce }) => isInForce),
    hospital: loaded?.lines ?? [],
    departments: beside ?? [],
    ...rest,
  }
}

function loadRest(viewer: Viewer, now: Date): Promise<Pick<Visitation, 'series' | 'mentors'>> {
  const at = now.toISOString()
  return as(viewer.id, async (tx) => {
    const series = await tx.execute<{ form: string; completed: number; running: number }>(sql`
      select g.form, (count(*) filter (where m.last_at < ${at}))::integer as completed, (count(*) filter (where m.last_at >= ${at}))::integer as running
      from groups g join lateral (select max(s.starts_at) as last_at from group_meetings m join sessions s on s.id = m.session_id
        where m.group_id = g.id and s.cancelled_at is null) m on m.last_at is not null
      group by g.form order by g.form`)
    const [mentors] = await tx.execute<{ pairings: number; conflicts: number }>(sql`
      select count(*)::integer as pairings, (count(*) filter (where conflict is not null))::integer as conflicts from pairings
      where kind = 'mentor' and accepted_at is not null and from_on <= app.today() and (until_on is null or app.today() < until_on)`)
    const [checked] = await tx.execute<{ at: string }>(
      sql`select at from worker_beats where name = 'nightly.independence' and report ->> 'state' = 'done'`,
    )
    return {
      series: [...series],
      mentors: {
        pairings: mentors?.pairings ?? 0,
        conflicts: mentors?.conflicts ?? 0,
        checkedAt: checked?.at ? new Date(checked.at) : null,
      },
    }
  })
}

/** A number of people as it may be told outside: none, too few, or how many. */
export function toldCount(count: number): number | 'few' {
  return count > 0 && count < fewest ? 'few' : count
}
