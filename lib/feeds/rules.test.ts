import { expect, it } from 'vitest'
import { doubtCopy, isGone } from './rules'

it.each([
  [0, 0, null],
  [1, 0, 'empty'],
  [200, 0, 'empty'],
  [200, 99, 'shrunk'],
  [200, 100, null],
  [20, 9, 'shrunk'],
  [19, 1, null],
  [5, 200, null],
] as const)('%i shifts and then %i: %s', (before, count, doubt) => {
  expect(doubtCopy(before, count)).toBe(doubt)
})

it('misses somebody of many who had some shifts to come and has none', () => {
  expect([isGone(5, 0), isGone(4, 0), isGone(5, 1), isGone(0, 0)]).toEqual([true, false, false, false])
})
