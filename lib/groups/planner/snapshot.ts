import { heldOf, presentOf } from './problem'
import type { Standing } from './prices'
import type { State } from './state'

/** A plan as it was at a moment, to go back to or to hand out. */
export interface Snapshot {
  groups: number
  groupOf: Int16Array
  guide: Int16Array
  slot: Int32Array
  room: Int16Array
  standing: Standing
}

export function snapshotOf(state: State): Snapshot {
  return {
    groups: state.groups,
    groupOf: state.groupOf.slice(),
    guide: state.guide.slice(),
    slot: state.slot.slice(),
    room: state.room.slice(),
    standing: standingOf(state),
  }
}

/** Brings a state back to a snapshot of the same number of groups. */
export function restore(state: State, { groupOf, guide, slot, room }: Snapshot): void {
  for (let group = 0; group < state.groups; group += 1) {
    for (let meeting = 0; meeting < state.meetings; meeting += 1) {
      const at = group * state.meetings + meeting
      if (state.slot[at]! >= 0) state.occupy(state.guide[group]!, state.slot[at]!, state.room[at]!, -1)
    }
    if (state.guide[group]! >= 0) state.guideGroups[state.guide[group]!]! -= 1
  }
  for (let group = 0; group < state.groups; group += 1) {
    state.guide[group] = guide[group]!
    if (guide[group]! >= 0) state.guideGroups[guide[group]!]! += 1
    for (let meeting = 0; meeting < state.meetings; meeting += 1) {
      const at = group * state.meetings + meeting
      if (slot[at]! >= 0) state.occupy(guide[group]!, slot[at]!, room[at]!, 1)
      state.write(group, meeting, slot[at]!, room[at]!)
    }
  }
  // By way of the pool: a group that is filled before it is left would hold more than there is room to write down.
  for (let one = 0; one < groupOf.length; one += 1) {
    if (state.groupOf[one] !== groupOf[one]) state.put(one, state.pool)
  }
  for (let one = 0; one < groupOf.length; one += 1) {
    if (state.groupOf[one] !== groupOf[one]) state.put(one, groupOf[one]!)
  }
}

/** How good a plan is, in the order of what counts. Attendance of somebody without a meeting in service is not counted. */
function standingOf(state: State): Standing {
  const { residents, input } = state.problem
  const { size } = input.rules
  let [belowTwoThirds, lowest, shares, people] = [0, 1, 0, 0]
  for (let one = 0; one < residents; one += 1) {
    const group = state.groupOf[one]!
    if (group === state.pool) continue
    const sum = state.sum[group * residents + one]!
    if (heldOf(sum) === 0) continue
    const share = presentOf(sum) / heldOf(sum)
    if (share < 2 / 3 - 1e-9) belowTwoThirds += 1
    if (share < lowest) lowest = share
    shares += share
    people += 1
  }
  let [outOfSize, outsideWishedSize] = [0, 0]
  for (let group = 0; group < state.groups; group += 1) {
    const members = state.size[group]!
    if (members < size.hardMin || members > size.hardMax) outOfSize += 1
    if (members < size.softMin || members > size.softMax) outsideWishedSize += 1
  }
  return {
    unplaced: state.size[state.pool]!,
    outOfSize,
    belowTwoThirds,
    lowest: people > 0 ? lowest : 0,
    mean: people > 0 ? shares / people : 0,
    outsideWishedSize,
  }
}

/** Everything the plan costs now, counted anew. */
export function costOf(state: State): number {
  const { problem, prices } = state
  let cost = 0
  for (let one = 0; one < problem.residents; one += 1) cost += state.personCost(state.groupOf[one]!, one)
  for (let group = 0; group < state.groups; group += 1) {
    cost += prices.size[state.size[group]!]!
    for (let of = 0; of < problem.departments; of += 1) {
      const same = state.inDepartment[group * problem.departments + of]!
      if (same > 1) cost += (same - 1) * prices.sameDepartment
    }
    for (let of = 0; of < state.previousGroups; of += 1) {
      const same = state.inPrevious[group * state.previousGroups + of]!
      cost += ((same * (same - 1)) / 2) * prices.repeatedPair
    }
    for (let meeting = 0; meeting < state.meetings; meeting += 1) {
      cost += state.slotCost(group, state.slot[group * state.meetings + meeting]!)
    }
  }
  return cost
}
