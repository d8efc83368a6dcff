import { patience, tableMask, type Chance } from './chance'
import type { State } from './state'

/**
 * The small steps of the search. Each tries one change, asks what it would cost and takes it when that is at most a random
 * share of the temperature; it returns the change of cost, 0 when the plan stays.
 */
export class Steps {
  temperature = 0
  /** When set, a step may cost this much and no more, whatever the temperature. */
  allowance: number | null = null

  constructor(
    readonly state: State,
    protected readonly chance: Chance,
  ) {}

  protected limit(): number {
    return this.allowance ?? this.temperature * patience[this.chance.next() & tableMask]!
  }

  /** Mostly somebody who misses something: where nothing is missed there is little to win. */
  protected somebody(): number {
    const { state, chance } = this
    const { residents } = state.problem
    let one = chance.below(residents)
    for (let again = 0; again < 3 && state.personCost(state.groupOf[one]!, one) === 0; again += 1)
      one = chance.below(residents)
    return one
  }

  /** For one draw in four the group that somebody has left, while as many are away as may be: going back is tried often. Otherwise -1. */
  protected homeOf(one: number): number {
    const { home, groupOf, away } = this.state
    if (!home || away < home.most || (this.chance.next() & 3) !== 0) return -1
    const group = home.group[one]!
    return group < 0 || group === groupOf[one] || this.state.size[group] === 0 ? -1 : group
  }

  /** Two people change places. */
  swap(): number {
    const { state, chance } = this
    const a = this.somebody()
    const home = this.homeOf(a)
    const b =
      home < 0
        ? chance.below(state.problem.residents)
        : state.members[home]![chance.below(state.size[home]!)]!
    const groupA = state.groupOf[a]!
    const groupB = state.groupOf[b]!
    if (groupA === groupB) return 0
    const cost = state.swapCost(a, b)
    if (cost > this.limit() || !state.canJoin(groupB, a, b) || !state.canJoin(groupA, b, a)) return 0
    state.swap(a, b)
    return cost
  }

  /** One person goes to another group. */
  move(): number {
    const { state, chance } = this
    const one = this.somebody()
    const home = this.homeOf(one)
    const group = home < 0 ? chance.below(state.groups) : home
    if (group === state.groupOf[one]) return 0
    if (state.size[group]! >= state.problem.input.rules.size.hardMax) return 0
    const cost = state.moveCost(one, group)
    if (cost > this.limit() || !state.canJoin(group, one, -1)) return 0
    if (state.size[group]! >= state.seats[group]! && !state.growRooms(group)) return 0
    state.put(one, group)
    return cost
  }

  /** Three people change places in a ring: what two alone may not. */
  ring(): number {
    const { state, chance } = this
    const a = this.somebody()
    const b = chance.below(state.problem.residents)
    const c = chance.below(state.problem.residents)
    const [groupA, groupB, groupC] = [state.groupOf[a]!, state.groupOf[b]!, state.groupOf[c]!]
    if (groupA === groupB || groupB === groupC || groupA === groupC) return 0
    const rough =
      state.personCost(groupB, a) +
      state.personCost(groupC, b) +
      state.personCost(groupA, c) -
      state.personCost(groupA, a) -
      state.personCost(groupB, b) -
      state.personCost(groupC, c)
    const limit = this.limit()
    if (rough > limit + 100) return 0
    if (!state.canJoin(groupB, a, b) || !state.canJoin(groupC, b, c) || !state.canJoin(groupA, c, a)) return 0
    const first = state.swapCost(a, b)
    state.swap(a, b)
    const cost = first + state.swapCost(b, c)
    if (cost <= limit) {
      state.swap(b, c)
      return cost
    }
    state.swap(a, b)
    return 0
  }

  /** One meeting of a group goes to another start. */
  reslot(): number {
    const { state, chance } = this
    const { problem, meetings } = state
    const { choices, choiceFrom, slotWeek, code, residents, input } = problem
    const { gapWeeks, firstWeekMax, lastWeekMin } = input.rules
    let group = state.groupOf[this.somebody()]!
    if (group === state.pool) group = chance.below(state.groups)
    const past = state.home?.past[group] ?? 0
    if (past >= meetings) return 0
    const meeting = past + chance.below(meetings - past)
    const at = group * meetings + meeting
    const before = state.slot[at]!
    const earliest = meeting === 0 ? 0 : slotWeek[state.slot[at - 1]!]! + gapWeeks.min
    const latest = meeting === meetings - 1 ? input.weeks - 1 : slotWeek[state.slot[at + 1]!]! - gapWeeks.min
    const from = Math.max(
      earliest,
      meeting === meetings - 1 ? lastWeekMin : slotWeek[state.slot[at + 1]!]! - gapWeeks.max,
    )
    const until = Math.min(
      latest,
      meeting === 0 ? firstWeekMax : slotWeek[state.slot[at - 1]!]! + gapWeeks.max,
      input.weeks - 1,
    )
    if (until < from) return 0
    const guide = state.guide[group]!
    const first = choiceFrom[guide * input.weeks + from]!
    const last = choiceFrom[guide * input.weeks + until + 1]!
    if (first === last) return 0
    let slot = choices[first + chance.below(last - first)]!
    if (state.home && (chance.next() & 3) === 0) {
      const back = state.home.slots[at] ?? -1
      const week = back < 0 ? -1 : slotWeek[back]!
      if (week >= from && week <= until && problem.guideOpen[guide * problem.slots + back]) slot = back
    }
    if (slot === before) return 0
    const limit = this.limit()
    const people = state.members[group]!
    const size = state.size[group]!
    const price = state.prices.person
    let cost = state.home ? state.slotCost(group, slot) - state.slotCost(group, before) : 0
    for (let i = 0; i < size; i += 1) {
      const one = people[i]!
      const sum = state.sum[group * residents + one]!
      cost += price[sum + code[slot * residents + one]! - code[before * residents + one]!]! - price[sum]!
    }
    if (cost > limit) return 0
    const room = state.room[at]!
    state.occupy(guide, before, room, -1)
    const other = state.isGuideFree(guide, slot) ? state.findRoom(slot, size) : -1
    if (other < 0) {
      state.occupy(guide, before, room, 1)
      return 0
    }
    state.occupy(guide, slot, other, 1)
    state.write(group, meeting, slot, other)
    return cost
  }
}
