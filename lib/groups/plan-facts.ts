import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { groupPlans, type Draft } from '@/db/schema/groups'
import { Refusal } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'
import type { Asked } from './plan-input'
import { mayPlanGroup } from './policy'
import type { GroupForm } from './rules'

type Stored = Omit<typeof groupPlans.$inferSelect, 'before'>

export type PlanRow = Omit<Stored, 'asked' | 'form'> & {
  asked: Asked
  form: GroupForm
  /** How many changes can be taken back. */
  steps: number
}

const { before, ...columns } = getTableColumns(groupPlans)
const planColumns = { ...columns, steps: sql<number>`jsonb_array_length(${before})` }

const planOf = (row: Stored & { steps: number }): PlanRow => ({
  ...row,
  form: row.form as GroupForm,
  asked: row.asked as Asked,
})

/** The plan as row security shows it, or null. */
export async function findPlan(tx: Transaction, planId: string): Promise<PlanRow | null> {
  const [row] = await tx.select(planColumns).from(groupPlans).where(eq(groupPlans.id, planId))
  return row ? planOf(row) : null
}

/** A plan that can still change, locked; throws when it changed since the screen was drawn. */
export async function lockPlan(
  tx: Transaction,
  viewer: Viewer,
  planId: string,
  seen?: number,
): Promise<PlanRow> {
  const [row] = await tx.select(planColumns).from(groupPlans).where(eq(groupPlans.id, planId)).for('update')
  if (!row) throw new Refusal('not-found')
  const plan = planOf(row)
  if (!mayPlanGroup(viewer, plan)) throw new Refusal('forbidden')
  if (plan.publishedAt) throw new Refusal('plan-published')
  if (plan.discardedAt) throw new Refusal('not-found')
  if (seen !== undefined && seen !== plan.version) throw new Refusal('changed')
  return plan
}

/** The draft of a plan; throws while there is none. */
export function draftIn(plan: Pick<PlanRow, 'draft'>): Draft {
  if (!plan.draft) throw new Refusal('plan-making')
  return plan.draft
}
