import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Wish } from './planning'
import { compareStandings } from './prices'
import type { ProblemInput } from './problem'
import type { Snapshot } from './snapshot'
import type { Known, Order, Report } from './thread'

/** A plan in the making beside the rest of the program. */
export interface PlanningThread {
  /** The best plan so far, at any moment; null before there is one. */
  best: () => Snapshot | null
  /** 0 to 1. */
  spent: () => number
  bound: () => number | null
  /** Stops within a tenth of a second; `done` then gives the best so far. */
  cancel: () => void
  /** The best plan, or null when it was cancelled before the first. Rejects when the thread fails. */
  done: Promise<Snapshot | null>
}

/**
 * Plans in a thread of its own, so that who asked can do other things, and then proves what no plan can exceed; `tell`
 * hears of progress a few times a second.
 */
export const planInThread = (input: ProblemInput, wish: Wish, tell?: (report: Report) => void) =>
  startThread({ input, wish, isProofOnly: false }, tell)

/** Goes on from a plan that people know; `best` weighs who moves as well, so that the last that is told is the best. */
export const replanInThread = (input: ProblemInput, known: Known, wish: Wish) =>
  startThread({ input, wish, isProofOnly: false, known })

/** Only proves what no plan can exceed, beside a search; `seconds` and `effort` are those of the search. */
export const proveInThread = (input: ProblemInput, wish: Wish) =>
  startThread({ input, wish, isProofOnly: true })

/** How long a thread that is told to stop may take to say its last. */
const patienceMs = 60

function startThread(asked: Omit<Order, 'stop'>, tell?: (report: Report) => void): PlanningThread {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  let best: Snapshot | null = null
  let spent = 0
  let bound: number | null = null
  const order: Order = { ...asked, stop }
  // Node 20 does not hand its loaders to a thread: the thread asks for that of TypeScript itself.
  // Named from the checkout: inside the built site this module has no folder of its own.
  const file = JSON.stringify(
    pathToFileURL(join(process.cwd(), 'lib', 'groups', 'planner', 'thread.ts')).href,
  )
  const worker = new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`, {
    eval: true,
    workerData: order,
  })
  let patience: NodeJS.Timeout | undefined
  let end: (best: Snapshot | null) => void = () => undefined
  const done = new Promise<Snapshot | null>((resolve, reject) => {
    end = resolve
    worker.on('message', (report: Report) => {
      if (report.best && (asked.known || !best || compareStandings(report.best.standing, best.standing) <= 0))
        best = report.best
      spent = report.spent
      bound = report.bound ?? bound
      tell?.(report)
      if (report.isDone) resolve(best)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(patience)
      resolve(best)
    })
  })
  return {
    best: () => best,
    spent: () => spent,
    bound: () => bound,
    cancel: () => {
      Atomics.store(stop, 0, 1)
      // Some work cannot be interrupted, as the loading of the solver: then what was told last is the best so far.
      patience ??= setTimeout(() => {
        end(best)
        void worker.terminate()
      }, patienceMs)
    },
    done,
  }
}
