import type { CalendarDate } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import { countStates, type Counts, type LineState, type Mistake } from './mistakes'
import { draftRoles, isRight, type Draft } from './people-drafts'
import {
  fullName,
  indexHospital,
  type Department,
  type HospitalIndex,
  type KnownHospital,
} from './people-facts'
import { groupPeople, type PersonGroup } from './people-groups'
import { emptyPlan, type PeoplePlan } from './people-plan'
import type { PeopleColumn, PersonRow, Qualification } from './people-rows'
import { planSupervisors, type PlannedSupervision } from './people-supervisors'

/** A field of a person or her role, as it is and as the file has it; null is nothing. */
export interface Change {
  field: PeopleColumn
  from: string | null
  to: string | null
}

export interface PeopleLine {
  line: number
  /** Her name, or the staff number where the name is not known. */
  who: string
  state: LineState
  role: Role | null
  department: string
  changes: Change[]
  mistakes: Mistake[]
}

export interface PeoplePreview {
  lines: PeopleLine[]
  counts: Counts
  newDepartments: Department[]
  /** What writing the right lines would write. */
  plan: PeoplePlan
}

interface Asking {
  viewerId: string
  today: CalendarDate
  newId: () => string
}

/**
 * What writing a people file would do, line by line: each line is a role of a person, matched by staff number, role,
 * department and first day. Roles that the file does not name stay, and nothing is ever removed. Pure; nothing is written.
 */
export function previewPeople(
  rows: readonly PersonRow[],
  known: KnownHospital,
  { viewerId, today, newId }: Asking,
): PeoplePreview {
  const hospital = indexHospital(known)
  const groups = groupPeople(rows, hospital, newId)
  const drafts = draftRoles(groups, hospital, newId)
  for (const draft of drafts)
    if (
      draft.group.known?.id === viewerId &&
      changesOf(draft, personChanges(draft.group, hospital)).length > 0
    )
      draft.row.mistakes.push({ reason: 'self', column: 'number' })
  const supervisions = planSupervisors(drafts, groups, hospital, { viewerId, today, newId })
  const plan = emptyPlan()
  const written = new Set<PersonGroup>()
  const draftOf = new Map(drafts.map((draft) => [draft.row, draft]))
  const groupOf = new Map(groups.flatMap((group) => group.rows.map((row) => [row, group] as const)))
  const lines = rows.map((row): PeopleLine => {
    const draft = draftOf.get(row)
    const group = groupOf.get(row)
    const name = fullName(group?.known ?? row)
    const line = {
      line: row.line,
      who: name === '' ? row.number : name,
      role: row.role,
      department: draft?.department?.name ?? row.departmentCode,
    }
    if (!draft || !isRight(draft)) return { ...line, state: 'wrong', changes: [], mistakes: row.mistakes }
    const isFirst = !written.has(draft.group)
    written.add(draft.group)
    const ofPerson = isFirst ? personChanges(draft.group, hospital) : []
    const supervision = supervisions.get(row)
    addToPlan(plan, draft, { isFirst, ofPerson, supervision, hospital, newId })
    const changes = [
      ...changesOf(draft, ofPerson),
      ...(supervision
        ? [{ field: 'supervisor', from: supervision.fromName, to: supervision.toName } as const]
        : []),
    ]
    if (!draft.group.known) return { ...line, state: 'new', changes: [], mistakes: [] }
    return { ...line, state: changes.length > 0 ? 'changed' : 'same', changes, mistakes: [] }
  })
  return { lines, counts: countStates(lines), newDepartments: plan.departments, plan }
}

/** What the file says otherwise about the person herself; of a person it brings, nothing is a change. */
function personChanges(group: PersonGroup, hospital: HospitalIndex): Change[] {
  const { known } = group
  if (!known) return []
  const changes: Change[] = []
  const compare = (field: PeopleColumn, from: string, to: string) => {
    if (to !== '' && to !== from) changes.push({ field, from, to })
  }
  compare('given_name', known.givenName, group.givenName)
  compare('family_name', known.familyName, group.familyName)
  compare('email', known.email, group.email)
  compare('language', known.locale, group.language ?? '')
  for (const { before, after } of qualificationChanges(group, hospital))
    changes.push({
      field: 'qualifications',
      from: before && writeQualification(before),
      to: writeQualification(after),
    })
  return changes
}

