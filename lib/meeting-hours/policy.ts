import { departmentsOf, holds, type Role, type Viewer } from '@/lib/viewer'

/** Who can be met by appointment, and so has hours. */
export const guideRoles = ['supervisor', 'mentor', 'psychologist'] as const satisfies readonly Role[]

/** What is asked about whose hours these are: the departments where she is a supervisor now. */
export interface GuideFacts {
  guideId: string
  supervisorInIds: readonly string[]
}

/** Who may change when somebody can be met (matrix rows 6 and 7): the guide herself, and for supervisors a secretary of their department. */
export function mayKeepHours(viewer: Viewer, { guideId, supervisorInIds }: GuideFacts): boolean {
  if (viewer.id === guideId) return holds(viewer, ...guideRoles)
  const own = departmentsOf(viewer, 'secretary')
  return supervisorInIds.some((departmentId) => own.includes(departmentId))
}
