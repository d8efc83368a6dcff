import { describe, expect, test } from 'vitest'
import { addDaysOn, addMinutes, dateOf, formatRange, instantAt, wallTimeOf } from '@/lib/time'
import { freeTimes, refusalsOf, refuseTime, warningsOf, type Moment } from './free-times'
import type { Question } from './plan'
import type { Busy, Range, Shift, ShiftKind } from './shifts'
import { defaultWorkingTime } from './working-time'

// 2027-01-04 is a Monday in an ordinary week.
const [mon, tue, wed, thu, fri, sat, sun, nextMon] = [
  '2027-01-04',
  '2027-01-05',
  '2027-01-06',
  '2027-01-07',
  '2027-01-08',
  '2027-01-09',
  '2027-01-10',
  '2027-01-11',
] as const

/** '08:00-17:00' on a date; an end before the start is on the next date. */
function range(on: string, hours: string): Range {
  const [from = '', until = ''] = hours.split('-')
  const startAt = instantAt(on, from)
  const endAt = instantAt(on, until)
  return { startAt, endAt: endAt > startAt ? endAt : addMinutes(endAt, 24 * 60) }
}
const shift = (kind: ShiftKind, on: string, hours: string): Shift => ({ kind, ...range(on, hours) })
const day = (on: string, hours = '08:00-17:00') => shift('day', on, hours)
const evening = (on: string, hours = '15:00-23:30') => shift('evening', on, hours)
const night = (on: string, hours = '23:00-08:00') => shift('night', on, hours)
const presence = (on: string, hours = '08:00-08:00') => shift('presence', on, hours)
const leave = (on: string, hours = '00:00-00:00') => shift('leave', on, hours)

type Asking = Partial<Omit<Moment, 'people' | 'startAt'>> & { busy?: Busy[]; own?: boolean }

function momentOf(
  shifts: Shift[],
  on: string,
  wall: string,
  { busy = [], own, ...asking }: Asking = {},
): Moment {
  return { minutes: 45, startAt: instantAt(on, wall), people: [{ id: 'Noor', shifts, busy, own }], ...asking }
}

const local = (at: Date | null | undefined) => (at ? `${dateOf(at)} ${wallTimeOf(at)}` : null)

/** "rest-after-night until 2027-01-05 22:00", or "free". */
function ask(shifts: Shift[], on: string, wall: string, asking?: Asking): string {
  const refused = refuseTime(momentOf(shifts, on, wall, asking))
  return refused === null ? 'free' : `${refused.reason} until ${local(refused.until) ?? 'unknown'}`
}

const allDay = { hours: { from: '00:00', until: '24:00' } }

describe('the dates and hours', () => {
  test('weekends are outside the hours until Monday', () => {
    expect(ask([day(sat)], sat, '10:00')).toBe(`outside-hours until ${nextMon} 08:00`)
    expect(ask([day(fri)], fri, '17:30')).toBe(`outside-hours until ${nextMon} 08:00`)
    expect(ask([day(fri, '07:00-16:00')], fri, '07:00')).toBe(`outside-hours until ${fri} 08:00`)
    expect(ask([day(fri)], fri, '09:10')).toBe(`outside-hours until ${fri} 09:15`)
  })

  test('nothing on a public holiday, and Easter lasts until Tuesday', () => {
    expect(ask([day('2027-03-29')], '2027-03-29', '10:00')).toBe('holiday until 2027-03-30 00:00')
    expect(ask([day('2027-03-28')], '2027-03-28', '10:00')).toBe('holiday until 2027-03-30 00:00')
  })

  test('Good Friday is a holiday only where that is chosen', () => {
    const goodFriday = '2027-03-26'
    const rules = { ...defaultWorkingTime, holidays: { goodFriday: true, liberationDay: false } }
    expect(ask([day(goodFriday)], goodFriday, '10:00')).toBe('free')
    expect(ask([day(goodFriday)], goodFriday, '10:00', { rules })).toBe('holiday until 2027-03-27 00:00')
  })
})

