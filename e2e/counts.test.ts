import { expect, it } from 'vitest'
import { countOne, readPlaywright, readVitest, sum } from './counts'

const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] }

it('reads what vitest counted', () => {
  expect(readVitest(vitest)).toEqual({ passed: 7, failed: 0, skipped: 2 })
})

it('counts a file that could not be loaded as a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }]
  expect(readVitest({ ...vitest, testResults }).failed).toBe(1)
})

it('does not count a failed file twice when its failed tests are counted', () => {
  const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }]
  expect(readVitest({ ...vitest, numFailedTests: 1, testResults }).failed).toBe(1)
})

it('counts a flaky browser test, and an error outside any test, as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(readPlaywright({ stats, errors: ['global setup'] })).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

it('adds up', () => {
  expect(sum([countOne(true), countOne(false), { passed: 3, failed: 0, skipped: 1 }])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 1,
  })
})
