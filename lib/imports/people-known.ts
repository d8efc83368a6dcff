import { and, eq, isNotNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { contacts, departments, people, qualifications, residencies, roles } from '@/db/schema/people'
import type { Locale } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import type { KnownHospital } from './people-facts'
import type { QualificationKind } from './people-rows'

/** Everything on record that a people file can touch, in five queries whatever its size. For the coordinator only. */
export async function loadHospital(tx: Transaction): Promise<KnownHospital> {
  const persons = await tx
    .select({
      id: people.id,
      staffNumber: people.staffNumber,
      givenName: people.givenName,
      familyName: people.familyName,
      email: contacts.email,
      locale: contacts.locale,
      closedAt: people.closedAt,
    })
    .from(people)
    .innerJoin(contacts, eq(contacts.personId, people.id))
  const held = await tx
    .select({
      id: roles.id,
      personId: roles.personId,
      role: roles.role,
      departmentId: roles.departmentId,
      fromOn: roles.fromOn,
      untilOn: roles.untilOn,
      kind: residencies.kind,
      fte: residencies.fte,
    })
    .from(roles)
    .leftJoin(residencies, eq(residencies.roleId, roles.id))
  const supervisions = await tx
    .select({
      id: pairings.id,
      residentId: pairings.residentId,
      guideId: pairings.guideId,
      fromOn: pairings.fromOn,
      untilOn: pairings.untilOn,
    })
    .from(pairings)
    .where(and(eq(pairings.kind, 'supervisor'), isNotNull(pairings.acceptedAt)))
  const qualified = await tx.select().from(qualifications)
  return {
    people: persons.map(({ closedAt, ...person }) => ({
      ...person,
      locale: person.locale as Locale,
      isClosed: closedAt !== null,
    })),
    departments: await tx.select().from(departments),
    roles: held.map((each) => ({
      ...each,
      role: each.role as Role,
      kind: each.kind as 'anios' | 'aios' | null,
    })),
    qualifications: qualified.map((each) => ({ ...each, kind: each.kind as QualificationKind })),
    supervisions,
  }
}