describe('inside and beside a shift', () => {
  test('inside a day shift it adds no work and breaks nothing', () => {
    expect(ask([evening(mon), day(tue)], tue, '08:00')).toBe('free')
    expect(ask([day(tue), night(tue)], tue, '16:15')).toBe('free')
    expect(ask([day(tue, '07:00-20:00')], tue, '10:00')).toBe('free')
    expect(ask([day(mon, '22:00-10:00')], tue, '08:00')).toBe('free')
    expect(ask([day(tue, '06:00-12:00'), day(tue, '12:00-17:00')], tue, '11:45')).toBe('free')
  })

  test('never during an evening, night or presence shift', () => {
    expect(ask([evening(tue)], tue, '14:30')).toBe(`on-shift until ${tue} 23:30`)
    expect(ask([presence(tue)], tue, '10:00')).toBe(`on-shift until ${wed} 08:00`)
    expect(ask([night(mon)], tue, '07:30', allDay)).toBe(`on-shift until ${tue} 08:00`)
    expect(ask([day(tue), evening(tue)], tue, '15:30')).toBe(`on-shift until ${tue} 23:30`)
  })

  test('on call is not work and blocks nothing, unless the hospital says so', () => {
    const shifts = [day(tue), shift('on-call', tue, '12:00-22:00')]
    expect(ask(shifts, tue, '13:00')).toBe('free')
    const rules = { ...defaultWorkingTime, onCallBlocks: true }
    expect(ask(shifts, tue, '13:00', { rules })).toBe(`on-shift until ${tue} 22:00`)
    expect(ask([shift('on-call', mon, '17:00-08:00'), day(tue, '09:00-17:00')], tue, '08:15')).toBe('free')
  })

  test('at most two hours from the shift is one block with it', () => {
    expect(ask([day(tue, '08:00-15:00')], tue, '17:00')).toBe('free')
    expect(ask([day(tue, '08:00-15:00')], tue, '17:15')).toBe('rest-after-shift until 2027-01-06 02:00')
    expect(ask([evening(tue)], tue, '12:15')).toBe('free')
    expect(ask([evening(tue)], tue, '12:00')).toBe(`rest-before-shift until ${tue} 12:15`)
    expect(ask([day(tue, '07:00-09:00')], tue, '08:30')).toBe('free')
  })

  test('a block is at most twelve hours', () => {
    expect(ask([evening(tue, '12:00-23:30')], tue, '11:15')).toBe(`too-long until ${tue} 11:30`)
    expect(ask([evening(tue, '12:00-23:00')], tue, '11:00')).toBe('free')
    expect(ask([day(tue, '08:00-13:00'), evening(tue, '15:00-20:15')], tue, '13:30')).toBe(
      `too-long until ${tue} 15:01`,
    )
  })

  test('a session that closes a long block is refused as long as it adjoins', () => {
    const asking = { ...allDay }
    expect(ask([day(tue, '08:00-19:30')], tue, '19:30', asking)).toBe(`too-long until ${tue} 21:31`)
    expect(ask([day(tue, '08:00-19:15')], tue, '19:15', asking)).toBe('free')
  })

  test('rest is asked only where the session is the edge of the block', () => {
    // 8.5 hours between evening and day is the roster's own breach; a session after the day adds none.
    expect(ask([evening(mon), day(tue, '08:00-16:00')], tue, '16:15')).toBe('free')
    expect(ask([evening(mon), day(tue, '09:00-16:00')], tue, '08:00')).toBe(
      `rest-after-shift until ${tue} 10:30`,
    )
  })
})

describe('rest', () => {
  test('eleven hours after a shift', () => {
    expect(ask([evening(mon), evening(tue)], tue, '09:00')).toBe(`rest-after-shift until ${tue} 10:30`)
    expect(ask([evening(mon, '14:00-21:00'), evening(tue, '10:00-18:00')], tue, '08:00')).toBe('free')
    expect(ask([evening(mon, '14:00-21:15'), evening(tue, '10:00-18:00')], tue, '08:00')).toBe(
      `rest-after-shift until ${tue} 08:15`,
    )
  })

  test('fourteen hours after a night: after one till 08:00, free from 22:00', () => {
    expect(ask([night(mon)], tue, '10:00')).toBe(`rest-after-night until ${tue} 22:00`)
    expect(ask([night(mon)], tue, '21:45', { ...allDay, own: true })).toBe(
      `rest-after-night until ${tue} 22:00`,
    )
    expect(ask([night(mon)], tue, '22:00', { ...allDay, own: true })).toBe('free')
    // Of two duties that end together the one that asks for more rest counts; of others the last to end.
    expect(ask([presence(mon, '22:00-08:00'), night(mon)], tue, '10:00')).toBe(
      `rest-after-night until ${tue} 22:00`,
    )
    expect(ask([night(mon), presence(mon, '23:30-08:00')], tue, '10:00')).toBe(
      `rest-after-night until ${tue} 22:00`,
    )
    expect(ask([night(mon), presence(mon, '23:30-07:00')], tue, '10:00')).toBe(
      `rest-after-night until ${tue} 22:00`,
    )
  })

  test('a night that ends at 02:00 or before asks eleven hours', () => {
    const own = { own: true }
    expect(ask([night(mon, '20:00-02:00')], tue, '12:00', own)).toBe(`rest-after-shift until ${tue} 13:00`)
    expect(ask([night(mon, '20:00-02:00')], tue, '13:00', own)).toBe('free')
    expect(ask([night(mon, '20:00-02:15')], tue, '13:00', own)).toBe(`rest-after-night until ${tue} 16:15`)
  })

  test('forty-six hours after three nights on consecutive dates', () => {
    const nights = [night(mon), night(tue), night(wed)]
    const own = { own: true, ...allDay }
    expect(ask(nights, thu, '10:00')).toBe(`rest-after-nights until ${sat} 06:00`)
    expect(ask(nights, fri, '12:00', own)).toBe(`rest-after-nights until ${sat} 06:00`)
    expect(ask([night(mon), night(wed)], fri, '08:00', own)).toBe('free')
    expect(ask([night(tue), night(wed)], fri, '08:00', own)).toBe('free')
    expect(ask([night(mon), night(tue), night(thu)], fri, '12:00')).toBe(
      `rest-after-night until ${fri} 22:00`,
    )
  })

  test('eleven hours before the next shift', () => {
    expect(ask([day(tue, '08:00-16:00'), day(wed, '03:00-12:00')], tue, '16:15')).toBe(
      `rest-before-shift until ${wed} 00:15`,
    )
    expect(ask([day(tue, '08:00-15:15'), day(wed, '03:00-12:00')], tue, '15:15')).toBe('free')
    expect(ask([day(tue, '08:00-11:00'), night(tue)], tue, '11:30')).toBe(
      `rest-before-shift until ${tue} 23:00`,
    )
    expect(ask([day(tue, '08:00-11:00'), night(tue)], tue, '11:15')).toBe('free')
  })

  test('presence duty asks eleven hours before and after', () => {
    expect(ask([presence(tue)], wed, '12:00')).toBe(`rest-after-shift until ${wed} 19:00`)
    expect(ask([day(mon, '08:00-16:00'), presence(tue, '03:00-15:00')], mon, '16:15')).toBe(
      `rest-before-shift until ${tue} 03:00`,
    )
  })

  test('her other sessions are work, and those near by on the same date are one block', () => {
    const session = range(mon, '21:00-22:00')
    expect(ask([evening(tue, '10:00-18:00')], tue, '08:45', { busy: [session] })).toBe(
      `rest-after-shift until ${tue} 09:00`,
    )
    expect(ask([evening(tue, '10:00-18:00')], tue, '08:45', { busy: [{ ...session, isWork: false }] })).toBe(
      'free',
    )
    expect(ask([], tue, '11:00', { own: true, busy: [range(tue, '10:00-10:45')] })).toBe('free')
    expect(ask([], tue, '09:00', { own: true, busy: [range(tue, '10:00-10:45')] })).toBe('free')
    expect(ask([], tue, '14:00', { own: true, busy: [range(tue, '10:00-10:45')] })).toBe(
      `rest-after-shift until ${tue} 21:45`,
    )
    const early = range(tue, '07:00-07:30')
    expect(ask([day(tue)], tue, '17:15', { busy: [early] })).toBe('free')
    expect(ask([day(tue, '08:00-18:30')], tue, '18:30', { ...allDay, busy: [early] })).toMatch(/^too-long/)
  })
})

