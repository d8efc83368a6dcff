import { attended, counted, type Problem } from './problem'

/** A group by itself: a guide, a series (starts by meeting) and members, with the sum of their shares. */
export interface Column {
  guide: number
  slots: readonly number[]
  members: readonly number[]
  /** The sum of her members' attendance, each in parts of one; who has no meeting in service counts as one. */
  value: number
}

/**
 * The best groups a guide could have when each member costs a price: all series of starts that are open to her and keep
 * the weeks, with at most as many members as a group holds. A walk in depth over the starts worth trying, which turns
 * back where even the best rest for each person by herself cannot beat what was found. Rooms, people kept apart and the
 * other groups of the guide are not asked for: what is found is never less than what a plan can have.
 */
export class Columns {
  readonly people: Int32Array
  /** How many branches the last walk looked at. */
  looked = 0
  found: Column[] = []
  private readonly starts: readonly (readonly number[])[]
  /** [rest][week][person][present x width + held]: the best share with so many meetings left after that week; -1: none. */
  private readonly best: Float64Array
  private readonly sums: Uint8Array[]
  private readonly chosen: number[] = []
  private readonly top: Float64Array
  private prices: Float64Array = new Float64Array(0)
  private readonly width: number
  private beaten = 0

  constructor(
    private readonly problem: Problem,
    readonly guide: number,
    /** 0 for who can have no meeting that counts: she is not in the mean. */
    private readonly inMean: Uint8Array,
  ) {
    const { forbidden, departments, department, residents, input } = problem
    const { meetings, size } = input.rules
    this.width = meetings + 1
    this.people = Int32Array.from(
      Array.from({ length: residents }, (_, one) => one).filter(
        (one) => !forbidden[guide * departments + department[one]!],
      ),
    )
    this.starts = Array.from({ length: input.weeks }, (_, week) => this.startsWorthTrying(week))
    this.sums = Array.from({ length: meetings + 1 }, () => new Uint8Array(this.people.length))
    this.top = new Float64Array(size.hardMax)
    this.best = this.bestRests()
  }

  /**
   * Answers the most a group of this guide is worth above the prices of its members, 0 when none is worth more than
   * them; `found` holds groups met on the way, the best last. Gives way between branches.
   */
  *price(prices: Float64Array): Generator<void, number, void> {
    this.prices = prices
    this.beaten = 1e-9
    this.looked = 0
    this.found = []
    const { firstWeekMax } = this.problem.input.rules
    for (const branch of this.branches(0, 0, firstWeekMax)) {
      if (branch.most <= this.beaten) break
      this.walk(0, branch)
      yield
    }
    return this.found.length > 0 ? this.beaten : 0
  }

  private walk(meeting: number, { slot, week }: Branch): void {
    const { meetings, gapWeeks } = this.problem.input.rules
    this.add(meeting, slot)
    this.chosen[meeting] = slot
    if (meeting === meetings - 1) return this.keep(week)
    for (const branch of this.branches(meeting + 1, week + gapWeeks.min, week + gapWeeks.max)) {
      if (branch.most <= this.beaten) return
      this.walk(meeting + 1, branch)
    }
  }

  /** The starts of these weeks for a meeting, the most promising first. */
  private branches(meeting: number, from: number, until: number): Branch[] {
    const { weeks, rules } = this.problem.input
    const branches: Branch[] = []
    for (let week = from; week <= until && week < weeks; week += 1) {
      for (const slot of this.starts[week]!) {
        this.add(meeting, slot)
        this.looked += 1
        const most = this.mostFrom(rules.meetings - 1 - meeting, week, this.sums[meeting + 1]!)
        if (most > this.beaten) branches.push({ most, slot, week })
      }
    }
    return branches.sort((a, b) => b.most - a.most || a.slot - b.slot)
  }

  private add(meeting: number, slot: number): void {
    const { code, residents } = this.problem
    const before = this.sums[meeting]!
    const after = this.sums[meeting + 1]!
    const row = slot * residents
    const { people, width } = this
    for (let at = 0; at < people.length; at += 1) {
      const is = code[row + people[at]!]!
      after[at] = before[at]! + (is === attended ? width + 1 : is === counted ? 1 : 0)
    }
  }

  /** No group with these sums can be worth more than this above its prices. */
  private mostFrom(rest: number, week: number, sums: Uint8Array): number {
    const { people, best, prices, top, width } = this
    const { hardMin } = this.problem.input.rules.size
    const row = (rest * this.problem.input.weeks + week) * people.length
    const most = top.length
    let count = 0
    for (let at = 0; at < people.length; at += 1) {
      const gain = best[(row + at) * width * width + sums[at]!]! - prices[people[at]!]!
      if (count >= hardMin && gain <= 0) continue
      let place = count < most ? count : most - 1
      if (count < most) count += 1
      else if (gain <= top[place]!) continue
      for (; place > 0 && top[place - 1]! < gain; place -= 1) top[place] = top[place - 1]!
      top[place] = gain
    }
    let sum = 0
    for (let place = 0; place < count && (place < hardMin || top[place]! > 0); place += 1) sum += top[place]!
    return sum
  }

