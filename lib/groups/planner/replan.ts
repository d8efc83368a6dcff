import { Chance } from './chance'
import { scatter } from './construct'
import type { Home } from './home'
import { Moves } from './moves'
import { compareStandings, missPrice, pricesFor } from './prices'
import { problemOf, type Problem, type ProblemInput } from './problem'
import { Search, type Budget } from './search'
import { snapshotOf, type Snapshot } from './snapshot'
import { State } from './state'
import { replanTune, tuneFor } from './tune'

/** Three ways to go on: only what must change; what is worth telling people; and as if nothing had been told. */
export const restraints = ['repairs', 'balanced', 'free'] as const
export type Restraint = (typeof restraints)[number]

/** Prices in the search, and the share of those the change is not about who may change group. */
const moved: Record<Restraint, { person: number; meeting: number; share: number }> = {
  repairs: { person: 100 * missPrice, meeting: 40 * missPrice, share: 1 },
  balanced: { person: 20, meeting: 30, share: 0.1 },
  free: { person: 1, meeting: 1, share: 2 },
}

/** A plan that people know, in the ids and slots of the problem: each group with as many meetings as its rules say, in order. */
export interface KnownPlan {
  groups: readonly {
    guideId: string
    members: readonly string[]
    meetings: readonly { slot: number; roomId: string; isPast: boolean }[]
  }[]
  /** Whom the change is about: they may change group without being counted. */
  named: readonly string[]
}

/**
 * A plan after a change: what is past stays as it was held, everybody keeps her group and every group its meetings unless
 * moving is worth its price. Newcomers are placed, meetings of a guide who is away moved. `step()` works a moment; `best`
 * may be asked at any time between.
 */
export class Replanning {
  readonly problem: Problem
  private readonly search: Search
  private readonly first: Snapshot

  constructor(input: ProblemInput, known: KnownPlan, restraint: Restraint, seed: number, budget: Budget) {
    this.problem = problemOf(input)
    const state = standing(this.problem, known, moved[restraint].share)
    state.prices = {
      ...pricesFor(this.problem, replanTune.aim),
      movedPerson: moved[restraint].person,
      movedMeeting: moved[restraint].meeting,
    }
    mend(state, new Moves(state, new Chance(seed)))
    scatter(state)
    const tune = { ...tuneFor(this.problem), ...replanTune }
    this.search = new Search(this.problem, seed, budget, known.groups.length, tune, state)
    this.first = snapshotOf(state)
  }

  step(): boolean {
    return this.search.step()
  }

  /** Never one that is no better than the first, which moves the fewest. */
  get best(): Snapshot {
    const { best } = this.search
    const known = this.first.standing
    if (!best) return this.first
    const isBetter = best.standing.mean > known.mean + 1e-9 || compareStandings(best.standing, known) < 0
    return isBetter ? best : this.first
  }

  /** 0 to 1. */
  get spent(): number {
    return this.search.spent
  }
}

/** The known plan as a state of the changed problem: everybody who is still there, every meeting where it was. */
function standing(problem: Problem, { groups, named }: KnownPlan, share: number): State {
  const { input } = problem
  const state = new State(problem, groups.length, pricesFor(problem, replanTune.aim))
  const places = (list: readonly { id: string }[]) => new Map(list.map(({ id }, index) => [id, index]))
  const [guides, rooms, residents] = [places(input.guides), places(input.rooms), places(input.residents)]
  const isNamed = new Set(named)
  const counts = Uint8Array.from(input.residents, ({ id }) => (isNamed.has(id) ? 0 : 1))
  const home: Home = {
    group: new Int16Array(problem.residents).fill(-1),
    slots: new Int32Array(groups.length * state.meetings).fill(-1),
    past: new Uint8Array(groups.length),
    price: Float64Array.from(counts, (counted) => (counted ? 1 : 0.1)),
    counts,
    most: Math.floor(share * counts.reduce((sum, one) => sum + one, 0)),
  }
  groups.forEach(({ guideId, members, meetings }, group) => {
    const guide = guides.get(guideId)!
    state.guide[group] = guide
    state.guideGroups[guide]! += 1
    meetings.forEach(({ slot, roomId, isPast }, meeting) => {
      const room = rooms.get(roomId)!
      state.occupy(guide, slot, room, 1)
      state.write(group, meeting, slot, room)
      home.slots[group * state.meetings + meeting] = slot
      if (isPast) home.past[group]! += 1
    })
    for (const member of members) {
      const one = residents.get(member)!
      state.put(one, group)
      home.group[one] = group
    }
  })
  state.home = home
  return state
}

/** Groups whose guide cannot come to a coming meeting get the nearest series that she can. */
function mend(state: State, moves: Moves): void {
  const { problem } = state
  for (let group = 0; group < state.groups; group += 1) {
    const past = state.home!.past[group]!
    const guide = state.guide[group]!
    const cannot = Array.from({ length: state.meetings }, (_, meeting) => meeting).some(
      (meeting) =>
        meeting >= past &&
        !problem.guideOpen[guide * problem.slots + state.slot[group * state.meetings + meeting]!],
    )
    if (cannot) moves.remake(group)
  }
}
