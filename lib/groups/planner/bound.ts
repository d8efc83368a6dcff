import { attended, type Problem } from './problem'

/**
 * No plan can exceed this mean attendance: everybody alone gets the series that suits her best, of a guide who may guide
 * her. Proof: in any plan each resident has some series of some guide that keeps the weeks; hers is never better than
 * the best of them. Exact by a walk over weeks; it ignores that people share a series. Parts of one, by resident.
 */
export function bestAlone(problem: Problem): Alone {
  const { residents, guides, input, code, slotWeek, forbidden, departments, department } = problem
  const { weeks, rules } = input
  const share = new Float64Array(residents).fill(-1)
  const mayNotCount = new Uint8Array(residents)
  const open = Array.from({ length: guides }, (_, guide) => openSlots(problem, guide))
  const week = new Uint8Array(weeks)
  for (let one = 0; one < residents; one += 1) {
    const { activeFrom, activeUntil } = input.residents[one]!
    const isWhole = activeFrom <= 0 && activeUntil >= weeks * 7
    for (let guide = 0; guide < guides; guide += 1) {
      if (isWhole && share[one] === 1) break
      if (forbidden[guide * departments + department[one]!]) continue
      week.fill(0)
      const own = open[guide]!
      for (let i = 0; i < own.length; i += 1) {
        const is = code[own[i]! * residents + one]!
        week[slotWeek[own[i]!]!]! |= is === attended ? canCome : is > 0 ? wouldMiss : doesNotCount
      }
      const found = bestSeries(week, rules)
      if (found.share > share[one]!) share[one] = found.share
      if (found.mayNotCount) mayNotCount[one] = 1
    }
  }
  return { share, mayNotCount }
}

export interface Alone {
  /** The best share of each resident; -1 when no series has a meeting that counts. */
  share: Float64Array
  /** 1 when there is a series without a meeting that counts for her. */
  mayNotCount: Uint8Array
}

const canCome = 1
const wouldMiss = 2
const doesNotCount = 4

/** Every open start of a guide with an open room: also those the search leaves out as never better. */
function openSlots({ slots, guideOpen, roomOpen, rooms }: Problem, guide: number): Int32Array {
  const open: number[] = []
  for (let slot = 0; slot < slots; slot += 1) {
    if (!guideOpen[guide * slots + slot]) continue
    let hasRoom = false
    for (let room = 0; room < rooms && !hasRoom; room += 1) hasRoom = roomOpen[room * slots + slot] === 1
    if (hasRoom) open.push(slot)
  }
  return Int32Array.from(open)
}

/** The best share over all series: most meetings present for each number of meetings that count. */
function bestSeries(
  week: Uint8Array,
  rules: Problem['input']['rules'],
): { share: number; mayNotCount: boolean } {
  const { meetings, gapWeeks, firstWeekMax, lastWeekMin } = rules
  const weeks = week.length
  const width = meetings + 1
  let before = new Int16Array(weeks * width).fill(-1)
  let now = new Int16Array(weeks * width)
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    now.fill(-1)
    for (let w = 0; w < weeks; w += 1) {
      const can = week[w]!
      if (!can || (meeting === 0 && w > firstWeekMax)) continue
      for (let held = 0; held <= meeting; held += 1) {
        let most = meeting === 0 ? 0 : -1
        if (meeting > 0) {
          for (let gap = gapWeeks.min; gap <= gapWeeks.max && gap <= w; gap += 1)
            most = Math.max(most, before[(w - gap) * width + held]!)
        }
        if (most < 0) continue
        if (can & doesNotCount) now[w * width + held] = Math.max(now[w * width + held]!, most)
        const present = can & canCome ? most + 1 : can & wouldMiss ? most : -1
        if (present >= 0) now[w * width + held + 1] = Math.max(now[w * width + held + 1]!, present)
      }
    }
    ;[before, now] = [now, before]
  }
  let share = -1
  let mayNotCount = false
  for (let w = lastWeekMin; w < weeks; w += 1) {
    if (before[w * width]! >= 0) mayNotCount = true
    for (let held = 1; held <= meetings; held += 1) {
      const present = before[w * width + held]!
      if (present >= 0) share = Math.max(share, present / held)
    }
  }
  return { share, mayNotCount }
}

/**
 * The bound on the mean that follows from a bound per resident. Somebody for whom no meeting counts is not in the mean:
 * who may be left out of it so, is left out where that raises it.
 */
export function meanBound({ share, mayNotCount }: Alone): number {
  let [sum, people] = [0, 0]
  const loose: number[] = []
  share.forEach((best, one) => {
    if (best < 0) return
    if (mayNotCount[one]) loose.push(best)
    else {
      sum += best
      people += 1
    }
  })
  loose.sort((a, b) => b - a)
  for (const best of loose) {
    if (people > 0 && best <= sum / people) break
    sum += best
    people += 1
  }
  return people > 0 ? sum / people : 1
}
