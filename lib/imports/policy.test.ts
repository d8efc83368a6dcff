import { describe, expect, it } from 'vitest'
import { viewerFor } from '@/lib/viewer.test-support'
import { allRoles } from '@/lib/viewer'
import { mayImport } from './policy'

describe.each(allRoles)('%s', (role) => {
  it('imports people only as coordinator', () => {
    expect(mayImport(viewerFor(role), 'people')).toBe(role === 'coordinator')
  })
  it('imports rosters only as secretary', () => {
    expect(mayImport(viewerFor(role), 'roster')).toBe(role === 'secretary')
  })
})

it('lets a secretary without a department write no roster', () => {
  const viewer = { ...viewerFor(), roles: [{ role: 'secretary' as const, departmentId: null }] }
  expect(mayImport(viewer, 'roster')).toBe(false)
})
