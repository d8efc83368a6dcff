import { describe, expect, it } from 'vitest'
import type { Shift, ShiftKind } from '@/lib/availability/shifts'
import { addDaysOn, instantAt, type WallTime } from '@/lib/time'
import { articles, loadOf, partTimeBound, weeksOfLoad } from './load'

const monday = '2027-03-01'
/** A shift that starts so many days after the Monday and ends so many days later. */
const shift = (day: number, from: WallTime, until: WallTime, kind: ShiftKind = 'day', days = 0): Shift => ({
  startAt: instantAt(addDaysOn(monday, day), from),
  endAt: instantAt(addDaysOn(monday, day + days), until),
  kind,
})
const office = [0, 1, 2, 3, 4].map((day) => shift(day, '08:00', '17:00'))
const breaches = (shifts: Shift[], weeks = 1) =>
  loadOf(shifts, monday, weeks).breaches.map(({ rule, on, hours, bound }) => [rule, on, hours, bound])

describe('a roster that keeps the rules', () => {
  it('has its hours by week, its nights and its free weekends', () => {
    const night = shift(7, '23:00', '08:00', 'night', 1)
    const weekend = shift(12, '08:00', '17:00')
    expect(loadOf([...office, night, weekend], monday, 3)).toEqual({
      weeks: [
        { mondayOn: monday, hours: 45 },
        { mondayOn: '2027-03-08', hours: 18 },
        { mondayOn: '2027-03-15', hours: 0 },
      ],
      average: 21,
      since: monday,
      nights: 1,
      freeWeekends: 2,
      breaches: [],
    })
  })

  it('counts no leave and no on-call, and what is worked twice once', () => {
    const others = [
      shift(0, '00:00', '00:00', 'leave', 7),
      shift(1, '17:00', '08:00', 'on-call', 1),
      shift(2, '12:00', '18:00', 'evening'),
    ]
    expect(loadOf([...office, ...others], monday, 1).weeks[0]!.hours).toBe(46)
  })

  it('puts a night in the week where each hour falls, also when the clock changes', () => {
    // Sunday 28 March 2027: the night has seven hours of work on the clock of eight.
    const night = shift(26, '23:00', '07:00', 'night', 1)
    const late = shift(27, '23:00', '07:00', 'night', 1)
    expect(loadOf([night, late], monday, 5).weeks.map(({ hours }) => hours)).toEqual([0, 0, 0, 8, 7])
  })
})

it('is averaged from the first week of work on', () => {
  const later = office.map(({ startAt, endAt, kind }) => ({
    startAt: new Date(startAt.getTime() + 14 * 86_400_000),
    endAt: new Date(endAt.getTime() + 14 * 86_400_000),
    kind,
  }))
  expect(loadOf(later, monday, 4).average).toBe(22.5)
  expect(loadOf([shift(-7, '08:00', '17:00'), ...later], monday, 4).average).toBe(11.25)
  expect(loadOf([], monday, 4).average).toBe(0)
})

describe('rest between shifts', () => {
  it('is 11 hours: a quarter less is a breach on the day of the second', () => {
    expect(breaches([shift(0, '14:00', '23:00', 'evening'), shift(1, '10:00', '18:00')])).toEqual([])
    expect(breaches([shift(0, '14:00', '23:00', 'evening'), shift(1, '09:45', '18:00')])).toEqual([
      ['rest-after-shift', '2027-03-02', 10.75, 11],
    ])
  })

  it('is 14 hours after a night that ends after 02:00', () => {
    const night = shift(0, '23:00', '08:00', 'night', 1)
    expect(breaches([night, shift(1, '22:00', '23:30', 'evening')])).toEqual([])
    expect(breaches([night, shift(1, '21:45', '23:30', 'evening')])).toEqual([
      ['rest-after-night', '2027-03-02', 13.75, 14],
    ])
  })

  it('is 46 hours after three nights in a row, and not between them', () => {
    const nights = [0, 1, 2].map((day) => shift(day, '23:00', '08:00', 'night', 1))
    expect(breaches([...nights, shift(5, '06:00', '15:00')])).toEqual([])
    expect(breaches([...nights, shift(5, '05:45', '15:00')])).toEqual([
      ['rest-after-nights', '2027-03-06', 45.75, 46],
    ])
  })

  it('is asked of what was worked last week too', () => {
    expect(breaches([shift(-1, '14:00', '23:30', 'evening'), shift(0, '08:00', '17:00')])).toEqual([
      ['rest-after-shift', monday, 8.5, 11],
    ])
  })
})

describe('hours at a stretch', () => {
  it('are at most 12, over shifts with two hours or less between them; a presence duty may be longer', () => {
    expect(breaches([shift(0, '08:00', '16:00'), shift(0, '18:00', '20:00', 'evening')])).toEqual([])
    expect(breaches([shift(0, '08:00', '16:00'), shift(0, '18:00', '20:15', 'evening')])).toEqual([
      ['too-long', monday, 12.25, 12],
    ])
    expect(breaches([shift(0, '08:00', '08:00', 'presence', 1)])).toEqual([])
  })
})

describe('weekly rest', () => {
  const days = (count: number) => Array.from({ length: count }, (_, day) => shift(day, '08:00', '17:00'))
  it('is 36 hours within seven days: without it the first day of the row is told once', () => {
    expect(breaches(days(6), 2)).toEqual([])
    expect(breaches(days(9), 2).filter(([rule]) => rule === 'weekly-rest')).toEqual([
      ['weekly-rest', monday, 15, 36],
    ])
  })
})

describe('hours', () => {
  const long = (weeks: number, until: WallTime, from = 0) =>
    Array.from({ length: weeks * 5 }, (_, n) =>
      shift((from + Math.floor(n / 5)) * 7 + (n % 5), '08:00', until),
    )
  it('are at most 60 in a week', () => {
    expect(breaches(long(1, '20:00'))).toEqual([])
    expect(breaches([...long(1, '20:00'), shift(5, '08:00', '08:15')])).toEqual([
      ['week-hours', monday, 60.25, 60],
    ])
  })

  it('are on average at most 48 over 16 weeks, told in the first week in which they are more', () => {
    // 50 hours a week for 16 weeks is 800; the sixteenth week passes 768 with what came before it.
    const before = long(15, '18:00', -15)
    expect(breaches([...before, shift(0, '08:00', '20:00'), shift(1, '08:00', '14:00')])).toEqual([])
    expect(breaches([...before, shift(0, '08:00', '20:00'), shift(1, '08:00', '14:15')])).toEqual([
      ['average-hours', monday, 768.25 / 16, 48],
    ])
    expect(breaches([...before, ...long(3, '18:00')], 3).map(([rule, on]) => [rule, on])).toEqual([
      ['average-hours', monday],
    ])
  })
})

it('of part of the week is held to the same part of the average', () => {
  expect([0.8, 1, null].map((fte) => partTimeBound(fte))).toEqual([expect.closeTo(38.4, 6), null, null])
})

it('is looked at over the weeks of the average, which are over; every rule has its article', () => {
  expect(weeksOfLoad('2027-03-03')).toEqual({ mondayOn: '2026-11-09', weeks: 16 })
  expect(Object.values(articles).every((article) => article.startsWith('Arbeidstijdenwet 5:'))).toBe(true)
})
