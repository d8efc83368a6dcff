import { and, eq, sql } from 'drizzle-orm'
import { asNobody, type Transaction } from '@/db/client'
import { contacts, people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import type { Locale } from './time'

export const allRoles = [
  'resident',
  'supervisor',
  'mentor',
  'psychologist',
  'nurse',
  'student',
  'secretary',
  'coordinator',
  'admin',
] as const
export type Role = (typeof allRoles)[number]

export interface HeldRole {
  role: Role
  departmentId: string | null
}

declare const proven: unique symbol

/** Who is asking, with the roles held at this request. Only `loadViewer` makes one: holding a Viewer proves that a sign-in was checked. */
export interface Viewer {
  readonly id: string
  readonly givenName: string
  readonly familyName: string
  readonly locale: Locale
  readonly roles: readonly HeldRole[]
  readonly signInId: string
  readonly [proven]: true
}

/** Does the viewer hold one of these roles now, anywhere? */
export function holds(viewer: Viewer, ...wanted: Role[]): boolean {
  return viewer.roles.some((held) => wanted.includes(held.role))
}

/** Does the viewer hold one of these roles now for one of the departments? */
export function holdsIn(
  viewer: Viewer,
  departmentIds: readonly (string | null)[],
  ...wanted: Role[]
): boolean {
  return viewer.roles.some(
    (held) =>
      wanted.includes(held.role) && held.departmentId !== null && departmentIds.includes(held.departmentId),
  )
}

/** The departments for which the viewer holds one of these roles now. */
export function departmentsOf(viewer: Viewer, ...wanted: Role[]): string[] {
  return [
    ...new Set(
      viewer.roles.flatMap((held) =>
        wanted.includes(held.role) && held.departmentId ? [held.departmentId] : [],
      ),
    ),
  ]
}

/**
 * The viewer of a sign-in, or null when it was ended, has expired, or the account is closed. Roles are read at every
 * request: one that ends today ends now.
 */
export async function loadViewer(signInId: string): Promise<Viewer | null> {
  return asNobody(async (tx) => {
    const [signedIn] = await tx.execute<{ person: string | null }>(
      sql`select set_config('app.person_id', coalesce(app.person_signed_in(${signInId})::text, ''), true) as person`,
    )
    if (!signedIn?.person) return null
    return readViewer(tx, signedIn.person, signInId)
  })
}

async function readViewer(tx: Transaction, personId: string, signInId: string): Promise<Viewer | null> {
  const rows = await tx
    .select({
      givenName: people.givenName,
      familyName: people.familyName,
      locale: contacts.locale,
      role: roles.role,
      departmentId: roles.departmentId,
    })
    .from(people)
    .innerJoin(contacts, eq(contacts.personId, people.id))
    .leftJoin(roles, and(eq(roles.personId, people.id), heldOn(roles)))
    .where(eq(people.id, personId))
  const first = rows[0]
  if (!first) return null
  const viewer: Omit<Viewer, typeof proven> = {
    id: personId,
    givenName: first.givenName,
    familyName: first.familyName,
    locale: first.locale as Locale,
    roles: rows.flatMap((row) =>
      row.role ? [{ role: row.role as Role, departmentId: row.departmentId }] : [],
    ),
    signInId,
  }
  return viewer as Viewer
}
