import { Chance } from './chance'
import { scatter } from './construct'
import type { Home } from './home'
import { PlanFileError, updated, type Instance, type PlanFile, type Update } from './instance'
import { questionOf } from './loader'
import { Moves } from './moves'
import { planOf } from './plan'
import { missPrice, pricesFor } from './prices'
import { problemOf, type Problem } from './problem'
import { Search, type Budget } from './search'
import { snapshotOf, type Snapshot } from './snapshot'
import { State } from './state'
import { replanTune, tuneFor } from './tune'

/** Three ways to go on: only what must change; what is worth telling people; and as if nothing had been told. */
export type Restraint = 'repairs' | 'balanced' | 'free'

/** Prices in the search, and the share of those the update does not name who may change group. */
const moved: Record<Restraint, { person: number; meeting: number; share: number }> = {
  repairs: { person: 100 * missPrice, meeting: 40 * missPrice, share: 1 },
  balanced: { person: 20, meeting: 30, share: 0.1 },
  free: { person: 1, meeting: 1, share: 2 },
}

/**
 * A plan after a change: what is before `update.fromDay` stays as it was held, everybody keeps her group and every group
 * its meetings unless moving is worth its price. Newcomers are placed, meetings of an absent psychologist moved.
 */
export class Replanning {
  readonly instance: Instance
  readonly problem: Problem
  private readonly search: Search
  private readonly ids: string[]
  private readonly first: Snapshot

  constructor(
    before: Instance,
    base: PlanFile,
    update: Update,
    restraint: Restraint,
    seed: number,
    budget: Budget,
  ) {
    this.instance = updated(before, update)
    this.problem = problemOf(questionOf(this.instance, update.fromDay))
    this.ids = base.groups.map(({ id }) => id)
    const state = standing(this.problem, base, update, moved[restraint].share)
    state.prices = {
      ...pricesFor(this.problem, replanTune.aim),
      movedPerson: moved[restraint].person,
      movedMeeting: moved[restraint].meeting,
    }
    mend(state, new Moves(state, new Chance(seed)))
    scatter(state)
    const tune = { ...tuneFor(this.problem), ...replanTune }
    this.search = new Search(this.problem, seed, budget, base.groups.length, tune, state)
    this.first = snapshotOf(state)
  }

  step(): boolean {
    return this.search.step()
  }

  get best(): Snapshot {
    return this.search.best ?? this.first
  }

  plan(reasonOf: (resident: string) => string): PlanFile {
    return planOf(this.problem, this.instance.name, this.best, reasonOf, this.ids)
  }
}

/** The base plan as a state of the changed problem: everybody who is still there, every meeting where it was. */
function standing(problem: Problem, base: PlanFile, update: Update, share: number): State {
  const { input } = problem
  const state = new State(problem, base.groups.length, pricesFor(problem, replanTune.aim))
  const placeOf = <T>(list: readonly T[], test: (one: T) => boolean, what: string) => {
    const place = list.findIndex(test)
    if (place < 0) throw new PlanFileError(`the base plan names ${what}, which is not in the instance`)
    return place
  }
  const named = new Set([...update.rosters, ...update.leavers].map(({ id }) => id))
  const counts = Uint8Array.from(input.residents, ({ id }) => (named.has(id) ? 0 : 1))
  const home: Home = {
    group: new Int16Array(problem.residents).fill(-1),
    slots: new Int32Array(base.groups.length * state.meetings).fill(-1),
    past: new Uint8Array(base.groups.length),
    price: Float64Array.from(counts, (counted) => (counted ? 1 : 0.1)),
    counts,
    most: Math.floor(share * counts.reduce((sum, one) => sum + one, 0)),
  }
  base.groups.forEach(({ psychologistId, members, meetings, id }, group) => {
    if (meetings.length !== state.meetings)
      throw new PlanFileError(`the base plan: ${id} has ${meetings.length} meetings, not ${state.meetings}`)
    const guide = placeOf(input.guides, (one) => one.id === psychologistId, psychologistId)
    state.guide[group] = guide
    state.guideGroups[guide]! += 1
    meetings.forEach(({ day, start, roomId }, meeting) => {
      const slot = placeOf(
        input.slots,
        (one) => one.day === day && one.start === start,
        `day ${day} at ${start}`,
      )
      const room = placeOf(input.rooms, (one) => one.id === roomId, roomId)
      state.occupy(guide, slot, room, 1)
      state.write(group, meeting, slot, room)
      home.slots[group * state.meetings + meeting] = slot
      if (day < update.fromDay) home.past[group]! += 1
    })
    for (const member of members) {
      const one = placeOf(input.residents, ({ id: other }) => other === member, member)
      state.put(one, group)
      home.group[one] = group
    }
  })
  state.home = home
  return state
}

/** Groups whose psychologist cannot come to a coming meeting get the nearest series that she can. */
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
