import { departmentsOf, holds, type Viewer } from '@/lib/viewer'

/** Whose own state there is to show (matrix row 21, RES). */
export function mayReadOwnState(viewer: Viewer): boolean {
  return holds(viewer, 'resident')
}

/** Who sees which of her residents are due (row 21, SUP): only those of her own pairings. */
export function mayReadOwnResidents(viewer: Viewer): boolean {
  return holds(viewer, 'supervisor')
}

/** The departments of whose residents the viewer sees the date on record, and nothing else (row 21, SEC). */
export function departmentsForDates(viewer: Viewer): string[] {
  return departmentsOf(viewer, 'secretary')
}

/** Who sees how many talks each supervisor owes, from 1 up (row 21, its exception). */
export function mayReadTalksOwed(viewer: Viewer): boolean {
  return holds(viewer, 'coordinator')
}

/** Who reads how often each form takes place (row 30, R). */
export function mayReadNorms(viewer: Viewer): boolean {
  return holds(viewer, 'resident', 'supervisor', 'mentor', 'psychologist', 'secretary', 'coordinator')
}

/** Who sets a norm (row 30, U): the education office everywhere, a secretary for her department. Null: the whole hospital. */
export function maySetNorm(viewer: Viewer, departmentId: string | null): boolean {
  if (holds(viewer, 'coordinator')) return true
  return departmentId !== null && departmentsOf(viewer, 'secretary').includes(departmentId)
}
