import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { windowOf } from './calendar'
import { calendar, now, on, readCalendar, shiftsOf } from './calendar.test-support'

const day = ['DTSTART:20261124T080000', 'DTEND:20261124T170000']
const dayShift = `day ${on('2026-11-24 08:00')} ${on('2026-11-24 17:00')}`

describe('what an entry is', () => {
  it.each([
    ['SUMMARY:Nachtdienst SEH', 'night'],
    ['SUMMARY:Late dienst', 'evening'],
    ['SUMMARY:Aanwezigheidsdienst', 'presence'],
    ['SUMMARY:Bereikbaar', 'on-call'],
    ['SUMMARY:On-call duty', 'on-call'],
    ['SUMMARY:Verlof', 'leave'],
    ['SUMMARY:Annual leave', 'leave'],
    ['CATEGORIES:Rooster,Avonddienst', 'evening'],
    ['SUMMARY:Vrijdag overleg', 'day'],
    ['SUMMARY:Iets anders', 'day'],
  ])('%s is %s', (line, kind) => {
    expect(shiftsOf(calendar([[...day, line]]))).toEqual([dayShift.replace('day', kind)])
  })
  it.each([
    ['20261124T230000', '20261125T080000', 'night'],
    ['20261124T170000', '20261125T010000', 'evening'],
    ['20261124T170000', '20261125T010100', 'night'],
    ['20261124T120000', '20261124T200000', 'day'],
    ['20261124T120000', '20261124T200100', 'evening'],
    ['20261124T130000', '20261124T180000', 'day'],
    ['20261124T130100', '20261124T180000', 'evening'],
    ['20261124T050000', '20261124T140000', 'day'],
    ['20261124T045900', '20261124T140000', 'night'],
  ])('from %s until %s without a name is %s', (start, end, kind) => {
    expect(shiftsOf(calendar([[`DTSTART:${start}`, `DTEND:${end}`]]))[0]).toMatch(new RegExp(`^${kind} `))
  })
  it('is leave for whole days, whatever they are called, unless one is on call', () => {
    const days = ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261127']
    const span = `${on('2026-11-24 00:00')} ${on('2026-11-27 00:00')}`
    expect(shiftsOf(calendar([days]))).toEqual([`leave ${span}`])
    expect(shiftsOf(calendar([[...days, 'SUMMARY:Nacht']]))).toEqual([`leave ${span}`])
    expect(shiftsOf(calendar([[...days, 'SUMMARY:Bereikbaar']]))).toEqual([`on-call ${span}`])
    expect(shiftsOf(calendar([['DTSTART:20261124T000000', 'DTEND:20261127T000000']]))).toEqual([
      `leave ${span}`,
    ])
    expect(shiftsOf(calendar([['DTSTART;VALUE=DATE:20261124']]))).toEqual([
      `leave ${on('2026-11-24 00:00')} ${on('2026-11-25 00:00')}`,
    ])
  })
  it('is leave when it lasts longer than a day, unless it says that one stays in the hospital', () => {
    const long = ['DTSTART:20261124T080000', 'DTEND:20261126T080000']
    expect(shiftsOf(calendar([long]))[0]).toMatch(/^leave /)
    expect(shiftsOf(calendar([[...long, 'SUMMARY:Aanwezigheid']]))[0]).toMatch(/^presence /)
  })
})

