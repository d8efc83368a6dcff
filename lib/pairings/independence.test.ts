import { describe, expect, it } from 'vitest'
import { refuseIndependence, yearBefore, type IndependenceFacts, type RolePeriod } from './independence'

const on = '2026-11-26'
const held = (role: string, departmentId: string | null, fromOn: string, untilOn: string | null = null) =>
  ({ role, departmentId, fromOn, untilOn }) satisfies RolePeriod

/** A mentor in psychiatry and a resident who has been in surgery since a year and a half. */
const facts = (changes: Partial<IndependenceFacts> = {}): IndependenceFacts => ({
  on,
  supervisions: [],
  mentorRoles: [held('mentor', 'psychiatry', '2020-01-01')],
  residentRoles: [held('resident', 'surgery', '2025-05-01')],
  ...changes,
})

it('takes a mentor without any tie', () => {
  expect(refuseIndependence(facts())).toBeNull()
})

it('counts twelve months back, also from a leap day', () => {
  expect(yearBefore('2026-11-26')).toBe('2025-11-26')
  expect(yearBefore('2028-02-29')).toBe('2027-02-28')
  expect(yearBefore('2029-02-28')).toBe('2028-02-28')
})

describe('supervised-her', () => {
  const supervised = (fromOn: string, untilOn: string | null) =>
    refuseIndependence(facts({ supervisions: [{ fromOn, untilOn }] }))

  it('refuses her supervisor of today, of the last 12 months, and one who is to begin', () => {
    expect(supervised('2026-01-01', null)).toBe('supervised-her')
    expect(supervised('2025-01-01', '2025-11-27')).toBe('supervised-her')
    expect(supervised('2027-01-01', null)).toBe('supervised-her')
  })
  it('lets go once the last day lies more than 12 months back', () => {
    expect(supervised('2025-01-01', '2025-11-26')).toBeNull()
  })
})

describe.each([
  ['supervisor', 'assesses-in-her-department'],
  ['secretary', 'rosters-her'],
] as const)('%s of her department', (role, reason) => {
  const judged = (mine: RolePeriod, hers = held('resident', 'surgery', '2025-05-01')) =>
    refuseIndependence(facts({ mentorRoles: [mine], residentRoles: [hers] }))

  it('refuses where she is or was in the last 12 months', () => {
    expect(judged(held(role, 'surgery', '2026-10-01'))).toBe(reason)
    expect(
      judged(held(role, 'surgery', '2020-01-01'), held('resident', 'surgery', '2025-01-01', '2025-11-27')),
    ).toBe(reason)
  })
  it('refuses who was so in the last 12 months while she was there', () => {
    expect(judged(held(role, 'surgery', '2020-01-01', '2026-03-01'))).toBe(reason)
  })
  it('refuses who is to become so while she is there', () => {
    expect(judged(held(role, 'surgery', '2027-01-01'))).toBe(reason)
  })
  it('lets another department be', () => {
    expect(judged(held(role, 'medicine', '2020-01-01'))).toBeNull()
  })
  it('lets go after 12 months, on either side', () => {
    expect(judged(held(role, 'surgery', '2020-01-01', '2025-11-26'))).toBeNull()
    expect(
      judged(held(role, 'surgery', '2020-01-01'), held('resident', 'surgery', '2025-01-01', '2025-11-26')),
    ).toBeNull()
  })
  it('lets be who left before she came', () => {
    expect(
      judged(held(role, 'surgery', '2020-01-01', '2026-03-01'), held('resident', 'surgery', '2026-03-01')),
    ).toBeNull()
  })
})

describe('selects', () => {
  it('refuses the education office, now and for 12 months after', () => {
    expect(refuseIndependence(facts({ mentorRoles: [held('coordinator', null, '2020-01-01')] }))).toBe(
      'selects',
    )
    expect(
      refuseIndependence(facts({ mentorRoles: [held('coordinator', null, '2020-01-01', '2025-11-27')] })),
    ).toBe('selects')
    expect(
      refuseIndependence(facts({ mentorRoles: [held('coordinator', null, '2020-01-01', '2025-11-26')] })),
    ).toBeNull()
  })
})

describe('resident-beside-her', () => {
  const beside = (fromOn: string, untilOn: string | null, department = 'surgery') =>
    refuseIndependence(facts({ mentorRoles: [held('resident', department, fromOn, untilOn)] }))

  it('refuses a resident of the same department at present only', () => {
    expect(beside('2026-01-01', null)).toBe('resident-beside-her')
    expect(beside('2026-01-01', '2026-11-26')).toBeNull()
    expect(beside('2026-12-01', null)).toBeNull()
    expect(beside('2026-01-01', null, 'medicine')).toBeNull()
  })
})
