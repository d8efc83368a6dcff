import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayKeepHours } from './policy'

const department = '00000000-0000-4000-8000-00000000000d'
const other = '00000000-0000-4000-8000-000000000009'

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  it('keeps her own hours as a guide only', () => {
    expect(mayKeepHours(viewer, { guideId: viewer.id, supervisorInIds: [] })).toBe(
      ['supervisor', 'mentor', 'psychologist'].includes(role),
    )
  })
  it('keeps those of a supervisor of her department as its secretary only', () => {
    expect(mayKeepHours(viewer, { guideId: other, supervisorInIds: [department] })).toBe(role === 'secretary')
    expect(mayKeepHours(viewer, { guideId: other, supervisorInIds: [other] })).toBe(false)
    expect(mayKeepHours(viewer, { guideId: other, supervisorInIds: [] })).toBe(false)
  })
})
