import { expect, it } from 'vitest'
import { questionOf } from './loader'
import { smallInstance } from './small.test-support'
import { planInThread, type PlanningThread } from './threads'

it('plans beside the program, and stops when told with the best so far', async () => {
  const hears = new Promise<PlanningThread>((resolve, reject) => {
    const thread = planInThread(questionOf(smallInstance()), { seed: 1, seconds: 60 }, ({ best }) => {
      if (best?.standing.unplaced === 0) resolve(thread)
    })
    thread.done.catch(reject)
  })
  const thread = await hears
  const before = performance.now()
  thread.cancel()
  const best = await thread.done
  expect(performance.now() - before).toBeLessThan(1000)
  expect(best!.standing).toMatchObject({ unplaced: 0, mean: 1 })
  expect(thread.spent()).toBeLessThan(1)
  expect(thread.bound()).toBe(1)
}, 20_000)

it('gives in a thread what it gives without', async () => {
  const input = questionOf(smallInstance())
  const plans = [1, 2].map(() => planInThread(input, { seed: 3, effort: 0.02 }).done)
  const [one, other] = await Promise.all(plans)
  expect(one).toEqual(other)
}, 20_000)
