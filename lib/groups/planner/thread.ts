import { parentPort, workerData } from 'node:worker_threads'
import { Planning, type Wish } from './planning'
import { problemOf, type ProblemInput } from './problem'
import type { Snapshot } from './snapshot'

/** What a thread of planning is told, and what it tells: see threads.ts. */
export interface Order {
  input: ProblemInput
  wish: Wish
  /** One whole number shared with who asked: 1 is stop. */
  stop: Int32Array
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

function work({ input, wish, stop }: Order, tell: (report: Report) => void): void {
  const planning = new Planning(problemOf(input), wish)
  let told: Snapshot | null = null
  let toldAt = performance.now()
  const report = (isDone: boolean) => {
    const best = planning.best === told ? null : planning.best
    told = planning.best
    tell({ spent: planning.progress.spent, best, bound: planning.isLegal ? planning.bound : null, isDone })
  }
  while (Atomics.load(stop, 0) === 0 && planning.step()) {
    if (performance.now() - toldAt < everyMs) continue
    toldAt = performance.now()
    report(false)
  }
  report(true)
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
if (parentPort) work(workerData as Order, (report) => parentPort!.postMessage(report))
