import { and, asc, eq, exists, ilike, inArray, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { contacts, departments, people, qualifications, residencies, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import type { Role, Viewer } from '@/lib/viewer'
import { departmentsOf } from '@/lib/viewer'
import { mayKeepPeople, mayReadDirectory } from './policy'

export const peoplePerPage = 50

export interface DirectoryFilter {
  search?: string
  departmentId?: string
  role?: Role
  page?: number
}

export interface DirectoryEntry {
  id: string
  givenName: string
  familyName: string
  roles: { role: Role; department: string | null }[]
}

/** The directory, by family name: who there is, with the roles held today. Two queries, whatever its length. */
export async function listPeople(viewer: Viewer, filter: DirectoryFilter) {
  const reach = mayReadDirectory(viewer)
  if (!reach) return { people: [], count: 0, page: 1, departments: [] }
  const page = Math.max(1, filter.page ?? 1)
  return as(viewer.id, async (tx) => {
    const hasRole = (condition: ReturnType<typeof eq>) =>
      exists(
        tx
          .select({ one: sql`1` })
          .from(roles)
          .where(and(eq(roles.personId, people.id), heldOn(roles), condition)),
      )
    const words = (filter.search ?? '').trim().split(/\s+/).filter(Boolean).slice(0, 5)
    const matching = and(
      isNull(people.closedAt),
      ...words.map((word) =>
        ilike(sql`${people.givenName} || ' ' || ${people.familyName}`, `%${escapeLike(word)}%`),
      ),
      filter.departmentId ? hasRole(eq(roles.departmentId, filter.departmentId)) : undefined,
      filter.role ? hasRole(eq(roles.role, filter.role)) : undefined,
      reach === 'own-departments'
        ? hasRole(inArray(roles.departmentId, departmentsOf(viewer, 'nurse', 'student')))
        : undefined,
    )
    const found = await tx
      .select({
        id: people.id,
        givenName: people.givenName,
        familyName: people.familyName,
        count: sql<number>`(count(*) over ())::integer`,
      })
      .from(people)
      .where(matching)
      .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id))
      .limit(peoplePerPage)
      .offset((page - 1) * peoplePerPage)
    const held = await listRolesHeld(
      tx,
      found.map((person) => person.id),
    )
    return {
      people: found.map(({ id, givenName, familyName }): DirectoryEntry => ({
        id,
        givenName,
        familyName,
        roles: held.get(id) ?? [],
      })),
      count: found[0]?.count ?? 0,
      page,
      departments: await tx.select().from(departments).orderBy(asc(departments.name), asc(departments.site)),
    }
  })
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

async function listRolesHeld(tx: Transaction, personIds: string[]) {
  const held = new Map<string, { role: Role; department: string | null }[]>()
  if (personIds.length === 0) return held
  const rows = await tx
    .select({ personId: roles.personId, role: roles.role, department: departments.name })
    .from(roles)
    .leftJoin(departments, eq(departments.id, roles.departmentId))
    .where(and(inArray(roles.personId, personIds), heldOn(roles)))
    .orderBy(asc(roles.role))
  for (const row of rows)
    held.set(row.personId, [
      ...(held.get(row.personId) ?? []),
      { role: row.role as Role, department: row.department },
    ])
  return held
}

/** Every department, for a choice in a form. */
export function listDepartments(viewer: Viewer) {
  return as(viewer.id, (tx) =>
    tx.select().from(departments).orderBy(asc(departments.name), asc(departments.site)),
  )
}

/**
 * One person as the viewer may see her: name and roles, and for those who keep people also contact data, periods and
 * qualifications. Null when there is nobody she may see by this id.
 */
export async function loadPerson(viewer: Viewer, personId: string) {
  const reach = viewer.id === personId ? 'all' : mayReadDirectory(viewer)
  if (!reach) return null
  const keeps = mayKeepPeople(viewer) || viewer.id === personId
  return as(viewer.id, async (tx) => {
    const [person] = await tx
      .select({
        id: people.id,
        staffNumber: people.staffNumber,
        givenName: people.givenName,
        familyName: people.familyName,
        closedAt: people.closedAt,
        email: contacts.email,
        locale: contacts.locale,
      })
      .from(people)
      .leftJoin(contacts, eq(contacts.personId, people.id))
      .where(eq(people.id, personId))
    if (!person) return null
    const held = await tx
      .select({
        id: roles.id,
        role: roles.role,
        departmentId: roles.departmentId,
        department: departments.name,
        site: departments.site,
        phone: departments.phone,
        fromOn: roles.fromOn,
        untilOn: roles.untilOn,
        kind: residencies.kind,
        fte: residencies.fte,
        isHeld: sql<boolean>`${heldOn(roles)}`,
      })
      .from(roles)
      .leftJoin(departments, eq(departments.id, roles.departmentId))
      .leftJoin(residencies, eq(residencies.roleId, roles.id))
      .where(eq(roles.personId, personId))
      .orderBy(asc(roles.fromOn))
    const near = departmentsOf(viewer, 'nurse', 'student')
    const isNear = held.some(
      (role) => role.isHeld && role.departmentId !== null && near.includes(role.departmentId),
    )
    if (reach === 'own-departments' && !isNear) return null
    const qualified = keeps
      ? await tx
          .select()
          .from(qualifications)
          .where(eq(qualifications.personId, personId))
          .orderBy(qualifications.kind)
      : []
    return {
      id: person.id,
      givenName: person.givenName,
      familyName: person.familyName,
      isClosed: person.closedAt !== null,
      roles: held
        .filter((role) => keeps || role.isHeld)
        .map((role) => ({
          ...role,
          role: role.role as Role,
          // How much of the week somebody works is for herself and those who keep people.
          kind: keeps ? role.kind : null,
          fte: keeps ? role.fte : null,
        })),
      contact:
        keeps && person.email
          ? { staffNumber: person.staffNumber, email: person.email, locale: person.locale }
          : null,
      qualifications: qualified,
    }
  })
}
