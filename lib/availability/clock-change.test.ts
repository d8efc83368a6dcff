import { describe, expect, test } from 'vitest'
import { dateOf, instantAt, instantsAt, startOfDayAt, wallTimeOf } from '@/lib/time'
import { freeTimes, refuseTime } from './free-times'
import type { Shift } from './shifts'

const shift = (kind: Shift['kind'], from: string, until: string): Shift => {
  const [fromOn = '', fromWall = ''] = from.split(' ')
  const [untilOn = '', untilWall = ''] = until.split(' ')
  return { kind, startAt: instantAt(fromOn, fromWall), endAt: instantAt(untilOn, untilWall) }
}
const personWith = (...shifts: Shift[]) => [{ id: 'Noor', shifts, busy: [], own: true }]
const until = (people: ReturnType<typeof personWith>, on: string, wall: string) => {
  const refused = refuseTime({
    people,
    minutes: 45,
    startAt: instantAt(on, wall),
    hours: { from: '00:00', until: '24:00' },
  })
  return (
    refused &&
    `${refused.reason} ${refused.until ? `${dateOf(refused.until)} ${wallTimeOf(refused.until)}` : 'unknown'}`
  )
}

// Clock changes are on Sundays, on which nothing is planned; what is asked here is the grid and the rest across them.
const wholeDay = (on: string, next: string) => {
  const question = { people: personWith(), window: { fromOn: on, untilOn: next }, minutes: 30 }
  return [...freeTimes({ ...question, hours: { from: '00:00', until: '24:00' } }).refused]
}

describe('spring, 2026-03-29', () => {
  test('a time that does not exist is not asked about', () => {
    const walls = wholeDay('2026-03-29', '2026-03-30').map(({ startAt }) => wallTimeOf(startAt))
    expect(walls).toHaveLength(23 * 4 - 1)
    expect(walls.filter((wall) => wall.startsWith('02'))).toEqual([])
  })

  test('rest after the short night is elapsed hours', () => {
    // The night of 23:00-08:00 lasts eight hours; fourteen hours later it is still 22:00.
    const night = shift('night', '2026-03-28 23:00', '2026-03-29 08:00')
    expect(until(personWith(night), '2026-03-30', '10:00')).toBeNull()
    // Evening until 23:00 before the change: eleven hours end at 11:00.
    const evening = shift('evening', '2026-03-28 15:00', '2026-03-28 23:00')
    const day = shift('day', '2026-03-29 11:30', '2026-03-29 15:00')
    const { refused } = freeTimes({
      people: personWith(evening, day),
      window: { fromOn: '2026-03-29', untilOn: '2026-03-30' },
      minutes: 30,
    })
    expect([...refused].every(({ reason }) => reason === 'outside-hours')).toBe(true)
    const friday = shift('evening', '2026-03-27 15:00', '2026-03-27 23:00')
    expect(
      until(
        personWith(friday, shift('night', '2026-03-29 20:00', '2026-03-30 04:00')),
        '2026-03-30',
        '09:00',
      ),
    ).toBe('rest-after-night 2026-03-30 18:00')
  })

  test('46 hours across the change end an hour later on the clock', () => {
    const nights = [26, 27, 28]
      .map((d) => shift('night', `2026-03-${d} 22:00`, `2026-03-${d + 1} 06:00`))
      .slice(0, 3)
    const early = [25, 26, 27].map((d) => shift('night', `2026-03-${d} 22:00`, `2026-03-${d + 1} 06:00`))
    expect(until(personWith(...nights), '2026-03-30', '08:00')).toBe('rest-after-nights 2026-03-31 04:00')
    expect(until(personWith(...early), '2026-03-30', '04:45')).toBe('rest-after-nights 2026-03-30 05:00')
    expect(until(personWith(...early), '2026-03-30', '05:00')).toBeNull()
  })
})

describe('autumn, 2026-10-25', () => {
  test('a time that exists twice is asked about twice', () => {
    const starts = wholeDay('2026-10-25', '2026-10-26').map(({ startAt }) => startAt)
    expect(starts).toHaveLength(25 * 4 - 1)
    const half = starts.filter((start) => wallTimeOf(start) === '02:30')
    expect(half).toEqual(instantsAt('2026-10-25', '02:30'))
    expect(starts.toSorted((a, b) => a.getTime() - b.getTime())).toEqual(starts)
  })

  test('46 hours across the change end an hour earlier on the clock', () => {
    const nights = [21, 22, 23].map((d) => shift('night', `2026-10-${d} 23:00`, `2026-10-${d + 1} 08:00`))
    expect(until(personWith(...nights), '2026-10-26', '04:45')).toBe('rest-after-nights 2026-10-26 05:00')
    expect(until(personWith(...nights), '2026-10-26', '05:00')).toBeNull()
  })

  test('the hour that is lived twice is worked twice', () => {
    // 23:00-08:00 lasts ten hours: with 50 hours in the week before Sunday midnight it is the 60th that is full.
    const days = [19, 20, 21, 22, 23].map((d) => shift('day', `2026-10-${d} 07:00`, `2026-10-${d} 17:00`))
    const sunday = shift('presence', '2026-10-25 00:00', '2026-10-25 08:15')
    const people = personWith(...days, sunday).map((person) => ({ ...person, own: false }))
    const ask = (minutes: number) =>
      refuseTime({
        people,
        minutes,
        startAt: instantAt('2026-10-21', '17:00'),
        hours: { from: '08:00', until: '19:00' },
      })?.reason ?? null
    expect(ask(45)).toBeNull()
    expect(ask(60)).toBe('load')
  })

  test('a series at 16:00 stays at 16:00', () => {
    for (const on of ['2026-10-20', '2026-10-27']) {
      const people = [{ id: 'Noor', shifts: [shift('day', `${on} 08:00`, `${on} 17:00`)], busy: [] }]
      expect(refuseTime({ people, minutes: 45, startAt: instantAt(on, '16:00') })).toBeNull()
    }
    expect(startOfDayAt('2026-10-27').getTime() - startOfDayAt('2026-10-20').getTime()).toBe(
      (7 * 24 + 1) * 3_600_000,
    )
  })
})
