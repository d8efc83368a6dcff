/**
 * What the planner knows: who is free at which start, who guides, which rooms. Neither files nor the database: a loader
 * makes it (`loader.ts` from the files; the app from its rest engine). Days, weeks and weekdays are those of the files.
 */
export interface Slot {
  day: number
  /** Minutes after local midnight. */
  start: number
}

export interface PlanRules {
  minutes: number
  meetings: number
  gapWeeks: { min: number; max: number }
  firstWeekMax: number
  lastWeekMin: number
  size: { hardMin: number; hardMax: number; softMin: number; softMax: number }
  maxSameDepartment: number
  bufferMinutes: number
  /** Seats in a room taken by the one who guides: 0 or 1. */
  seatsOfGuide: number
  stability: 'mix' | 'keep' | 'none'
  minActiveMeetings: number
}

export interface ProblemInput {
  weeks: number
  rules: PlanRules
  /** Every start at which a meeting may be, in order of day and time. */
  slots: readonly Slot[]
  residents: readonly {
    id: string
    department: string
    /** From this day up to, not including, the other, meetings count for her. */
    activeFrom: number
    activeUntil: number
    /** 1 per slot at which she is free. */
    free: Uint8Array
    previousGroup: string | null
  }[]
  guides: readonly {
    id: string
    open: Uint8Array
    maxGroups: number
    maxPerDay: number
    notFor: readonly string[]
  }[]
  rooms: readonly { id: string; capacity: number; open: Uint8Array }[]
  /** Who may never share a group: the assessed with an assessor, and those kept apart; pairs of resident ids. */
  apart: readonly (readonly [string, string])[]
}

/** Who is active at a slot counts `counted`, who can also come one more: a sum over meetings holds both. */
export const counted = 16
export const attended = 17
/** The sum of somebody who has no group. */
export const unplacedSum = 255
export const heldOf = (sum: number) => sum >> 4
export const presentOf = (sum: number) => sum & 15

export interface Problem {
  input: ProblemInput
  residents: number
  slots: number
  guides: number
  rooms: number
  departments: number
  days: number
  department: Uint16Array
  previous: Int16Array
  slotDay: Int32Array
  slotWeek: Int32Array
  /** [slot][resident]: 0 not in service, `counted`, or `attended`. */
  code: Uint8Array
  /** First and last slot that overlap a meeting there: in a room, and for a guide with the buffer. */
  roomFirst: Int32Array
  roomLast: Int32Array
  guideFirst: Int32Array
  guideLast: Int32Array
  guideOpen: Uint8Array
  roomOpen: Uint8Array
  /** Members a room holds beside the guide; rooms in order of it. */
  roomSeats: Int32Array
  roomOrder: Int32Array
  /** [guide][department]: 1 when she does not guide them. */
  forbidden: Uint8Array
  apart: Int16Array[]
  /** Slots worth trying of a guide in a week: `choices.subarray(choiceFrom[i], choiceFrom[i + 1])`, i = guide x weeks + week. */
  choices: Int32Array
  choiceFrom: Int32Array
  /** The same with every open slot, for when those worth trying are taken. */
  open: Int32Array
  openFrom: Int32Array
}

