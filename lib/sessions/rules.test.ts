import { describe, expect, it } from 'vitest'
import { isPast, partOf, refuseChange } from './rules'

const startsAt = new Date('2026-11-26T13:30:00Z')
const session = { startsAt, cancelledAt: null, sequence: 2 }
const before = (hours: number, milliseconds = 0) =>
  new Date(startsAt.getTime() - hours * 3_600_000 + milliseconds)

describe('a session that may change', () => {
  it('lets the resident until exactly 24 hours before the start, and not a millisecond later', () => {
    expect(refuseChange(session, 'resident', 2, before(24))).toBeNull()
    expect(refuseChange(session, 'resident', 2, before(24, 1))).toBe('too-late')
  })
  it('lets the guide until the start', () => {
    expect(refuseChange(session, 'guide', 2, before(0, -1))).toBeNull()
    expect(refuseChange(session, 'guide', 2, before(0))).toBe('past')
  })
  it('is closed once cancelled, whoever asks', () => {
    expect(refuseChange({ ...session, cancelledAt: before(50) }, 'guide', 2, before(48))).toBe(
      'already-cancelled',
    )
  })
  it('refuses a screen that is behind', () => {
    expect(refuseChange(session, 'guide', 1, before(48))).toBe('changed')
  })
})

it('is past from its start on', () => {
  expect(isPast(session, before(0, -1))).toBe(false)
  expect(isPast(session, startsAt)).toBe(true)
})

it('knows the parts from the pairing', () => {
  expect(partOf({ residentId: 'a' }, { id: 'a' })).toBe('resident')
  expect(partOf({ residentId: 'a' }, { id: 'b' })).toBe('guide')
})
