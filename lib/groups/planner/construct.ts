import type { Chance } from './chance'
import { attended, presentOf, type Problem } from './problem'
import type { Moves } from './moves'
import type { State } from './state'

/**
 * A first plan: group after group gets a series that suits many who have none yet, then those it suits best, then a
 * series made for them. What does not fit stays in the pool, for the search. Answers how many groups got a series.
 */
export function construct(state: State, moves: Moves, chance: Chance): number {
  const { problem } = state
  const weight = new Float64Array(problem.residents)
  const everybody = Int16Array.from({ length: problem.residents }, (_, one) => one)
  for (let group = 0; group < state.groups; group += 1) {
    const waiting = problem.residents - placedOf(state)
    const target = Math.ceil(waiting / (state.groups - group))
    for (let one = 0; one < problem.residents; one += 1)
      weight[one] = state.groupOf[one] === state.pool ? 1 + chance.below(4) : 0
    const guide = findGuide(state, moves, chance, group, everybody, weight)
    if (guide < 0) return group
    moves.take(group, guide)
    gather(state, group, target)
    if (state.size[group]! > 0) moves.remake(group)
  }
  scatter(state)
  return state.groups
}

const placedOf = (state: State) => state.problem.residents - state.size[state.pool]!

/** The guides with the most groups left, until one has a series. */
export function findGuide(
  state: State,
  moves: Moves,
  chance: Chance,
  group: number,
  everybody: Int16Array,
  weight: Float64Array,
): number {
  const { guides } = state.problem.input
  const left = guides.map((guide, index) => ({
    index,
    left: guide.maxGroups - state.guideGroups[index]! + chance.below(1000) / 2000,
  }))
  left.sort((a, b) => b.left - a.left)
  for (const { index, left: room } of left) {
    if (room < 1) break
    if (moves.series.find(state, group, index, everybody, everybody.length, weight)) return index
  }
  return -1
}

/** Brings those in whom the series suits best, as far as the rules let them. */
function gather(state: State, group: number, target: number): void {
  const { problem } = state
  const waiting: number[] = []
  for (let one = 0; one < problem.residents; one += 1)
    if (state.groupOf[one] === state.pool) waiting.push(one)
  const price = state.prices.person
  const costOf = (one: number) => price[state.sum[group * problem.residents + one]!]!
  waiting.sort((a, b) => costOf(a) - costOf(b) || ease(problem, a) - ease(problem, b) || a - b)
  for (const one of waiting) {
    if (state.size[group]! >= target || state.size[group]! >= problem.input.rules.size.hardMax) return
    if (!state.canJoin(group, one, -1)) continue
    if (state.size[group]! >= state.seats[group]! && !state.growRooms(group)) return
    state.put(one, group)
  }
}

const eased = new WeakMap<Problem, Int32Array>()

/** At how many slots somebody is free: the hardest to place come first. */
function ease(problem: Problem, one: number): number {
  let known = eased.get(problem)
  if (!known) {
    known = new Int32Array(problem.residents)
    for (let slot = 0; slot < problem.slots; slot += 1) {
      for (let r = 0; r < problem.residents; r += 1)
        if (problem.code[slot * problem.residents + r] === attended) known[r]! += 1
    }
    eased.set(problem, known)
  }
  return known[one]!
}

/** Who is left goes wherever she may, best group first; others make room when that is what it takes. */
export function scatter(state: State): void {
  const { problem } = state
  const left = Array.from(state.members[state.pool]!.subarray(0, state.size[state.pool]))
  left.sort((a, b) => ease(problem, a) - ease(problem, b) || a - b)
  for (const one of left) {
    const groups = Array.from({ length: state.groups }, (_, group) => group).filter(
      (group) => state.guide[group]! >= 0 && state.size[group]! < problem.input.rules.size.hardMax,
    )
    const present = (group: number) => presentOf(state.sum[group * problem.residents + one]!)
    groups.sort((a, b) => state.moveCost(one, a) - state.moveCost(one, b) || present(b) - present(a) || a - b)
    for (const group of groups) {
      if (!state.canJoin(group, one, -1)) continue
      if (state.size[group]! >= state.seats[group]! && !state.growRooms(group)) continue
      state.put(one, group)
      break
    }
  }
}
