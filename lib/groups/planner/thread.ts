import { parentPort, workerData } from 'node:worker_threads'
import { Planning, type Wish } from './planning'
import { problemOf, type ProblemInput } from './problem'
import { Replanning, type KnownPlan, type Restraint } from './replan'
import { timeBudget } from './search'
import type { Snapshot } from './snapshot'

/** What a thread of planning is told, and what it tells: see threads.ts. */
export interface Order {
  input: ProblemInput
  wish: Wish
  /** Only what no plan can exceed, without a plan. */
  isProofOnly: boolean
  /** A plan that people know, to go on from. */
  known?: Known
  /** One whole number shared with who asked: 1 is stop. */
  stop: Int32Array
}

export interface Known {
  plan: KnownPlan
  restraint: Restraint
}

export interface Report {
  spent: number
  /** Only when it is better than the one told before. */
  best: Snapshot | null
  /** The mean attendance that no plan can exceed; null until a plan is there. */
  bound: number | null
  isDone: boolean
}

const everyMs = 150
/** Goes on from a known plan: the seconds asked are all that it takes, and no bound is proved. */
function replan(
  { input, wish, stop }: Order,
  { plan, restraint }: Known,
  tell: (report: Report) => void,
): void {
  const budget = timeBudget(wish.seconds ?? 1, () => performance.now())
  const replanning = new Replanning(input, plan, restraint, wish.seed, budget)
  let toldAt = performance.now()
  while (Atomics.load(stop, 0) === 0 && replanning.step()) {
    if (performance.now() - toldAt < everyMs) continue
    toldAt = performance.now()
    tell({ spent: replanning.spent, best: replanning.best, bound: null, isDone: false })
  }
  tell({ spent: replanning.spent, best: replanning.best, bound: null, isDone: true })
}

/** Of the way to go, what the search takes when a proof comes after it. */
const searchShare = 0.7

async function work(
  { input, wish, isProofOnly, stop }: Order,
  tell: (report: Report) => void,
): Promise<void> {
  const planning = new Planning(problemOf(input), wish)
  const share = planning.isProvable ? searchShare : 1
  let told: Snapshot | null = null
  let toldAt = performance.now()
  const report = (spent: number, isDone: boolean) => {
    const best = planning.best === told ? null : planning.best
    told = planning.best
    toldAt = performance.now()
    const bound = planning.isLegal || isProofOnly ? planning.bound : null
    tell({ spent, best, bound, isDone })
  }
  const isStopped = () => Atomics.load(stop, 0) !== 0
  const isLate = () => performance.now() - toldAt >= everyMs
  if (!isProofOnly) {
    while (!isStopped() && planning.step()) if (isLate()) report(share * planning.progress.spent, false)
  }
  if (planning.isProvable && (isProofOnly || planning.isLegal) && !isStopped()) {
    report(share, false)
    const { default: loadHighs } = await import('highs')
    const proof = planning.prove(await loadHighs())
    const until = wish.seconds === undefined ? Infinity : performance.now() + 1000 * wish.seconds
    while (!isStopped() && performance.now() < until && proof.step())
      if (isLate()) report(share + (1 - share) * proof.spent, false)
  }
  report(planning.progress.spent, true)
}

// Nothing is handed over with a report: it is copied.
if (parentPort) {
  const order = workerData as Order
  const tell = (report: Report) => parentPort!.postMessage(report, [])
  if (order.known) replan(order, order.known, tell)
  else await work(order, tell)
}
