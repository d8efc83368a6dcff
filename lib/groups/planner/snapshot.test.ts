import { expect, it } from 'vitest'
import { questionOf } from './loader'
import { pricesFor } from './prices'
import { problemOf } from './problem'
import { smallInstance } from './small.test-support'
import { restore, snapshotOf } from './snapshot'
import { State } from './state'

/** Who is where by the two ways in which a state knows it. */
const membersOf = (state: State) =>
  Array.from({ length: state.groups }, (_, group) => [
    [...state.members[group]!.subarray(0, state.size[group])].sort(),
    [...state.groupOf].flatMap((of, one) => (of === group ? [one] : [])),
  ])

it('a plan gone back to has everybody where she was, also where full groups had changed places', () => {
  const instance = smallInstance()
  instance.rules.groupSize = { ...instance.rules.groupSize, hardMax: 4 }
  const problem = problemOf(questionOf(instance))
  const state = new State(problem, 2, pricesFor(problem, { steepness: 1, floor: 0, floorPrice: 0 }))
  for (let one = 0; one < 8; one += 1) state.put(one, one < 4 ? 0 : 1)
  const before = snapshotOf(state)
  for (let one = 0; one < 4; one += 1) state.swap(one, one + 4)
  const after = membersOf(state)
  restore(state, before)
  for (const [listed, meant] of membersOf(state)) expect(listed).toEqual(meant)
  expect([...state.size.subarray(0, 2)]).toEqual([4, 4])
  for (let one = 0; one < 4; one += 1) state.swap(one, one + 4)
  expect(membersOf(state)).toEqual(after)
})
