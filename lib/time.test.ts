import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  addDaysOn,
  addMinutes,
  dateOf,
  dateOfDayNumber,
  dayNumberOf,
  daysBetweenOn,
  formatDate,
  formatDateLong,
  formatRange,
  formatTime,
  hospitalZone,
  instantAt,
  instantsAt,
  isCalendarDate,
  isoWeekOf,
  minuteOfWall,
  minutesBetween,
  mondayOf,
  startOfDayAt,
  todayOn,
  wallTimeOf,
  weekdayOf,
} from './time'

const at = (iso: string) => new Date(iso)
const iso = (dates: Date[]) => dates.map((date) => date.toISOString())

describe('dates', () => {
  test('a date must exist', () => {
    expect(isCalendarDate('2028-02-29')).toBe(true)
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '26-11-2026',
      '2026-11-26T00:00',
      '',
      '2026-00-10',
    ])
      expect(isCalendarDate(text)).toBe(false)
    expect(() => addDaysOn('2026-02-30', 1)).toThrow(RangeError)
  })

  test('counting days knows no clock change', () => {
    expect(addDaysOn('2026-10-24', 2)).toBe('2026-10-26')
    expect(addDaysOn('2026-03-30', -2)).toBe('2026-03-28')
    expect(daysBetweenOn('2026-12-31', '2027-03-01')).toBe(60)
    expect(dateOfDayNumber(dayNumberOf('2027-01-04'))).toBe('2027-01-04')
  })

  test('weeks start on Monday', () => {
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29'), weekdayOf('1969-12-29')]).toEqual([0, 6, 0])
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect([isoWeekOf('2027-01-03'), isoWeekOf('2027-01-04'), isoWeekOf('2026-11-26')]).toEqual([53, 1, 48])
  })
})

