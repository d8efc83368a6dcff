import type { Chance } from './chance'
import { findGuide, scatter } from './construct'
import { Moves } from './moves'
import type { Prices } from './prices'
import type { Problem } from './problem'
import type { Snapshot } from './snapshot'
import { State } from './state'

/**
 * A plan with some groups of one plan and, of another, those that suit the people left: who guides, when, and who of them
 * has no group yet. Times that clash are left out; groups that are missing then get a new series.
 */
export function cross(
  problem: Problem,
  prices: Prices,
  chance: Chance,
  one: Snapshot,
  other: Snapshot,
): Moves {
  const state = new State(problem, one.groups, prices)
  const moves = new Moves(state, chance)
  const order = shuffled(one.groups, chance)
  const kept = 1 + Math.floor((one.groups * (256 + chance.below(512))) / 1024)
  let made = 0
  const take = (plan: Snapshot, group: number) => {
    if (made < state.groups && copyGroup(state, made, plan, group)) made += 1
  }
  for (const group of order.slice(0, kept)) take(one, group)
  const left = new Set(Array.from({ length: other.groups }, (_, group) => group))
  while (made < state.groups && left.size > 0) {
    const group = mostWaiting(state, other, left)
    left.delete(group)
    take(other, group)
  }
  for (const group of order.slice(kept)) take(one, group)
  const everybody = Int16Array.from({ length: problem.residents }, (_, index) => index)
  const weight = new Float64Array(problem.residents)
  for (; made < state.groups; made += 1) {
    for (let index = 0; index < weight.length; index += 1)
      weight[index] = state.groupOf[index] === state.pool ? 1 + chance.below(4) : 0
    const guide = findGuide(state, moves, chance, made, everybody, weight)
    if (guide < 0) break
    moves.take(made, guide)
  }
  scatter(state)
  return moves
}

/** Gives a group without one the series and, of its members, those who have no group yet; false when the times clash. */
function copyGroup(state: State, group: number, plan: Snapshot, from: number): boolean {
  const { problem, meetings } = state
  const guide = plan.guide[from]!
  if (guide < 0 || state.guideGroups[guide]! >= problem.input.guides[guide]!.maxGroups) return false
  const rooms: number[] = []
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    const slot = plan.slot[from * meetings + meeting]!
    const room = state.isGuideFree(guide, slot) ? state.findRoom(slot, problem.input.rules.size.hardMin) : -1
    if (room < 0) {
      rooms.forEach((taken, at) => state.occupy(guide, plan.slot[from * meetings + at]!, taken, -1))
      return false
    }
    state.occupy(guide, slot, room, 1)
    rooms.push(room)
  }
  state.guide[group] = guide
  state.guideGroups[guide]! += 1
  rooms.forEach((room, meeting) => state.write(group, meeting, plan.slot[from * meetings + meeting]!, room))
  for (let one = 0; one < problem.residents; one += 1) {
    if (plan.groupOf[one] !== from || state.groupOf[one] !== state.pool) continue
    if (state.size[group]! >= problem.input.rules.size.hardMax || !state.canJoin(group, one, -1)) continue
    if (state.size[group]! >= state.seats[group]! && !state.growRooms(group)) continue
    state.put(one, group)
  }
  return true
}

/** Of these groups of a plan the one most of whose members have no group yet. */
function mostWaiting(state: State, plan: Snapshot, groups: Iterable<number>): number {
  const waiting = new Int32Array(plan.groups + 1)
  plan.groupOf.forEach((group, one) => {
    if (state.groupOf[one] === state.pool) waiting[group]! += 1
  })
  let found = -1
  for (const group of groups) if (found < 0 || waiting[group]! > waiting[found]!) found = group
  return found
}

function shuffled(count: number, chance: Chance): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1)
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
  return order
}
