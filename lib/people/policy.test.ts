import { describe, expect, it } from 'vitest'
import { viewerFor } from '@/lib/viewer.test-support'
import { allRoles, type Role } from '@/lib/viewer'
import { mayClosePerson, mayGiveRole, mayImportPeople, mayKeepPeople, mayReadDirectory } from './policy'

const wide: Role[] = ['resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator', 'admin']

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  const other = '00000000-0000-4000-8000-000000000009'

  it('reads the directory as far as the matrix says', () => {
    expect(mayReadDirectory(viewer)).toBe(wide.includes(role) ? 'all' : 'own-departments')
  })
  it('keeps people only as coordinator or admin', () => {
    expect(mayKeepPeople(viewer)).toBe(role === 'coordinator' || role === 'admin')
  })
  it('gives roles only as coordinator or admin, admin only as admin, and never to herself', () => {
    expect(mayGiveRole(viewer, 'mentor', other)).toBe(role === 'coordinator' || role === 'admin')
    expect(mayGiveRole(viewer, 'admin', other)).toBe(role === 'admin')
    expect(mayGiveRole(viewer, 'mentor', viewer.id)).toBe(false)
  })
  it('closes accounts only as admin, and never her own', () => {
    expect(mayClosePerson(viewer, other)).toBe(role === 'admin')
    expect(mayClosePerson(viewer, viewer.id)).toBe(false)
  })
  it('imports people only as coordinator', () => {
    expect(mayImportPeople(viewer)).toBe(role === 'coordinator')
  })
})

it('shows nothing to somebody without a role', () => {
  expect(mayReadDirectory(viewerFor())).toBeNull()
})