  /** The best members for the series chosen: of each department no more than may, and at least as few as must. */
  private keep(week: number): void {
    const { people, best, prices, problem, width } = this
    const { size, meetings, maxSameDepartment } = problem.input.rules
    const sums = this.sums[meetings]!
    const shares = Float64Array.from(
      people,
      (_, at) => best[(week * people.length + at) * width * width + sums[at]!]!,
    )
    const gain = (at: number) => shares[at]! - prices[people[at]!]!
    const order = Array.from(people, (_, at) => at).sort((a, b) => gain(b) - gain(a) || a - b)
    const inDepartment = new Uint16Array(problem.departments)
    const members: number[] = []
    let [worth, value] = [0, 0]
    for (const at of order) {
      if (members.length >= size.hardMax || (members.length >= size.hardMin && gain(at) <= 0)) break
      const of = problem.department[people[at]!]!
      if (inDepartment[of]! >= maxSameDepartment) continue
      inDepartment[of]! += 1
      members.push(people[at]!)
      worth += gain(at)
      value += shares[at]!
    }
    if (worth <= this.beaten) return
    this.beaten = worth
    this.found.push({ guide: this.guide, slots: [...this.chosen], members, value })
  }

  /** The open starts of a week without those where another is never worse for any of the people. */
  private startsWorthTrying(week: number): number[] {
    const { problem, guide, people } = this
    const { slots, slotWeek, guideOpen, roomOpen, rooms, code, residents } = problem
    const kept: number[] = []
    const worth = (slot: number, one: number) => {
      const is = code[slot * residents + one]!
      return is === attended ? 2 : is === counted ? 0 : 1
    }
    const isNeverBetter = (slot: number, other: number) =>
      people.every((one) => worth(slot, one) <= worth(other, one))
    for (let slot = 0; slot < slots; slot += 1) {
      if (slotWeek[slot] !== week || !guideOpen[guide * slots + slot]) continue
      let hasRoom = false
      for (let room = 0; room < rooms && !hasRoom; room += 1) hasRoom = roomOpen[room * slots + slot] === 1
      if (!hasRoom || kept.some((other) => isNeverBetter(slot, other))) continue
      for (let at = kept.length - 1; at >= 0; at -= 1) if (isNeverBetter(kept[at]!, slot)) kept.splice(at, 1)
      kept.push(slot)
    }
    return kept
  }

  private bestRests(): Float64Array {
    const { problem, people, inMean, width } = this
    const { weeks, rules } = problem.input
    const { meetings, gapWeeks, lastWeekMin } = rules
    const square = width * width
    const best = new Float64Array(meetings * weeks * people.length * square).fill(-1)
    const row = (rest: number, week: number, at: number) =>
      ((rest * weeks + week) * people.length + at) * square
    for (let week = lastWeekMin; week < weeks; week += 1) {
      people.forEach((one, at) => {
        for (let held = 0; held <= meetings; held += 1) {
          for (let present = 0; present <= held; present += 1)
            best[row(0, week, at) + present * width + held] = !inMean[one]
              ? 0
              : held === 0
                ? 1
                : present / held
        }
      })
    }
    for (let rest = 1; rest < meetings; rest += 1) {
      for (let week = 0; week < weeks; week += 1) {
        for (let next = week + gapWeeks.min; next <= week + gapWeeks.max && next < weeks; next += 1) {
          people.forEach((one, at) => {
            const to = row(rest, week, at)
            const from = row(rest - 1, next, at)
            for (const step of this.stepsOf(next, one)) {
              for (let held = 0; held <= meetings - rest; held += 1) {
                for (let present = 0; present <= held; present += 1) {
                  const sum = present * width + held
                  best[to + sum] = Math.max(best[to + sum]!, best[from + sum + step]!)
                }
              }
            }
          })
        }
      }
    }
    return best
  }

  /** What a meeting in this week can add to the sum of somebody. */
  private stepsOf(week: number, one: number): number[] {
    const { width } = this
    const { code, residents } = this.problem
    const codes = new Set(this.starts[week]!.map((slot) => code[slot * residents + one]!))
    return Array.from(codes, (is) => (is === attended ? width + 1 : is === counted ? 1 : 0))
  }
}

interface Branch {
  most: number
  slot: number
  week: number
}
