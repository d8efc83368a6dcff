import { describe, expect, it } from 'vitest'
import { instantAt } from '@/lib/time'
import { bestDates, isQuorumLost, windowFor, type OtherTime } from './quorum'

describe('a lost quorum', () => {
  it('is one of which enough had a seat, and fewer can come now', () => {
    expect(isQuorumLost({ can: 3, seated: 6, members: 8 }, 4)).toBe(true)
    expect(isQuorumLost({ can: 4, seated: 6, members: 8 }, 4)).toBe(false)
  })

  it('is not what was planned with too few', () => {
    expect(isQuorumLost({ can: 2, seated: 3, members: 8 }, 4)).toBe(false)
  })

  it('asks of a group that is smaller than the quorum for all of it, and of an empty one for nothing', () => {
    expect(isQuorumLost({ can: 2, seated: 3, members: 3 }, 4)).toBe(true)
    expect(isQuorumLost({ can: 3, seated: 3, members: 3 }, 4)).toBe(false)
    expect(isQuorumLost({ can: 0, seated: 0, members: 0 }, 4)).toBe(false)
  })
})

describe('the best dates', () => {
  const meeting = { startsAt: instantAt('2026-12-08', '14:00'), can: 3 }
  const time = (on: string, wall: string, can: number): OtherTime => ({
    startsAt: instantAt(on, wall),
    can,
    unknown: 0,
    members: 8,
  })
  const said = (times: OtherTime[], most?: number) =>
    bestDates(times, meeting, most).map(({ startsAt, can }) => `${startsAt.toISOString()} ${can}`)

  it('have the highest attendance, then the usual time of day, then the nearest date', () => {
    const times = [
      time('2026-12-09', '10:00', 7),
      time('2026-12-15', '14:00', 7),
      time('2026-12-10', '14:00', 6),
      time('2026-12-11', '14:00', 7),
    ]
    expect(said(times)).toEqual(['2026-12-11T13:00:00.000Z 7', '2026-12-15T13:00:00.000Z 7'])
  })

  it('are two different dates', () => {
    const times = [
      time('2026-12-09', '14:00', 8),
      time('2026-12-09', '14:30', 8),
      time('2026-12-10', '09:00', 5),
    ]
    expect(said(times)).toEqual(['2026-12-09T13:00:00.000Z 8', '2026-12-10T08:00:00.000Z 5'])
  })

  it('are none when nobody more can come', () => {
    expect(said([time('2026-12-09', '14:00', 3)])).toEqual([])
  })
})

describe('where another date is looked for', () => {
  it('is from two weeks before to four weeks after, not within two days', () => {
    expect(windowFor({ on: '2027-02-10' }, [], '2026-12-01')).toEqual({
      fromOn: '2027-01-27',
      untilOn: '2027-03-11',
    })
    expect(windowFor({ on: '2026-12-03' }, [], '2026-12-01').fromOn).toBe('2026-12-03')
  })

  it('does not pass the meeting before it or the next', () => {
    const others = ['2027-02-03', '2027-01-13', '2027-02-24', '2027-03-03']
    expect(windowFor({ on: '2027-02-10' }, others, '2026-12-01')).toEqual({
      fromOn: '2027-02-04',
      untilOn: '2027-02-24',
    })
  })
})
