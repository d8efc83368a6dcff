import type { Home } from './home'
import type { Prices } from './prices'
import { unplacedSum, type Problem } from './problem'

/** A plan being changed: who is in which group, who guides it, when and where. Hard rules are never left, sizes apart. */
export class State {
  readonly pool: number
  readonly groupOf: Int16Array
  readonly members: Int16Array[]
  readonly seat: Int16Array
  readonly size: Int32Array
  readonly guide: Int16Array
  /** [group][meeting]: a slot and a room, -1 when there is none yet. */
  readonly slot: Int32Array
  readonly room: Int16Array
  /** [group][resident]: what her sum would be in that group. */
  readonly sum: Uint8Array
  readonly inDepartment: Uint8Array
  readonly inPrevious: Uint8Array
  readonly previousGroups: number
  readonly guideBusy: Uint8Array
  readonly guideDay: Uint8Array
  readonly guideGroups: Int32Array
  readonly roomBusy: Uint8Array
  /** Members its smallest room holds. */
  readonly seats: Int32Array
  readonly meetings: number
  home: Home | null = null
  /** How many of those who count are not where they were. */
  away = 0

  constructor(
    readonly problem: Problem,
    readonly groups: number,
    public prices: Prices,
  ) {
    const { residents, departments, slots, guides, days, input } = problem
    const { hardMax } = input.rules.size
    this.meetings = input.rules.meetings
    this.pool = groups
    this.groupOf = new Int16Array(residents).fill(groups)
    this.members = Array.from(
      { length: groups + 1 },
      (_, group) => new Int16Array(group === groups ? residents : hardMax),
    )
    this.seat = Int16Array.from({ length: residents }, (_, one) => one)
    this.members[groups]!.set(this.seat)
    this.size = new Int32Array(groups + 1)
    this.size[groups] = residents
    this.guide = new Int16Array(groups).fill(-1)
    this.slot = new Int32Array(groups * this.meetings).fill(-1)
    this.room = new Int16Array(groups * this.meetings).fill(-1)
    this.sum = new Uint8Array((groups + 1) * residents)
    this.sum.fill(unplacedSum, groups * residents)
    this.inDepartment = new Uint8Array((groups + 1) * departments)
    this.previousGroups = problem.previous.reduce((most, one) => Math.max(most, one + 1), 0)
    this.inPrevious = new Uint8Array((groups + 1) * this.previousGroups)
    this.guideBusy = new Uint8Array(guides * slots)
    this.guideDay = new Uint8Array(guides * days)
    this.guideGroups = new Int32Array(guides)
    this.roomBusy = Uint8Array.from(problem.roomOpen, (open) => (open ? 0 : 1))
    this.seats = new Int32Array(groups + 1).fill(hardMax)
    this.seats[groups] = residents
  }

  // People ------------------------------------------------------------------------------------------------------

  personCost(group: number, one: number): number {
    const cost = this.prices.person[this.sum[group * this.problem.residents + one]!]!
    const home = this.home
    return home && home.group[one] !== group && home.group[one]! >= 0
      ? cost + this.prices.movedPerson * home.price[one]!
      : cost
  }

  /** Whether the rules let this resident into the group when `leaver` (or -1: nobody) goes out of it. */
  canJoin(group: number, one: number, leaver: number): boolean {
    if (group === this.pool) return true
    const { problem } = this
    const { departments, department } = problem
    const of = department[one]!
    if (problem.forbidden[this.guide[group]! * departments + of]) return false
    const same =
      this.inDepartment[group * departments + of]! - (leaver >= 0 && department[leaver] === of ? 1 : 0)
    if (same >= problem.input.rules.maxSameDepartment) return false
    const apart = problem.apart[one]!
    for (let i = 0; i < apart.length; i += 1) {
      const other = apart[i]!
      if (other !== leaver && this.groupOf[other] === group) return false
    }
    return true
  }

  /** What a swap of two people of different groups costs; below 0 when it is better. */
  swapCost(a: number, b: number): number {
    const { problem, prices } = this
    const groupA = this.groupOf[a]!
    const groupB = this.groupOf[b]!
    let cost =
      this.personCost(groupB, a) +
      this.personCost(groupA, b) -
      this.personCost(groupA, a) -
      this.personCost(groupB, b)
    const { departments, department } = problem
    const ofA = department[a]!
    const ofB = department[b]!
    if (ofA !== ofB && prices.sameDepartment !== 0) {
      const count = this.inDepartment
      let same = 0
      if (groupA !== this.pool) {
        if (count[groupA * departments + ofA]! > 1) same -= 1
        if (count[groupA * departments + ofB]! > 0) same += 1
      }
      if (groupB !== this.pool) {
        if (count[groupB * departments + ofB]! > 1) same -= 1
        if (count[groupB * departments + ofA]! > 0) same += 1
      }
      cost += same * prices.sameDepartment
    }
    if (prices.repeatedPair !== 0 && problem.previous[a] !== problem.previous[b]) {
      cost +=
        prices.repeatedPair *
        (this.pairs(groupB, a, 0) +
          this.pairs(groupA, b, 0) -
          this.pairs(groupA, a, 1) -
          this.pairs(groupB, b, 1))
    }
    return cost
  }

  /** What it costs to bring somebody into another group, whoever is there staying. */
  moveCost(one: number, group: number): number {
    const { prices } = this
    const from = this.groupOf[one]!
    let cost = this.personCost(group, one) - this.personCost(from, one)
    const of = this.problem.department[one]!
    const { departments } = this.problem
    if (from !== this.pool) {
      cost += prices.size[this.size[from]! - 1]! - prices.size[this.size[from]!]!
      if (this.inDepartment[from * departments + of]! > 1) cost -= prices.sameDepartment
    }
    if (group !== this.pool) {
      cost += prices.size[this.size[group]! + 1]! - prices.size[this.size[group]!]!
      if (this.inDepartment[group * departments + of]! > 0) cost += prices.sameDepartment
    }
    if (prices.repeatedPair !== 0)
      cost += prices.repeatedPair * (this.pairs(group, one, 0) - this.pairs(from, one, 1))
    return cost
  }