function qualificationChanges(group: PersonGroup, hospital: HospitalIndex) {
  return group.qualifications.flatMap((given) => {
    const before =
      (hospital.qualificationsOf.get(group.id) ?? []).find(({ kind }) => kind === given.kind) ?? null
    const after = {
      kind: given.kind,
      number: given.number ?? before?.number ?? null,
      expiresOn: given.expiresOn ?? before?.expiresOn ?? null,
    }
    const isSame = before && before.number === after.number && before.expiresOn === after.expiresOn
    return isSame ? [] : [{ before, after }]
  })
}

const writeQualification = ({ kind, number, expiresOn }: Qualification) =>
  [kind, number, expiresOn].filter((part) => part !== null).join(' ')

/** An empty cell leaves what is on record; so does an end that the file no longer has. */
function changesOf({ row, role, standing }: Draft, ofPerson: Change[]): Change[] {
  if (!standing) return [...ofPerson, { field: 'role', from: null, to: role }]
  const changes = [...ofPerson]
  if (row.untilOn !== null && row.untilOn !== standing.untilOn)
    changes.push({ field: 'until', from: standing.untilOn, to: row.untilOn })
  if (role !== 'resident') return changes
  if (row.kind !== null && row.kind !== standing.kind)
    changes.push({ field: 'kind', from: standing.kind, to: row.kind })
  if (row.fte !== null && row.fte !== standing.fte)
    changes.push({
      field: 'fte',
      from: standing.fte === null ? null : String(standing.fte),
      to: String(row.fte),
    })
  return changes
}

interface Adding {
  isFirst: boolean
  ofPerson: readonly Change[]
  supervision: PlannedSupervision | undefined
  hospital: HospitalIndex
  newId: () => string
}

function addToPlan(plan: PeoplePlan, draft: Draft, adding: Adding): void {
  const { row, group, role, fromOn, department, standing } = draft
  if (draft.isNewDepartment && department && !plan.departments.includes(department))
    plan.departments.push(department)
  if (adding.isFirst) addPerson(plan, group, adding)
  const roleId = standing?.id ?? adding.newId()
  if (!standing)
    plan.roles.push({
      id: roleId,
      personId: group.id,
      role,
      departmentId: department?.id ?? null,
      fromOn,
      untilOn: row.untilOn,
    })
  else if (row.untilOn !== null && row.untilOn !== standing.untilOn)
    plan.roleEnds.push({ id: roleId, untilOn: row.untilOn })
  if (role === 'resident') {
    const [kind, fte] = [row.kind ?? standing?.kind ?? 'anios', row.fte ?? standing?.fte ?? 1]
    if (kind !== standing?.kind || fte !== standing.fte) plan.residencies.push({ roleId, kind, fte })
  }
  if (adding.supervision?.ended) plan.supervisionEnds.push(adding.supervision.ended)
  if (adding.supervision) plan.supervisions.push(adding.supervision.added)
}

function addPerson(plan: PeoplePlan, group: PersonGroup, { ofPerson, hospital }: Adding): void {
  const { id, known, number, email, language } = group
  const name = {
    givenName: group.givenName || (known?.givenName ?? ''),
    familyName: group.familyName || (known?.familyName ?? ''),
  }
  if (!known) {
    plan.people.push({ id, staffNumber: number, ...name })
    plan.contacts.push({ personId: id, email, locale: language ?? 'nl' })
  } else {
    if (ofPerson.some(({ field }) => field === 'given_name' || field === 'family_name'))
      plan.renamed.push({ id, ...name })
    if (ofPerson.some(({ field }) => field === 'email' || field === 'language'))
      plan.contactChanges.push({
        personId: id,
        email: email || known.email,
        locale: language ?? known.locale,
      })
  }
  for (const { after } of qualificationChanges(group, hospital))
    plan.qualifications.push({ personId: id, ...after })
}
