import { describe, expect, test } from 'vitest'
import { addDaysOn } from '@/lib/time'
import {
  allDay,
  ask,
  day,
  evening,
  fri,
  leave,
  momentOf,
  mon,
  nextMon,
  night,
  presence,
  range,
  sat,
  shift,
  thu,
  tue,
  wed,
} from './asking.test-support'
import { warningsOf } from './free-times'
import { defaultWorkingTime } from './working-time'

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
    // 8.5 hours between evening and day is the roster's own breach, and inside the day she is free; a session after the day adds none.
    expect(ask([evening(mon), day(tue, '08:00-16:00')], tue, '16:15')).toBe('free')
    expect(ask([evening(mon), day(tue, '09:00-16:00')], tue, '08:00')).toBe(
      `rest-after-shift until ${tue} 09:00`,
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

  test('not between the nights of a row: there the ordinary rest after a night', () => {
    const own = { own: true, ...allDay }
    const nights = [night(mon), night(tue), night(wed), night(thu)]
    expect(ask(nights, thu, '10:00', own)).toBe(`rest-after-night until ${thu} 22:00`)
    expect(ask(nights, fri, '10:00', own)).toBe('rest-after-nights until 2027-01-10 06:00')
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
