import { describe, expect, it } from 'vitest'
import { viewerFor } from '@/lib/viewer.test-support'
import { allRoles } from '@/lib/viewer'
import { mayImport, mayKeepCodes } from './policy'

describe.each(allRoles)('%s', (role) => {
  it('imports people only as coordinator', () => {
    expect(mayImport(viewerFor(role), 'people')).toBe(role === 'coordinator')
  })
  it('imports rosters only as secretary', () => {
    expect(mayImport(viewerFor(role), 'roster')).toBe(role === 'secretary')
  })
  it('says what codes mean only as secretary, for her own department', () => {
    const viewer = { ...viewerFor(), roles: [{ role, departmentId: 'surgery' }] }
    expect(mayKeepCodes(viewer, 'surgery')).toBe(role === 'secretary')
    expect(mayKeepCodes(viewer, 'medicine')).toBe(false)
  })
})

it('lets a secretary without a department write no roster', () => {
  const viewer = { ...viewerFor(), roles: [{ role: 'secretary' as const, departmentId: null }] }
  expect(mayImport(viewer, 'roster')).toBe(false)
})
