import { expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { outboxReach } from './policy'

const reach: Record<string, 'all' | 'own'> = { admin: 'all', secretary: 'own', coordinator: 'own' }

it.each(allRoles)('shows a %s the messages of matrix row 31 only', (role) => {
  expect(outboxReach(viewerFor(role))).toBe(reach[role] ?? null)
})

it('shows all to an admin who plans as well', () => {
  expect(outboxReach(viewerFor('secretary', 'admin'))).toBe('all')
})
