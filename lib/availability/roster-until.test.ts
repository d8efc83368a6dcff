import { expect, test } from 'vitest'
import { day, leave, mon, momentOf, night, sun, nextMon, wed } from './asking.test-support'
import { freeTimes, refuseTime } from './free-times'
import { rosterReaches, rosterUntil } from './shifts'

test('a roster is known until the end of the week in which its last shift starts', () => {
  expect(rosterUntil([])).toBeNull()
  expect(rosterUntil([day(mon)])).toBe(nextMon)
  expect(rosterUntil([night(sun), day(mon)])).toBe(nextMon)
  expect(rosterUntil([leave(nextMon)])).toBe('2027-01-18')
  expect([mon, sun, nextMon].map((on) => rosterReaches([day(wed)], on))).toEqual([true, true, false])
  expect(rosterReaches([], mon)).toBe(false)
})

test('a date without a shift is a day off where the roster reaches, and unknown beyond', () => {
  const refused = (on: string) => refuseTime(momentOf([day(mon), day(wed)], on, '09:00'))
  expect(refused('2027-01-05')).toMatchObject({ reason: 'day-off', isUnknown: false })
  expect(refused('2027-01-12')).toMatchObject({ reason: 'day-off', isUnknown: true })
  expect(refuseTime(momentOf([], mon, '09:00'))).toMatchObject({ reason: 'day-off', isUnknown: true })
  expect(refuseTime(momentOf([leave(mon)], mon, '09:00'))).toMatchObject({
    reason: 'leave',
    isUnknown: false,
  })
  const { refused: listed } = freeTimes({
    people: [{ id: 'Noor', shifts: [day(wed)], busy: [] }],
    window: { fromOn: mon, untilOn: '2027-01-18' },
    minutes: 45,
  })
  const unknown = Array.from(listed).filter(({ isUnknown }) => isUnknown)
  expect(unknown).toHaveLength(5 * 38)
  expect(unknown.every(({ startAt }) => startAt >= new Date('2027-01-10T23:00:00Z'))).toBe(true)
})
