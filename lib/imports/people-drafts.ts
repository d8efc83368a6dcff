import type { CalendarDate } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import { grouped } from './grouped'
import type { Department, HospitalIndex, KnownRole } from './people-facts'
import type { PersonGroup } from './people-groups'
import type { PersonRow } from './people-rows'

/** A line whose person, role and department are understood. */
export interface Draft {
  row: PersonRow
  group: PersonGroup
  role: Role
  fromOn: CalendarDate
  department: Department | null
  /** The file brings this department. */
  isNewDepartment: boolean
  /** The role on record with the same person, role, department and first day. */
  standing: KnownRole | undefined
}

export const isRight = ({ row }: Draft) => row.mistakes.length === 0

const withoutDepartment: readonly Role[] = ['coordinator', 'admin', 'mentor', 'psychologist']

/** Looks up what the lines name, and notes at a line what cannot be found or contradicts another. */
export function draftRoles(
  groups: readonly PersonGroup[],
  hospital: HospitalIndex,
  newId: () => string,
): Draft[] {
  const fresh = new Map<string, { department: Department; line: number }>()
  const drafts: Draft[] = []
  const rows = groups.flatMap((group) => group.rows.map((row) => ({ group, row })))
  rows.sort((a, b) => a.row.line - b.row.line)
  for (const { group, row } of rows) {
    const { role, fromOn } = row
    const found = findDepartment(row, hospital, fresh, newId)
    if (role === null || fromOn === null || found === 'wrong') continue
    const standing = (hospital.rolesOf.get(group.id) ?? []).find(
      (held) =>
        held.role === role && held.departmentId === (found.department?.id ?? null) && held.fromOn === fromOn,
    )
    drafts.push({ row, group, role, fromOn, ...found, standing })
  }
  for (const own of grouped(drafts, ({ group }) => group.id).values()) refuseTwice(own, hospital)
  return drafts
}

function findDepartment(
  row: PersonRow,
  hospital: HospitalIndex,
  fresh: Map<string, { department: Department; line: number }>,
  newId: () => string,
): { department: Department | null; isNewDepartment: boolean } | 'wrong' {
  const code = row.departmentCode
  if (code === '') {
    if (row.role === null || withoutDepartment.includes(row.role))
      return { department: null, isNewDepartment: false }
    row.mistakes.push({ reason: 'department-missing', column: 'department' })
    return 'wrong'
  }
  const known = hospital.departmentByCode.get(code.toLowerCase())
  if (known) return { department: known, isNewDepartment: false }
  if (row.departmentName === '' || row.site === '') {
    row.mistakes.push({ reason: 'department-unknown', column: 'department', detail: { code } })
    return 'wrong'
  }
  const before = fresh.get(code.toLowerCase())
  if (!before) {
    const department = { id: newId(), code, name: row.departmentName, site: row.site }
    fresh.set(code.toLowerCase(), { department, line: row.line })
    return { department, isNewDepartment: true }
  }
  if (before.department.name === row.departmentName && before.department.site === row.site)
    return { department: before.department, isNewDepartment: true }
  row.mistakes.push({
    reason: 'department-differs',
    column: 'department_name',
    detail: { code, other: before.line },
  })
  return 'wrong'
}

/** The same role twice, or two periods of it that overlap: on record, or in another line. */
function refuseTwice(drafts: readonly Draft[], hospital: HospitalIndex): void {
  for (const same of grouped(drafts, roleOf).values()) {
    const first = new Map<CalendarDate, Draft>()
    for (const draft of same) {
      const before = first.get(draft.fromOn)
      if (before) draft.row.mistakes.push({ reason: 'role-twice', detail: { other: before.row.line } })
      else first.set(draft.fromOn, draft)
    }
    // A line without an end leaves the end on record; another line may end the role that stands.
    const right = same.filter(isRight).sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
    let last: Draft | undefined
    for (const draft of right) {
      if (last && overlap(periodOf(last), periodOf(draft)))
        draft.row.mistakes.push({
          reason: 'role-overlaps-line',
          column: 'from',
          detail: { other: last.row.line },
        })
      else last = draft
    }
    refuseOverStanding(right.filter(isRight), hospital)
  }
}

/** A new period of a role may not lie over one on record that the file leaves as it is. */
function refuseOverStanding(right: readonly Draft[], hospital: HospitalIndex): void {
  const [any] = right
  if (!any) return
  const named = new Set(right.map(({ standing }) => standing?.id))
  const untouched = (hospital.rolesOf.get(any.group.id) ?? []).filter(
    (held) =>
      held.role === any.role && held.departmentId === (any.department?.id ?? null) && !named.has(held.id),
  )
  for (const draft of right) {
    const inTheWay = untouched.find((held) => overlap(held, periodOf(draft)))
    if (inTheWay)
      draft.row.mistakes.push({
        reason: inTheWay.untilOn === null ? 'role-stands-open' : 'role-stands',
        column: 'from',
        detail: { from: { on: inTheWay.fromOn }, until: { on: inTheWay.untilOn ?? inTheWay.fromOn } },
      })
  }
}

const roleOf = ({ role, department }: Draft) => `${role} ${department?.id ?? ''}`

interface Period {
  fromOn: CalendarDate
  untilOn: CalendarDate | null
}

const periodOf = ({ fromOn, row, standing }: Draft): Period => ({
  fromOn,
  untilOn: row.untilOn ?? standing?.untilOn ?? null,
})

const overlap = (a: Period, b: Period) =>
  (a.untilOn === null || a.untilOn > b.fromOn) && (b.untilOn === null || b.untilOn > a.fromOn)