describe('what takes time', () => {
  it('is not what is transparent or cancelled', () => {
    expect(shiftsOf(calendar([[...day, 'TRANSP:TRANSPARENT']]))).toEqual([])
    expect(shiftsOf(calendar([[...day, 'STATUS:CANCELLED']]))).toEqual([])
  })
  it.each(['CLASS:CONFIDENTIAL', 'CLASS:PRIVATE', 'TRANSP:OPAQUE', 'STATUS:TENTATIVE'])('is %s', (line) => {
    expect(shiftsOf(calendar([[...day, line]]))).toEqual([dayShift])
  })
  it('is told without any of its words', () => {
    const read = readCalendar(calendar([[...day, 'SUMMARY:Geheim', 'LOCATION:Kamer', 'DESCRIPTION:X']]), now)
    expect(JSON.stringify(read)).not.toMatch(/Geheim|Kamer|X"/)
  })
  it('lasts its duration: days on the clock, hours exactly', () => {
    const lasting = (start: string, duration: string) =>
      shiftsOf(calendar([[`DTSTART:${start}`, `DURATION:${duration}`]]))[0]
    expect(lasting('20261124T080000', 'PT9H')).toBe(dayShift)
    expect(lasting('20270327T230000', 'PT9H')).toBe(
      `night ${on('2027-03-27 23:00')} ${on('2027-03-28 09:00')}`,
    )
    expect(lasting('20270327T120000', 'P1D')).toMatch(new RegExp(`${on('2027-03-28 12:00')}$`))
  })
  it('is none without an end; one that is named a shift is counted as not placed', () => {
    expect(readCalendar(calendar([['DTSTART:20261124T080000']]), now)).toEqual({ shifts: [], unplaced: 0 })
    const named = ['DTSTART:20261124T080000', 'SUMMARY:Dagdienst']
    expect(readCalendar(calendar([named]), now)).toEqual({ shifts: [], unplaced: 1 })
  })
  it('is told once where entries overlap', () => {
    const at = (start: string, end: string, ...more: string[]) => [
      `DTSTART:20261124T${start}00`,
      `DTEND:20261124T${end}00`,
      ...more,
    ]
    const leave = at('0800', '1900', 'SUMMARY:Verlof')
    expect(shiftsOf(calendar([at('0800', '1700'), at('1200', '1300'), at('1600', '1800'), leave]))).toEqual([
      dayShift,
      `evening ${on('2026-11-24 17:00')} ${on('2026-11-24 18:00')}`,
      `leave ${on('2026-11-24 18:00')} ${on('2026-11-24 19:00')}`,
    ])
  })
})

describe('what cannot be believed', () => {
  const whole = calendar([day])
  it.each([
    ['not-calendar', ''],
    ['not-calendar', '<!doctype html><title>Log in</title>'],
    ['truncated', whole.slice(0, -20)],
    ['truncated', whole.slice(0, whole.indexOf('END:VEVENT'))],
    ['unreadable', whole.replace('END:VEVENT\r\n', '')],
    ['too-many', calendar([[...day, 'RRULE:FREQ=MINUTELY']])],
    ['too-many', calendar([['DTSTART:19000101T080000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=99999']])],
  ])('is %s', (problem, text) => {
    expect(shiftsOf(text)).toBe(problem)
  })
  it('is a calendar of more than 5,000 shifts', () => {
    const entries = Array.from({ length: 10 }, (_, n) => [
      `DTSTART:20261124T0${n}0000`,
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY',
    ])
    expect(shiftsOf(calendar(entries))).toBe('too-many')
  })
  it('is one entry that says no start: the others are read', () => {
    expect(readCalendar(calendar([['SUMMARY:Nacht'], day]), now)).toMatchObject({ unplaced: 1, shifts: [{}] })
  })
})

describe('the window', () => {
  it('goes from 26 weeks back to 78 weeks ahead', () => {
    const daily = calendar([['DTSTART:20200101T080000', 'DTEND:20200101T090000', 'RRULE:FREQ=DAILY']])
    const shifts = shiftsOf(daily)
    expect(shifts).toHaveLength(104 * 7)
    expect(shifts[0]).toContain(on('2026-05-25 08:00'))
    expect(shifts.at(-1)).toContain(on('2028-05-21 08:00'))
  })

  it('holds every shift, and never more than 5,000, whatever a rule asks', () => {
    const numbers = (name: string, least: number, most: number) =>
      fc
        .uniqueArray(fc.integer({ min: least, max: most }).filter(Boolean), { maxLength: 3 })
        .map((list) => (list.length > 0 ? `;${name}=${list.join(',')}` : ''))
    const part = fc.tuple(
      numbers('BYMONTH', 1, 12),
      numbers('BYMONTHDAY', -31, 31),
      numbers('BYSETPOS', -5, 5),
      numbers('BYHOUR', 0, 23),
      fc.constantFrom('', ';BYDAY=MO', ';BYDAY=-1FR', ';BYDAY=5MO,SU', ';COUNT=3', ';UNTIL=20270101'),
    )
    const freq = fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'HOURLY', 'SECONDLY')
    const rule = fc.tuple(freq, fc.integer({ min: 0, max: 400 }), part)
    const { from, until } = windowOf(now)
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 2500 }), ([often, interval, parts], year) => {
        const start = `${String(year).padStart(4, '0')}0229T080000`
        const lines = [
          `DTSTART:${start}`,
          'DURATION:PT30M',
          `RRULE:FREQ=${often};INTERVAL=${interval}${parts.join('')}`,
        ]
        const before = process.cpuUsage()
        const read = readCalendar(calendar([lines]), now)
        // Work, not time: a machine with other things to do is slow for another reason.
        expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000)
        if ('problem' in read) return
        expect(read.shifts.length).toBeLessThanOrEqual(5_000)
        for (const { startsAt, endsAt } of read.shifts)
          expect(startsAt < until && endsAt > from && endsAt > startsAt).toBe(true)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
