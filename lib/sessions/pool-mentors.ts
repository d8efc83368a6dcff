import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { loadDependences } from '@/lib/pairings/independence'
import { addDaysOn, startOfDayAt, todayOn } from '@/lib/time'
import { inFairOrder, weeksBack, type PoolLoad } from './pool-rules'
import { planWeeks } from './queries'
import type { Choice } from './several-guides'

/** What a mentor of the pool is met for without a pairing. */
export const pooledForm = 'mentor-session'

/** The mentors of the pool who are independent of this resident, whoever has most room first. Three queries. */
export async function listPool(tx: Transaction, residentId: string, now: Date): Promise<PoolLoad[]> {
  const today = todayOn(now)
  const fromAt = startOfDayAt(addDaysOn(today, -7 * weeksBack)).toISOString()
  const untilAt = startOfDayAt(addDaysOn(today, 7 * planWeeks)).toISOString()
  const loads = await tx.execute<PoolLoad & Record<string, unknown>>(sql`
    select mentor_id as "mentorId", sessions, weekly_minutes as "weeklyMinutes", days_away as "daysAway"
    from app.pool_load(${fromAt}, ${untilAt}) where mentor_id <> ${residentId}`)
  const pairs = loads.map(({ mentorId }) => ({ residentId, mentorId }))
  const dependences = await loadDependences(tx, pairs, today)
  const independent = loads.filter((_, index) => dependences[index] === null)
  return inFairOrder(independent, 5 * (weeksBack + planWeeks), today)
}

export function choiceOf(residentId: string, pool: readonly PoolLoad[]): Choice {
  return { form: pooledForm, residentId, guideIds: pool.map(({ mentorId }) => mentorId) }
}
