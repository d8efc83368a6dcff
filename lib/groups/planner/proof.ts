import type { Highs } from 'highs'
import type { Alone } from './bound'
import { Columns, type Column } from './columns'
import type { Problem } from './problem'

/**
 * Proves what no plan can exceed on the mean, sharper than everybody alone. A linear program (HiGHS) mixes groups to the
 * highest sum of shares with everybody at most once and no more groups of a guide than she may have; its prices per
 * person are asked of each guide: what is the best group worth above the prices of its members? For any prices the sum of
 * them plus, for each guide, that worth times her groups is at least what any plan can have, of any number of groups: each
 * group of a plan is worth no more than the best, and everybody is in one group. The lowest such sum is the proof; the
 * solver only finds good prices, so that its roundings cannot make the proof untrue.
 */
export class Proof {
  /** The mean that no plan can exceed, in parts of one; 1 before anything is proved. */
  bound = 1
  private readonly guides: Columns[]
  private readonly people: number
  private readonly script: Generator<void, void, void>
  private rounds = 0
  private isOver = false

  constructor(
    private readonly highs: Highs,
    private readonly problem: Problem,
    alone: Alone,
  ) {
    const inMean = Uint8Array.from(alone.share, (share) => (share < 0 ? 0 : 1))
    this.people = inMean.reduce((sum, is) => sum + is, 0)
    this.guides = Array.from({ length: problem.guides }, (_, guide) => new Columns(problem, guide, inMean))
    this.script = this.run()
  }

  /** Works for some milliseconds; false when no more can be proved. */
  step(): boolean {
    if (!this.isOver) this.isOver = this.script.next().done === true
    return !this.isOver
  }

  /** How far it is, about: from 0 to 1. */
  get spent(): number {
    return this.isOver ? 1 : this.rounds / (this.rounds + 12)
  }

  private *run(): Generator<void, void, void> {
    if (this.people === 0) return
    const { residents, input } = this.problem
    const model = this.highs.createModel()
    try {
      const none = { indices: [], values: [] }
      model.options.set({ output_flag: false })
      model.changeObjectiveSense(this.highs.constants.objectiveSense.maximize)
      for (let one = 0; one < residents; one += 1) model.addRow(-this.highs.infinity, 1, none)
      for (const { maxGroups } of input.guides) model.addRow(-this.highs.infinity, maxGroups, none)
      const known = new Set<string>()
      let centre = new Float64Array(residents).fill(0.93)
      let lowest = Infinity
      let mixed = 0
      for (; this.rounds < mostRounds && lowest - mixed > enough * this.people; this.rounds += 1) {
        let prices = centre
        if (known.size > 0) {
          model.run()
          mixed = model.getObjectiveValue()
          const said = model.getSolution().rowDual
          // Near the best prices so far: those of the first mixes swing from one extreme to the other.
          prices = centre.map((price, one) => trust * price + (1 - trust) * Math.max(0, said[one]!))
        }
        let most = prices.reduce((sum, price) => sum + price, 0)
        for (const columns of this.guides) {
          const worth = yield* columns.price(prices)
          most += worth * input.guides[columns.guide]!.maxGroups
          for (const column of columns.found.slice(-newColumns)) this.add(model, known, column)
          yield
        }
        if (most >= lowest) continue
        lowest = most
        centre = prices
        this.bound = Math.min(this.bound, most / this.people + rounding)
      }
    } finally {
      model.dispose()
    }
  }

  private add(model: ReturnType<Highs['createModel']>, known: Set<string>, column: Column): void {
    const members = column.members.toSorted((a, b) => a - b)
    const name = `${column.guide}:${column.slots.join()}:${members.join()}`
    if (known.has(name)) return
    known.add(name)
    const indices = [...members, this.problem.residents + column.guide]
    model.addCol(column.value, 0, this.highs.infinity, { indices, values: indices.map(() => 1) })
  }
}

/** With more people, or longer series, a walk over the groups of a guide takes too long: there everybody alone is the bound. */
export const canProve = ({ residents, input }: Problem) => residents <= 100 && input.rules.meetings <= 7

/** How far the bound may stay above what the mix reaches: less than a twentieth of a point. */
const enough = 0.0004
const mostRounds = 200
const newColumns = 8
const trust = 0.7
/** What adding some hundreds of doubles may lose. */
const rounding = 1e-9
