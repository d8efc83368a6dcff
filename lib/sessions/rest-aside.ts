import { inArray } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { restSetAside } from '@/db/schema/sessions'
import type { Reason } from '@/lib/availability/reasons'
import type { JudgedClash } from './clashes'

/** Keeps whose rest this session takes, and which rule that is: an office has accepted this, and nothing that comes later. */
export async function keepSetAside(
  tx: Transaction,
  sessionId: string,
  clashes: readonly JudgedClash[],
): Promise<void> {
  const rows = clashes.flatMap(({ personId, rule }) =>
    personId && rule ? [{ sessionId, personId, rule }] : [],
  )
  if (rows.length > 0) await tx.insert(restSetAside).values(rows)
}

/** What was accepted of these sessions, as far as the viewer may know it: a question about one person and one rule. One query. */
export async function loadSetAside(
  tx: Transaction,
  sessionIds: readonly string[],
): Promise<(sessionId: string, personId: string, rule: Reason) => boolean> {
  if (sessionIds.length === 0) return () => false
  const rows = await tx
    .select()
    .from(restSetAside)
    .where(inArray(restSetAside.sessionId, [...sessionIds]))
  const accepted = new Map(rows.map((row) => [`${row.sessionId} ${row.personId}`, row.rule]))
  return (sessionId, personId, rule) => {
    const known = accepted.get(`${sessionId} ${personId}`)
    return known === rule || (known === 'any' && !never.has(rule))
  }
}

/** What no reason given beforehand sets aside. */
const never = new Set<Reason>(['leave', 'on-shift'])
