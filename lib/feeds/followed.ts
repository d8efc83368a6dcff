import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { rosterFeeds } from '@/db/schema/feeds'
import { meaningsOf, type CodeMeaning } from '@/lib/rosters/codes'
import type { Followed } from './whose'

type Feed = Pick<typeof rosterFeeds.$inferSelect, 'id' | 'personId' | 'departmentId'>

/** The rows of `roles` that have a department's secretary plan somebody: those of today, and a residency still to come. */
const isPlanned = sql`(r.role = 'resident' or r.from_on <= app.today()) and (r.until_on is null or app.today() < r.until_on)`

/** The departments whose tables of codes count for a calendar; where somebody is a resident before all others. */
async function listDepartments(tx: Transaction, { personId, departmentId }: Feed): Promise<string[]> {
  if (departmentId) return [departmentId]
  const rows = await tx.execute<{ department_id: string }>(sql`
    select department_id from roles r where person_id = ${personId} and department_id is not null and ${isPlanned}
    group by department_id order by bool_or(r.role = 'resident') desc, department_id`)
  return rows.map((row) => row.department_id)
}

/** What codes mean in a calendar, and when that was last changed. */
export async function loadMeanings(tx: Transaction, feed: Feed) {
  const departmentIds = await listDepartments(tx, feed)
  const codes = await tx.execute<{ department_id: string; code: string; kind: string; changed_at: Date }>(sql`
    select department_id, code, kind, changed_at from shift_codes
    where department_id = any (${`{${departmentIds.join(',')}}`}::uuid[])`)
  const table = codes.map(({ department_id, code, kind }) => ({
    departmentId: department_id,
    code,
    kind: kind as CodeMeaning,
  }))
  const changedMs = Math.max(0, ...codes.map(({ changed_at }) => new Date(changed_at).getTime()))
  return { departmentIds, meanings: meaningsOf(table), changedAt: new Date(changedMs) }
}

/** The person of a calendar of one person, as it may name her. */
export async function loadStaffNumber(tx: Transaction, personId: string): Promise<string> {
  const [person] = await tx.execute<{ number: string }>(
    sql`select lower(staff_number) as number from people where id = ${personId}`,
  )
  return person?.number ?? ''
}

/**
 * Whom these references (staff numbers and addresses in small letters) mean: somebody whose roster the department plans, or null
 * for somebody of elsewhere. Who is not known is left out.
 */
export async function loadNamed(
  tx: Transaction,
  departmentId: string,
  references: ReadonlySet<string>,
): Promise<Map<string, (Followed & { id: string }) | null>> {
  const found = await tx.execute<{ reference: string; id: string; number: string; is_planned: boolean }>(sql`
    with wanted as (
      select reference, coalesce(numbered.id, addressed.person_id) as id
      from jsonb_array_elements_text(${JSON.stringify([...references])}::jsonb) as reference
      left join people numbered on lower(numbered.staff_number) = reference
      left join contacts addressed on numbered.id is null and lower(addressed.email) = reference
    )
    select wanted.reference, p.id, lower(p.staff_number) as number,
      exists (select from roles r where r.person_id = p.id and r.department_id = ${departmentId} and ${isPlanned}) as is_planned
    from wanted join people p on p.id = wanted.id where p.closed_at is null`)
  return new Map(
    found.map(({ reference, id, number, is_planned }) => [
      reference,
      is_planned ? { id, staffNumber: number, departmentIds: [departmentId] } : null,
    ]),
  )
}

/** How many shifts from today on each person has from a calendar; of a department's calendar those who still work there. */
export async function countStanding(
  tx: Transaction,
  feedId: string,
  departmentId: string | null,
): Promise<Map<string, number>> {
  const rows = await tx.execute<{ person_id: string; shift_count: number }>(sql`
    select f.person_id, f.shift_count from app.feed_people(${feedId}) f where ${departmentId}::uuid is null or exists (
      select from roles r join people p on p.id = r.person_id and p.closed_at is null
      where r.person_id = f.person_id and r.department_id = ${departmentId} and ${isPlanned})`)
  return new Map(rows.map(({ person_id, shift_count }) => [person_id, shift_count]))
}
