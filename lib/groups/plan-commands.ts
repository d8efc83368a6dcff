import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '@/db/client'
import { groupPlans, type Draft } from '@/db/schema/groups'
import { command, Refusal } from '@/lib/command'
import { idInput } from '@/lib/input'
import { todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { mayPlanGroup } from './policy'
import { findPlan, lockPlan, type PlanRow } from './plan-facts'
import { askedInput, replanInput } from './plan-input'
import { restraints } from './planner/replan'
import { loadPublished, openOf, printOf } from './published'

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

/**
 * The groups of a published plan are planned again from a day on: three proposals to choose from, with only the repairs, with what
 * is worth telling people, and free. Earlier proposals for these groups go.
 */
export const replan = command(
  'group-plan.replan',
  replanInput,
  async ({ tx, viewer, now }, { planId, fromOn }) => {
    const base = await findPlan(tx, planId)
    if (!base || !base.publishedAt || base.asked.again) throw new Refusal('not-found')
    if (!mayPlanGroup(viewer, base)) throw new Refusal('forbidden')
    if (fromOn <= todayOn(now)) throw new Refusal('plan-again-day')
    const published = await loadPublished(tx, planId, base.asked, fromOn)
    if (openOf(published).length === 0) throw new Refusal('plan-again-none')
    const { name, form, departmentId, seed, asked } = base
    await discardProposals(tx, viewer, now, planId)
    const print = printOf(published)
    const rows = restraints.map((restraint) => ({
      id: crypto.randomUUID(),
      name,
      form,
      departmentId,
      asked: { ...asked, again: { planId, fromOn, restraint, print } },
      seed,
      madeById: viewer.id,
      madeAt: now,
    }))
    await tx.insert(groupPlans).values(rows)
    const ids = rows.map(({ id }) => id)
    return { result: { id: planId, ids }, audit: ids.map((subjectId) => ({ subjectId })) }
  },
)

/** Puts away what was proposed for these groups and is not published; `exceptId` stays. */
export async function discardProposals(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  planId: string,
  exceptId?: string,
): Promise<void> {
  await tx
    .update(groupPlans)
    .set({ discardedAt: now, discardedById: viewer.id })
    .where(
      and(
        sql`${groupPlans.asked} -> 'again' ->> 'planId' = ${planId}`,
        isNull(groupPlans.publishedAt),
        isNull(groupPlans.discardedAt),
        exceptId ? ne(groupPlans.id, exceptId) : undefined,
      ),
    )
}

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
