import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { groupPlans } from '@/db/schema/groups'
import { departments, roles } from '@/db/schema/people'
import { rooms } from '@/db/schema/sessions'
import { heldOn } from '@/lib/held'
import { peopleChoices } from '@/lib/sessions/office-queries'
import { todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { countAgain, groupChanges, listAgain } from './again-changes'
import { Board } from './board'
import { findPlan, type PlanRow } from './plan-facts'
import { restraints } from './planner/replan'
import { mayPlanGroup, plansGroups } from './policy'
import { loadPublished } from './published'
import { formsOfGroup, type GroupForm } from './rules'
import { groundOf, progressOf } from './running'

const boardOf = (plan: PlanRow, ground: Board['ground']) =>
  plan.draft ? new Board(ground, plan.draft, formsOfGroup[plan.form].quorum) : null

/** The plans that the viewer makes, newest first, with how good each is. Null for whoever plans no groups. */
export async function listPlans(viewer: Viewer) {
  if (!plansGroups(viewer)) return null
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({ id: groupPlans.id, department: departments.name })
      .from(groupPlans)
      .innerJoin(departments, eq(departments.id, groupPlans.departmentId))
      .where(isNull(groupPlans.discardedAt))
      .orderBy(desc(groupPlans.madeAt))
      .limit(30)
    const listed = []
    for (const { id, department } of rows) {
      const plan = await findPlan(tx, id)
      if (!plan || !mayPlanGroup(viewer, plan)) continue
      listed.push({
        ...plan,
        department,
        // What is published is no longer compared.
        standing: plan.publishedAt ? null : plan.standing,
        groups: plan.draft?.groups.length ?? 0,
        progress: progressOf(id),
      })
    }
    return listed
  })
}

/** One plan with its board, and how far the search is. Null: not hers to see. */
export async function loadPlan(viewer: Viewer, planId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const plan = await findPlan(tx, planId)
    if (!plan || plan.discardedAt || !mayPlanGroup(viewer, plan)) return null
    const progress = progressOf(planId)
    const board = plan.draft && !plan.publishedAt ? boardOf(plan, await groundOf(tx, plan, now)) : null
    return { plan, board, progress }
  })
}

/** The proposals for the groups of a published plan, each with how much of what people know it changes. Null: not hers to see. */
export async function loadProposals(viewer: Viewer, planId: string) {
  return as(viewer.id, async (tx) => {
    const base = await findPlan(tx, planId)
    if (!base?.publishedAt || base.discardedAt || !mayPlanGroup(viewer, base)) return null
    const rows = await tx
      .select({ id: groupPlans.id })
      .from(groupPlans)
      .where(
        and(
          sql`${groupPlans.asked} -> 'again' ->> 'planId' = ${planId}`,
          isNull(groupPlans.publishedAt),
          isNull(groupPlans.discardedAt),
        ),
      )
      .orderBy(asc(groupPlans.madeAt))
    const plans = await Promise.all(rows.map(({ id }) => findPlan(tx, id)))
    const found = plans.flatMap((plan) => (plan?.asked.again ? [{ plan, again: plan.asked.again }] : []))
    // They are asked together: from one day on.
    const fromOn = found[0]?.again.fromOn
    const published = fromOn ? await loadPublished(tx, planId, base.asked, fromOn) : []
    return {
      base,
      fromOn: fromOn ?? null,
      stays: published.flatMap(({ group, stays }) => (stays ? [{ name: group.name, stays }] : [])),
      proposals: restraints.flatMap((restraint) =>
        found
          .filter(({ again }) => again.restraint === restraint)
          .map(({ plan }) => ({
            plan,
            restraint,
            progress: progressOf(plan.id),
            counts: plan.draft && countAgain(listAgain(groupChanges(published, plan.draft))),
          })),
      ),
    }
  })
}

export type Proposals = NonNullable<Awaited<ReturnType<typeof loadProposals>>>

export type PlanPage = NonNullable<Awaited<ReturnType<typeof loadPlan>>>

/** What a plan can be asked of: departments with how many residents, who can lead, which rooms. Null: not hers to make. */
export async function loadPlanChoices(
  viewer: Viewer,
  asked: { form: GroupForm; departmentId: string },
  now: Date,
) {
  if (!mayPlanGroup(viewer, asked)) return null
  return as(viewer.id, async (tx) => {
    const { guides } = await peopleChoices(tx, { ...asked, on: todayOn(now) })
    const places = await tx
      .select({
        id: departments.id,
        name: departments.name,
        site: departments.site,
        residents: sql<number>`count(distinct ${roles.personId})::int`,
      })
      .from(departments)
      .innerJoin(
        roles,
        and(eq(roles.departmentId, departments.id), eq(roles.role, 'resident'), heldOn(roles)),
      )
      .groupBy(departments.id)
      .orderBy(asc(departments.name), asc(departments.site))
    const open = await tx
      .select({ id: rooms.id, name: rooms.name, places: rooms.places })
      .from(rooms)
      .where(isNull(rooms.closedAt))
      .orderBy(asc(rooms.places), asc(rooms.name))
    return { guides, departments: places, rooms: open }
  })
}
