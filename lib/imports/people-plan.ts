import type { CalendarDate, Locale } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import type { Department } from './people-facts'
import type { Qualification } from './people-rows'

interface Residency {
  roleId: string
  kind: 'anios' | 'aios'
  fte: number
}

/** Everything that writing the right lines of a people file would write: sets of rows, each for one statement. */
export interface PeoplePlan {
  departments: Department[]
  people: { id: string; staffNumber: string; givenName: string; familyName: string }[]
  contacts: { personId: string; email: string; locale: Locale }[]
  renamed: { id: string; givenName: string; familyName: string }[]
  contactChanges: { personId: string; email: string; locale: Locale }[]
  roles: {
    id: string
    personId: string
    role: Role
    departmentId: string | null
    fromOn: CalendarDate
    untilOn: CalendarDate | null
  }[]
  roleEnds: { id: string; untilOn: CalendarDate }[]
  residencies: Residency[]
  qualifications: (Qualification & { personId: string })[]
  supervisionEnds: { id: string; residentId: string; guideId: string; untilOn: CalendarDate }[]
  supervisions: {
    id: string
    residentId: string
    guideId: string
    fromOn: CalendarDate
    untilOn: CalendarDate | null
    /** She had another one until then: both are told. */
    isTransfer: boolean
  }[]
}

export function emptyPlan(): PeoplePlan {
  return {
    departments: [],
    people: [],
    contacts: [],
    renamed: [],
    contactChanges: [],
    roles: [],
    roleEnds: [],
    residencies: [],
    qualifications: [],
    supervisionEnds: [],
    supervisions: [],
  }
}

/** Everybody about whom something would be written. */
export function peopleOfPlan(plan: PeoplePlan, roleOwners: ReadonlyMap<string, string>): string[] {
  const owners = (ids: string[]) => ids.flatMap((id) => roleOwners.get(id) ?? [])
  return [
    ...new Set([
      ...plan.people.map(({ id }) => id),
      ...plan.renamed.map(({ id }) => id),
      ...[...plan.contactChanges, ...plan.roles, ...plan.qualifications].map(({ personId }) => personId),
      ...owners(plan.roleEnds.map(({ id }) => id)),
      ...owners(plan.residencies.map(({ roleId }) => roleId)),
      ...[...plan.supervisionEnds, ...plan.supervisions].flatMap((each) => [each.residentId, each.guideId]),
    ]),
  ]
}
