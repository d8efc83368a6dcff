import type { Transaction } from '@/db/client'
import { listHolders } from '@/lib/people/holders'

/**
 * Who is told when a calendar is not read: of a department's calendar the secretaries whom it has today, whoever added it; of a
 * person's whoever added it. For the worker.
 */
export async function ownersOf(
  tx: Transaction,
  { departmentId, madeById }: { departmentId: string | null; madeById: string },
): Promise<string[]> {
  if (!departmentId) return [madeById]
  const secretaries = await listHolders(tx, 'secretary', [departmentId])
  return secretaries.length > 0 ? secretaries.map(({ id }) => id) : [madeById]
}
