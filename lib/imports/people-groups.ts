import type { Locale } from '@/lib/time'
import { fullName, type HospitalIndex, type KnownPerson } from './people-facts'
import type { PeopleColumn, PersonRow, Qualification } from './people-rows'

/** All lines of one staff number, and what they say together about the person. Empty means: not given. */
export interface PersonGroup {
  id: string
  /** The person on record, or null when the file brings her. */
  known: KnownPerson | null
  rows: PersonRow[]
  number: string
  givenName: string
  familyName: string
  email: string
  language: Locale | null
  qualifications: Qualification[]
}

/** Brings the lines of each person together and notes what is wrong with the person herself at those lines. */
export function groupPeople(
  rows: readonly PersonRow[],
  hospital: HospitalIndex,
  newId: () => string,
): PersonGroup[] {
  const groups = new Map<string, PersonGroup>()
  for (const row of rows) {
    if (row.number === '') continue
    const key = row.number.toLowerCase()
    const group = groups.get(key) ?? emptyGroup(row.number, hospital.byNumber.get(key) ?? null, newId)
    groups.set(key, group)
    group.rows.push(row)
    merge(group, row)
  }
  const all = [...groups.values()]
  for (const group of all) refusePerson(group, hospital)
  refuseSameEmail(all)
  for (const group of all) refuseUnwritable(group)
  return all
}

function emptyGroup(number: string, known: KnownPerson | null, newId: () => string): PersonGroup {
  return {
    id: known?.id ?? newId(),
    known,
    rows: [],
    number: known?.staffNumber ?? number,
    givenName: '',
    familyName: '',
    email: '',
    language: null,
    qualifications: [],
  }
}

/** What a line adds to what the earlier lines of this person said; a line that says otherwise is wrong. */
function merge(group: PersonGroup, row: PersonRow): void {
  const differs = (column: PeopleColumn) =>
    row.mistakes.push({
      reason: 'differs-from-line',
      column,
      detail: { column, other: group.rows[0]?.line ?? row.line },
    })
  for (const [field, column] of [
    ['givenName', 'given_name'],
    ['familyName', 'family_name'],
    ['email', 'email'],
  ] as const) {
    if (row[field] === '') continue
    if (group[field] === '') group[field] = row[field]
    else if (group[field] !== row[field]) differs(column)
  }
  if (row.language !== null && group.language !== null && row.language !== group.language) differs('language')
  group.language ??= row.language
  for (const each of row.qualifications) {
    const before = group.qualifications.find(({ kind }) => kind === each.kind)
    if (!before) group.qualifications.push(each)
    else if (before.number !== each.number || before.expiresOn !== each.expiresOn) differs('qualifications')
  }
}

function refusePerson(group: PersonGroup, hospital: HospitalIndex): void {
  const [first] = group.rows
  if (!first) return
  if (group.known?.isClosed)
    for (const row of group.rows)
      row.mistakes.push({ reason: 'closed', column: 'number', detail: { name: fullName(group.known) } })
  if (!group.known) {
    if (group.givenName === '') first.mistakes.push({ reason: 'given-name-missing', column: 'given_name' })
    if (group.familyName === '') first.mistakes.push({ reason: 'family-name-missing', column: 'family_name' })
    if (group.email === '' && !first.mistakes.some(({ column }) => column === 'email'))
      first.mistakes.push({ reason: 'email-missing', column: 'email' })
  }
  const holder = group.email === '' ? undefined : hospital.byEmail.get(group.email)
  if (holder && holder.id !== group.known?.id)
    for (const row of group.rows)
      if (row.email === group.email)
        row.mistakes.push({
          reason: 'email-taken',
          column: 'email',
          detail: { email: group.email, name: fullName(holder), number: holder.staffNumber },
        })
}

function refuseSameEmail(groups: readonly PersonGroup[]): void {
  const first = new Map<string, PersonGroup>()
  for (const group of groups) {
    if (group.email === '') continue
    const before = first.get(group.email)
    if (!before) {
      first.set(group.email, group)
      continue
    }
    for (const [one, other] of [
      [group, before],
      [before, group],
    ] as const)
      for (const row of one.rows)
        if (row.email === group.email && !row.mistakes.some(({ reason }) => reason === 'email-twice'))
          row.mistakes.push({
            reason: 'email-twice',
            column: 'email',
            detail: { email: group.email, other: other.rows[0]?.line ?? 0, number: other.number },
          })
  }
}

/** Mistakes about the person herself; with one of these, none of her lines can be written. */
const personal = new Set([
  'given-name-missing',
  'family-name-missing',
  'email-missing',
  'email-taken',
  'email-twice',
])

function refuseUnwritable(group: PersonGroup): void {
  const cause = group.rows.find(({ mistakes }) => mistakes.some(({ reason }) => personal.has(reason)))
  if (!cause) return
  for (const row of group.rows)
    if (row.mistakes.length === 0)
      row.mistakes.push({ reason: 'person-wrong', detail: { other: cause.line } })
}