describe('days off', () => {
  test('a session at 15:00 before a night at 23:00 is refused, whatever the rest', () => {
    expect(ask([night(tue)], tue, '15:00')).toBe(`before-night until ${wed} 00:00`)
    expect(ask([night(tue)], tue, '08:00')).toBe(`before-night until ${wed} 00:00`)
    expect(ask([presence(tue, '20:00-20:00')], tue, '08:00')).toBe(`before-night until ${wed} 00:00`)
    expect(ask([night(tue), night(wed)], tue, '08:00')).toBe(`before-night until ${thu} 00:00`)
  })

  test('nothing is planned on a day off, until she is near a shift again', () => {
    expect(ask([day(mon), day(thu)], tue, '10:00')).toBe(`day-off until ${thu} 05:15`)
    expect(ask([day(mon)], tue, '10:00')).toBe('day-off until unknown')
    expect(ask([day(mon), night(thu)], tue, '10:00')).toBe(`day-off until ${thu} 00:00`)
    expect(ask([], tue, '10:00')).toBe('day-off until unknown')
  })

  test('nor during leave', () => {
    expect(ask([leave(tue), leave(wed), day(thu)], tue, '10:00')).toBe(`leave until ${thu} 00:00`)
    expect(ask([leave(tue, '12:00-17:00'), day(tue)], tue, '11:30')).toBe(`leave until ${tue} 17:00`)
    expect(ask([leave(tue, '12:00-17:00'), day(tue)], tue, '11:15')).toBe('free')
    const weeks = Array.from({ length: 60 }, (_, n) => leave(addDaysOn(tue, n)))
    expect(ask(weeks, tue, '10:00')).toBe(`leave until ${addDaysOn(tue, 60)} 00:00`)
  })

  test('she may herself, and is told', () => {
    const own = { own: true }
    expect(ask([], tue, '10:00', own)).toBe('free')
    expect(warningsOf(momentOf([], tue, '10:00', own))).toEqual(['day-off'])
    expect(ask([leave(tue)], tue, '10:00', own)).toBe('free')
    expect(warningsOf(momentOf([leave(tue)], tue, '10:00', own))).toEqual(['leave', 'day-off'])
    expect(ask([night(tue)], tue, '11:00', own)).toBe('free')
    expect(warningsOf(momentOf([night(tue)], tue, '11:00', own))).toEqual(['before-night'])
    expect(ask([night(tue)], tue, '11:30', own)).toBe(`rest-before-shift until ${tue} 23:00`)
    expect(warningsOf(momentOf([day(tue)], tue, '10:00', own))).toEqual([])
  })
})

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
  })
})
