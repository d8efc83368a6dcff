import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import type { CalendarDate, WallTime } from '@/lib/time'

/** When what the night found is sent, on the hospital's clock: in the morning, when somebody can do something about it. */
export const toldAt: WallTime = '09:00'

/** Those of these people who have no leave on this date, for the worker: the others are told when they are back. */
export async function withoutAway(
  tx: Transaction,
  personIds: readonly string[],
  on: CalendarDate,
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from app.away_on(${`{${personIds.join(',')}}`}::uuid[], ${on}) as id`,
  )
  const away = new Set(rows.map(({ id }) => id))
  return personIds.filter((id) => !away.has(id))
}
