import { departmentsOf, holds, holdsIn, type Viewer } from '@/lib/viewer'
import { forms, isOfficeForm, officeForms, type BookableForm, type OfficeForm } from './forms'

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

/** Who may book this form (matrix rows 9, 10 and 11): the two people of the pairing that the form asks for, in the role they hold now. */
export function mayBook(viewer: Viewer, form: BookableForm, pairing: BookingPairing): boolean {
  if (pairing.kind !== forms[form].pairing) return false
  if (viewer.id === pairing.residentId) return holds(viewer, 'resident')
  return viewer.id === pairing.guideId && holds(viewer, forms[form].pairing)
}

const ofEducation = new Set(['intervision', 'supervision-group', 'student-teaching'])
const ofWards = new Set(['shadow-day', 'feedback-moment'])

/**
 * Who plans this form for a department (rows 12, 13, 16 and 17): its secretary; the education office for groups and teaching;
 * nurses for what happens on their own ward.
 */
export function mayPlanFor(viewer: Viewer, form: string, departmentId: string | null): boolean {
  if (departmentId === null) return false
  if (plansEverywhere(viewer, form)) return true
  if (isOfficeForm(form) || form === 'learning-talk')
    if (holdsIn(viewer, [departmentId], 'secretary')) return true
  return ofWards.has(form) && holdsIn(viewer, [departmentId], 'nurse')
}

function plansEverywhere(viewer: Viewer, form: string): boolean {
  return ofEducation.has(form) && holds(viewer, 'coordinator')
}

/** What `mayPlanFor` allows, for a query: the forms she plans for every department, and those of each of her own. */
export function formsPlannedBy(viewer: Viewer): {
  everywhere: OfficeForm[]
  own: { departmentId: string; forms: OfficeForm[] }[]
} {
  return {
    everywhere: officeForms.filter((form) => plansEverywhere(viewer, form)),
    own: departmentsOf(viewer, 'secretary', 'nurse').map((departmentId) => ({
      departmentId,
      forms: officeForms.filter((form) => mayPlanFor(viewer, form, departmentId)),
    })),
  }
}

/** Who may plan it against somebody's rest, with a reason: the office of the department or of education, never a ward. */
export function mayPlanAnyway(viewer: Viewer, form: string, departmentId: string | null): boolean {
  if (!mayPlanFor(viewer, form, departmentId)) return false
  return holdsIn(viewer, [departmentId], 'secretary') || plansEverywhere(viewer, form)
}

/** Who moves, cancels and fills what an office planned: whoever may plan it, and its guide (row 13). A resident only leaves it. */
export function mayChangePlanned(
  viewer: Viewer,
  session: { form: string; departmentId: string | null; guideId: string | null },
): boolean {
  if (session.departmentId === null) return false
  return viewer.id === session.guideId || mayPlanFor(viewer, session.form, session.departmentId)
}

/** Who may see, move and cancel a session: the people in it, and the office that planned it for a department. */
export function mayOpenSession(
  viewer: Viewer,
  personIds: readonly string[],
  session?: { form: string; departmentId: string | null },
): boolean {
  return (
    personIds.includes(viewer.id) ||
    (session !== undefined && mayPlanFor(viewer, session.form, session.departmentId))
  )
}
