import { describe, expect, it } from 'vitest'
import { allRoles, type Role } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import {
  mayLeadGroup,
  mayMakeSheet,
  mayMoveMeeting,
  mayNoteAttendance,
  mayOpenGroup,
  mayPlanGroup,
} from './policy'

const own = '00000000-0000-4000-8000-00000000000d'
const elsewhere = '00000000-0000-4000-8000-00000000000e'
const somebody = '00000000-0000-4000-8000-000000000009'
const group = (departmentId: string, facilitatorId = somebody) => ({
  form: 'intervision',
  departmentId,
  facilitatorId,
})
/** Which allRoles may, each on its own. */
const those = (may: (role: Role) => boolean) => allRoles.filter(may)

describe('groups (matrix row 12)', () => {
  it('are made and changed by the secretary of their department and the education office', () => {
    expect(those((role) => mayPlanGroup(viewerFor(role), group(own)))).toEqual(['secretary', 'coordinator'])
    expect(those((role) => mayPlanGroup(viewerFor(role), group(elsewhere)))).toEqual(['coordinator'])
  })

  it('are opened by who plans them, their facilitator, whatever her role, and their members', () => {
    expect(those((role) => mayOpenGroup(viewerFor(role), group(own), false))).toEqual([
      'secretary',
      'coordinator',
    ])
    expect(those((role) => mayOpenGroup(viewerFor(role), group(elsewhere), true))).toEqual(allRoles)
    const viewer = viewerFor('mentor')
    expect(mayOpenGroup(viewer, group(elsewhere, viewer.id), false)).toBe(true)
  })

  it('say by name who cannot come only to who plans or leads them', () => {
    expect(those((role) => mayLeadGroup(viewerFor(role), group(own)))).toEqual(['secretary', 'coordinator'])
    const viewer = viewerFor('psychologist')
    expect(mayLeadGroup(viewer, group(elsewhere, viewer.id))).toBe(true)
  })
})

describe('attendance (matrix row 14)', () => {
  it('is noted by who leads the meeting, never by an office', () => {
    expect(
      those((role) => mayNoteAttendance(viewerFor(role), { group: group(own), guideId: somebody })),
    ).toEqual([])
    const viewer = viewerFor('psychologist')
    expect(mayNoteAttendance(viewer, { group: group(own, viewer.id), guideId: null })).toBe(true)
    expect(mayNoteAttendance(viewer, { group: group(own), guideId: viewer.id })).toBe(true)
  })
})

describe('a meeting (matrix row 13)', () => {
  it('is moved by who plans the group and by who leads that meeting', () => {
    expect(those((role) => mayMoveMeeting(viewerFor(role), group(own), somebody))).toEqual([
      'secretary',
      'coordinator',
    ])
    const viewer = viewerFor('mentor')
    expect(mayMoveMeeting(viewer, group(elsewhere), viewer.id)).toBe(true)
    expect(mayMoveMeeting(viewer, group(elsewhere, viewer.id), somebody)).toBe(false)
  })
})

describe('the accreditation sheet', () => {
  it('is made by the facilitator, whatever her role, and never by an office', () => {
    expect(those((role) => mayMakeSheet(viewerFor(role), group(own)))).toEqual([])
    const viewer = viewerFor('psychologist')
    expect(mayMakeSheet(viewer, group(elsewhere, viewer.id))).toBe(true)
  })
})
