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

interface Run {
  state: State
  moves: Moves
  snapshot?: Snapshot
}

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
    private readonly tune: Tune = tuneFor(problem),
    /** A plan to go on from, whose prices of moving people and meetings are kept. */
    private readonly from: State | null = null,
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
    if (this.from) {
      yield* this.goOn(this.from)
      return
    }
    // A short try of each number of groups; where the steep cost ends lowest, a long one follows.
    let count = this.counts[0]!
    if (this.counts.length > 1) {
      let lowest = Infinity
      for (const [i, groups] of this.counts.entries()) {
        const tried = this.begin(groups)
        yield
        const until = (tune.triesShare * (i + 1)) / this.counts.length
        restore(tried.state, yield* this.anneal(tried, tune.steep, this.spent, until, tune.hot, tune.cool))
        const cost = costOf(tried.state)
        // Fewer groups than asked first must be clearly better: a short try is a rough measure.
        if (cost < 0.93 * lowest) [lowest, count] = [cost, groups]
      }
    }
    const one: Run = this.begin(count)
    yield
    one.snapshot = yield* this.anneal(one, tune.steep, this.spent, tune.startShare, tune.hot, tune.cool)
    // Reheats: each time from the best so far, with an aim for what it reached: nobody lower, then the mean.
    let failed = 0
    while (this.spent < 1) {
      const before: Snapshot = one.snapshot ?? snapshotOf(one.state)
      restore(one.state, before)
      const { lowest } = before.standing
      const isLifting = failed < tune.lifts && lowest < 1
      const floor = isLifting ? nextShare(lowest, this.problem.input.rules.meetings) : lowest
      const aim = { steepness: tune.steepness, floor, floorPrice: tune.floorPrice }
      const from = this.spent
      const until = Math.min(1, from + (1 - tune.startShare) / tune.reheats)
      const snapshot: Snapshot = yield* this.anneal(one, aim, from, until, tune.warm, tune.cold)
      if (isLifting) failed = snapshot.standing.lowest > lowest ? 0 : failed + 1
      if (compareStandings(snapshot.standing, before.standing) <= 0) one.snapshot = snapshot
    }
  }

  /**
   * From a plan that people know: first what it is worth to move, then dearer and dearer until no more people move than
   * may. Only plans with so few are kept; what everybody knows already is the first of them.
   */
  private *goOn(state: State): Generator<void, void, void> {
    const { tune } = this
    const moves = new Moves(state, this.chance)
    yield* this.anneal({ state, moves }, tune.steep, 0, 0.5, tune.warm, tune.cold)
    while (this.spent < 1) {
      if (state.home && state.away > state.home.most) {
        state.prices.movedPerson *= 1.12
        yield* this.anneal(
          { state, moves },
          tune.steep,
          this.spent,
          this.spent + 0.02,
          tune.warm / 3,
          tune.cold,
        )
      } else {
        yield* this.anneal({ state, moves }, tune.steep, this.spent, 1, tune.warm / 3, tune.cold)
      }
    }
  }

  private begin(groups: number): Run {
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
    const { movedPerson, movedMeeting } = state.prices
    state.prices = { ...pricesFor(this.problem, aim), movedPerson, movedMeeting }
    let cost = costOf(state)
    const isKept = () => !state.home || state.away <= state.home.most
    let best = snapshotOf(state)
    let bestCost = this.keepCheaper(state, isKept(), cost, best)
    const ratio = cool / hot
    for (;;) {
      const progress = until > from ? (this.spent - from) / (until - from) : 1
      if (progress >= 1) break
      moves.temperature = hot * geometric(ratio, progress)
      cost += this.work(moves, chunk)
      if (cost < bestCost && isKept()) {
        bestCost = cost
        const now = snapshotOf(state)
        // A plan that goes on from another weighs what moves as well: there the cost decides.
        if (state.home) this.best = now
        else this.note(now)
        if (state.home || compareStandings(now.standing, best.standing) < 0) best = now
      }
      yield
    }
    return best
  }

  /** The cost of the best so far at today's prices, after weighing the plan as it is now against it. */
  private keepCheaper(state: State, isKept: boolean, cost: number, now: Snapshot): number {
    if (!state.home) return cost
    let kept = Infinity
    if (this.best) {
      restore(state, this.best)
      kept = costOf(state)
      restore(state, now)
    }
    if (isKept && cost < kept) {
      this.best = now
      kept = cost
    }
    return kept
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
  /** Until which part of the budget numbers of groups are tried, and until which part the long start lasts. */
  triesShare: number
  startShare: number
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

/** Going on from a plan: not hot enough to forget it. */
export const replanTune: Partial<Tune> = {
  steep: { steepness: 2, floor: 0, floorPrice: 0 },
  warm: 350,
  cold: 40,
}

const defaultTune: Tune = {
  triesShare: 0.24,
  startShare: 0.64,
  reheats: 4,
  lifts: 3,
  steep: { steepness: 10, floor: 0, floorPrice: 0 },
  steepness: 1,
  floorPrice: 8 * missPrice,
  hot: 2500,
  cool: 300,
  warm: 800,
  cold: 120,
  reslot: 300,
  move: 480,
  ring: 520,
  reseries: 528,
  exchange: 530,
}

/** How many groups to try: from as many as keep the wished size to as few, within what guides can have. */
export function groupCounts({ residents, input }: Problem): number[] {
  const { size } = input.rules
  const most = input.guides.reduce((sum, { maxGroups }) => sum + maxGroups, 0)
  const within = (groups: number) => Math.max(1, Math.min(most, groups))
  const many = within(Math.floor(residents / Math.max(1, size.softMin)))
  const few = within(Math.ceil(residents / Math.max(1, size.softMax)))
  return [...new Set([many, Math.round((many + few) / 2), few])]
}

/** More people leave fewer steps for each: the search cools sooner and lower, and tries fewer numbers of groups long. */
export function tuneFor({ residents }: Problem): Tune {
  if (residents <= 100) return defaultTune
  const steep = { steepness: 4, floor: 0, floorPrice: 0 }
  const many = { ...defaultTune, steep, warm: 350, cold: 50, triesShare: 0.12 }
  if (residents <= 300) return { ...many, reseries: 540, exchange: 544 }
  return { ...many, cool: 150, startShare: 0.55 }
}
