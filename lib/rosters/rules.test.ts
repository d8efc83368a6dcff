import { describe, expect, it } from 'vitest'
import { instantAt } from '@/lib/time'
import { daysShown, endMeant, hoursOn, refuseEnd, type ShiftKind } from './rules'

const monday = '2026-11-23'
const shift = (start: string, end: string, kind: ShiftKind = 'day') => {
  const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11))
  return { startsAt: at(start), endsAt: at(end), kind }
}

describe('daysShown', () => {
  it('is the day on which a shift begins, also for a night', () => {
    expect(daysShown(shift('2026-11-24 08:00', '2026-11-24 17:00'), monday)).toEqual([1])
    expect(daysShown(shift('2026-11-29 23:00', '2026-11-30 08:00', 'night'), monday)).toEqual([6])
  })
  it('is Monday for a night that began on the Sunday before', () => {
    expect(daysShown(shift('2026-11-22 23:00', '2026-11-23 08:00', 'night'), monday)).toEqual([0])
    expect(daysShown(shift('2026-11-22 15:00', '2026-11-23 00:00', 'evening'), monday)).toEqual([])
  })
  it('is every day of leave', () => {
    expect(daysShown(shift('2026-11-25 00:00', '2026-12-02 00:00', 'leave'), monday)).toEqual([2, 3, 4, 5, 6])
    expect(daysShown(shift('2026-11-16 00:00', '2026-11-24 00:00', 'leave'), monday)).toEqual([0])
  })
  it('is none in another week', () => {
    expect(daysShown(shift('2026-11-30 08:00', '2026-11-30 17:00'), monday)).toEqual([])
  })
})

describe('hoursOn', () => {
  it('says from and until, the end of the day as 24:00', () => {
    expect(hoursOn(shift('2026-11-24 08:00', '2026-11-24 17:00'), '2026-11-24', 'nl')).toEqual({
      hours: '08:00–17:00',
    })
    expect(hoursOn(shift('2026-11-24 23:00', '2026-11-25 08:00'), '2026-11-24', 'nl')).toEqual({
      hours: '23:00–08:00',
    })
    expect(hoursOn(shift('2026-11-24 15:00', '2026-11-25 00:00'), '2026-11-24', 'nl')).toEqual({
      hours: '15:00–24:00',
    })
  })
  it('says the end of what began before', () => {
    expect(hoursOn(shift('2026-11-22 23:00', '2026-11-23 08:00'), '2026-11-23', 'nl')).toEqual({
      until: '08:00',
    })
  })
  it('says all day for a whole day', () => {
    expect(hoursOn(shift('2026-11-23 00:00', '2026-11-30 00:00', 'leave'), '2026-11-25', 'nl')).toBe(
      'all-day',
    )
  })
})

describe('when a shift really ended', () => {
  const at = (text: string) => instantAt(text.slice(0, 10), text.slice(11))
  it.each([
    ['2026-11-24 08:00', '2026-11-24 17:00', '18:30', '2026-11-24 18:30'],
    ['2026-11-24 23:00', '2026-11-25 08:00', '09:15', '2026-11-25 09:15'],
    ['2026-11-24 15:00', '2026-11-25 00:00', '00:30', '2026-11-25 00:30'],
    ['2026-11-24 15:00', '2026-11-25 00:00', '23:30', '2026-11-24 23:30'],
    ['2026-11-24 08:00', '2026-11-25 08:00', '09:00', '2026-11-25 09:00'],
  ] as const)('from %s until %s: %s on the clock is %s', (start, end, time, meant) => {
    expect(endMeant(shift(start, end), time)).toEqual(at(meant))
  })
  const day = shift('2026-11-24 08:00', '2026-11-24 17:00')
  const ask = (end: string, now: string, next: string | null = null) =>
    refuseEnd(day, at(end), next ? at(next) : null, at(now))
  it('is after its start, not in time to come, and at most 8 hours late', () => {
    expect(ask('2026-11-24 08:00', '2026-11-25 12:00')).toBe('end-before-start')
    expect(ask('2026-11-24 18:01', '2026-11-24 18:00')).toBe('end-to-come')
    expect(ask('2026-11-25 01:00', '2026-11-25 12:00')).toBeNull()
    expect(ask('2026-11-25 01:01', '2026-11-25 12:00')).toBe('end-too-late')
  })
  it('is before the next work begins', () => {
    expect(ask('2026-11-24 22:00', '2026-11-25 12:00', '2026-11-24 22:00')).toBeNull()
    expect(ask('2026-11-24 22:01', '2026-11-25 12:00', '2026-11-24 22:00')).toBe('end-in-next')
  })
})
