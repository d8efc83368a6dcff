import { describe, expect, it } from 'vitest'
import { isInFrom, isInOn, levelOf, refuseAttendance } from './rules'

describe('a stay in a group', () => {
  const stay = { fromOn: '2026-12-01', untilOn: '2026-12-15' }

  it('begins on its first day and ends before the first day without her', () => {
    expect(isInOn(stay, '2026-11-30')).toBe(false)
    expect(isInOn(stay, '2026-12-01')).toBe(true)
    expect(isInOn(stay, '2026-12-14')).toBe(true)
    expect(isInOn(stay, '2026-12-15')).toBe(false)
  })

  it('is still to come or going on until then', () => {
    expect(isInFrom(stay, '2026-11-01')).toBe(true)
    expect(isInFrom(stay, '2026-12-14')).toBe(true)
    expect(isInFrom(stay, '2026-12-15')).toBe(false)
    expect(isInFrom({ fromOn: '2027-01-01', untilOn: '2027-01-01' }, '2026-12-01')).toBe(false)
    expect(isInFrom({ fromOn: '2020-01-01', untilOn: null }, '2026-12-01')).toBe(true)
  })
})

describe('how full a meeting is', () => {
  it('is too few below the quorum, full from four in five on', () => {
    expect(levelOf(3, 8, 4)).toBe('few')
    expect(levelOf(4, 8, 4)).toBe('tight')
    expect(levelOf(6, 8, 4)).toBe('tight')
    expect(levelOf(7, 8, 4)).toBe('full')
    expect(levelOf(0, 0, 4)).toBe('few')
  })

  it('asks no more of a small group than all of it', () => {
    expect(levelOf(3, 3, 4)).toBe('full')
  })
})

describe('attendance', () => {
  const startsAt = new Date('2026-12-01T13:00:00Z')

  it('is noted from the start on', () => {
    expect(refuseAttendance({ startsAt, cancelledAt: null }, new Date('2026-12-01T12:59:59Z'))).toBe(
      'not-begun',
    )
    expect(refuseAttendance({ startsAt, cancelledAt: null }, startsAt)).toBe(null)
  })

  it('is not noted of a meeting that was cancelled', () => {
    expect(refuseAttendance({ startsAt, cancelledAt: startsAt }, startsAt)).toBe('already-cancelled')
  })
})
