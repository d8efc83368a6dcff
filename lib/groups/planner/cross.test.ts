import { expect, it } from 'vitest'
import { Chance } from './chance'
import { cross } from './cross'
import { evaluate } from './evaluate'
import { questionOf } from './loader'
import { planOf } from './plan'
import { Planning } from './planning'
import { pricesFor } from './prices'
import { problemOf } from './problem'
import { smallInstance } from './small.test-support'
import { costOf, snapshotOf } from './snapshot'
import { tuneFor } from './tune'

it('makes of two plans a third that keeps the rules, and knows what it costs', () => {
  const instance = smallInstance()
  instance.notTogether.push(['r4', 'r5'], ['r6', 'r7'])
  const problem = problemOf(questionOf(instance))
  const [one, other] = [1, 2].map((seed) => {
    const planning = new Planning(problem, { seed, effort: 0.02 })
    while (planning.step());
    return planning.best!
  })
  const prices = pricesFor(problem, tuneFor(problem).aim)
  for (let seed = 1; seed <= 25; seed += 1) {
    const { state } = cross(problem, prices, new Chance(seed), one!, other!)
    const made = snapshotOf(state)
    const { breaches, lost } = evaluate(
      instance,
      planOf(problem, instance.name, made, () => 'full'),
    )
    expect(breaches).toEqual([])
    expect(lost).toEqual([])
    expect(made.groups).toBe(one!.groups)
    expect(costOf(state)).toBeGreaterThanOrEqual(0)
  }
})
