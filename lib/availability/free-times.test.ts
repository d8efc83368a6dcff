import { describe, expect, test } from 'vitest'
import { addMinutes, formatRange, instantAt } from '@/lib/time'
import {
  ask,
  day,
  evening,
  fri,
  leave,
  local,
  momentOf,
  mon,
  nextMon,
  night,
  presence,
  range,
  sat,
  sun,
  thu,
  tue,
  wed,
} from './asking.test-support'
import { freeTimes, refusalsOf, refuseTime, warningsOf } from './free-times'
import type { Question } from './plan'
import type { Shift } from './shifts'
import { defaultWorkingTime } from './working-time'

describe('week', () => {
  const week = (...on: string[]) => on.map((date) => day(date, '08:00-17:00'))

  test('the 36 hours of a week are not taken', () => {
    const rules = { ...defaultWorkingTime, weekHours: 100 }
    // Between Thursday 11:00 and Friday 23:30 lie 36.5 hours, the only long rest of the week.
    const tight = [
      ...week(mon, tue, wed),
      day(thu, '08:00-11:00'),
      evening(fri, '23:30-23:45'),
      ...week(sat, sun),
    ]
    expect(ask(tight, thu, '11:00', { rules })).toBe(`weekly-rest until ${fri} 23:00`)
    const wide = [
      ...week(mon, tue, wed),
      day(thu, '08:00-11:00'),
      evening(fri, '23:45-23:50'),
      ...week(sat, sun),
    ]
    expect(ask(wide, thu, '11:00', { rules })).toBe('free')
  })

  test('a window that never had 36 hours cannot lose them', () => {
    const days = [mon, tue, wed, thu, fri, sat, sun, nextMon]
    expect(ask(week(...days), thu, '17:00', { rules: { ...defaultWorkingTime, weekHours: 100 } })).toBe(
      'free',
    )
  })

  test('a session alone may not split the weekend rest, not even for herself', () => {
    const shifts = [...week(mon, tue, wed), day(fri, '14:00-22:00'), ...week(sat, sun)]
    expect(ask(shifts, thu, '10:00', { own: true })).toBe(`weekly-rest until ${fri} 05:00`)
    expect(ask(shifts.slice(0, 4), thu, '10:00', { own: true })).toBe('free')
  })

  test('the week that starts with her own session must keep its 36 hours too', () => {
    const days = [wed, thu, fri, sat, sun].map((on) => day(on, '08:00-17:00'))
    const asking = { own: true }
    expect(ask([presence(tue, '22:30-07:00'), ...days], mon, '10:00', asking)).toMatch(/^weekly-rest/)
    expect(ask([presence(tue, '22:45-07:00'), ...days], mon, '10:00', asking)).toBe('free')
    expect(ask([presence(tue, '22:30-07:00'), ...days.slice(0, 3)], mon, '10:00', asking)).toBe('free')
  })

  test('work that touches is one block: no week starts in the middle of it', () => {
    // Monday's week has no 36 hours; from 17:00 it would, and the session would take them.
    const shifts = [
      day(mon, '08:00-17:00'),
      { ...presence(mon, '17:00-20:00'), endAt: instantAt(tue, '20:00') },
      ...[wed, thu, fri].map((on) => day(on, '08:00-17:00')),
      day(sat, '13:00-22:00'),
      evening(nextMon, '12:00-20:00'),
    ]
    const rules = { ...defaultWorkingTime, weekHours: 168 }
    expect(ask(shifts, nextMon, '09:45', { rules })).toBe('free')
    const apart = shifts.with(1, { ...shifts[1]!, startAt: instantAt(mon, '17:15') })
    expect(ask(apart, nextMon, '09:45', { rules })).toMatch(/^weekly-rest/)
  })

  test('sixty hours in a week', () => {
    const full = [mon, tue, wed, thu, fri].map((on) => day(on, '07:00-17:45')) // 53.75 h
    expect(ask([...full, day(sat, '08:00-13:30')], wed, '17:00')).toBe('free')
    expect(ask([...full, day(sat, '08:00-13:30')], wed, '17:15')).toBe('free')
    const fuller = [...full, day(sat, '08:00-13:45')]
    const asking = { hours: { from: '08:00', until: '19:00' } }
    expect(ask(fuller, wed, '17:45', asking)).toBe(`load until ${thu} 06:30`)
    expect(ask([...full, day(sat, '08:00-13:30')], wed, '17:45', asking)).toBe('free')
    expect(ask(fuller, wed, '17:45', { ...asking, own: true })).toBe('free')
    expect(warningsOf(momentOf(fuller, wed, '17:45', { ...asking, own: true }))).toEqual(['load'])
  })

  test('a week that is already over its hours takes nothing that adds work', () => {
    const shifts = [mon, tue, wed, thu, fri, sat].map((on) => day(on, '07:00-17:30')) // 63 h
    const asking = { minutes: 15, hours: { from: '07:00', until: '19:00' } }
    expect(ask(shifts, wed, '17:30', asking)).toBe(`load until ${thu} 07:00`)
    expect(ask(shifts, wed, '17:15', asking)).toBe('free')
  })

  test('768 hours in sixteen weeks', () => {
    // Fifteen weeks of 48 hours before this one, so that this week may hold 48 too.
    const before = Array.from({ length: 15 }, (_, weeksAgo) =>
      Array.from({ length: 6 }, (__, weekday) => {
        const startAt = addMinutes(instantAt(mon, '09:00'), -(7 * (weeksAgo + 1) - weekday) * 24 * 60)
        return { kind: 'day' as const, startAt, endAt: addMinutes(startAt, 8 * 60) }
      }),
    ).flat()
    const [first, ...rest] = [mon, tue, wed, thu, fri].map((on) => day(on, '08:00-17:00')) // 45 h
    const shifts = [...before, first!, ...rest]
    expect(ask([...shifts, day(sat, '08:00-10:15')], wed, '17:00')).toBe('free')
    expect(ask([...shifts, day(sat, '08:00-10:30')], wed, '17:00')).toBe(`load until ${thu} 07:30`)
    expect(ask([...shifts.slice(6), day(sat, '08:00-10:30')], wed, '17:00')).toBe('free')
  })
})

