import { z } from 'zod'
import { as, type Transaction } from '@/db/client'
import { command, Refusal } from '@/lib/command'
import { idInput } from '@/lib/input'
import type { Viewer } from '@/lib/viewer'
import { Board } from './board'
import { loadGround, type Ground } from './ground'
import { keepDraft } from './plan-commands'
import { findPlan, lockPlan, type PlanRow } from './plan-facts'
import type { Standing } from './planner/prices'
import { planInThread, replanInThread, type PlanningThread } from './planner/threads'
import { draftOf, knownPlanOf, questionOf } from './question'
import { formsOfGroup } from './rules'

/** A search in this process: waiting for its turn, working, or ended badly. One works at a time, in one thread. */
interface Running {
  state: 'waiting' | 'working' | 'failed'
  thread: PlanningThread | null
  isStopped: boolean
}

interface Memory {
  running: Map<string, Running>
  grounds: Map<string, { ground: Ground; atMs: number }>
  turn: Promise<void>
}

/** Of the process, not of a module: the site has each module more than once. */
const place = globalThis as { klankbordPlans?: Memory }
const memory = (): Memory =>
  (place.klankbordPlans ??= { running: new Map(), grounds: new Map(), turn: Promise.resolve() })

const keptMs = 10 * 60_000
const mostGrounds = 4
/** What planning again searches: what is known is gone on from, and three are asked at once. */
const againSeconds = 2

/** Everybody's time for a plan, asked anew after ten minutes. Publishing asks once more, of the database itself. */
export async function groundOf(tx: Transaction, plan: PlanRow, now: Date): Promise<Ground> {
  const { grounds } = memory()
  const known = grounds.get(plan.id)
  if (known && now.getTime() - known.atMs < keptMs && now.getTime() >= known.atMs) return known.ground
  const ground = await loadGround(tx, plan.asked, now)
  grounds.delete(plan.id)
  grounds.set(plan.id, { ground, atMs: now.getTime() })
  for (const id of grounds.keys()) if (grounds.size > mostGrounds) grounds.delete(id)
  return ground
}

/** Begins to search beside the site, after the searches that were asked before; what it finds is kept as the draft. */
export function launchPlan(viewer: Viewer, planId: string): Promise<void> {
  const all = memory()
  const run: Running = { state: 'waiting', thread: null, isStopped: false }
  all.running.set(planId, run)
  all.turn = all.turn.then(() =>
    search(viewer, planId, run).then(
      () => void all.running.delete(planId),
      (error: unknown) => {
        // It was put away meanwhile: nobody waits for it.
        if (error instanceof Refusal && error.reason === 'not-found') return void all.running.delete(planId)
        console.error(`The plan ${planId} could not be made.`, error)
        run.state = 'failed'
      },
    ),
  )
  return all.turn
}

async function search(viewer: Viewer, planId: string, run: Running): Promise<void> {
  if (run.isStopped) return
  run.state = 'working'
  const { plan, ground } = await as(viewer.id, async (tx) => {
    const found = await findPlan(tx, planId)
    if (!found) throw new Error('the plan is not there')
    return { plan: found, ground: await groundOf(tx, found, new Date()) }
  })
  const { seed, asked } = plan
  const known = knownPlanOf(ground, asked)
  const question = questionOf(ground, asked)
  const thread =
    known && asked.again
      ? replanInThread(
          question,
          { plan: known, restraint: asked.again.restraint },
          { seed, seconds: againSeconds },
        )
      : planInThread(question, { seed, seconds: asked.seconds }, ({ bound }) => {
          // Nothing is better than what cannot be exceeded.
          if (isBest(thread.best()?.standing, bound)) thread.cancel()
        })
  run.thread = thread
  if (run.isStopped) thread.cancel()
  const best = await thread.done
  const draft = best
    ? draftOf(ground, plan.asked, best)
    : { groups: [], unplaced: ground.residents.map(({ id }) => id) }
  const standing = new Board(ground, draft, formsOfGroup[plan.form].quorum).standing()
  await keepDraft(viewer, { planId, draft, standing, bound: thread.bound() })
}

function isBest(standing: Standing | undefined, bound: number | null): boolean {
  if (!standing || bound === null) return false
  const { unplaced, outOfSize, outsideWishedSize, mean } = standing
  return unplaced === 0 && outOfSize === 0 && outsideWishedSize === 0 && mean >= bound - 1e-9
}

/** Stops a search; the best so far is kept. */
function stopSearch(planId: string): void {
  const run = memory().running.get(planId)
  if (!run) return
  run.isStopped = true
  run.thread?.cancel()
}

/** How far a search is, for the page that shows it; null when none runs here. */
export function progressOf(planId: string) {
  const run = memory().running.get(planId)
  if (!run) return null
  const standing: Standing | null = run.thread?.best()?.standing ?? null
  return { state: run.state, spent: run.thread?.spent() ?? 0, bound: run.thread?.bound() ?? null, standing }
}

const onePlan = z.object({ planId: idInput })

/** Stops the search of a plan that the viewer makes; the best so far is kept. */
export const stopPlan = command('group-plan.stop', onePlan, async ({ tx, viewer }, { planId }) => {
  await lockPlan(tx, viewer, planId)
  stopSearch(planId)
  return { result: { id: planId }, audit: { subjectId: planId } }
})

/** Searches once more for a plan whose search was interrupted. */
export async function restartPlan(viewer: Viewer, input: { planId: string }): Promise<{ id: string }> {
  const { id, isRunning } = await askRestart(viewer, input)
  if (!isRunning) void launchPlan(viewer, id)
  return { id }
}

const askRestart = command('group-plan.restart', onePlan, async ({ tx, viewer }, { planId }) => {
  await lockPlan(tx, viewer, planId)
  const state = progressOf(planId)?.state
  const isRunning = state === 'waiting' || state === 'working'
  return { result: { id: planId, isRunning }, audit: { subjectId: planId } }
})
