import { expect, test } from 'vitest'
import { dateOf, instantAt, wallTimeOf } from '@/lib/time'
import type { Guide } from './guide'
import { onShiftTimes } from './on-shift-times'
import type { Shift, ShiftKind } from './shifts'

const on = '2027-01-05'
const shift = (kind: ShiftKind, from: string, until: string, date = on): Shift => ({
  kind,
  startAt: instantAt(date, from),
  endAt: instantAt(date, until),
})

function ask(shifts: Shift[], minutes = 60, hours = { from: '08:00', until: '22:00' }, guide?: Guide) {
  const people = [
    { id: 'Noor', shifts, busy: [{ startAt: instantAt(on, '10:00'), endAt: instantAt(on, '10:30') }] },
  ]
  const { slots, refused } = onShiftTimes({
    people,
    window: { fromOn: on, untilOn: '2027-01-06' },
    hours,
    minutes,
    guide,
  })
  const told = new Map([...refused].map((one) => [wallTimeOf(one.startAt), one]))
  return {
    free: slots.map(({ startAt }) => wallTimeOf(startAt)),
    reason: (wall: string) => told.get(wall)?.reason,
    until: (wall: string) => {
      const until = told.get(wall)?.until
      return until && `${dateOf(until)} ${wallTimeOf(until)}`
    },
    because: (wall: string) => told.get(wall)?.because?.kind,
  }
}

test('inside a day or an evening shift, with no rest asked', () => {
  const lateBefore = { ...shift('evening', '15:00', '23:30', '2027-01-04') }
  const day = ask([lateBefore, shift('day', '08:00', '12:00')])
  expect(day.free).toEqual(['08:00', '08:15', '08:30', '08:45', '09:00', '10:30', '10:45', '11:00'])
  expect(ask([shift('evening', '15:00', '23:30')]).free.at(0)).toBe('15:00')
  expect(ask([shift('evening', '15:00', '23:30')]).free.at(-1)).toBe('21:00')
})

test('the edge of a shift, a day off, a session, leave and a night are not', () => {
  const day = ask([shift('day', '09:00', '13:00'), shift('leave', '12:00', '13:00')])
  expect([day.reason('08:00'), day.until('08:00')]).toEqual(['day-off', `${on} 08:01`])
  expect([day.reason('08:15'), day.until('08:15'), day.because('08:15')]).toEqual([
    'on-shift',
    `${on} 09:00`,
    'day',
  ])
  expect([day.reason('10:00'), day.until('10:00')]).toEqual(['busy', `${on} 10:30`])
  expect([day.reason('11:30'), day.until('11:30'), day.because('11:30')]).toEqual([
    'leave',
    `${on} 13:00`,
    'leave',
  ])
  expect(day.reason('14:00')).toBe('day-off')
  const presence = ask([shift('day', '09:00', '13:00'), shift('presence', '12:00', '20:00')])
  expect([presence.reason('11:30'), presence.because('11:30')]).toEqual(['on-shift', 'presence'])
})

test('a shadow day fills the day shift it stands on', () => {
  expect(ask([shift('day', '11:00', '20:00')], 9 * 60).free).toEqual(['11:00'])
  expect(ask([shift('day', '11:00', '19:45')], 9 * 60).free).toEqual([])
})

test('inside a shift of the guide as well, with no rest asked of her either', () => {
  const hours = { from: '08:00', until: '22:00' }
  const late = shift('evening', '15:00', '23:30')
  const both = ask([late], 60, hours, {
    busy: [],
    shifts: [shift('evening', '15:00', '23:30', '2027-01-04'), late],
  })
  expect([both.free.at(0), both.free.at(-1)]).toEqual(['15:00', '21:00'])
  const day = ask([late], 60, hours, { busy: [], shifts: [shift('day', '08:00', '17:00')] })
  expect([day.free.at(0), day.free.at(-1)]).toEqual(['15:00', '16:00'])
  expect([day.reason('16:15'), day.reason('18:00')]).toEqual(['guide-away', 'guide-away'])
  // Without a roster of hers her hours decide.
  expect(ask([late], 60, hours, { busy: [] }).free.at(-1)).toBe('21:00')
})