describe('other people', () => {
  test('she is busy', () => {
    const busy = [range(tue, '10:00-10:30'), range(tue, '10:30-11:00'), range(tue, '11:30-12:00')]
    expect(ask([day(tue)], tue, '10:15', { busy })).toBe(`busy until ${tue} 12:00`)
    expect(ask([day(tue)], tue, '09:15', { busy })).toBe('free')
    expect(ask([day(tue)], tue, '12:00', { busy })).toBe('free')
  })

  test('the guide has hours, absences, sessions and perhaps a roster', () => {
    const hours = [
      [],
      [{ from: '09:00', until: '11:00' }],
      [{ from: '13:00', until: '15:00' }],
      [],
      [],
      [],
      [],
    ]
    const shifts = [day(tue), day(wed)]
    const asking = (guide: Partial<Question['guide']>) => ({ guide: { busy: [], ...guide } })
    expect(ask(shifts, tue, '10:15', asking({ hours }))).toBe('free')
    expect(ask(shifts, tue, '10:30', asking({ hours }))).toBe(`guide-away until ${wed} 13:00`)
    expect(ask(shifts, tue, '10:15', asking({ hours, away: [leave(tue)] }))).toBe(
      `guide-away until ${wed} 13:00`,
    )
    expect(ask(shifts, tue, '10:15', asking({ busy: [range(tue, '10:45-11:30')] }))).toBe(
      `guide-busy until ${tue} 11:30`,
    )
    expect(ask(shifts, tue, '10:15', asking({ shifts: [night(mon)] }))).toMatch(/^guide-away until/)
    expect(ask(shifts, tue, '10:15', asking({ shifts: [day(tue)] }))).toBe('free')
  })

  test('notice is counted from now, and the past is closed', () => {
    const asking = { now: instantAt(tue, '09:00'), noticeMinutes: 120 }
    expect(ask([day(tue)], tue, '10:45', asking)).toBe(`notice until ${tue} 11:00`)
    expect(ask([day(tue)], tue, '11:00', asking)).toBe('free')
    expect(ask([day(tue)], tue, '08:45', { now: asking.now })).toBe(`notice until ${tue} 09:00`)
  })

  test('a group meets when all can; a refusal says whose', () => {
    const people = [
      { id: 'Noor', shifts: [day(tue)], busy: [range(tue, '10:00-11:00')] },
      { id: 'Daan', shifts: [day(tue, '08:00-13:00')], busy: [] },
      { id: 'Sara', shifts: [night(mon)], busy: [] },
    ]
    const question = { people: people.slice(0, 2), window: { fromOn: tue, untilOn: wed }, minutes: 60 }
    const { slots, refused } = freeTimes(question)
    expect(slots.map(({ startAt, endAt }) => formatRange(startAt, endAt, 'nl')).slice(0, 6)).toEqual([
      'di 5 jan, 08:00–09:00',
      'di 5 jan, 08:15–09:15',
      'di 5 jan, 08:30–09:30',
      'di 5 jan, 08:45–09:45',
      'di 5 jan, 09:00–10:00',
      'di 5 jan, 11:00–12:00',
    ])
    expect(refused.at(0)).toMatchObject({ reason: 'busy', who: 'Noor' })
    expect([...refused].at(-1)).toMatchObject({ reason: 'rest-after-shift', who: 'Daan' })
    const moment = { people, minutes: 60, startAt: instantAt(tue, '10:00') }
    expect(refusalsOf(moment).map(({ who, reason }) => [who, reason])).toEqual([
      ['Noor', 'busy'],
      ['Sara', 'rest-after-night'],
    ])
  })
})

