import type { AssignmentQuestion } from './assignment'

/** A question of the size of a hospital, the same at every run. */
export function large(people: number, hosts: number, options: number, places: number): AssignmentQuestion {
  let seed = 7
  const chance = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return Math.floor((seed / 0x8000_0000) * most)
  }
  return {
    people: Array.from({ length: people }, () => {
      const chosen = new Set<number>()
      while (chosen.size < options) chosen.add(options === hosts ? chosen.size : chance(hosts))
      return { hosts: [...chosen], costs: [...chosen].map(() => chance(1000)) }
    }),
    places: Array.from({ length: hosts }, () => Array.from({ length: places }, (_, n) => 25 * (2 * n + 1))),
  }
}
