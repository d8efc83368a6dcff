import { attended, counted, type Problem } from './problem'
import type { State } from './state'

/**
 * The best whole series for given people and weights: the best free slot of each week, then a walk over weeks that keeps
 * the gaps. Exact for a sum of weighted misses; what a plan really costs is asked afterwards.
 */
export class Series {
  /** The slots and rooms found, by meeting. */
  readonly slot: Int32Array
  readonly room: Int16Array
  private readonly value: Float64Array
  private readonly weekSlot: Int32Array
  private readonly weekRoom: Int16Array
  private readonly best: Float64Array
  private readonly from: Int16Array
  private readonly weeks: number
  private readonly meetings: number

  constructor(private readonly problem: Problem) {
    this.weeks = problem.input.weeks
    this.meetings = problem.input.rules.meetings
    this.slot = new Int32Array(this.meetings)
    this.room = new Int16Array(this.meetings)
    this.value = new Float64Array(this.weeks)
    this.weekSlot = new Int32Array(this.weeks)
    this.weekRoom = new Int16Array(this.weeks)
    this.best = new Float64Array(this.meetings * this.weeks)
    this.from = new Int16Array(this.meetings * this.weeks)
  }

  /**
   * Finds a series for a group with this guide whose own future meetings are not in the way (not occupied). Weights are
   * by resident; false when no series keeps the rules. Meetings before `past` stay as they are.
   */
  find(
    state: State,
    group: number,
    guide: number,
    people: ArrayLike<number>,
    count: number,
    weight: Float64Array,
    past = 0,
  ): boolean {
    const { choices, choiceFrom, open, openFrom } = this.problem
    this.weigh(state, group, guide, people, count, weight, choices, choiceFrom)
    if (this.walk(state, group, past)) return true
    // The starts worth trying may be taken by other groups of this guide: then any will do.
    this.weigh(state, group, guide, people, count, weight, open, openFrom)
    return this.walk(state, group, past)
  }

  private weigh(
    state: State,
    group: number,
    guide: number,
    people: ArrayLike<number>,
    count: number,
    weight: Float64Array,
    choices: Int32Array,
    choiceFrom: Int32Array,
  ): void {
    const { guideOpen, slots } = this.problem
    const seats = Math.max(state.size[group]!, 1)
    for (let week = 0; week < this.weeks; week += 1) {
      this.value[week] = -Infinity
      this.weekSlot[week] = -1
      const index = guide * this.weeks + week
      for (let i = choiceFrom[index]!; i < choiceFrom[index + 1]!; i += 1)
        this.consider(state, group, guide, people, count, weight, choices[i]!, seats)
    }
    const home = state.home
    if (!home) return
    // Where the group was is worth asking too, also where another start is never worse for attendance alone.
    for (let at = group * this.meetings; at < (group + 1) * this.meetings; at += 1) {
      const slot = home.slots[at] ?? -1
      if (slot >= 0 && guideOpen[guide * slots + slot])
        this.consider(state, group, guide, people, count, weight, slot, seats)
    }
  }

  private consider(
    state: State,
    group: number,
    guide: number,
    people: ArrayLike<number>,
    count: number,
    weight: Float64Array,
    slot: number,
    seats: number,
  ): void {
    if (!state.isGuideFree(guide, slot)) return
    const { code, residents, slotWeek } = this.problem
    const week = slotWeek[slot]!
    let value = state.home ? -state.slotCost(group, slot) / 1000 : 0
    const row = slot * residents
    for (let p = 0; p < count; p += 1) {
      const one = people[p]!
      const is = code[row + one]!
      if (is === counted) value -= weight[one]!
      else if (is === attended) value += 1e-3 * weight[one]!
    }
    if (value <= this.value[week]!) return
    const room = state.findRoom(slot, seats)
    if (room < 0) return
    this.value[week] = value
    this.weekSlot[week] = slot
    this.weekRoom[week] = room
  }

  private walk(state: State, group: number, past: number): boolean {
    const { weeks, meetings, best, from } = this
    const { gapWeeks, firstWeekMax, lastWeekMin } = this.problem.input.rules
    const first = group * meetings
    if (past >= meetings) return false
    best.fill(-Infinity)
    for (let meeting = past; meeting < meetings; meeting += 1) {
      for (let week = 0; week < weeks; week += 1) {
        if (this.weekSlot[week]! < 0) continue
        if (meeting === meetings - 1 && week < lastWeekMin) continue
        let before = -Infinity
        let beforeWeek = -1
        if (meeting === 0) {
          if (week > firstWeekMax) break
          before = 0
        } else if (meeting === past) {
          const gap = week - this.problem.slotWeek[state.slot[first + meeting - 1]!]!
          if (gap < gapWeeks.min || gap > gapWeeks.max || gap < 1) continue
          before = 0
        } else {
          for (let gap = Math.max(1, gapWeeks.min); gap <= gapWeeks.max && gap <= week; gap += 1) {
            const value = best[(meeting - 1) * weeks + week - gap]!
            if (value > before) {
              before = value
              beforeWeek = week - gap
            }
          }
        }
        best[meeting * weeks + week] = before + this.value[week]!
        from[meeting * weeks + week] = beforeWeek
      }
    }
    let week = -1
    let most = -Infinity
    for (let last = 0; last < weeks; last += 1) {
      if (best[(meetings - 1) * weeks + last]! > most) {
        most = best[(meetings - 1) * weeks + last]!
        week = last
      }
    }
    if (week < 0) return false
    for (let meeting = meetings - 1; meeting >= past; meeting -= 1) {
      this.slot[meeting] = this.weekSlot[week]!
      this.room[meeting] = this.weekRoom[week]!
      week = from[meeting * weeks + week]!
    }
    for (let meeting = 0; meeting < past; meeting += 1) {
      this.slot[meeting] = state.slot[first + meeting]!
      this.room[meeting] = state.room[first + meeting]!
    }
    return true
  }
}
