import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import type { Role } from '@/lib/viewer'

/** Who holds a role in one of these departments today, by family name; nobody whose account is closed. One query. */
export async function listHolders(
  tx: Transaction,
  role: Role,
  departmentIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (departmentIds.length === 0) return []
  const rows = await tx
    .selectDistinct({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(
      and(
        eq(roles.role, role),
        inArray(roles.departmentId, [...departmentIds]),
        heldOn(roles),
        isNull(people.closedAt),
      ),
    )
    .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id))
  return rows.map(({ id, givenName, familyName }) => ({ id, name: `${givenName} ${familyName}` }))
}
