import { holds, type Viewer } from '@/lib/viewer'
import { forms, type BookableForm } from './forms'

/** A pairing as far as booking asks. */
export interface BookingPairing {
  kind: string
  residentId: string
  guideId: string
}

/** Is this pairing the one of these two, whichever of them guides? Nobody is paired with herself. */
export function isBetween({ residentId, guideId }: BookingPairing, oneId: string, otherId: string): boolean {
  return (residentId === oneId && guideId === otherId) || (guideId === oneId && residentId === otherId)
}

/** Who may book this form (matrix rows 9 and 10): the two people of the pairing that the form asks for, in the role they hold now. */
export function mayBook(viewer: Viewer, form: BookableForm, pairing: BookingPairing): boolean {
  if (pairing.kind !== forms[form].pairing) return false
  if (viewer.id === pairing.residentId) return holds(viewer, 'resident')
  return viewer.id === pairing.guideId && holds(viewer, forms[form].pairing)
}

/** Who may see, move and cancel a session (rows 9 and 10): the people in it, nobody else. */
export function mayOpenSession(viewer: Viewer, personIds: readonly string[]): boolean {
  return personIds.includes(viewer.id)
}
