import type { CalendarDate, Locale } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import { grouped } from './grouped'
import type { Qualification } from './people-rows'
import type { Supervision } from './supervision'

export interface KnownPerson {
  id: string
  staffNumber: string
  givenName: string
  familyName: string
  email: string
  locale: Locale
  isClosed: boolean
}

export interface KnownRole {
  id: string
  personId: string
  role: Role
  departmentId: string | null
  fromOn: CalendarDate
  untilOn: CalendarDate | null
  kind: 'anios' | 'aios' | null
  fte: number | null
}

export interface Department {
  id: string
  code: string
  name: string
  site: string
}

/** What the hospital has on record of its people, as far as a people file can touch it. */
export interface KnownHospital {
  people: readonly KnownPerson[]
  departments: readonly Department[]
  roles: readonly KnownRole[]
  qualifications: readonly (Qualification & { personId: string })[]
  /** Accepted supervisor pairings. */
  supervisions: readonly (Supervision & { residentId: string })[]
}

/** The same, to be looked up. */
export function indexHospital(known: KnownHospital) {
  return {
    byNumber: new Map(known.people.map((person) => [person.staffNumber.toLowerCase(), person])),
    byEmail: new Map(known.people.map((person) => [person.email.toLowerCase(), person])),
    departmentByCode: new Map(known.departments.map((each) => [each.code.toLowerCase(), each])),
    rolesOf: grouped(known.roles, ({ personId }) => personId),
    qualificationsOf: grouped(known.qualifications, ({ personId }) => personId),
    supervisionsOf: grouped(known.supervisions, ({ residentId }) => residentId),
  }
}
export type HospitalIndex = ReturnType<typeof indexHospital>

export const fullName = (person: { givenName: string; familyName: string }) =>
  `${person.givenName} ${person.familyName}`.trim()
