import { and, asc, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { shifts } from '@/db/schema/rosters'
import { shiftCodes } from '@/db/schema/shift-codes'
import type { ShiftKind } from '@/lib/availability/shifts'
import type { CodeMeaning, ShiftCode } from '@/lib/rosters/codes'
import { addDaysOn, dateOf, startOfDayAt } from '@/lib/time'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import type { RosterPerson, StoredShift } from './roster-preview'
import type { RosterFacts } from './roster-judged'
import type { RosterRow } from './roster-rows'

const textArray = (texts: Iterable<string>) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify([...texts])}::jsonb))`
const uuids = (ids: Iterable<string>) => sql`${`{${[...ids].join(',')}}`}::uuid[]`

/**
 * Whom the file names, by staff number or e-mail address in small letters; one query. For whom the viewer plans: everybody
 * with a role in her departments today, and residents who are still to come. Of others nothing but that they are known.
 */
export async function loadRosterPeople(
  tx: Transaction,
  viewer: Viewer,
  references: ReadonlySet<string>,
): Promise<Map<string, RosterPerson>> {
  const found = await tx.execute<{
    reference: string
    id: string
    given_name: string
    family_name: string
    department_ids: string | null
  }>(sql`
    with wanted as (
      select reference, coalesce(numbered.id, case when reference like '%@%' then app.person_with_email(reference) end) as id
      from unnest(${textArray(references)}) as reference
      left join people numbered on lower(numbered.staff_number) = reference
    ), mine as (
      select person_id, string_agg(department_id::text, ' ' order by role = 'resident' desc, department_id) as department_ids from roles
      where department_id = any (${uuids(departmentsOf(viewer, 'secretary'))})
        and (role = 'resident' or from_on <= app.today()) and (until_on is null or app.today() < until_on)
      group by person_id
    )
    select wanted.reference, people.id, people.given_name, people.family_name, mine.department_ids
    from wanted join people on people.id = wanted.id left join mine on mine.person_id = people.id
    where people.closed_at is null`)
  return new Map(
    found.map((person) => [
      person.reference,
      person.department_ids
        ? {
            id: person.id,
            name: `${person.given_name} ${person.family_name}`,
            departmentIds: person.department_ids.split(' '),
          }
        : 'elsewhere',
    ]),
  )
}

/** The roster of these people on the days of the file. */
async function loadStandingShifts(
  tx: Transaction,
  people: ReadonlyMap<string, RosterPerson>,
  rows: readonly RosterRow[],
): Promise<StoredShift[]> {
  let [firstMs, lastMs] = [Infinity, -Infinity]
  for (const { shift } of rows) {
    if (!shift) continue
    firstMs = Math.min(firstMs, shift.startAt.getTime())
    lastMs = Math.max(lastMs, shift.endAt.getTime())
  }
  const ids = new Set([...people.values()].flatMap((person) => (person === 'elsewhere' ? [] : [person.id])))
  if (ids.size === 0 || firstMs > lastMs) return []
  const standing = await tx
    .select({
      id: shifts.id,
      feedId: shifts.feedId,
      personId: shifts.personId,
      startAt: shifts.startsAt,
      endAt: shifts.endsAt,
      kind: shifts.kind,
      endedAt: shifts.endedAt,
    })
    .from(shifts)
    .where(
      and(
        sql`${shifts.personId} = any (${uuids(ids)})`,
        lt(shifts.startsAt, startOfDayAt(addDaysOn(dateOf(new Date(lastMs)), 1))),
        gt(shifts.endsAt, startOfDayAt(dateOf(new Date(firstMs)))),
      ),
    )
  return standing.map((shift) => ({ ...shift, kind: shift.kind as ShiftKind }))
}

/** What the codes of the viewer's departments mean. */
async function loadKnownCodes(tx: Transaction, viewer: Viewer): Promise<ShiftCode[]> {
  const codes = await tx
    .select({ departmentId: shiftCodes.departmentId, code: shiftCodes.code, kind: shiftCodes.kind })
    .from(shiftCodes)
    .where(inArray(shiftCodes.departmentId, departmentsOf(viewer, 'secretary')))
    .orderBy(asc(shiftCodes.departmentId), asc(shiftCodes.code))
  return codes.map((code) => ({ ...code, kind: code.kind as CodeMeaning }))
}

/** What a roster is judged against; two queries. */
export async function loadRosterFacts(
  tx: Transaction,
  viewer: Viewer,
  people: RosterFacts['people'],
  rows: readonly RosterRow[],
): Promise<RosterFacts> {
  const standing = await loadStandingShifts(tx, people, rows)
  return { people, standing, codes: await loadKnownCodes(tx, viewer) }
}
