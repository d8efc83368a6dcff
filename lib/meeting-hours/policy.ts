import { departmentsOf, holds, type Role, type Viewer } from '@/lib/viewer'

/** Who can be met by appointment, and so has hours. */
export const guideRoles = ['supervisor', 'mentor', 'psychologist'] as const satisfies readonly Role[]

/** What is asked about whose hours these are: the departments where she is a supervisor now. */
export interface GuideFacts {
  guideId: string
  supervisorInIds: readonly string[]
}

/** The forms of a supervisor, whose hours a secretary keeps; what somebody does in other roles is hers. */
const ofSupervisors = new Set(['every', 'check-in', 'learning-talk'])

/** Who may change hours or rules of one form: as `mayKeepHours`, a secretary only for what supervisors do. */
export function mayKeepForm(viewer: Viewer, facts: GuideFacts, form: string): boolean {
  return mayKeepHours(viewer, facts) && (viewer.id === facts.guideId || ofSupervisors.has(form))
}

/** Who may change when somebody can be met (matrix rows 6 and 7): the guide herself, and for supervisors a secretary of their department. */
export function mayKeepHours(viewer: Viewer, { guideId, supervisorInIds }: GuideFacts): boolean {
  if (viewer.id === guideId) return holds(viewer, ...guideRoles)
  const own = departmentsOf(viewer, 'secretary')
  return supervisorInIds.some((departmentId) => own.includes(departmentId))
}
