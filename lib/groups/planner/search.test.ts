import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate'
import { questionOf } from './loader'
import { planOf } from './plan'
import { Planning } from './planning'
import { problemOf } from './problem'
import { smallInstance } from './small.test-support'
import type { Instance } from './instance'

function planned(instance: Instance, seed = 1) {
  const problem = problemOf(questionOf(instance))
  const planning = new Planning(problem, { seed, effort: 0.05 })
  while (planning.step());
  return { planning, plan: planOf(problem, instance.name, planning.best!, () => 'full') }
}

describe('the search', () => {
  it('places everybody within the rules', () => {
    const instance = smallInstance()
    const { plan, planning } = planned(instance)
    const found = evaluate(instance, plan)
    expect(found.breaches).toEqual([])
    expect(found.unplaced).toBe(0)
    expect(found.mean).toBe(1)
    expect(planning.bound).toBe(1)
  })

  it('says of its own plan what the rosters say of it', () => {
    const instance = smallInstance()
    instance.residents[0]!.roster = 'OKKKK..'.repeat(3) + 'KKKKK..'.repeat(5)
    instance.residents[1]!.hireDate = '2027-01-25'
    const { plan, planning } = planned(instance)
    const { lowest, mean } = evaluate(instance, plan)
    expect(planning.best!.standing).toMatchObject({ lowest, mean })
    expect(mean).toBeLessThanOrEqual(planning.bound)
  })

  it('gives the same plan for the same seed and effort', () => {
    expect(JSON.stringify(planned(smallInstance(), 7).plan)).toBe(
      JSON.stringify(planned(smallInstance(), 7).plan),
    )
  })

  it('keeps assessors and those kept apart in other groups', () => {
    const instance = smallInstance()
    instance.residents[0]!.assessors.push('r2', 'r3')
    instance.notTogether.push(['r4', 'r5'], ['r6', 'r7'])
    expect(evaluate(instance, planned(instance).plan)).toMatchObject({ breaches: [], unplaced: 0 })
  })

  it('leaves nobody out without a reason when there are too few places', () => {
    const instance = smallInstance()
    instance.psychologists[0]!.maxGroups = 1
    const { plan, planning } = planned(instance)
    expect(planning.obstructions.map(({ rule }) => rule)).toContain('places')
    expect(evaluate(instance, plan)).toMatchObject({ breaches: [], lost: [], unplaced: 2 })
  })
})
