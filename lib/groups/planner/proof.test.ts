import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import { bestAlone, meanBound } from './bound'
import { evaluate } from './evaluate'
import { questionOf } from './loader'
import type { Instance } from './instance'
import { planOf } from './plan'
import { Planning } from './planning'
import { problemOf } from './problem'
import { Proof } from './proof'
import { smallInstance } from './small.test-support'

const highs = await loadHighs()

function proved(instance: Instance) {
  const problem = problemOf(questionOf(instance))
  const alone = bestAlone(problem)
  const proof = new Proof(highs, problem, alone)
  while (proof.step());
  return { problem, bound: proof.bound, alone: meanBound(alone) }
}

/** Of eight people some are away on some of the Mondays: alone each has her series, together they do not. */
function torn(seed: number): Instance {
  const instance = smallInstance()
  instance.residents.forEach((one, index) => {
    const weeks = Array.from({ length: 8 }, (_, week) =>
      (index * 5 + week * 3 + seed) % 7 < 3 ? 'VKKKK..' : 'KKKKK..',
    )
    one.roster = weeks.join('')
  })
  return instance
}

describe('what no plan can exceed', () => {
  it('is sharper than everybody alone, and never below a plan that keeps the rules', () => {
    let isSharper = false
    for (const seed of [0, 1, 2, 3, 4, 5, 6]) {
      const instance = torn(seed)
      const { problem, bound, alone } = proved(instance)
      expect(bound).toBeLessThanOrEqual(alone + 1e-6)
      isSharper ||= bound < alone - 0.01
      for (const groups of [1, 2]) {
        const planning = new Planning(problem, { seed: 1, effort: 0.05, groups })
        while (planning.step());
        const { breaches, unplaced, mean } = evaluate(
          instance,
          planOf(problem, instance.name, planning.best!, () => 'full'),
        )
        if (breaches.length === 0 && unplaced === 0) expect(mean).toBeLessThanOrEqual(bound + 1e-9)
      }
    }
    expect(isSharper).toBe(true)
  })

  it('is what the best plan reaches where a small case was tried out whole', () => {
    const instance = torn(2)
    const { problem, bound } = proved(instance)
    expect(bound).toBeGreaterThanOrEqual(bestOfAll(problem) - 1e-9)
    expect(bound).toBeLessThanOrEqual(bestOfAll(problem) + 0.05)
  })

  it('stays within one, also for somebody who comes late and somebody who never comes', () => {
    const instance = smallInstance()
    instance.residents[0]!.hireDate = '2027-02-22'
    instance.residents[1]!.endDate = instance.horizon.start
    const { bound, alone } = proved(instance)
    expect(bound).toBeGreaterThan(0.9)
    expect(bound).toBeLessThanOrEqual(Math.max(1, alone))
  })
})

/** The best mean over every way to make two groups and every series for each: slow, without any of the above. */
function bestOfAll(problem: ReturnType<typeof problemOf>): number {
  const { slots, code, residents, department, guideOpen, slotWeek, input } = problem
  const { meetings, gapWeeks, firstWeekMax, lastWeekMin } = input.rules
  const open = Array.from({ length: slots }, (_, slot) => slot).filter((slot) => guideOpen[slot])
  const series: number[][] = []
  const grow = (chosen: number[]) => {
    if (chosen.length === meetings) {
      if (slotWeek[chosen.at(-1)!]! >= lastWeekMin) series.push(chosen)
      return
    }
    for (const slot of open) {
      const gap = chosen.length === 0 ? 0 : slotWeek[slot]! - slotWeek[chosen.at(-1)!]!
      if (chosen.length === 0 ? slotWeek[slot]! > firstWeekMax : gap < gapWeeks.min || gap > gapWeeks.max)
        continue
      grow([...chosen, slot])
    }
  }
  grow([])
  const shareOf = new Map<string, Float64Array>()
  for (const chosen of series) {
    const shares = Float64Array.from({ length: residents }, (_, one) => {
      const codes = chosen.map((slot) => code[slot * residents + one]!)
      const held = codes.filter((is) => is > 0).length
      return codes.filter((is) => is === 17).length / held
    })
    shareOf.set(shares.join(), shares)
  }
  const all = [...shareOf.values()]
  let best = 0
  const { size, maxSameDepartment } = input.rules
  const isGroup = (set: number) => {
    const members = Array.from({ length: residents }, (_, one) => one).filter((one) => (set >> one) & 1)
    const ofFirst = members.filter((one) => department[one] === 0).length
    return (
      members.length >= size.hardMin &&
      members.length <= size.hardMax &&
      Math.max(ofFirst, members.length - ofFirst) <= maxSameDepartment
    )
  }
  const everybody = (1 << residents) - 1
  const parts = Array.from({ length: 1 << residents }, (_, set) => set).filter(
    (set) => (set & 1) === 1 && isGroup(set) && isGroup(everybody & ~set),
  )
  for (const set of parts) {
    const most = (isIn: (one: number) => boolean) =>
      Math.max(...all.map((shares) => shares.reduce((sum, share, one) => sum + (isIn(one) ? share : 0), 0)))
    best = Math.max(best, most((one) => ((set >> one) & 1) === 1) + most((one) => ((set >> one) & 1) === 0))
  }
  return best / residents
}
