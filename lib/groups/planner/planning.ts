import type { Highs } from 'highs'
import { bestAlone, meanBound, type Alone } from './bound'
import { listObstructions, type Obstruction } from './obstacles'
import type { Problem } from './problem'
import { canProve, Proof } from './proof'
import { effortBudget, Search, timeBudget } from './search'
import type { Snapshot } from './snapshot'
import { groupsFor } from './tune'

/** How long to search: by moves (the same plan each time) or by seconds. */
export interface Wish {
  seed: number
  /** Millions of moves. */
  effort?: number
  seconds?: number
  /** How many groups; otherwise as many as keep the wished size. */
  groups?: number
}

export interface Progress {
  /** 0 to 1. */
  spent: number
  best: Snapshot | null
  bound: number
}

/** A plan being made: step() works a moment; `best` and `bound` may be asked at any time between. */
export class Planning {
  readonly obstructions: Obstruction[]
  private alone: Alone | null = null
  private proof: Proof | null = null
  private readonly search: Search
  private readonly isWorthProving: boolean
  private legal = false

  constructor(
    readonly problem: Problem,
    wish: Wish,
    clock: () => number = () => performance.now(),
  ) {
    this.obstructions = listObstructions(problem)
    // Where no plan can place everybody, the best partial plan comes with the reasons, at once.
    const seconds = this.obstructions.some(({ rule }) => rule !== 'no-guide-series')
      ? 1
      : (wish.seconds ?? 10)
    this.isWorthProving = wish.effort === undefined ? seconds >= 2 : wish.effort >= 5
    const budget =
      wish.effort === undefined ? timeBudget(seconds, clock) : effortBudget(Math.round(wish.effort * 1e6))
    this.search = new Search(problem, wish.seed, budget, wish.groups ?? groupsFor(problem))
  }

  /** Works for some milliseconds; false when it is done. Cancelling is not calling it again. */
  step(): boolean {
    const isGoing = this.search.step()
    this.legal ||=
      this.best !== null && this.best.standing.unplaced === 0 && this.best.standing.outOfSize === 0
    return isGoing
  }

  /** The mean attendance that no plan can exceed: worked out when it is first asked for, sharper while it is proved. */
  get bound(): number {
    return Math.min(meanBound(this.everybodyAlone), this.proof?.bound ?? 1)
  }

  /** Whether there is more to prove than everybody alone: few enough people, and a short search does not wait for it. */
  get isProvable(): boolean {
    return this.isWorthProving && this.obstructions.length === 0 && canProve(this.problem)
  }

  /** What proves a sharper bound, step by step. */
  prove(highs: Highs): Proof {
    return (this.proof = new Proof(highs, this.problem, this.everybodyAlone))
  }

  /** The best share that any plan could give each resident, by id; -1 when no meeting can count for her. */
  get ceilings(): Map<string, number> {
    const { share } = this.everybodyAlone
    return new Map(this.problem.input.residents.map(({ id }, one) => [id, share[one]!]))
  }

  private get everybodyAlone(): Alone {
    return (this.alone ??= bestAlone(this.problem))
  }

  get isLegal(): boolean {
    return this.legal
  }

  get best(): Snapshot | null {
    return this.search.best
  }

  get progress(): Progress {
    return { spent: this.search.spent, best: this.best, bound: this.bound }
  }
}
