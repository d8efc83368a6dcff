import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { departmentsForDates, mayReadTalksOwed, mayReadOwnResidents, mayReadOwnState } from './policy'

describe.each(allRoles)('row 21: %s', (role) => {
  const viewer = viewerFor(role)
  it('sees her own state only as a resident, her residents only as a supervisor', () => {
    expect(mayReadOwnState(viewer)).toBe(role === 'resident')
    expect(mayReadOwnResidents(viewer)).toBe(role === 'supervisor')
  })
  it('sees dates on record only as a secretary, of her own departments', () => {
    const own = viewer.roles.map((held) => held.departmentId)
    expect(departmentsForDates(viewer)).toEqual(role === 'secretary' ? own : [])
  })
  it('sees counts and debts only as the coordinator', () => {
    expect(mayReadTalksOwed(viewer)).toBe(role === 'coordinator')
  })
})

it('row 21: nothing for somebody without a role', () => {
  const viewer = viewerFor()
  expect([mayReadOwnState, mayReadOwnResidents, mayReadTalksOwed].map((may) => may(viewer))).toEqual([
    false,
    false,
    false,
  ])
  expect(departmentsForDates(viewer)).toEqual([])
})
