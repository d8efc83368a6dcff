import { describe, expect, test } from 'vitest'
import {
  addDays,
  dateOf,
  daysBetween,
  firstOfMonth,
  instantAt,
  isHoliday,
  minuteAt,
  weekdayOf,
} from './clock'

const utc = (on: string, minute: number) => instantAt(on, minute).toISOString()

describe('the clock of the seed', () => {
  test('knows summer and winter', () => {
    expect(utc('2026-07-01', 480)).toBe('2026-07-01T06:00:00.000Z')
    expect(utc('2026-12-01', 480)).toBe('2026-12-01T07:00:00.000Z')
  })

  test('a night over the spring change lasts eight hours, over the autumn change ten', () => {
    const hours = (from: string, until: string) =>
      (instantAt(until, 8 * 60).getTime() - instantAt(from, 23 * 60).getTime()) / 3_600_000
    expect(hours('2027-03-27', '2027-03-28')).toBe(8)
    expect(hours('2026-10-24', '2026-10-25')).toBe(10)
  })

  test('takes the first of two, and goes an hour on where spring skips', () => {
    expect(utc('2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z')
    expect(utc('2026-10-25', 180)).toBe('2026-10-25T02:00:00.000Z')
    expect(utc('2027-03-28', 150)).toBe('2027-03-28T01:30:00.000Z')
    expect(utc('2027-03-28', 119)).toBe('2027-03-28T00:59:00.000Z')
    expect(utc('2027-03-28', 0)).toBe('2027-03-27T23:00:00.000Z')
  })

  test('gives back date and minute of an instant', () => {
    for (const on of ['2026-10-25', '2027-03-28', '2026-12-31']) {
      expect(dateOf(instantAt(on, 15))).toBe(on)
      expect(minuteAt(instantAt(on, 1425))).toBe(1425)
    }
  })

  test('counts days and weekdays', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2)
    expect(weekdayOf('2026-11-23')).toBe(0)
    expect(weekdayOf('2026-11-29')).toBe(6)
    expect(firstOfMonth('2026-12-17', 1)).toBe('2027-01-01')
  })

  test('knows the public holidays', () => {
    const holidays = [
      '2026-04-05',
      '2026-04-06',
      '2026-04-27',
      '2026-05-14',
      '2026-05-25',
      '2026-12-26',
      '2025-04-26',
    ]
    expect(holidays.filter((on) => !isHoliday(on))).toEqual([])
    expect(['2026-04-03', '2026-05-05', '2025-04-27', '2026-11-26'].filter(isHoliday)).toEqual([])
  })
})
