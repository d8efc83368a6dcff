import { describe, expect, it } from 'vitest'
import { type Debt, digestsOf, isDigestDay, nextStepOf } from './escalation'

const debt = (changes: Partial<Debt> = {}): Debt => ({
  residentId: 'noor',
  guideId: 'hendrik',
  guideSince: '2026-01-01',
  dueOn: '2026-11-02',
  offeredOn: null,
  takenOn: [],
  ...changes,
})

describe('the next step of a debt', () => {
  it.each([
    ['is taken on the due date', {}, { step: 1, on: '2026-11-02' }],
    ['14 days later the education office hears', { takenOn: ['2026-11-02'] }, { step: 2, on: '2026-11-16' }],
    ['28 days later it is counted', { takenOn: ['2026-11-02', '2026-11-16'] }, { step: 3, on: '2026-11-30' }],
    ['none follows on the third', { takenOn: ['2026-11-02', '2026-11-16', '2026-11-30'] }, null],
    ['an offer delays the first by 14 days', { offeredOn: '2026-10-28' }, { step: 1, on: '2026-11-16' }],
    [
      'an offer after the first delays the second',
      { takenOn: ['2026-11-02'], offeredOn: '2026-11-05' },
      { step: 2, on: '2026-11-30' },
    ],
    [
      'on the very day of the first too',
      { takenOn: ['2026-11-02'], offeredOn: '2026-11-02' },
      { step: 2, on: '2026-11-30' },
    ],
    [
      'an offer from before the first delays the second no more',
      { takenOn: ['2026-11-16'], offeredOn: '2026-10-28' },
      { step: 2, on: '2026-11-30' },
    ],
    [
      'a step that was taken late moves the next along',
      { takenOn: ['2026-11-05'] },
      { step: 2, on: '2026-11-19' },
    ],
  ] as const)('%s', (_, changes, next) => {
    expect(nextStepOf(debt(changes))).toEqual(next)
  })
})

it('works from Monday to Friday', () => {
  const week = ['23', '24', '25', '26', '27', '28', '29'].map((day) => isDigestDay(`2026-11-${day}`))
  expect(week).toEqual([true, true, true, true, true, false, false])
})

describe('who is told', () => {
  it('nobody before the first step', () => {
    expect(digestsOf([debt()], ['helma'])).toEqual([])
  })

  it('the two after the first, the education office after the second, each once', () => {
    const debts = [
      debt({ takenOn: ['2026-11-02'] }),
      debt({ residentId: 'sem', takenOn: ['2026-11-05', '2026-11-19'] }),
    ]
    expect(digestsOf(debts, ['helma'])).toEqual([
      { personId: 'noor', newOn: '2026-11-02' },
      { personId: 'hendrik', newOn: '2026-11-05' },
      { personId: 'sem', newOn: '2026-11-05' },
      { personId: 'helma', newOn: '2026-11-19' },
    ])
  })

  it('a supervisor who took over hears of it as of her first day', () => {
    const debts = [debt({ takenOn: ['2026-11-02'], guideSince: '2026-11-09' })]
    expect(digestsOf(debts, [])).toContainEqual({ personId: 'hendrik', newOn: '2026-11-09' })
  })

  it('without a supervisor only the education office', () => {
    const debts = [debt({ guideId: null, guideSince: null, takenOn: ['2026-11-02', '2026-11-16'] })]
    expect(digestsOf(debts, ['helma'])).toEqual([{ personId: 'helma', newOn: '2026-11-16' }])
  })
})
