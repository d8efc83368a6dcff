import { describe, expect, it } from 'vitest'
import { addDaysOn, instantAt, instantsAt } from '@/lib/time'
import { axisOf, clockChangeIn, piecesOn, placeOn } from './axis'
import { lanesOf } from './lanes'

const week = (monday: string) => Array.from({ length: 7 }, (_, day) => addDaysOn(monday, day))
const lasting = (on: string, from: string, untilOn: string, until: string) => ({
  startsAt: instantAt(on, from),
  endsAt: instantAt(untilOn, until),
})
const night = lasting('2026-11-24', '23:00', '2026-11-25', '08:00')

describe('the hours of a week', () => {
  const days = week('2026-11-23')

  it('are 07:00 to 22:00 when nothing lies outside', () => {
    const { hours, units } = axisOf(days, [], [])
    expect([hours[0]?.hour, hours.at(-1)?.hour, units]).toEqual([7, 21, 15])
  })

  it('grow for a night, which takes half the room', () => {
    const pieces = days.flatMap((on) => piecesOn([night], on))
    const axis = axisOf(days, [], pieces)
    expect([axis.hours[0]?.hour, axis.hours.at(-1)?.hour]).toEqual([0, 23])
    expect(axis.units).toBe(7 / 2 + 15 + 1)
  })

  it('grow in full for a session in the evening', () => {
    const late = lasting('2026-11-24', '22:00', '2026-11-24', '22:45')
    const axis = axisOf(days, piecesOn([late], '2026-11-24'), [])
    expect(axis.units).toBe(16)
  })

  it('do not grow for leave of a whole day, which fills what is shown', () => {
    const leave = lasting('2026-11-24', '00:00', '2026-11-26', '00:00')
    const pieces = piecesOn([leave], '2026-11-25')
    const axis = axisOf(days, [], pieces)
    expect(axis.units).toBe(15)
    expect(pieces.map((piece) => placeOn(axis, piece))).toEqual([{ from: 0, length: 15 }])
    expect(piecesOn([leave], '2026-11-26')).toEqual([])
  })
})

describe('what runs over midnight', () => {
  it('stands in both days, cut at midnight', () => {
    const days = week('2026-11-23')
    const pieces = days.flatMap((on) => piecesOn([night], on))
    const axis = axisOf(days, [], pieces)
    expect(pieces.map(({ on }) => on)).toEqual(['2026-11-24', '2026-11-25'])
    expect(pieces.map((piece) => placeOn(axis, piece))).toEqual([
      { from: 19, length: 0.5 },
      { from: 0, length: 4.5 },
    ])
  })
})

describe('the clock change', () => {
  it('is found in its week only', () => {
    expect(clockChangeIn(week('2026-11-23'))).toBeNull()
    expect(clockChangeIn(week('2026-10-19'))).toEqual({ on: '2026-10-25', hour: 2, dayHours: 25 })
    expect(clockChangeIn(week('2026-03-23'))).toEqual({ on: '2026-03-29', hour: 2, dayHours: 23 })
  })

  it('gives autumn an hour that is there twice, one below the other', () => {
    const days = week('2026-10-19')
    const axis = axisOf(days, [], [])
    expect(axis.hours).toHaveLength(25)
    expect(axis.hours.filter(({ hour }) => hour === 2).map(({ which }) => which)).toEqual([
      'summer',
      'winter',
    ])
    const [summer, winter] = instantsAt('2026-10-25', '02:30')
    const place = (startsAt: Date | undefined, on: string) => {
      const from = startsAt ?? new Date(0)
      const item = { startsAt: from, endsAt: new Date(from.getTime() + 900_000) }
      return piecesOn([item], on).map((piece) => placeOn(axis, piece).from)[0] ?? -1
    }
    expect(place(winter, '2026-10-25') - place(summer, '2026-10-25')).toBeCloseTo(0.5)
    // On the other days the hour is there once and takes the room of both.
    expect(place(instantAt('2026-10-24', '02:30'), '2026-10-24')).toBeCloseTo(axis.hours[3]?.from ?? -1)
  })

  it('leaves the hour that spring skips without anything', () => {
    const days = week('2026-03-23')
    const shift = lasting('2026-03-28', '23:00', '2026-03-29', '08:00')
    const pieces = days.flatMap((on) => piecesOn([shift], on))
    const axis = axisOf(days, [], pieces)
    expect(axis.change).toEqual({ on: '2026-03-29', hour: 2, dayHours: 23 })
    expect(placeOn(axis, pieces[1]!)).toEqual({ from: 0, length: 4.5 })
  })
})

describe('lanes', () => {
  it('give the whole width to what overlaps nothing', () => {
    const places = [
      { from: 1, length: 1 },
      { from: 2, length: 1 },
    ]
    expect(lanesOf(places)).toEqual([
      { lane: 0, lanes: 1 },
      { lane: 0, lanes: 1 },
    ])
  })

  it('put what overlaps side by side, and use a lane again when it is free', () => {
    const places = [
      { from: 0, length: 3 },
      { from: 1, length: 1 },
      { from: 2, length: 1 },
      { from: 5, length: 1 },
    ]
    expect(lanesOf(places)).toEqual([
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 1 },
    ])
  })

  it('count with the height that a short one takes', () => {
    const places = [
      { from: 0, length: 0.25 },
      { from: 0.3, length: 0.25 },
    ]
    expect(lanesOf(places, 0.5).map(({ lane }) => lane)).toEqual([0, 1])
  })
})
