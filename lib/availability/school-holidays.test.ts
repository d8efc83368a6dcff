import { expect, it } from 'vitest'
import { addDaysOn, weekdayOf } from '@/lib/time'
import { schoolHolidayNamedOn, schoolHolidaysBetween, schoolRegions } from './school-holidays'

it('has them per region, from a Saturday until the Sunday of the last week', () => {
  expect(schoolHolidaysBetween('2026-07-01', '2026-09-01', 'zuid')).toEqual([
    { name: 'summer', fromOn: '2026-07-11', untilOn: '2026-08-24' },
  ])
  for (const region of schoolRegions) {
    const all = schoolHolidaysBetween('2025-08-01', '2028-10-01', region)
    expect(all).toHaveLength(15)
    for (const [n, { fromOn, untilOn }] of all.entries()) {
      expect([weekdayOf(fromOn), weekdayOf(addDaysOn(untilOn, -1))]).toEqual([5, 6])
      if (n > 0) expect(fromOn > all[n - 1]!.untilOn).toBe(true)
    }
  }
})

it('counts the last day, and not the day after', () => {
  expect(schoolHolidaysBetween('2027-01-03', '2027-01-04', 'noord')).toHaveLength(1)
  expect(schoolHolidaysBetween('2027-01-04', '2027-01-05', 'noord')).toHaveLength(0)
})

it('is named on its first day and on its Mondays', () => {
  expect(schoolHolidayNamedOn('2026-10-10', 'noord')).toBe('autumn')
  expect(schoolHolidayNamedOn('2026-10-12', 'noord')).toBe('autumn')
  expect(schoolHolidayNamedOn('2026-10-13', 'noord')).toBeNull()
  expect(schoolHolidayNamedOn('2026-10-12', 'zuid')).toBeNull()
})
