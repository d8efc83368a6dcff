import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'

/**
 * Lets one transaction at a time decide about these people; the others wait until it ends. Every command that counts
 * places or looks for overlap takes it first and reads afterwards. Always in the order of the ids, so that two
 * commands about the same two people never wait for each other.
 */
export async function lockPeople(tx: Transaction, personIds: readonly string[]): Promise<void> {
  const ordered = [...new Set(personIds.map((id) => id.toLowerCase()))].sort()
  // unnest answers in the order of the array, so the locks are taken in it.
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(person::text, 0))
    from unnest(${`{${ordered.join(',')}}`}::uuid[]) as person`)
}
