import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDaysOn } from '@/lib/time'
import { calendar, now, on, readCalendar, shiftsOf } from './calendar.test-support'
import { windowsZones } from './windows-zones'
import { zoneNamed } from './zones'

const day = (wall: string) => `day ${on(`${wall} 08:00`)} ${on(`${wall} 17:00`)}`
const night = (from: string, until: string) => `night ${on(`${from} 23:00`)} ${on(`${until} 08:00`)}`
const daily = ['UID:a', 'DTSTART:20261124T080000', 'DTEND:20261124T170000', 'RRULE:FREQ=DAILY;COUNT=3']

describe('a series', () => {
  it('has every occurrence, without those that are left out and with those that are added', () => {
    expect(shiftsOf(calendar([daily]))).toEqual(['2026-11-24', '2026-11-25', '2026-11-26'].map(day))
    const left = [...daily, 'EXDATE:20261125T080000', 'RDATE:20261130T080000']
    expect(shiftsOf(calendar([left]))).toEqual(['2026-11-24', '2026-11-26', '2026-11-30'].map(day))
    expect(shiftsOf(calendar([[...daily, 'EXDATE:20261125T070000Z']]))).toHaveLength(2)
    expect(shiftsOf(calendar([[...daily, 'EXDATE;VALUE=DATE:20261125']]))).toHaveLength(2)
  })
  it('has an occurrence that was moved, changed or cancelled as that one says', () => {
    const moved = [
      'UID:a',
      'RECURRENCE-ID:20261125T080000',
      'DTSTART:20261127T230000',
      'DTEND:20261128T080000',
    ]
    expect(shiftsOf(calendar([daily, moved]))).toEqual([
      day('2026-11-24'),
      day('2026-11-26'),
      night('2026-11-27', '2026-11-28'),
    ])
    expect(shiftsOf(calendar([daily, [...moved, 'STATUS:CANCELLED']]))).toHaveLength(2)
    const newer = [...moved.slice(0, 2), 'SEQUENCE:2', 'DTSTART:20261129T080000', 'DTEND:20261129T170000']
    expect(shiftsOf(calendar([daily, moved, newer])).at(-1)).toBe(day('2026-11-29'))
  })
  it('is from a turn on as a change says that stands for all that follow', () => {
    const five = [...daily.slice(0, 3), 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE:20261127T080000']
    const change = (turnOn: string, ...lines: string[]) => [
      'UID:a',
      `RECURRENCE-ID;RANGE=THISANDFUTURE:${turnOn}T080000`,
      ...lines,
    ]
    const late = change('20261125', 'DTSTART:20261125T230000', 'DTEND:20261126T080000')
    const nights = [night('2026-11-25', '2026-11-26'), night('2026-11-26', '2026-11-27')]
    const lastNight = night('2026-11-28', '2026-11-29')
    expect(shiftsOf(calendar([five, late]))).toEqual([day('2026-11-24'), ...nights, lastNight])
    // Called off from a day on, and one of those that follow told apart.
    const off = change('20261126', 'DTSTART:20261126T080000', 'STATUS:CANCELLED')
    expect(shiftsOf(calendar([five, off]))).toEqual(['2026-11-24', '2026-11-25'].map(day))
    expect(shiftsOf(calendar([five, late, off]))).toEqual([day('2026-11-24'), nights[0]])
    const apart = ['UID:a', 'RECURRENCE-ID:20261126T080000', 'DTSTART:20261126T080000', 'DURATION:PT9H']
    expect(shiftsOf(calendar([late, apart, five]))).toEqual([
      day('2026-11-24'),
      nights[0],
      day('2026-11-26'),
      lastNight,
    ])
    const back = change('20261126', 'DTSTART:20261126T080000', 'DTEND:20261126T170000')
    expect(shiftsOf(calendar([five, late, back]))).toEqual([
      day('2026-11-24'),
      nights[0],
      ...['2026-11-26', '2026-11-28'].map(day),
    ])
  })
  it('stays at its hour when the clock changes after such a change, and began long before the window', () => {
    const weekly = ['UID:a', 'DTSTART:20200106T080000', 'DURATION:PT9H', 'RRULE:FREQ=WEEKLY']
    const change = (id: string, start: string) => [
      'UID:a',
      `RECURRENCE-ID;RANGE=THISANDFUTURE${id}`,
      `DTSTART${start}`,
      'DURATION:PT9H',
    ]
    for (const told of [
      change(':20210104T080000', ':20210106T100000'),
      change(':20210104T070000Z', ':20210106T090000Z'),
    ]) {
      const found = shiftsOf(calendar([weekly, told])) as string[]
      for (const date of ['2026-11-25', '2027-07-07']) expect(found.join()).toContain(` ${date}T`)
      expect(found.every((shift) => [3].includes(new Date(`${shift.slice(-16)}Z`).getUTCDay()))).toBe(true)
    }
    const [, local] = [weekly, change(':20210104T080000', ':20210106T100000')]
    expect(shiftsOf(calendar([weekly, local]))).toContain(
      `day ${on('2027-07-07 10:00')} ${on('2027-07-07 19:00')}`,
    )
  })
  it('with such a change is what its turns are when each is told apart, whenever the clock changes', () => {
    const whole = fc.record({
      start: fc.integer({ min: 0, max: 200 }).map((days) => addDaysOn('2027-02-20', days)),
      every: fc.constantFrom({ freq: 'DAILY', days: 1 }, { freq: 'WEEKLY', days: 7 }),
      count: fc.integer({ min: 2, max: 12 }),
      interval: fc.integer({ min: 1, max: 3 }),
      from: fc.integer({ min: 1, max: 11 }),
      later: fc.integer({ min: 0, max: 2 }),
      hour: fc.integer({ min: 5, max: 14 }),
    })
    const timed = (date: string, hour: number) => {
      const time = (at: number) => `${date.replaceAll('-', '')}T${String(at).padStart(2, '0')}0000`
      return [`DTSTART;TZID=Europe/Amsterdam:${time(hour)}`, `DTEND;TZID=Europe/Amsterdam:${time(hour + 8)}`]
    }
    fc.assert(
      fc.property(whole, ({ start, every, count, interval, from, later, hour }) => {
        const turns = Array.from({ length: count }, (_, turn) =>
          addDaysOn(start, turn * every.days * interval),
        )
        const first = turns[Math.min(from, count - 1)]!
        const told = [
          ['UID:a', ...timed(start, 8), `RRULE:FREQ=${every.freq};INTERVAL=${interval};COUNT=${count}`],
          [
            'UID:a',
            `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Amsterdam:${first.replaceAll('-', '')}T080000`,
            ...timed(addDaysOn(first, later), hour),
          ],
        ]
        const apart = turns.map((date) =>
          date < first ? timed(date, 8) : timed(addDaysOn(date, later), hour),
        )
        expect(shiftsOf(calendar(told))).toEqual(shiftsOf(calendar(apart)))
      }),
    )
  })
  it('keeps its last occurrence, whatever its end is written in', () => {
    const until = (end: string, zone = '') =>
      shiftsOf(
        calendar([[`DTSTART${zone}:20261124T080000`, 'DURATION:PT9H', `RRULE:FREQ=DAILY;UNTIL=${end}`]]),
      )
    for (const end of ['20261126T080000', '20261126T070000Z', '20261126'])
      expect(until(end)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26'].map(day))
    expect(until('20261126T070000Z', ';TZID=W. Europe Standard Time')).toHaveLength(3)
    expect(until('20261126T065959Z')).toHaveLength(2)
  })
  it('that began years ago is found at its rhythm', () => {
    const old = ['DTSTART:20101122T080000', 'DURATION:PT9H', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU']
    const found = shiftsOf(calendar([old])) as string[]
    const mondays = (Date.UTC(2026, 10, 23) - Date.UTC(2010, 10, 22)) / (7 * 86_400_000)
    const first = mondays % 2 === 0 ? '2026-11-23' : '2026-11-30'
    expect(found).toContain(day(first))
    expect(found).toContain(day(first.replace('23', '24').replace('30', '31').replace('11-31', '12-01')))
    expect(found).toHaveLength(104)
  })
  it('of 23:00 to 08:00 ends at 08:00 in both nights in which the clock changes', () => {
    const nights = (start: string) =>
      shiftsOf(
        calendar([
          [`DTSTART:${start}T230000`, `DTEND:${Number(start) + 1}T080000`, 'RRULE:FREQ=DAILY;COUNT=3'],
        ]),
      )
    expect(nights('20270326')).toEqual([
      night('2027-03-26', '2027-03-27'),
      night('2027-03-27', '2027-03-28'),
      night('2027-03-28', '2027-03-29'),
    ])
    expect(nights('20271029')[1]).toBe('night 2027-10-30T21:00 2027-10-31T07:00')
    expect(nights('20270326')[1]).toBe('night 2027-03-27T22:00 2027-03-28T06:00')
  })
  it('at a time that does not exist once is at the hour after', () => {
    const odd = ['DTSTART:20270327T023000', 'DURATION:PT2H', 'RRULE:FREQ=DAILY;COUNT=2', 'SUMMARY:Nacht']
    expect(shiftsOf(calendar([odd]))).toEqual([
      'night 2027-03-27T01:30 2027-03-27T03:30',
      'night 2027-03-28T01:30 2027-03-28T03:30',
    ])
  })
})

describe('a time', () => {
  const start = (parameter: string, value = '20261124T080000') =>
    (shiftsOf(calendar([[`DTSTART${parameter}:${value}`, 'DURATION:PT9H']]))[0] ?? '').split(' ')[1]
  it.each([
    ['', '2026-11-24T07:00'],
    [';TZID=Europe/London', '2026-11-24T08:00'],
    [';TZID=America/New_York', '2026-11-24T13:00'],
    [';TZID=GMT Standard Time', '2026-11-24T08:00'],
    [';TZID=W. Europe Standard Time', '2026-11-24T07:00'],
    [';TZID=/mozilla.org/20050126_1/Europe/Athens', '2026-11-24T06:00'],
    [';TZID=Central Asia Standard Time', '2026-11-24T02:00'],
  ])('%s is an instant', (parameter, at) => {
    expect(start(parameter)).toBe(at)
  })
  it('in a zone that nobody knows is not placed, and said, as far as it is of now', () => {
    const read = (...more: string[]) => readCalendar(calendar([['DURATION:PT9H', ...more]]), now)
    const nowhere = 'DTSTART;TZID=Zone of nobody:20261124T080000'
    expect(read(nowhere)).toEqual({ shifts: [], unplaced: 1 })
    expect(read(nowhere, 'RRULE:FREQ=DAILY;COUNT=3')).toEqual({ shifts: [], unplaced: 3 })
    expect(read(nowhere, 'TRANSP:TRANSPARENT')).toEqual({ shifts: [], unplaced: 0 })
    expect(read(nowhere.replace('2026', '2016'))).toEqual({ shifts: [], unplaced: 0 })
    const moved = 'RECURRENCE-ID;TZID=constructor:20261123T080000'
    expect(read(moved, 'DTSTART:20261124T080000')).toEqual({ shifts: [], unplaced: 1 })
    expect(read(moved)).toEqual({ shifts: [], unplaced: 1 })
    expect(read('DTSTART:20261124T080000', 'EXDATE;TZID=Nowhere:20261125T080000')).toMatchObject({
      shifts: [],
    })
  })
  it('has a clock in each zone that Windows names', () => {
    expect(windowsZones.size).toBeGreaterThanOrEqual(139)
    for (const [name, zone] of windowsZones) {
      expect(zoneNamed(name)).toBe(zone)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
    }
  })
  it('in UTC is that instant', () => {
    expect(start('', '20261124T080000Z')).toBe('2026-11-24T08:00')
  })
  it('in a zone that the calendar describes is that of the description', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Ward clock',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0530',
      'TZOFFSETTO:+0530',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const entry = ['DTSTART;TZID=Ward clock:20261124T133000', 'DTEND;TZID=Ward clock:20261124T223000']
    const series = [...entry, 'RRULE:FREQ=DAILY;UNTIL=20261125T080000Z']
    expect(shiftsOf(calendar([entry], zone))).toEqual(['day 2026-11-24T08:00 2026-11-24T17:00'])
    expect(shiftsOf(calendar([series], zone))).toHaveLength(2)
    expect(
      shiftsOf(
        calendar(
          [entry],
          zone.map((line) => line.replace('Ward clock', 'Europe/Amsterdam')),
        ),
      ),
    ).toEqual([])
  })
})
