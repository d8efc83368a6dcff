import { holds, type Viewer } from '@/lib/viewer'

/** The two people of a check-in, or of the pairing in which it takes place. */
export interface TwoPeople {
  residentId: string
  supervisorId: string
}

/** Who logs a check-in (matrix row 19, C): the supervisor, about a resident of hers, in the role she holds now. */
export function mayLogCheckIn(viewer: Viewer, { residentId, supervisorId }: TwoPeople): boolean {
  return viewer.id === supervisorId && viewer.id !== residentId && holds(viewer, 'supervisor')
}

/**
 * Who reads a check-in's content (rows 19 and 22, R): by authorship, never by pairing. The resident always, since it is
 * about herself; whoever wrote it as long as she is a supervisor.
 */
export function mayReadCheckIn(viewer: Viewer, { residentId, supervisorId }: TwoPeople): boolean {
  return viewer.id === residentId || (viewer.id === supervisorId && holds(viewer, 'supervisor'))
}

/** Who undoes a check-in (row 19, U): whoever wrote it. */
export function mayUndoCheckIn(viewer: Viewer, { supervisorId }: TwoPeople): boolean {
  return viewer.id === supervisorId && holds(viewer, 'supervisor')
}

/** Who corrects a check-in, in place or beside it (row 19, U): whoever wrote it. */
export function mayCorrectCheckIn(viewer: Viewer, twoPeople: TwoPeople): boolean {
  return mayUndoCheckIn(viewer, twoPeople)
}

/** Who marks a promise as kept or not (row 22, U): either of the two, whoever owns it. */
export function mayKeepPromise(viewer: Viewer, twoPeople: TwoPeople): boolean {
  return mayReadCheckIn(viewer, twoPeople)
}
