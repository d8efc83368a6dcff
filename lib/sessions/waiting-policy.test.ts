import { expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayBookAny, mayTakeSeat } from './waiting-policy'

it.each(allRoles)('a %s takes a seat and asks for any mentor only as a resident', (role) => {
  expect(mayTakeSeat(viewerFor(role))).toBe(role === 'resident')
  expect(mayBookAny(viewerFor(role))).toBe(role === 'resident')
})
