import { mayPlanFor } from '@/lib/sessions/policy'
import { holds, type Viewer } from '@/lib/viewer'

/** A group as far as rights ask. */
export interface GroupRights {
  form: string
  departmentId: string
  facilitatorId: string
}

/** Who makes, fills and ends groups (matrix row 12): the secretary of the department that it belongs to, and the education office. */
export function mayPlanGroup(viewer: Viewer, group: Pick<GroupRights, 'form' | 'departmentId'>): boolean {
  return mayPlanFor(viewer, group.form, group.departmentId)
}

/** Does the viewer plan groups for any department? */
export function plansGroups(viewer: Viewer): boolean {
  return holds(viewer, 'secretary', 'coordinator')
}

/** Who opens a group: who plans it, who facilitates it, and its members. */
export function mayOpenGroup(viewer: Viewer, group: GroupRights, isMember: boolean): boolean {
  return isMember || group.facilitatorId === viewer.id || mayPlanGroup(viewer, group)
}

/** Who sees by name whether somebody can come to a meeting, and learns what is not right in the group: who plans or leads it. */
export function mayLeadGroup(viewer: Viewer, group: GroupRights): boolean {
  return group.facilitatorId === viewer.id || mayPlanGroup(viewer, group)
}

/** Who notes who was there (row 14): whoever leads that meeting, never an office. `guideId`: who stands in this once. */
export function mayNoteAttendance(
  viewer: Viewer,
  { group, guideId }: { group: Pick<GroupRights, 'facilitatorId'>; guideId: string | null },
): boolean {
  return group.facilitatorId === viewer.id || guideId === viewer.id
}

/** Who moves a meeting (row 13): who plans the group, and whoever leads that meeting. */
export function mayMoveMeeting(viewer: Viewer, group: GroupRights, guideId: string | null): boolean {
  return guideId === viewer.id || mayPlanGroup(viewer, group)
}

/** Who makes the accreditation sheet, which says by name who was there: the facilitator, never an office. */
export function mayMakeSheet(viewer: Viewer, group: Pick<GroupRights, 'facilitatorId'>): boolean {
  return group.facilitatorId === viewer.id
}