  private pairs(group: number, one: number, self: number): number {
    const previous = this.problem.previous[one]!
    return previous < 0 || group === this.pool
      ? 0
      : this.inPrevious[group * this.previousGroups + previous]! - self
  }

  /** Puts somebody in a group without asking whether she may. */
  put(one: number, group: number): void {
    const from = this.groupOf[one]!
    const last = this.members[from]![this.size[from]! - 1]!
    const at = this.seat[one]!
    this.members[from]![at] = last
    this.seat[last] = at
    this.size[from]! -= 1
    this.count(one, from, -1)
    this.members[group]![this.size[group]!] = one
    this.seat[one] = this.size[group]!
    this.size[group]! += 1
    this.count(one, group, 1)
    this.groupOf[one] = group
  }

  swap(a: number, b: number): void {
    const groupA = this.groupOf[a]!
    const groupB = this.groupOf[b]!
    const seatA = this.seat[a]!
    const seatB = this.seat[b]!
    this.members[groupA]![seatA] = b
    this.members[groupB]![seatB] = a
    this.seat[a] = seatB
    this.seat[b] = seatA
    this.groupOf[a] = groupB
    this.groupOf[b] = groupA
    this.count(a, groupA, -1)
    this.count(b, groupB, -1)
    this.count(a, groupB, 1)
    this.count(b, groupA, 1)
  }

  private count(one: number, group: number, step: number): void {
    if (this.home?.group[one] === group && this.home.counts[one] === 1) this.away -= step
    this.inDepartment[group * this.problem.departments + this.problem.department[one]!]! += step
    const previous = this.problem.previous[one]!
    if (previous >= 0) this.inPrevious[group * this.previousGroups + previous]! += step
  }

  // Meetings ----------------------------------------------------------------------------------------------------

  isGuideFree(guide: number, slot: number): boolean {
    const { problem } = this
    return (
      this.guideBusy[guide * problem.slots + slot] === 0 &&
      this.guideDay[guide * problem.days + problem.slotDay[slot]!]! < problem.input.guides[guide]!.maxPerDay
    )
  }

  /** The smallest room that is free then and holds so many members; -1 when there is none. */
  findRoom(slot: number, members: number): number {
    const { roomOrder, roomSeats, slots } = this.problem
    for (let i = 0; i < roomOrder.length; i += 1) {
      const room = roomOrder[i]!
      if (roomSeats[room]! >= members && this.roomBusy[room * slots + slot] === 0) return room
    }
    return -1
  }

  /** Takes (1) or gives back (-1) the time of a guide and a room. */
  occupy(guide: number, slot: number, room: number, step: 1 | -1): void {
    const { problem } = this
    for (let at = problem.guideFirst[slot]!; at <= problem.guideLast[slot]!; at += 1)
      this.guideBusy[guide * problem.slots + at]! += step
    for (let at = problem.roomFirst[slot]!; at <= problem.roomLast[slot]!; at += 1)
      this.roomBusy[room * problem.slots + at]! += step
    this.guideDay[guide * problem.days + problem.slotDay[slot]!]! += step
  }

  /** Writes a meeting down and counts it for everybody; -1 takes it away. Time is taken with occupy(). */
  write(group: number, meeting: number, slot: number, room: number): void {
    const { residents, code } = this.problem
    const at = group * this.meetings + meeting
    const before = this.slot[at]!
    this.slot[at] = slot
    this.room[at] = room
    if (before === slot) return this.countSeats(group)
    const row = group * residents
    const { sum } = this
    if (before >= 0)
      for (let one = 0; one < residents; one += 1) sum[row + one]! -= code[before * residents + one]!
    if (slot >= 0)
      for (let one = 0; one < residents; one += 1) sum[row + one]! += code[slot * residents + one]!
    this.countSeats(group)
  }

  private countSeats(group: number): void {
    let seats = this.problem.input.rules.size.hardMax
    for (let at = group * this.meetings; at < (group + 1) * this.meetings; at += 1) {
      const room = this.room[at]!
      if (room >= 0 && this.problem.roomSeats[room]! < seats) seats = this.problem.roomSeats[room]!
    }
    this.seats[group] = seats
  }

  /** Makes room for one member more, moving meetings to larger free rooms; false when there are none. */
  growRooms(group: number): boolean {
    const members = this.size[group]! + 1
    if (members > this.problem.input.rules.size.hardMax) return false
    const past = this.home?.past[group] ?? 0
    for (let meeting = past; meeting < this.meetings; meeting += 1) {
      const at = group * this.meetings + meeting
      const room = this.room[at]!
      if (room < 0 || this.problem.roomSeats[room]! >= members) continue
      const slot = this.slot[at]!
      const larger = this.findRoom(slot, members)
      if (larger < 0) return false
      this.occupy(this.guide[group]!, slot, room, -1)
      this.occupy(this.guide[group]!, slot, larger, 1)
      this.room[at] = larger
    }
    this.countSeats(group)
    return this.seats[group]! >= members
  }

  /** What a slot costs by itself: nothing, or the price of a meeting that is not where it was. */
  slotCost(group: number, slot: number): number {
    const home = this.home
    if (!home || home.slots.length <= group * this.meetings) return 0
    for (let at = group * this.meetings; at < (group + 1) * this.meetings; at += 1) {
      if (home.slots[at] === slot) return 0
    }
    return this.prices.movedMeeting
  }
}
