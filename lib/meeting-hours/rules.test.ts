import { describe, expect, it } from 'vitest'
import { instantAt } from '@/lib/time'
import { awayRanges, openRanges, refuseWindows } from './rules'

const monday = '2027-03-01'
const range = (on: string, from: string, until: string) => ({
  startAt: instantAt(on, from),
  endAt: instantAt(on, until),
})

describe('when a guide is open', () => {
  const weekly = [{ weekday: 0, from: '09:00', until: '12:00' }] as const
  it('is not said by somebody who said nothing', () => {
    expect(openRanges({ weekly: [], exceptions: [] }, monday, '2027-03-08')).toBeUndefined()
  })
  it('follows the hours of the weekday', () => {
    expect(openRanges({ weekly, exceptions: [] }, monday, '2027-03-15')).toEqual([
      range(monday, '09:00', '12:00'),
      range('2027-03-08', '09:00', '12:00'),
    ])
  })
  it('follows the date where it has hours of its own, or none', () => {
    const exceptions = [
      { on: monday, window: { from: '13:00', until: '14:00' } },
      { on: '2027-03-08', window: null },
    ] as const
    expect(openRanges({ weekly, exceptions }, monday, '2027-03-15')).toEqual([
      range(monday, '13:00', '14:00'),
    ])
  })
  it('is the whole of the other days for somebody who only named a date', () => {
    const open = openRanges({ weekly: [], exceptions: [{ on: monday, window: null }] }, monday, '2027-03-03')
    expect(open).toEqual([
      { startAt: instantAt('2027-03-02', '00:00'), endAt: instantAt('2027-03-03', '00:00') },
    ])
  })
  it('keeps to the clock when it changes', () => {
    const [sunday] = openRanges(
      { weekly: [{ weekday: 6, from: '09:00', until: '10:00' }], exceptions: [] },
      '2027-03-28',
      '2027-03-29',
    )!
    expect(sunday?.startAt.toISOString()).toBe('2027-03-28T07:00:00.000Z')
  })
})

describe('when a guide is away', () => {
  const none = { perDay: null, perWeek: null, starts: [] }
  it('is her absence, up to the first day on which she is there', () => {
    expect(awayRanges([{ fromOn: monday, untilOn: '2027-03-03' }], none)).toEqual([
      { startAt: instantAt(monday, '00:00'), endAt: instantAt('2027-03-03', '00:00') },
    ])
  })
  const starts = [instantAt(monday, '09:00'), instantAt(monday, '10:00'), instantAt('2027-03-04', '09:00')]
  it('is a day with as many sessions as she wants, and no other', () => {
    expect(awayRanges([], { perDay: 2, perWeek: null, starts })).toEqual([
      { startAt: instantAt(monday, '00:00'), endAt: instantAt('2027-03-02', '00:00') },
    ])
    expect(awayRanges([], { perDay: 3, perWeek: null, starts })).toEqual([])
  })
  it('is a week from Monday with as many as she wants', () => {
    expect(awayRanges([], { perDay: null, perWeek: 3, starts })).toEqual([
      { startAt: instantAt(monday, '00:00'), endAt: instantAt('2027-03-08', '00:00') },
    ])
  })
})

it('windows of a day end after they begin and stand beside each other', () => {
  expect(refuseWindows([{ from: '09:00', until: '09:00' }])).toBe('ends-before')
  expect(
    refuseWindows([
      { from: '11:00', until: '13:00' },
      { from: '09:00', until: '11:15' },
    ]),
  ).toBe('overlap')
  expect(
    refuseWindows([
      { from: '11:00', until: '13:00' },
      { from: '09:00', until: '11:00' },
    ]),
  ).toBeNull()
})
