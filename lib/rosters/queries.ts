import { and, asc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { departments, people, roles } from '@/db/schema/people'
import { shifts } from '@/db/schema/rosters'
import { idInput } from '@/lib/input'
import { addDaysOn, startOfDayAt, type CalendarDate } from '@/lib/time'
import { departmentsOf, holds, type Viewer } from '@/lib/viewer'
import { mayNoteEnd, mayReadOwnRoster, mayReadRoster, mayRemoveShift, type RosterReach } from './policy'
import type { RosterShift, ShiftKind } from './rules'

const shiftColumns = {
  id: shifts.id,
  personId: shifts.personId,
  startsAt: shifts.startsAt,
  endsAt: shifts.endsAt,
  kind: shifts.kind,
  endedAt: shifts.endedAt,
}
const asShift = (row: Omit<RosterShift, 'kind'> & { kind: string }): RosterShift => ({
  ...row,
  kind: row.kind as ShiftKind,
})
const during = (fromOn: CalendarDate, untilOn: CalendarDate) =>
  and(gt(shifts.endsAt, startOfDayAt(fromOn)), lt(shifts.startsAt, startOfDayAt(untilOn)))

/** The departments of which the viewer may see the roster, by name. */
export async function listRosterDepartments(viewer: Viewer) {
  const own = departmentsOf(viewer, 'secretary', 'supervisor', 'nurse')
  const isAll = holds(viewer, 'coordinator')
  if (!isAll && own.length === 0) return []
  return as(viewer.id, (tx) =>
    tx
      .select({ id: departments.id, name: departments.name, site: departments.site })
      .from(departments)
      .where(isAll ? undefined : inArray(departments.id, own))
      .orderBy(asc(departments.name), asc(departments.site)),
  )
}

/** The viewer's own shifts from a Monday, for a number of weeks. */
export async function loadOwnRoster(
  viewer: Viewer,
  monday: CalendarDate,
  weeks: number,
): Promise<RosterShift[]> {
  if (!mayReadOwnRoster(viewer)) return []
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select(shiftColumns)
      .from(shifts)
      .where(and(eq(shifts.personId, viewer.id), during(monday, addDaysOn(monday, weeks * 7))))
      .orderBy(asc(shifts.startsAt))
    return rows.map(asShift)
  })
}

export interface DepartmentWeek {
  reach: RosterReach
  people: { id: string; name: string; isResident: boolean; shifts: RosterShift[] }[]
}

/**
 * Who works in a department in the week from a Monday, residents first, each with her shifts; two queries. Null when the
 * viewer may not see it. Supervisors and nurses get the residents, without their leave.
 */
export async function loadDepartmentWeek(
  viewer: Viewer,
  departmentId: string,
  monday: CalendarDate,
): Promise<DepartmentWeek | null> {
  const reach = mayReadRoster(viewer, departmentId)
  if (!reach) return null
  const nextMonday = addDaysOn(monday, 7)
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({
        id: people.id,
        givenName: people.givenName,
        familyName: people.familyName,
        isResident: sql<boolean>`bool_or(${roles.role} = 'resident')`,
      })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.personId))
      .where(
        and(
          eq(roles.departmentId, departmentId),
          reach === 'all'
            ? inArray(roles.role, ['resident', 'supervisor', 'nurse', 'student'])
            : eq(roles.role, 'resident'),
          lt(roles.fromOn, nextMonday),
          or(isNull(roles.untilOn), gt(roles.untilOn, monday)),
          isNull(people.closedAt),
        ),
      )
      .groupBy(people.id)
      .orderBy(sql`bool_or(${roles.role} = 'resident') desc`, asc(people.familyName), asc(people.givenName))
    const ids = rows.map(({ id }) => id)
    const found =
      ids.length === 0
        ? []
        : await tx
            .select(shiftColumns)
            .from(shifts)
            .where(
              and(
                inArray(shifts.personId, ids),
                during(monday, nextMonday),
                reach === 'all' ? undefined : ne(shifts.kind, 'leave'),
              ),
            )
            .orderBy(asc(shifts.startsAt))
    const byPerson = new Map<string, RosterShift[]>()
    for (const row of found) byPerson.set(row.personId, [...(byPerson.get(row.personId) ?? []), asShift(row)])
    return {
      reach,
      people: rows.map(({ id, givenName, familyName, isResident }) => ({
        id,
        name: `${givenName} ${familyName}`,
        isResident,
        shifts: byPerson.get(id) ?? [],
      })),
    }
  })
}

/** One shift of which the viewer may change something, with whose it is and what that is; null when there is none by this id. */
export async function loadShift(viewer: Viewer, shiftId: string) {
  if (!idInput.safeParse(shiftId).success) return null
  return as(viewer.id, async (tx) => {
    const [shift] = await tx
      .select({
        ...shiftColumns,
        importedAt: shifts.importedAt,
        givenName: people.givenName,
        familyName: people.familyName,
      })
      .from(shifts)
      .innerJoin(people, eq(people.id, shifts.personId))
      .where(eq(shifts.id, shiftId))
    if (!shift) return null
    const departmentIds = await listPlannedDepartments(tx, shift.personId)
    const mayRemove = mayRemoveShift(viewer, departmentIds)
    const mayNote = mayNoteEnd(viewer, shift.personId, departmentIds)
    if (!mayRemove && !mayNote) return null
    const { givenName, familyName, importedAt, ...rest } = shift
    const name = `${givenName} ${familyName}`
    return { ...asShift(rest), importedAt, name, departmentIds, mayRemove, mayNoteEnd: mayNote }
  })
}

/** The departments whose secretaries plan for a person: of her roles today, and of a residency still to come. */
export async function listPlannedDepartments(
  tx: Parameters<Parameters<typeof as>[1]>[0],
  personId: string,
): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ departmentId: roles.departmentId })
    .from(roles)
    .where(
      and(
        eq(roles.personId, personId),
        or(eq(roles.role, 'resident'), sql`${roles.fromOn} <= app.today()`),
        or(isNull(roles.untilOn), gt(roles.untilOn, sql`app.today()`)),
      ),
    )
  return rows.flatMap(({ departmentId }) => (departmentId ? [departmentId] : []))
}
