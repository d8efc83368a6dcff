import { heldOf, presentOf, unplacedSum, type Problem } from './problem'

/** What a plan is held to while it is searched, in whole numbers: a miss of one in a full series is about 1000. */
export interface Prices {
  /** Per sum of a resident (see problem.ts); the last is that of nobody's group. */
  person: Float64Array
  /** Per size of a group. */
  size: Float64Array
  sameDepartment: number
  /** Per pair that shared the previous group: above 0 to mix, below to keep. */
  repeatedPair: number
  movedPerson: number
  movedMeeting: number
}

/** One miss of a whole series, in the whole numbers of the search. */
export const missPrice = 1000
const unplacedPrice = 400 * missPrice
const lowPrice = 60 * missPrice

/**
 * What a stage of the search aims at. `steepness`: how many times worse each next miss is. `floor`: an attendance below
 * which nobody should stay, if it can be helped.
 */
export interface Aim {
  steepness: number
  floor: number
  floorPrice: number
}

/** Prices in whole numbers: sums of them are exact, so that the order of adding never matters. */
export function pricesFor(problem: Problem, aim: Aim): Prices {
  const { rules } = problem.input
  const person = new Float64Array(256)
  for (let sum = 0; sum < 256; sum += 1) {
    const held = heldOf(sum)
    if (presentOf(sum) > held || held > rules.meetings) continue
    person[sum] = Math.round(missCost(aim, rules.meetings, held, held - presentOf(sum)))
    if (held < rules.minActiveMeetings) person[sum]! += (rules.minActiveMeetings - held) * 2 * missPrice
  }
  person[unplacedSum] = unplacedPrice
  const { hardMin, hardMax, softMin, softMax } = rules.size
  const size = Float64Array.from({ length: Math.max(hardMax, problem.residents) + 2 }, (_, members) => {
    if (members < hardMin) return (hardMin - members) * unplacedPrice
    if (members < softMin) return (softMin - members) * sizePrice
    if (members > softMax) return (members - softMax) * sizePrice
    return 0
  })
  const { stability } = rules
  return {
    person,
    size,
    sameDepartment: 8,
    repeatedPair: stability === 'mix' ? 30 : stability === 'keep' ? -30 : 0,
    movedPerson: 0,
    movedMeeting: 0,
  }
}

const sizePrice = 3 * missPrice

function missCost(
  { steepness, floor, floorPrice }: Aim,
  meetings: number,
  held: number,
  misses: number,
): number {
  if (misses <= 0) return 0
  const inFull = (misses / held) * meetings
  let cost = missPrice * inFull
  if (steepness > 1) {
    // A geometric row, with a straight line between its whole steps: no pow(), which differs between engines.
    cost = 0
    let next = missPrice
    let left = inFull
    while (left > 0) {
      cost += next * Math.min(1, left)
      next *= steepness
      left -= 1
    }
  }
  const share = (held - misses) / held
  const short = floor - share
  if (short > 1e-9) cost += floorPrice * (1 + short * meetings)
  if (share < 2 / 3 - 1e-9) cost += lowPrice
  return cost
}

/** What counts, in the order of FORMAT.md; attendance as parts of one. */
export interface Standing {
  unplaced: number
  /** Groups outside the sizes that must be. */
  outOfSize: number
  belowTwoThirds: number
  lowest: number
  mean: number
  outsideWishedSize: number
}

/** Below 0 when `a` is the better plan. */
export function compareStandings(a: Standing, b: Standing): number {
  const equal = 1e-9
  if (a.outOfSize !== b.outOfSize) return a.outOfSize - b.outOfSize
  if (a.unplaced !== b.unplaced) return a.unplaced - b.unplaced
  if (a.belowTwoThirds !== b.belowTwoThirds) return a.belowTwoThirds - b.belowTwoThirds
  if (Math.abs(a.lowest - b.lowest) > equal) return b.lowest - a.lowest
  if (Math.abs(a.mean - b.mean) > equal) return b.mean - a.mean
  return a.outsideWishedSize - b.outsideWishedSize
}
