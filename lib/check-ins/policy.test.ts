import { describe, expect, it } from 'vitest'
import { allRoles } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { mayCorrectCheckIn, mayKeepPromise, mayLogCheckIn, mayReadCheckIn, mayUndoCheckIn } from './policy'

const me = viewerFor().id
const other = '00000000-0000-4000-8000-000000000009'
const third = '00000000-0000-4000-8000-000000000010'
const aboutMe = { residentId: me, supervisorId: other }
const byMe = { residentId: other, supervisorId: me }
const ofOthers = { residentId: other, supervisorId: third }

describe.each(allRoles)('%s', (role) => {
  const viewer = viewerFor(role)
  const isSupervisor = role === 'supervisor'

  it('row 19: logs, corrects and undoes only as the supervisor of the two', () => {
    for (const may of [mayLogCheckIn, mayCorrectCheckIn, mayUndoCheckIn]) {
      expect(may(viewer, byMe)).toBe(isSupervisor)
      expect(may(viewer, aboutMe)).toBe(false)
      expect(may(viewer, ofOthers)).toBe(false)
    }
  })
  it('rows 19 and 22: reads only what is about herself, or what she wrote as a supervisor', () => {
    for (const may of [mayReadCheckIn, mayKeepPromise]) {
      expect(may(viewer, aboutMe)).toBe(true)
      expect(may(viewer, byMe)).toBe(isSupervisor)
      expect(may(viewer, ofOthers)).toBe(false)
    }
  })
})

it('lets nobody log a check-in with herself', () => {
  expect(mayLogCheckIn(viewerFor('supervisor', 'resident'), { residentId: me, supervisorId: me })).toBe(false)
})
