import { expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { maySelfCheck } from './policy'

it.each(allRoles)('%s: only a resident has a self-check', (role) => {
  expect(maySelfCheck(viewerFor(role))).toBe(role === 'resident')
})

it('is for a resident who holds another role too, and not for whoever holds none', () => {
  expect(maySelfCheck(viewerFor('resident', 'secretary'))).toBe(true)
  expect(maySelfCheck(viewerFor())).toBe(false)
})
