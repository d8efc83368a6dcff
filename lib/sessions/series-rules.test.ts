import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicHoliday } from '@/lib/availability/holidays'
import {
  addDaysOn,
  dateOf,
  dateOfDayNumber,
  dayNumberOf,
  daysBetweenOn,
  instantsAt,
  minuteOfWall,
  wallTimeOf,
  weekdayOf,
} from '@/lib/time'
import { monthlyNths, mostOccurrences, occurrencesOf, shiftedStart, type Rhythm } from './series-rules'

const weekly = (some: Partial<Rhythm>): Rhythm => ({
  fromOn: '2026-03-03',
  startsTime: '16:00',
  everyWeeks: 1,
  monthlyNth: null,
  lastOn: null,
  count: 10,
  ...some,
})
const monthly = (some: Partial<Rhythm>) => weekly({ everyWeeks: null, monthlyNth: 1, ...some })
const onOf = (rhythm: Rhythm) => occurrencesOf(rhythm).occurrences.map(({ on }) => on)

const wall = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16))
const date = fc
  .integer({ min: dayNumberOf('2026-01-01'), max: dayNumberOf('2030-12-31') })
  .map(dateOfDayNumber)
const rhythms = fc.record({
  fromOn: date,
  startsTime: wall,
  weeks: fc.integer({ min: 1, max: 26 }),
  nth: fc.constantFrom(...monthlyNths),
  isMonthly: fc.boolean(),
  count: fc.integer({ min: 1, max: mostOccurrences }),
})
const rhythmOf = ({
  weeks,
  nth,
  isMonthly,
  ...rest
}: typeof rhythms extends fc.Arbitrary<infer R> ? R : never): Rhythm => ({
  ...rest,
  everyWeeks: isMonthly ? null : weeks,
  monthlyNth: isMonthly ? nth : null,
  lastOn: null,
})

describe('the dates of a series', () => {
  it('keeps the time on the clock over both clock changes', () => {
    for (const fromOn of ['2026-03-17', '2026-10-13']) {
      const { occurrences } = occurrencesOf(weekly({ fromOn, count: 4 }))
      expect(occurrences.map(({ startsAt }) => wallTimeOf(startsAt))).toEqual(Array(4).fill('16:00'))
      const lengths = occurrences.slice(1).map(({ startsAt }, n) => +startsAt - +occurrences[n]!.startsAt)
      expect(new Set(lengths).size).toBe(2)
    }
  })

  it('starts at the first minute that exists when the clock skips its time', () => {
    const { occurrences } = occurrencesOf(weekly({ fromOn: '2026-03-22', startsTime: '02:30', count: 3 }))
    expect(occurrences.map(({ startsAt }) => wallTimeOf(startsAt))).toEqual(['02:30', '03:00', '02:30'])
  })

  it('takes the first of a time that the clock shows twice', () => {
    const { occurrences } = occurrencesOf(weekly({ fromOn: '2026-10-25', startsTime: '02:30', count: 1 }))
    expect(occurrences[0]?.startsAt).toEqual(instantsAt('2026-10-25', '02:30')[0])
  })

  it('leaves out public holidays, names them, and still holds the number that was asked', () => {
    const found = occurrencesOf(weekly({ fromOn: '2026-04-27', count: 5 }))
    expect(found.holidays).toEqual([
      { on: '2026-04-27', name: 'kings-day' },
      { on: '2026-05-25', name: 'whit-monday' },
    ])
    expect(found.occurrences).toHaveLength(5)
  })

  it('every six weeks, until a date that may still be one', () => {
    expect(onOf(weekly({ everyWeeks: 6, count: null, lastOn: '2026-05-26' }))).toEqual([
      '2026-03-03',
      '2026-04-14',
      '2026-05-26',
    ])
  })

  it('the second and the last Tuesday of each month, from the first that is not before the start', () => {
    expect(onOf(monthly({ monthlyNth: 2, count: 3 }))).toEqual(['2026-03-10', '2026-04-14', '2026-05-12'])
    expect(onOf(monthly({ monthlyNth: -1, count: 3 }))).toEqual(['2026-03-31', '2026-04-28', '2026-05-26'])
    expect(onOf(monthly({ monthlyNth: 1, fromOn: '2026-03-24', count: 1 }))).toEqual(['2026-04-07'])
  })

  it('is never longer than a series may be, and says that it was cut', () => {
    const found = occurrencesOf(weekly({ count: null, lastOn: '2030-01-01' }))
    expect(found.occurrences).toHaveLength(mostOccurrences)
    expect(found.isCut).toBe(true)
    expect(occurrencesOf(weekly({ count: 61 })).isCut).toBe(true)
    expect(occurrencesOf(weekly({ count: 60 })).isCut).toBe(false)
  })

  it('always: one weekday, one time on the clock, in order, no holiday, the number asked', () => {
    fc.assert(
      fc.property(rhythms.map(rhythmOf), (rhythm) => {
        const { occurrences, holidays } = occurrencesOf(rhythm)
        expect(occurrences).toHaveLength(rhythm.count!)
        for (const { on, startsAt } of occurrences) {
          expect(weekdayOf(on)).toBe(weekdayOf(rhythm.fromOn))
          expect(on >= rhythm.fromOn && publicHoliday(on) === null).toBe(true)
          expect(dateOf(startsAt)).toBe(on)
          const isThere = instantsAt(on, rhythm.startsTime).length > 0
          if (isThere) expect(wallTimeOf(startsAt)).toBe(rhythm.startsTime)
          else expect(minuteOfWall(wallTimeOf(startsAt))).toBeGreaterThan(minuteOfWall(rhythm.startsTime))
        }
        const all = [...occurrences, ...holidays].map(({ on }) => on).toSorted()
        all.slice(1).forEach((on, n) => {
          const days = daysBetweenOn(all[n]!, on)
          if (rhythm.everyWeeks) expect(days).toBe(7 * rhythm.everyWeeks)
          else expect(days === 28 || days === 35).toBe(true)
        })
      }),
    )
  })
})

describe('moving the others of a series along', () => {
  it('as many days further, at the new time of the clock, whatever the season', () => {
    fc.assert(
      fc.property(rhythms.map(rhythmOf), fc.integer({ min: -6, max: 6 }), (rhythm, days) => {
        const { occurrences } = occurrencesOf({ ...rhythm, startsTime: '16:00' })
        const [first] = occurrences
        const moved = { seriesOn: first!.on, startsAt: instantsAt(addDaysOn(first!.on, days), '09:15')[0]! }
        for (const { on } of occurrences) {
          const startsAt = shiftedStart(moved, { seriesOn: on })
          expect(dateOf(startsAt)).toBe(addDaysOn(on, days))
          expect(wallTimeOf(startsAt)).toBe('09:15')
        }
      }),
    )
  })

  it('brings one that was moved by itself back into line', () => {
    const moved = { seriesOn: '2026-03-03', startsAt: instantsAt('2026-03-05', '10:00')[0]! }
    expect(dateOf(shiftedStart(moved, { seriesOn: '2026-03-10' }))).toBe('2026-03-12')
  })
})
