import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayBook, mayOpenSession } from './policy'

const other = '00000000-0000-4000-8000-000000000009'
const me = viewerFor().id

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  it('books a mentor session as the resident or the mentor of the pairing only', () => {
    expect(mayBook(viewer, 'mentor-session', { kind: 'mentor', residentId: me, guideId: other })).toBe(
      role === 'resident',
    )
    expect(mayBook(viewer, 'mentor-session', { kind: 'mentor', residentId: other, guideId: me })).toBe(
      role === 'mentor',
    )
    expect(mayBook(viewer, 'mentor-session', { kind: 'mentor', residentId: other, guideId: other })).toBe(
      false,
    )
  })
  it('books a check-in as the resident or the supervisor of the pairing only', () => {
    expect(mayBook(viewer, 'check-in', { kind: 'supervisor', residentId: me, guideId: other })).toBe(
      role === 'resident',
    )
    expect(mayBook(viewer, 'check-in', { kind: 'supervisor', residentId: other, guideId: me })).toBe(
      role === 'supervisor',
    )
  })
  it('never books a form with the wrong pairing', () => {
    expect(mayBook(viewer, 'check-in', { kind: 'mentor', residentId: me, guideId: other })).toBe(false)
  })
  it('opens a session only when in it, whatever the role', () => {
    expect(mayOpenSession(viewer, [me, other])).toBe(true)
    expect(mayOpenSession(viewer, [other])).toBe(false)
  })
})
