import { describe, expect, it } from 'vitest'
import { viewerFor } from '@/lib/viewer.test-support'
import { allRoles, type Role } from '@/lib/viewer'
import { mayReadOwnRoster, mayReadRoster, mayRemoveShift } from './policy'

const own = '00000000-0000-4000-8000-00000000000d'
const other = '00000000-0000-4000-8000-00000000000e'
const reach: Partial<Record<Role, 'all' | 'working-hours'>> = {
  secretary: 'all',
  coordinator: 'all',
  supervisor: 'working-hours',
  nurse: 'working-hours',
}

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  it('reads the roster of her own department as far as the matrix says', () => {
    expect(mayReadRoster(viewer, own)).toBe(reach[role] ?? null)
  })
  it('reads that of another department only as coordinator', () => {
    expect(mayReadRoster(viewer, other)).toBe(role === 'coordinator' ? 'all' : null)
  })
  it('reads her own shifts when she can have any', () => {
    expect(mayReadOwnRoster(viewer)).toBe(
      ['resident', 'supervisor', 'mentor', 'psychologist', 'nurse'].includes(role),
    )
  })
  it('removes a shift only as secretary of a department of that person', () => {
    expect(mayRemoveShift(viewer, [other, own])).toBe(role === 'secretary')
    expect(mayRemoveShift(viewer, [other, null])).toBe(false)
  })
})
