import { and, eq, isNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'

/**
 * Who is told when a calendar is not read: of a department's calendar the secretaries whom it has today, whoever added it; of a
 * person's whoever added it. For the worker.
 */
export async function ownersOf(
  tx: Transaction,
  { departmentId, madeById }: { departmentId: string | null; madeById: string },
): Promise<string[]> {
  if (!departmentId) return [madeById]
  const rows = await tx
    .selectDistinct({ id: roles.personId })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(
      and(
        eq(roles.role, 'secretary'),
        eq(roles.departmentId, departmentId),
        heldOn(roles),
        isNull(people.closedAt),
      ),
    )
  return rows.length > 0 ? rows.map(({ id }) => id) : [madeById]
}
