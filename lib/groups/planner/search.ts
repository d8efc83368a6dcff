import { Chance } from './chance'
import { construct } from './construct'
import { Moves } from './moves'
import { compareStandings, missPrice, pricesFor, type Aim } from './prices'
import type { Problem } from './problem'
import { costOf, restore, snapshotOf, type Snapshot } from './snapshot'
import { State } from './state'

/** How far a search is: from 0 to 1. By moves it is repeatable; by seconds it is not. */
export interface Budget {
  /** Between 0 and 1 after so many moves. */
  spent: (moves: number) => number
}

export const effortBudget = (moves: number): Budget => ({ spent: (made) => Math.min(1, made / moves) })

export function timeBudget(seconds: number, clock: () => number): Budget {
  const startedAt = clock()
  return { spent: () => Math.min(1, (clock() - startedAt) / 1000 / seconds) }
}

const chunk = 2000

/** One thread of search over a problem. `step()` works for about a millisecond or more and answers whether to go on. */
export class Search {
  best: Snapshot | null = null
  moves = 0
  private readonly chance: Chance
  private readonly script: Generator<void, void, void>
  private isOver = false

  constructor(
    readonly problem: Problem,
    seed: number,
    private readonly budget: Budget,
    private readonly counts: readonly number[],
    private readonly tune: Tune = defaultTune,
  ) {
    this.chance = new Chance(seed)
    this.script = this.run()
  }

  step(): boolean {
    if (!this.isOver) this.isOver = this.script.next().done === true
    return !this.isOver
  }

  get spent(): number {
    return this.budget.spent(this.moves)
  }

  private *run(): Generator<void, void, void> {
    const { tune } = this
    const starts = Math.max(1, Math.min(tune.starts, Math.round(tune.startsFor / this.problem.residents)))
    const ends: { state: State; moves: Moves; snapshot: Snapshot }[] = []
    for (let start = 0; start < starts; start += 1) {
      const groups = this.counts[start % this.counts.length]!
      const begun = this.begin(groups)
      yield
      const until = (tune.startsShare * (start + 1)) / starts
      const from = this.spent
      const snapshot = yield* this.anneal(begun, tune.steep, from, Math.max(until, from), tune.hot, tune.cool)
      ends.push({ ...begun, snapshot })
      ends.sort((a, b) => compareStandings(a.snapshot.standing, b.snapshot.standing))
      ends.length = Math.min(ends.length, tune.keep)
    }
    // Reheats: each time from the best so far, with an aim for what it reached: nobody lower, then the mean.
    let failed = 0
    for (let round = 0; this.spent < 1; round += 1) {
      const one = ends[round % ends.length]!
      restore(one.state, one.snapshot)
      const { lowest } = one.snapshot.standing
      const isLifting = failed < tune.lifts && lowest < 1
      const floor = isLifting ? nextShare(lowest, this.problem.input.rules.meetings) : lowest
      const aim = { steepness: tune.steepness, floor, floorPrice: tune.floorPrice }
      const from = this.spent
      const until = Math.min(1, from + (1 - tune.startsShare) / tune.reheats)
      const snapshot = yield* this.anneal(one, aim, from, until, tune.warm, tune.cold)
      if (isLifting) failed = snapshot.standing.lowest > lowest ? 0 : failed + 1
      if (compareStandings(snapshot.standing, one.snapshot.standing) <= 0) one.snapshot = snapshot
    }
  }

  private begin(groups: number): { state: State; moves: Moves } {
    const prices = pricesFor(this.problem, this.tune.steep)
    let state = new State(this.problem, groups, prices)
    let moves = new Moves(state, this.chance)
    const made = construct(state, moves, this.chance)
    if (made < groups && made > 0) {
      state = new State(this.problem, made, prices)
      moves = new Moves(state, this.chance)
      construct(state, moves, this.chance)
    }
    this.note(snapshotOf(state))
    return { state, moves }
  }

  private *anneal(
    { state, moves }: { state: State; moves: Moves },
    aim: Aim,
    from: number,
    until: number,
    hot: number,
    cool: number,
  ): Generator<void, Snapshot, void> {
    state.prices = pricesFor(this.problem, aim)
    let cost = costOf(state)
    let bestCost = Infinity
    let best = snapshotOf(state)
    const ratio = cool / hot
    for (;;) {
      const progress = until > from ? (this.spent - from) / (until - from) : 1
      if (progress >= 1) break
      moves.temperature = hot * geometric(ratio, progress)
      cost += this.work(moves, chunk)
      if (cost < bestCost) {
        bestCost = cost
        const now = snapshotOf(state)
        if (compareStandings(now.standing, best.standing) < 0) best = now
        this.note(now)
      }
      yield
    }
    return best
  }

  private work(moves: Moves, count: number): number {
    const { tune, chance } = this
    let cost = 0
    for (let i = 0; i < count; i += 1) {
      const draw = chance.next() & 1023
      if (draw < tune.reslot) cost += moves.reslot()
      else if (draw < tune.move) cost += moves.move()
      else if (draw < tune.ring) cost += moves.ring()
      else if (draw < tune.reseries) cost += moves.reseries()
      else if (draw < tune.exchange) cost += moves.exchange()
      else cost += moves.swap()
    }
    this.moves += count
    return cost
  }

  private note(snapshot: Snapshot): void {
    if (!this.best || compareStandings(snapshot.standing, this.best.standing) < 0) this.best = snapshot
  }
}

/** ratio to the power of progress, by squares and roots: pow() differs between engines. */
function geometric(ratio: number, progress: number): number {
  let result = 1
  let root = ratio
  let rest = progress
  for (let i = 0; i < 20 && rest > 0; i += 1) {
    root = Math.sqrt(root)
    rest *= 2
    if (rest >= 1) {
      result *= root
      rest -= 1
    }
  }
  return result
}

/** The next attendance above this one that a full series can have. */
const nextShare = (share: number, meetings: number) =>
  Math.min(1, (Math.floor(share * meetings + 1e-9) + 1) / meetings)

export interface Tune {
  starts: number
  startsFor: number
  startsShare: number
  keep: number
  reheats: number
  /** How many tries to lift the lowest attendance may fail before the mean is all that is left. */
  lifts: number
  steep: Aim
  steepness: number
  floorPrice: number
  hot: number
  cool: number
  warm: number
  cold: number
  /** Of 1024 draws, up to which each kind of step is made; the rest are swaps. */
  reslot: number
  move: number
  ring: number
  reseries: number
  exchange: number
}

export const defaultTune: Tune = {
  starts: 1,
  startsFor: 700,
  startsShare: 0.6,
  keep: 1,
  reheats: 4,
  lifts: 3,
  steep: { steepness: 4, floor: 0, floorPrice: 0 },
  steepness: 1.3,
  floorPrice: 12 * missPrice,
  hot: 2500,
  cool: 300,
  warm: 500,
  cold: 60,
  reslot: 300,
  move: 480,
  ring: 520,
  reseries: 528,
  exchange: 530,
}

/** How many groups to try, best first: as many as keep the wished size, within what guides can have. */
export function groupCounts(problem: Problem): number[] {
  const { size } = problem.input.rules
  const most = problem.input.guides.reduce((sum, { maxGroups }) => sum + maxGroups, 0)
  const wished = Math.max(1, Math.floor(problem.residents / Math.max(1, size.softMin)))
  return [Math.max(1, Math.min(most, wished))]
}
