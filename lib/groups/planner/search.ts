import { Chance } from './chance'
import { construct } from './construct'
import { cross } from './cross'
import { Moves } from './moves'
import { compareStandings, pricesFor, type Aim } from './prices'
import type { Problem } from './problem'
import { costOf, restore, snapshotOf, type Snapshot } from './snapshot'
import { State } from './state'
import { meanTune, tuneFor, type Tune } from './tune'

/** How far a search is: from 0 to 1. By moves it is repeatable; by seconds it is not. */
export interface Budget {
  /** Between 0 and 1 after so many moves. */
  spent: (moves: number) => number
  /** How many moves it is about. */
  moves: number
}

export const effortBudget = (moves: number): Budget => ({
  spent: (made) => Math.min(1, made / moves),
  moves,
})

const movesPerSecond = 4e6

export function timeBudget(seconds: number, clock: () => number): Budget {
  const startedAt = clock()
  return {
    spent: () => Math.min(1, (clock() - startedAt) / 1000 / seconds),
    moves: seconds * movesPerSecond,
  }
}

const chunk = 2000
/** How often the price of changing group is set again when a known plan is gone on from,. */
const phases = 40

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
    private readonly groups: number,
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
    const fits = Math.round((this.budget.moves * tune.startShare) / tune.startMoves)
    const starts = Math.max(1, Math.min(tune.mostStarts, fits))
    const plans: Snapshot[] = []
    for (let start = 1; start <= starts; start += 1) {
      const run = this.begin(this.groups)
      yield
      const until = (tune.startShare * start) / starts
      plans.push(yield* this.anneal(run, tune.aim, this.spent, until, tune.hot, tune.cool))
    }
    plans.sort((a, b) => compareStandings(a.standing, b.standing))
    while (this.spent < 1) yield* this.makeAnother(plans)
  }

  /** Two plans make a third, or the only one is made better; it takes the place of the worst when it is new and better. */
  private *makeAnother(plans: Snapshot[]): Generator<void, void, void> {
    const { tune, chance, problem } = this
    const at = chance.below(plans.length)
    const one = plans[at]!
    const other = plans[(at + 1 + chance.below(Math.max(1, plans.length - 1))) % plans.length]!
    const moves = cross(problem, pricesFor(problem, tune.aim), chance, one, other)
    yield
    const until = Math.min(1, this.spent + (tune.childMoves * this.spent) / Math.max(1, this.moves))
    const run = { state: moves.state, moves }
    const isForMean = (chance.next() & 1023) < tune.forMean
    const { warm, cold } = isForMean ? meanTune : tune
    const { floorPrice } = meanTune
    const aim = isForMean ? { steepness: 1, floor: plans[0]!.standing.lowest, floorPrice } : tune.aim
    const made = yield* this.anneal(run, aim, this.spent, until, warm, cold)
    const ranks = plans.map((plan) => compareStandings(made.standing, plan.standing))
    if (plans.length > 1 && ranks.includes(0)) return
    const place = ranks.findIndex((rank) => rank <= 0)
    if (place < 0) return
    plans.splice(place, 0, made)
    plans.pop()
  }

  /**
   * From a plan that people know: a price on whoever changes group, dearer while more do than may and cheaper while fewer do, so
   * that as many move as is worth it and no more. Only plans with so few are kept; what everybody knows already is the first.
   */
  private *goOn(state: State): Generator<void, void, void> {
    const { warm, cold, aim } = this.tune
    const moves = new Moves(state, this.chance)
    const least = state.prices.movedPerson
    const ratio = cold / warm
    for (let phase = 1; phase <= phases; phase += 1) {
      const { movedPerson } = state.prices
      const step = 1.03 + 0.3 * (1 - phase / phases)
      if (state.home)
        state.prices.movedPerson =
          state.away > state.home.most ? movedPerson * step : Math.max(least, movedPerson / step)
      const [hot, cool] = [phase - 1, phase].map((at) => warm * geometric(ratio, at / phases))
      yield* this.anneal({ state, moves }, aim, this.spent, phase / phases, hot!, cool!)
    }
  }

  private begin(groups: number): Run {
    const prices = pricesFor(this.problem, this.tune.aim)
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
