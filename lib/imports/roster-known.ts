import { and, gt, lt, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { shifts } from '@/db/schema/rosters'
import type { ShiftKind } from '@/lib/availability/shifts'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import type { RosterPerson, StandingShift } from './roster-preview'
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
  rows: readonly RosterRow[],
): Promise<Map<string, RosterPerson>> {
  const references = new Set(rows.map(({ reference }) => reference).filter((each) => each !== ''))
  const found = await tx.execute<{
    reference: string
    id: string
    given_name: string
    family_name: string
    is_mine: boolean
  }>(sql`
    with wanted as (
      select reference, coalesce(numbered.id, case when reference like '%@%' then app.person_with_email(reference) end) as id
      from unnest(${textArray(references)}) as reference
      left join people numbered on lower(numbered.staff_number) = reference
    ), mine as (
      select distinct person_id from roles
      where department_id = any (${uuids(departmentsOf(viewer, 'secretary'))})
        and (role = 'resident' or from_on <= app.today()) and (until_on is null or app.today() < until_on)
    )
    select wanted.reference, people.id, people.given_name, people.family_name, mine.person_id is not null as is_mine
    from wanted join people on people.id = wanted.id left join mine on mine.person_id = people.id
    where people.closed_at is null`)
  return new Map(
    found.map((person) => [
      person.reference,
      person.is_mine ? { id: person.id, name: `${person.given_name} ${person.family_name}` } : 'elsewhere',
    ]),
  )
}

/** The roster of these people as far as it overlaps the lines of the file. */
export async function loadStandingShifts(
  tx: Transaction,
  people: ReadonlyMap<string, RosterPerson>,
  rows: readonly RosterRow[],
): Promise<StandingShift[]> {
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
      personId: shifts.personId,
      startAt: shifts.startsAt,
      endAt: shifts.endsAt,
      kind: shifts.kind,
    })
    .from(shifts)
    .where(
      and(
        sql`${shifts.personId} = any (${uuids(ids)})`,
        lt(shifts.startsAt, new Date(lastMs)),
        gt(shifts.endsAt, new Date(firstMs)),
      ),
    )
  return standing.map((shift) => ({ ...shift, kind: shift.kind as ShiftKind }))
}
