import { holds, type Role, type Viewer } from '@/lib/viewer'

/** Who may see the directory at all, and how far (matrix row 2): nurses and students see their own departments. */
export function mayReadDirectory(viewer: Viewer): 'all' | 'own-departments' | null {
  if (holds(viewer, 'resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator', 'admin'))
    return 'all'
  return holds(viewer, 'nurse', 'student') ? 'own-departments' : null
}

/** Who may add people and read their contact data (row 29). */
export function mayKeepPeople(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator', 'admin')
}

/** Who may give or end this role for this person (row 29): never over oneself, and only an admin makes an admin. */
export function mayGiveRole(viewer: Viewer, role: Role, personId: string): boolean {
  if (personId === viewer.id) return false
  return holds(viewer, 'admin') || (holds(viewer, 'coordinator') && role !== 'admin')
}

/** Who may close an account or end somebody's sign-ins (row 29, X): the admin, never over herself. */
export function mayClosePerson(viewer: Viewer, personId: string): boolean {
  return holds(viewer, 'admin') && personId !== viewer.id
}

/** Who may import people from a file. */
export function mayImportPeople(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator')
}