/** Lays the input out for the search: bytes per resident and slot, overlap lists, slots worth trying. Takes 10 to 100 ms. */
export function problemOf(input: ProblemInput): Problem {
  const { slots, residents, guides, rooms, rules, weeks } = input
  const departments = [...new Set(residents.map(({ department }) => department))].sort()
  const groups = [...new Set(residents.flatMap(({ previousGroup }) => previousGroup ?? []))]
  const place = new Map(residents.map(({ id }, index) => [id, index]))
  const code = new Uint8Array(slots.length * residents.length)
  residents.forEach(({ free, activeFrom, activeUntil }, resident) => {
    slots.forEach(({ day }, slot) => {
      if (day >= activeFrom && day < activeUntil)
        code[slot * residents.length + resident] = free[slot] ? attended : counted
    })
  })
  const apart: Int16Array[] = residents.map(() => new Int16Array(0))
  const others = residents.map(() => new Set<number>())
  for (const [a, b] of input.apart) {
    const first = place.get(a)
    const second = place.get(b)
    if (first === undefined || second === undefined || first === second) continue
    others[first]!.add(second)
    others[second]!.add(first)
  }
  others.forEach((set, resident) => (apart[resident] = Int16Array.from(set)))
  const seats = rooms.map(({ capacity }) => capacity - rules.seatsOfGuide)
  const [roomFirst, roomLast] = overlaps(slots, rules.minutes)
  const [guideFirst, guideLast] = overlaps(slots, rules.minutes + rules.bufferMinutes)
  const problem: Problem = {
    input,
    residents: residents.length,
    slots: slots.length,
    guides: guides.length,
    rooms: rooms.length,
    departments: departments.length,
    days: weeks * 7,
    department: Uint16Array.from(residents, (one) => departments.indexOf(one.department)),
    previous: Int16Array.from(residents, (one) =>
      one.previousGroup ? groups.indexOf(one.previousGroup) : -1,
    ),
    slotDay: Int32Array.from(slots, ({ day }) => day),
    slotWeek: Int32Array.from(slots, ({ day }) => Math.floor(day / 7)),
    code,
    roomFirst,
    roomLast,
    guideFirst,
    guideLast,
    guideOpen: joined(guides.map(({ open }) => open)),
    roomOpen: joined(rooms.map(({ open }) => open)),
    roomSeats: Int32Array.from(seats),
    roomOrder: Int32Array.from(seats.map((_, room) => room).sort((a, b) => seats[a]! - seats[b]! || a - b)),
    forbidden: joined(
      guides.map(({ notFor }) => Uint8Array.from(departments, (name) => (notFor.includes(name) ? 1 : 0))),
    ),
    apart,
    choices: new Int32Array(0),
    choiceFrom: new Int32Array(0),
    open: new Int32Array(0),
    openFrom: new Int32Array(0),
  }
  return { ...problem, ...choicesOf(problem) }
}

/** The first and last slot of the same day that start less than `minutes` from each. */
function overlaps(slots: readonly Slot[], minutes: number): [Int32Array, Int32Array] {
  const first = new Int32Array(slots.length)
  const last = new Int32Array(slots.length)
  const isNear = (a: Slot, b: Slot | undefined) => b?.day === a.day && Math.abs(a.start - b.start) < minutes
  slots.forEach((slot, index) => {
    let from = index
    let until = index
    while (isNear(slot, slots[from - 1])) from -= 1
    while (isNear(slot, slots[until + 1])) until += 1
    first[index] = from
    last[index] = until
  })
  return [first, last]
}

function joined(rows: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

/**
 * Per guide and week the open slots for which a room is ever open, without those whose people can all come at another of
 * them too: the other is never worse. Bit sets answer "can everybody who comes here also come there".
 */
function choicesOf(problem: Problem): Pick<Problem, 'choices' | 'choiceFrom' | 'open' | 'openFrom'> {
  const { slots, residents, guides, rooms, code, slotWeek, input } = problem
  const words = (residents + 31) >> 5
  const bits = new Uint32Array(slots * words)
  for (let slot = 0; slot < slots; slot += 1) {
    for (let one = 0; one < residents; one += 1) {
      if (code[slot * residents + one] === attended) bits[slot * words + (one >> 5)]! |= 1 << (one & 31)
    }
  }
  const isWithin = (a: number, b: number) => {
    for (let word = 0; word < words; word += 1) {
      if ((bits[a * words + word]! & ~bits[b * words + word]!) !== 0) return false
    }
    return true
  }
  const byWeek: number[][] = Array.from({ length: input.weeks }, () => [])
  for (let slot = 0; slot < slots; slot += 1) byWeek[slotWeek[slot]!]?.push(slot)
  const choices: number[] = []
  const choiceFrom = new Int32Array(guides * input.weeks + 1)
  const every: number[] = []
  const openFrom = new Int32Array(guides * input.weeks + 1)
  for (let guide = 0; guide < guides; guide += 1) {
    for (let week = 0; week < input.weeks; week += 1) {
      const open = byWeek[week]!.filter((slot) => {
        if (!problem.guideOpen[guide * slots + slot]) return false
        for (let room = 0; room < rooms; room += 1) if (problem.roomOpen[room * slots + slot]) return true
        return false
      })
      const kept: number[] = []
      for (const slot of open) {
        if (kept.some((other) => isWithin(slot, other))) continue
        for (let i = kept.length - 1; i >= 0; i -= 1) if (isWithin(kept[i]!, slot)) kept.splice(i, 1)
        kept.push(slot)
      }
      choices.push(...kept)
      every.push(...open)
      openFrom[guide * input.weeks + week + 1] = every.length
      choiceFrom[guide * input.weeks + week + 1] = choices.length
    }
  }
  return { choices: Int32Array.from(choices), choiceFrom, open: Int32Array.from(every), openFrom }
}
