import { mayImportPeople } from '@/lib/people/policy'
import { departmentsOf, holdsIn, type Viewer } from '@/lib/viewer'

export const importKinds = ['people', 'roster'] as const
export type ImportKind = (typeof importKinds)[number]

/** Who may write a roster (matrix row 8): a secretary, for the people of her departments. */
function mayImportRoster(viewer: Viewer): boolean {
  return departmentsOf(viewer, 'secretary').length > 0
}

/** Who may import a file of this kind: people the coordinator (row 29), rosters a secretary (row 8). */
export function mayImport(viewer: Viewer, kind: ImportKind): boolean {
  return kind === 'people' ? mayImportPeople(viewer) : mayImportRoster(viewer)
}

/** Who says what the codes in a department's roster files mean: its secretaries, who import them (row 8). */
export function mayKeepCodes(viewer: Viewer, departmentId: string): boolean {
  return holdsIn(viewer, [departmentId], 'secretary')
}
