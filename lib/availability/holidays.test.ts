import { expect, test } from 'vitest'
import { addDaysOn } from '@/lib/time'
import { publicHoliday } from './holidays'

function holidaysOf(year: number, chosen?: Parameters<typeof publicHoliday>[1]) {
  const found: [string, string][] = []
  for (let on = `${year}-01-01`; on.startsWith(String(year)); on = addDaysOn(on, 1)) {
    const name = publicHoliday(on, chosen)
    if (name) found.push([on.slice(5), name])
  }
  return found
}

test('the holidays of 2027', () => {
  expect(holidaysOf(2027)).toEqual([
    ['01-01', 'new-year'],
    ['03-28', 'easter'],
    ['03-29', 'easter-monday'],
    ['04-27', 'kings-day'],
    ['05-06', 'ascension'],
    ['05-16', 'whit-sunday'],
    ['05-17', 'whit-monday'],
    ['12-25', 'christmas'],
    ['12-26', 'boxing-day'],
  ])
})

test('Easter moves', () => {
  const easters = { 2024: '03-31', 2025: '04-20', 2026: '04-05', 2028: '04-16', 2038: '04-25', 2285: '03-22' }
  for (const [year, monthAndDate] of Object.entries(easters)) {
    expect(publicHoliday(`${year}-${monthAndDate}`)).toBe('easter')
  }
})

test("King's Day is never on a Sunday", () => {
  expect([publicHoliday('2031-04-26'), publicHoliday('2031-04-27')]).toEqual(['kings-day', null])
  expect([publicHoliday('2026-04-26'), publicHoliday('2026-04-27')]).toEqual([null, 'kings-day'])
})

test('Good Friday and Liberation Day are chosen', () => {
  expect([publicHoliday('2027-03-26'), publicHoliday('2027-05-05')]).toEqual([null, null])
  expect(publicHoliday('2027-03-26', { goodFriday: true })).toBe('good-friday')
  expect(publicHoliday('2027-05-05', { liberationDay: true })).toBe('liberation-day')
  // In 2016 Liberation Day was also Ascension.
  expect([publicHoliday('2016-05-05'), publicHoliday('2016-05-05', { liberationDay: true })]).toEqual([
    'ascension',
    'ascension',
  ])
})
