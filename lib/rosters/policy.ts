import { holds, holdsIn, type Viewer } from '@/lib/viewer'

/** How much of a department's roster somebody sees: everything, or the working hours of its residents without their leave. */
export type RosterReach = 'all' | 'working-hours'

/** Who may see the roster of a department (matrix row 8). */
export function mayReadRoster(viewer: Viewer, departmentId: string): RosterReach | null {
  if (holds(viewer, 'coordinator') || holdsIn(viewer, [departmentId], 'secretary')) return 'all'
  return holdsIn(viewer, [departmentId], 'supervisor', 'nurse') ? 'working-hours' : null
}

/** Who has shifts of her own to look at. Offices and students do not stand in a roster. */
export function mayReadOwnRoster(viewer: Viewer): boolean {
  return holds(viewer, 'resident', 'supervisor', 'mentor', 'psychologist', 'nurse')
}

/** Who may note when a shift really ended (row 8): the resident herself, and a secretary of a department of hers. */
export function mayNoteEnd(
  viewer: Viewer,
  personId: string,
  departmentIdsOfPerson: readonly (string | null)[],
): boolean {
  if (personId === viewer.id && holds(viewer, 'resident')) return true
  return holdsIn(viewer, departmentIdsOfPerson, 'secretary')
}

/** Who may take a shift out of the roster (row 8, X): a secretary of a department of that person. */
export function mayRemoveShift(viewer: Viewer, departmentIdsOfPerson: readonly (string | null)[]): boolean {
  return holdsIn(viewer, departmentIdsOfPerson, 'secretary')
}
