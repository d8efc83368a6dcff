import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '@/db/client'
import { groupPlans, type Draft } from '@/db/schema/groups'
import { command, Refusal } from '@/lib/command'
import { idInput } from '@/lib/input'
import { mayPlanGroup } from './policy'
import { lockPlan, type PlanRow } from './plan-facts'
import { askedInput } from './plan-input'

/** A plan is asked for; `launchPlan` then searches beside the site. */
export const makePlan = command('group-plan.make', askedInput, async ({ tx, viewer, now }, asked) => {
  if (!mayPlanGroup(viewer, asked)) throw new Refusal('forbidden')
  const id = crypto.randomUUID()
  const { name, form, departmentId, seed } = asked
  await tx
    .insert(groupPlans)
    .values({ id, name, form, departmentId, asked, seed, madeById: viewer.id, madeAt: now })
  return { result: { id }, audit: { subjectId: id } }
})

/** The same question once more, searched another way: a second draft to lay beside the first. */
export const planAgain = command(
  'group-plan.again',
  z.object({ planId: idInput }),
  async ({ tx, viewer, now }, { planId }) => {
    const { name, form, departmentId, seed: before, asked } = await lockPlan(tx, viewer, planId)
    const seed = before + 1
    const id = crypto.randomUUID()
    await tx.insert(groupPlans).values({
      id,
      name,
      form,
      departmentId,
      asked: { ...asked, seed },
      seed,
      madeById: viewer.id,
      madeAt: now,
    })
    return { result: { id }, audit: { subjectId: id } }
  },
)

const standingInput = z.object({
  attendances: z.number(),
  mean: z.number(),
  lowest: z.number(),
  unplaced: z.number(),
})
export type DraftStanding = z.output<typeof standingInput>

const draftInput = z.object({
  planId: idInput,
  draft: z.custom<Draft>((value) => typeof value === 'object' && value !== null),
  standing: standingInput,
  bound: z.number().min(0).max(1).nullable(),
})

/** Keeps what a search found; only the search itself brings it. */
export const keepDraft = command('group-plan.keep', draftInput, async ({ tx, viewer, now }, input) => {
  const plan = await lockPlan(tx, viewer, input.planId)
  await tx
    .update(groupPlans)
    .set({
      draft: input.draft,
      standing: input.standing,
      bound: input.bound,
      doneAt: now,
      version: plan.version + 1,
    })
    .where(eq(groupPlans.id, plan.id))
  return { result: { id: plan.id }, audit: { subjectId: plan.id } }
})

/** So many steps can be taken back. */
const mostSteps = 20

/** Writes another version of a draft; the one before can come back. */
export async function writeDraft(
  tx: Transaction,
  plan: PlanRow,
  draft: Draft,
  standing: DraftStanding,
): Promise<void> {
  await tx
    .update(groupPlans)
    .set({
      draft,
      standing,
      before: sql`(case when jsonb_array_length(${groupPlans.before}) >= ${mostSteps} then ${groupPlans.before} - 0
        else ${groupPlans.before} end) || jsonb_build_array(${groupPlans.draft})`,
      version: plan.version + 1,
    })
    .where(eq(groupPlans.id, plan.id))
}

/** Puts a plan away; what was never published is heard of by nobody. */
export const discardPlan = command(
  'group-plan.discard',
  z.object({ planId: idInput }),
  async ({ tx, viewer, now }, { planId }) => {
    const plan = await lockPlan(tx, viewer, planId)
    await tx
      .update(groupPlans)
      .set({ discardedAt: now, discardedById: viewer.id })
      .where(eq(groupPlans.id, plan.id))
    return { result: { id: plan.id }, audit: { subjectId: plan.id } }
  },
)
