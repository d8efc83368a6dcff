import { describe, expect, it } from 'vitest'
import { type Figure, shareOf, trendOf } from './rules'

const of = (...reached: (number | null)[]): Figure[] =>
  reached.map((each, n) => ({ month: `2026-0${n + 1}-01`, total: each === null ? null : 100, reached: each }))

describe('a share', () => {
  it('is a part of the whole, or nothing without a figure', () => {
    expect(shareOf({ month: '2026-01-01', total: 40, reached: 30 })).toBe(0.75)
    expect(shareOf({ month: '2026-01-01', total: 40, reached: null })).toBeNull()
    expect(shareOf({ month: '2026-01-01', total: null, reached: null })).toBeNull()
  })
})

describe('a trend', () => {
  it.each([
    ['looks three months back', of(10, 70, 70, 70, 75), 'up'],
    ['rises from five percent on', of(75, 76, 77, 80), 'up'],
    ['four is chance', of(75, 76, 77, 79), 'same'],
    ['falls from five percent on', of(80, 79, 79, 75), 'down'],
    ['takes the oldest there is', of(70, 80), 'up'],
    ['skips a month without a figure', of(null, 70, null, 80), 'up'],
    ['is not told from one', of(70), null],
    ['is not told when the newest has no figure', of(70, 80, null), null],
    ['is not told of months long ago', of(70, null, null, null, 80), null],
  ] as const)('%s', (_, figures, trend) => {
    expect(trendOf(figures)).toBe(trend)
  })
})