describe('instants and wall times', () => {
  test('winter is one hour ahead of UTC, summer two', () => {
    expect(instantAt('2026-01-15', '09:00').toISOString()).toBe('2026-01-15T08:00:00.000Z')
    expect(instantAt('2026-07-15', '09:00').toISOString()).toBe('2026-07-15T07:00:00.000Z')
    expect(startOfDayAt('2026-07-15').toISOString()).toBe('2026-07-14T22:00:00.000Z')
    expect(dateOf(at('2026-07-14T22:00:00Z'))).toBe('2026-07-15')
    expect(todayOn(at('2026-12-31T22:59:00Z'))).toBe('2026-12-31')
    expect(wallTimeOf(at('2026-12-31T22:59:59Z'))).toBe('23:59')
  })

  test('the hour that spring skips does not exist', () => {
    expect(instantsAt('2026-03-29', '02:30')).toEqual([])
    expect(instantAt('2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:00:00.000Z')
    expect(instantsAt('2026-03-29', '02:00')).toEqual([])
    expect(iso(instantsAt('2026-03-29', '03:00'))).toEqual(['2026-03-29T01:00:00.000Z'])
    expect(iso(instantsAt('2026-03-29', '01:59'))).toEqual(['2026-03-29T00:59:00.000Z'])
  })

  test('the hour that autumn repeats exists twice', () => {
    const both = ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']
    expect(iso(instantsAt('2026-10-25', '02:30'))).toEqual(both)
    expect(instantAt('2026-10-25', '02:30').toISOString()).toBe(both[0])
    expect(instantsAt('2026-10-25', '03:00')).toHaveLength(1)
    expect(minutesBetween(startOfDayAt('2026-10-25'), startOfDayAt('2026-10-26'))).toBe(25 * 60)
  })

  test('24:00 is the next midnight, other texts are refused', () => {
    expect(instantAt('2026-11-26', '24:00')).toEqual(startOfDayAt('2026-11-27'))
    expect(minuteOfWall('08:30')).toBe(510)
    for (const text of ['24:01', '8:30', '08:60', '08.30', ''])
      expect(() => minuteOfWall(text)).toThrow(RangeError)
  })

  test('minutes are elapsed minutes', () => {
    expect(wallTimeOf(addMinutes(instantAt('2026-03-29', '01:30'), 60))).toBe('03:30')
  })
})

describe('every quarter of an hour of 2026-2030, wherever the server stands', () => {
  const serverZone = process.env.TZ
  afterAll(() => {
    process.env.TZ = serverZone
  })

  // What Intl says is the witness; it is asked once per hour, the quarters between are arithmetic on a fixed offset.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: hospitalZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })

  test.each(['UTC', 'Europe/Amsterdam', 'Pacific/Kiritimati', 'America/St_Johns'])('%s', (zone) => {
    process.env.TZ = zone
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    const wrong: string[] = []
    const untilMs = Date.UTC(2031, 0, 1)
    for (let ms = Date.UTC(2026, 0, 1); ms < untilMs; ms += 900_000) {
      const instant = new Date(ms)
      const on = dateOf(instant)
      const wall = wallTimeOf(instant)
      const back = instantsAt(on, wall)
      if (!back.some((one) => one.getTime() === ms)) wrong.push(`${instant.toISOString()} is lost`)
      if (back.length === 1 && instantAt(on, wall).getTime() !== ms)
        wrong.push(`${instant.toISOString()} moved`)
      if (ms % 3_600_000 === 0 && clock.format(instant) !== `${on} ${wall}`)
        wrong.push(`${on} ${wall}: not so in Intl`)
    }
    expect(wrong).toEqual([])
  })

  test('wall time to instant to wall time is the identity except in the gap', () => {
    const firstDay = dayNumberOf('2026-01-01')
    const quarter = fc.integer({ min: 0, max: (dayNumberOf('2031-01-01') - firstDay) * 96 - 1 })
    const springSundays = ['2026-03-29', '2027-03-28', '2028-03-26', '2029-03-25', '2030-03-31']
    fc.assert(
      fc.property(quarter, (n) => {
        const on = dateOfDayNumber(firstDay + Math.floor(n / 96))
        const wall = `${String(Math.floor((n % 96) / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`
        const inGap = springSundays.includes(on) && wall.startsWith('02:')
        const instants = instantsAt(on, wall)
        expect(instants.length > 0).toBe(!inGap)
        for (const instant of instants)
          expect(`${dateOf(instant)} ${wallTimeOf(instant)}`).toBe(`${on} ${wall}`)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('for people', () => {
  test('dates carry their weekday and no dots', () => {
    expect(formatDate('2026-11-26', 'nl')).toBe('do 26 nov')
    expect(formatDate('2026-11-26', 'en')).toBe('Thu 26 Nov')
    expect(formatDate('2027-03-01', 'nl', '2026-11-26')).toBe('ma 1 mrt 2027')
    expect(formatDate('2027-03-01', 'en', '2027-11-26')).toBe('Mon 1 Mar')
    expect(formatDateLong('2026-11-26', 'nl')).toBe('donderdag 26 november 2026')
    expect(formatDateLong('2026-11-26', 'en')).toBe('Thursday 26 November 2026')
    for (let month = 1; month <= 12; month += 1) {
      const on = `2026-${String(month).padStart(2, '0')}-10`
      expect(formatDate(on, 'nl') + formatDate(on, 'en')).not.toContain('.')
    }
  })

  test('a range says its date once, or both when it ends on another day', () => {
    const start = instantAt('2026-11-26', '14:30')
    expect(formatTime(start)).toBe('14:30')
    expect(formatRange(start, addMinutes(start, 45), 'nl')).toBe('do 26 nov, 14:30–15:15')
    expect(formatRange(start, addMinutes(start, 45), 'en', '2025-01-01')).toBe('Thu 26 Nov 2026, 14:30–15:15')
    expect(formatRange(instantAt('2026-11-26', '23:00'), instantAt('2026-11-27', '08:00'), 'nl')).toBe(
      'do 26 nov, 23:00 – vr 27 nov, 08:00',
    )
  })

  test('the repeated hour says summer or winter time', () => {
    const summer = instantAt('2026-10-25', '02:30')
    const winter = addMinutes(summer, 60)
    expect(formatTime(summer, 'nl')).toBe('02:30 zomertijd')
    expect(formatTime(addMinutes(winter, 10), 'en')).toBe('02:40 winter time')
    expect(formatRange(summer, winter, 'nl')).toBe('zo 25 okt, 02:30 zomertijd–02:30 wintertijd')
    expect(formatRange(winter, addMinutes(winter, 45), 'en')).toBe('Sun 25 Oct, 02:30 winter time–03:15')
  })
})
