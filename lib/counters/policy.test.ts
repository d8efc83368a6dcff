import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayKeepCounters, mayKeepHospitals } from './policy'

describe.each(allRoles)('%s', (role) => {
  it('keeps counters only as resident', () => {
    expect(mayKeepCounters(viewerFor(role))).toBe(role === 'resident')
  })
  it('says which hospitals’ files count only as coordinator', () => {
    expect(mayKeepHospitals(viewerFor(role))).toBe(role === 'coordinator')
  })
})
