import { missPrice, type Aim } from './prices'
import type { Problem } from './problem'

/** How a search goes about: how many starts, how hot, which steps. Found by trying: see `bench.ts`. */
export interface Tune {
  /** Until which part of the budget plans are begun anew; the rest goes to what they make together. */
  startShare: number
  /** Moves of one start: as many starts as fit, and no more than `mostStarts`. */
  startMoves: number
  mostStarts: number
  /** Moves of what two plans make together. */
  childMoves: number
  aim: Aim
  hot: number
  cool: number
  /** From which temperature a plan is made better that is good already, and until which. */
  warm: number
  cold: number
  /** Of 1024 crossings, how many ask only for the mean, with nobody lower than the lowest of the best plan. */
  forMean: number
  /** Of 1024 draws, up to which each kind of step is made; the rest are swaps. */
  reslot: number
  move: number
  ring: number
  reseries: number
  exchange: number
}

/** Few people: a short start ends as high as a long one, but chance decides how high. So many starts, then crossings. */
const few: Tune = {
  startShare: 0.4,
  startMoves: 3e6,
  mostStarts: 8,
  childMoves: 1e6,
  aim: { steepness: 6, floor: 0.79, floorPrice: 8 * missPrice },
  hot: 4000,
  cool: 500,
  warm: 1500,
  cold: 400,
  forMean: 512,
  reslot: 300,
  move: 480,
  ring: 520,
  reseries: 528,
  exchange: 530,
}

/** A crossing that asks for the mean: every miss weighs the same, so that it cools further. */
export const meanTune = { floorPrice: 8 * missPrice, warm: 1500, cold: 150 }

/** Going on from a plan: not hot enough to forget it. */
export const replanTune: Partial<Tune> & { aim: Aim } = {
  aim: { steepness: 2, floor: 0, floorPrice: 0 },
  warm: 600,
  cold: 40,
}

/** Many people: one long start, which from the first on asks that nobody misses two meetings of a whole series. */
export function tuneFor({ residents, input }: Problem): Tune {
  if (residents <= 100) return few
  const { meetings } = input.rules
  const floor = (meetings - 1) / meetings - 0.01
  const one = { ...few, startShare: 0.94, mostStarts: 1, warm: 350, cold: 60, forMean: 0 }
  if (residents <= 300)
    return {
      ...one,
      aim: { steepness: 3, floor, floorPrice: 8 * missPrice },
      hot: 2000,
      cool: 150,
      reseries: 540,
      exchange: 544,
    }
  return { ...one, aim: { steepness: 2, floor, floorPrice: 5 * missPrice }, hot: 800, cool: 60 }
}

/** How many groups to make: as many as keep the wished size, with room to differ; within what guides can have. */
export function groupsFor({ residents, input }: Problem): number {
  const { softMin, softMax } = input.rules.size
  const most = input.guides.reduce((sum, { maxGroups }) => sum + maxGroups, 0)
  const many = Math.floor(residents / Math.max(1, softMin))
  // With many groups of the least size nobody can move without making one too small.
  const easy = Math.round(residents / Math.max(1, softMin + (softMax - softMin) / 3))
  return Math.max(1, Math.min(most, residents <= 100 ? many : easy))
}
