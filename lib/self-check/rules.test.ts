import { describe, expect, it } from 'vitest'
import { addDaysOn } from '@/lib/time'
import {
  changesSince,
  frequencies,
  lastBefore,
  outcomeOf,
  readKept,
  statements,
  withCheck,
  withoutDay,
  workItems,
  writeKept,
  type KeptCheck,
} from './rules'

const today = '2026-11-24'
const check = (on: string, more: Partial<KeptCheck> = {}): KeptCheck => ({
  on,
  work: { rest: 'seldom' },
  statement: 2,
  ...more,
})

describe('the outcome', () => {
  it('calls a statement signs of burn-out from 3 on, and says from 4 on not to wait', () => {
    expect(statements.map((statement) => outcomeOf({ work: {}, statement })?.burnOut)).toEqual([
      'none',
      'strain',
      'signs',
      'now',
      'now',
    ])
  })

  it.each(workItems)('%s is missing up to seldom, is so sometimes, and goes well from often on', (item) => {
    const found = frequencies.map((frequency) => {
      const work = outcomeOf({ work: { [item]: frequency } })?.work
      return Object.entries(work ?? {})
        .filter(([, items]) => items.includes(item))
        .map(([manner]) => manner)
        .join()
    })
    expect(found).toEqual(['missing', 'missing', 'sometimes', 'well', 'well'])
  })

  it('is about what was answered only', () => {
    expect(outcomeOf({ work: {} })).toBeNull()
    expect(outcomeOf({ work: { help: 'always' } })).toEqual({
      work: { missing: [], sometimes: [], well: ['help'] },
      burnOut: null,
    })
    expect(outcomeOf({ work: {}, statement: 1 })?.work).toEqual({ missing: [], sometimes: [], well: [] })
  })

  it('has no number in it', () => {
    const work = Object.fromEntries(workItems.map((item) => [item, 'seldom' as const]))
    expect(JSON.stringify(outcomeOf({ work, statement: 4 }))).not.toMatch(/\d/)
  })
})

describe('what changed', () => {
  it('is each step more or less often, of what was answered both times', () => {
    const then = { work: { rest: 'seldom', help: 'often', heard: 'always', roster: 'never' } } as const
    const now = {
      work: { rest: 'sometimes', help: 'sometimes', heard: 'always', learning: 'often' },
    } as const
    expect(changesSince(then, now)).toEqual({ better: ['rest'], less: ['help'], statement: null })
  })

  it('is a lighter, a heavier or the same statement', () => {
    const since = (before: 2 | 3 | 4) =>
      changesSince({ work: {}, statement: before }, { work: {}, statement: 3 })?.statement
    expect([since(4), since(3), since(2)]).toEqual(['lighter', 'same', 'heavier'])
  })

  it('is nothing when nothing was answered both times', () => {
    expect(changesSince({ work: { rest: 'often' } }, { work: { help: 'often' }, statement: 1 })).toBeNull()
  })
})

describe('what the device keeps', () => {
  it('comes back as it was written', () => {
    const kept = [check('2026-10-01'), check('2026-11-24', { work: { daysOff: 'always' } })]
    expect(readKept(writeKept(kept), today)).toEqual(kept)
  })

  it('is one for a day, at most twelve, the oldest first', () => {
    const days = Array.from({ length: 14 }, (_, n) => addDaysOn(today, -n))
    const kept = days.reduce<KeptCheck[]>((all, on) => withCheck(all, check(on)), [])
    expect(kept.map(({ on }) => on)).toEqual(days.slice(0, 12).toReversed())
    const again = withCheck(kept, check(today, { statement: 5 }))
    expect(again).toHaveLength(12)
    expect(again.at(-1)?.statement).toBe(5)
    expect(withoutDay(again, today).at(-1)?.on).toBe('2026-11-23')
  })

  it('is compared with the last day before, never with the day itself', () => {
    const kept = [check('2026-10-01'), check('2026-11-01'), check(today)]
    expect(lastBefore(kept, today)?.on).toBe('2026-11-01')
    expect(lastBefore([check(today)], today)).toBeUndefined()
  })

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['half a text', '{"version":1,"che'],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', '{"version":0,"checks":[{"on":"2026-11-01","work":{},"statement":2}]}'],
    ['no list', '{"version":1,"checks":{"on":"2026-11-01"}}'],
    [
      'things that are no checks',
      '{"version":1,"checks":[null,7,"x",[],{},{"on":7},{"on":"2026-11-01","work":null}]}',
    ],
    ['a day that does not exist', '{"version":1,"checks":[{"on":"2026-02-30","work":{},"statement":2}]}'],
    ['words for a day', '{"version":1,"checks":[{"on":"yesterday","work":{},"statement":2}]}'],
    [
      'answers that do not exist',
      '{"version":1,"checks":[{"on":"2026-11-01","work":{"rest":"often!","x":"often"},"statement":6}]}',
    ],
  ])('is passed over when it is %s', (_, text) => {
    expect(readKept(text, today)).toEqual([])
  })

  it('is read as far as it can be', () => {
    const text = JSON.stringify({
      version: 1,
      checks: [{ on: '2026-11-01', work: { rest: 'often', help: 9, other: 'often' }, statement: '3' }, 'x'],
    })
    expect(readKept(text, today)).toEqual([{ on: '2026-11-01', work: { rest: 'often' } }])
  })

  it('counts for a year, and not before its day', () => {
    const read = (on: string) => readKept(writeKept([check(on)]), today).length
    expect([read('2025-11-24'), read('2025-11-23'), read(today), read('2026-11-25')]).toEqual([1, 0, 1, 0])
  })
})
