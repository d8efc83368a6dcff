import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { broughtCounts, counterCorrections } from '@/db/schema/counters'
import type { Viewer } from '@/lib/viewer'

/** The forms of which a resident keeps the counter herself, with what a training asks for. */
export const keptTimes = { 'supervision-group': 12, 'learning-therapy': 50 } as const
export type KeptForm = keyof typeof keptTimes

/** What the viewer brought from other hospitals or corrected herself: what is added to what was held here. May be below zero. */
export async function countElsewhere(tx: Transaction, viewer: Viewer, form: KeptForm): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select (coalesce((select sum(${counterCorrections.added}) from ${counterCorrections}
        where ${counterCorrections.personId} = ${viewer.id} and ${counterCorrections.form} = ${form}), 0)
      + coalesce((select sum(${broughtCounts.held} + ${broughtCounts.added}) from ${broughtCounts}
        where ${broughtCounts.personId} = ${viewer.id} and ${broughtCounts.form} = ${form}), 0))::integer as n`)
  return row?.n ?? 0
}
