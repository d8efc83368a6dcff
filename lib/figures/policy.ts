import { departmentsOf, holds, holdsIn, type Viewer } from '@/lib/viewer'

/** Who reads the figures of the hospital and of every department (matrix row 26, A). */
export function mayReadHospital(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator')
}

/** The departments of which somebody reads the figures besides (row 26, Ad): those where she is a secretary or a supervisor. */
export function departmentsForFigures(viewer: Viewer): string[] {
  return departmentsOf(viewer, 'secretary', 'supervisor')
}

/** Who reads the figures of this department; null is the whole hospital. */
export function mayReadFiguresOf(viewer: Viewer, departmentId: string | null): boolean {
  if (mayReadHospital(viewer)) return true
  return departmentId !== null && departmentsForFigures(viewer).includes(departmentId)
}

/** Who reads by name who still misses something: the department's own secretary (row 21, and row 26). */
export function mayReadMissing(viewer: Viewer, departmentId: string | null): boolean {
  return departmentId !== null && holdsIn(viewer, [departmentId], 'secretary')
}