describe('what a screen is told', () => {
  const because = (shifts: Shift[], on: string, wall: string) => {
    const cause = refuseTime(momentOf(shifts, on, wall))?.because
    return cause ? `${cause.kind} ${local(cause.startAt)} ${local(cause.endAt)}` : null
  }

  test('the duty a refusal comes from', () => {
    expect(because([night(mon)], tue, '10:00')).toBe(`night ${mon} 23:00 ${tue} 08:00`)
    expect(because([night(tue)], tue, '10:00')).toBe(`night ${tue} 23:00 ${wed} 08:00`)
    expect(because([evening(tue)], tue, '10:00')).toBe(`evening ${tue} 15:00 ${tue} 23:30`)
    expect(because([evening(tue)], tue, '16:00')).toBe(`evening ${tue} 15:00 ${tue} 23:30`)
    expect(because([leave(tue)], tue, '16:00')).toBe(`leave ${tue} 00:00 ${wed} 00:00`)
    expect(because([evening(tue, '12:00-23:30')], tue, '11:15')).toBe(`evening ${tue} 12:00 ${tue} 23:30`)
    expect(because([day(mon)], tue, '10:00')).toBeNull()
  })
})

describe('when several reasons apply', () => {
  test('the first of the list is told', () => {
    expect(ask([leave('2027-03-29')], '2027-03-29', '10:00')).toMatch(/^holiday/)
    expect(ask([leave(sat)], sat, '10:00')).toMatch(/^outside-hours/)
    expect(ask([leave(tue), evening(tue)], tue, '16:00')).toMatch(/^leave/)
    expect(ask([evening(tue)], tue, '16:00', { busy: [range(tue, '16:00-17:00')] })).toMatch(/^on-shift/)
    expect(ask([night(tue)], tue, '16:00', { busy: [range(tue, '16:00-17:00')] })).toMatch(/^busy/)
    expect(ask([night(mon), night(tue)], tue, '16:00')).toMatch(/^before-night/)
    expect(ask([evening(mon), day(wed, '01:00-09:00')], tue, '09:45')).toMatch(/^rest-after-shift/)
    const guide = { busy: [range(tue, '10:00-11:00')], away: [range(tue, '10:00-11:00')] }
    expect(ask([], tue, '10:00', { guide })).toMatch(/^day-off/)
    expect(ask([day(tue)], tue, '10:00', { guide, now: instantAt(wed, '00:00') })).toMatch(/^guide-away/)
    const resting = { busy: [range(tue, '10:00-11:00')], shifts: [night(mon)] }
    expect(ask([day(tue)], tue, '10:00', { guide: resting })).toMatch(/^guide-away/)
  })
})
