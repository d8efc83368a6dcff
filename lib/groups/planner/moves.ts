import type { Chance } from './chance'
import { Series } from './series'
import type { State } from './state'
import { Steps } from './steps'

/** The steps of the search, with those that make whole series anew for the people of a group. */
export class Moves extends Steps {
  readonly series: Series
  private readonly weight: Float64Array
  private readonly keptSlot: Int32Array
  private readonly keptRoom: Int16Array
  private readonly otherSlot: Int32Array
  private readonly otherRoom: Int16Array

  constructor(state: State, chance: Chance) {
    super(state, chance)
    const { problem, meetings } = state
    this.series = new Series(problem)
    this.weight = new Float64Array(problem.residents).fill(1)
    this.keptSlot = new Int32Array(meetings)
    this.keptRoom = new Int16Array(meetings)
    this.otherSlot = new Int32Array(meetings)
    this.otherRoom = new Int16Array(meetings)
  }

  /** A whole series anew, for the people of a group. */
  reseries(): number {
    const { state } = this
    const group = this.groupToMend()
    if (group < 0) return 0
    return this.redo(group, state.guide[group]!, -1)
  }

  /** Two groups change guides, or a group gets one who has room for it; their series are made anew. */
  exchange(): number {
    const { state, chance } = this
    const group = this.groupToMend()
    if (group < 0 || (state.home?.past[group] ?? 0) > 0) return 0
    const guide = chance.below(state.problem.guides)
    if (guide === state.guide[group]) return 0
    if (state.guideGroups[guide]! < state.problem.input.guides[guide]!.maxGroups)
      return this.redo(group, guide, -1)
    let other = chance.below(state.groups)
    for (let tries = 0; tries < 8 && state.guide[other] !== guide; tries += 1)
      other = chance.below(state.groups)
    if (state.guide[other] !== guide || (state.home?.past[other] ?? 0) > 0) return 0
    return this.redo(group, guide, other)
  }

  /** The best series for who is in a group, whatever it costs; false when there is none, and it keeps what it had. */
  remake(group: number): boolean {
    const past = this.state.home?.past[group] ?? 0
    const guide = this.state.guide[group]!
    this.weight.fill(1)
    this.lift(group, past, this.keptSlot, this.keptRoom)
    const isFound = this.findFor(group, guide, past)
    if (isFound) this.take(group, guide)
    else this.restore(group, guide, past, this.keptSlot, this.keptRoom)
    return isFound
  }

  private groupToMend(): number {
    const group = this.state.groupOf[this.somebody()]!
    return group === this.state.pool ? this.chance.below(this.state.groups) : group
  }

  private redo(group: number, guide: number, other: number): number {
    const { state } = this
    const own = state.guide[group]!
    if (!this.mayGuide(guide, group) || (other >= 0 && !this.mayGuide(own, other))) return 0
    const past = state.home?.past[group] ?? 0
    this.drawWeights()
    this.lift(group, past, this.keptSlot, this.keptRoom)
    if (other >= 0) this.lift(other, 0, this.otherSlot, this.otherRoom)
    let cost = Infinity
    if (this.findFor(group, guide, past)) {
      cost = this.seriesCost(group)
      this.take(group, guide)
      if (other >= 0) {
        if (this.findFor(other, own, 0)) {
          cost += this.seriesCost(other)
          if (cost <= this.limit()) {
            this.take(other, own)
            return cost
          }
        }
        cost = Infinity
      }
      if (cost <= this.limit()) return cost
      this.undoTake(group)
    }
    this.restore(group, own, past, this.keptSlot, this.keptRoom)
    if (other >= 0) this.restore(other, guide, 0, this.otherSlot, this.otherRoom)
    return 0
  }

  private findFor(group: number, guide: number, past: number): boolean {
    const { state } = this
    return this.series.find(state, group, guide, state.members[group]!, state.size[group]!, this.weight, past)
  }

  private mayGuide(guide: number, group: number): boolean {
    const { forbidden, departments } = this.state.problem
    for (let of = 0; of < departments; of += 1) {
      if (this.state.inDepartment[group * departments + of]! > 0 && forbidden[guide * departments + of])
        return false
    }
    return true
  }

  /** Sometimes everybody counts the same, sometimes chance says who counts more: the best series differ. */
  private drawWeights(): void {
    const { weight, chance } = this
    const isPlain = (chance.next() & 1) === 0
    for (let one = 0; one < weight.length; one += 1) weight[one] = isPlain ? 1 : 1 + (chance.next() & 3)
  }

  private seriesCost(group: number): number {
    const { state, series } = this
    const { code, residents } = state.problem
    const people = state.members[group]!
    const price = state.prices.person
    let cost = 0
    for (let i = 0; i < state.size[group]!; i += 1) {
      const one = people[i]!
      let sum = 0
      for (let meeting = 0; meeting < state.meetings; meeting += 1)
        sum += code[series.slot[meeting]! * residents + one]!
      cost += price[sum]! - price[state.sum[group * residents + one]!]!
    }
    if (state.home) {
      for (let meeting = 0; meeting < state.meetings; meeting += 1)
        cost +=
          state.slotCost(group, series.slot[meeting]!) -
          state.slotCost(group, state.slot[group * state.meetings + meeting]!)
    }
    return cost
  }

  private lift(group: number, past: number, slots: Int32Array, rooms: Int16Array): void {
    const { state } = this
    for (let meeting = past; meeting < state.meetings; meeting += 1) {
      const at = group * state.meetings + meeting
      slots[meeting] = state.slot[at]!
      rooms[meeting] = state.room[at]!
      state.occupy(state.guide[group]!, slots[meeting]!, rooms[meeting]!, -1)
    }
    state.guideGroups[state.guide[group]!]! -= 1
  }

  /** The series found becomes that of the group, whose times were lifted. */
  take(group: number, guide: number): void {
    const { state, series } = this
    const past = state.home?.past[group] ?? 0
    state.guide[group] = guide
    state.guideGroups[guide]! += 1
    for (let meeting = past; meeting < state.meetings; meeting += 1) {
      state.occupy(guide, series.slot[meeting]!, series.room[meeting]!, 1)
      state.write(group, meeting, series.slot[meeting]!, series.room[meeting]!)
    }
  }

  private undoTake(group: number): void {
    const { state } = this
    const past = state.home?.past[group] ?? 0
    for (let meeting = past; meeting < state.meetings; meeting += 1) {
      const at = group * state.meetings + meeting
      state.occupy(state.guide[group]!, state.slot[at]!, state.room[at]!, -1)
    }
    state.guideGroups[state.guide[group]!]! -= 1
  }

  private restore(group: number, guide: number, past: number, slots: Int32Array, rooms: Int16Array): void {
    const { state } = this
    state.guide[group] = guide
    state.guideGroups[guide]! += 1
    for (let meeting = past; meeting < state.meetings; meeting += 1) {
      state.occupy(guide, slots[meeting]!, rooms[meeting]!, 1)
      state.write(group, meeting, slots[meeting]!, rooms[meeting]!)
    }
  }
}
