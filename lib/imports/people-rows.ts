import { z } from 'zod'
import { readDate } from '@/lib/sheet/moment'
import { plainName, type Columns, type SheetRow } from '@/lib/sheet/read-sheet'
import type { CalendarDate, Locale } from '@/lib/time'
import { allRoles, type Role } from '@/lib/viewer'
import { quoted, type Mistake } from './mistakes'

export type PeopleColumn =
  | 'number'
  | 'given_name'
  | 'family_name'
  | 'email'
  | 'role'
  | 'department'
  | 'department_name'
  | 'site'
  | 'from'
  | 'until'
  | 'kind'
  | 'fte'
  | 'supervisor'
  | 'qualifications'
  | 'language'

export const peopleColumns: Columns<PeopleColumn> = {
  number: { names: ['personeelsnummer', 'nummer', 'staff number', 'medewerkernummer'], required: true },
  given_name: { names: ['voornaam', 'roepnaam', 'first name'], required: true },
  family_name: { names: ['achternaam', 'last name', 'surname'], required: true },
  email: { names: ['e-mail', 'mail', 'e-mailadres', 'mailadres'], required: true },
  role: { names: ['rol', 'functie'], required: true },
  department: { names: ['afdeling', 'afdelingscode', 'department code'], required: true },
  department_name: { names: ['afdelingsnaam', 'naam afdeling'] },
  site: { names: ['locatie', 'vestiging', 'location'] },
  from: { names: ['van', 'vanaf', 'begin', 'start', 'startdatum', 'from on'], required: true },
  until: { names: ['tot', 'einde', 'eind', 'end', 'einddatum', 'until on'] },
  kind: { names: ['soort', 'soort arts-assistent', 'anios/aios'] },
  fte: { names: ['deeltijd', 'deeltijdfactor', 'werktijdfactor'] },
  supervisor: { names: ['begeleider'] },
  qualifications: { names: ['kwalificaties', 'registraties', 'qualification'] },
  language: { names: ['taal'] },
}

const otherRoleWords: Record<Role, readonly string[]> = {
  resident: ['arts-assistent', 'assistent', 'aios', 'anios'],
  supervisor: [],
  mentor: [],
  psychologist: ['psycholoog'],
  nurse: ['verpleegkundige'],
  student: ['coassistent', 'co-assistent'],
  secretary: ['afdelingssecretaris', 'secretaris', 'secretaresse'],
  coordinator: ['opleidingscoördinator', 'coördinator'],
  admin: ['beheerder', 'administrator'],
}
const roleByWord = new Map(
  allRoles.flatMap((role) => [role, ...otherRoleWords[role]].map((word) => [plainName(word), role] as const)),
)

const qualificationKinds = ['BIG', 'NHG', 'LVSC', 'psychotherapist'] as const
export type QualificationKind = (typeof qualificationKinds)[number]
const qualificationByWord = new Map<string, QualificationKind>([
  ...qualificationKinds.map((kind) => [plainName(kind), kind] as const),
  ['psychotherapeut', 'psychotherapist'],
])

export interface Qualification {
  kind: QualificationKind
  number: string | null
  expiresOn: CalendarDate | null
}

const languages = new Map<string, Locale>([
  ['nl', 'nl'],
  ['nederlands', 'nl'],
  ['dutch', 'nl'],
  ['en', 'en'],
  ['engels', 'en'],
  ['english', 'en'],
])

/** A role of a person as a line gives it, as far as it can be read without knowing the hospital. Empty means: not given. */
export interface PersonRow {
  line: number
  number: string
  givenName: string
  familyName: string
  /** In small letters; empty when it is not given or no address. */
  email: string
  language: Locale | null
  role: Role | null
  departmentCode: string
  departmentName: string
  site: string
  fromOn: CalendarDate | null
  untilOn: CalendarDate | null
  kind: 'anios' | 'aios' | null
  fte: number | null
  /** Staff number or e-mail address of her supervisor, as the file has it. */
  supervisor: string
  qualifications: Qualification[]
  mistakes: Mistake[]
}

const longest: Partial<Record<PeopleColumn, number>> = {
  number: 40,
  given_name: 80,
  family_name: 120,
  email: 200,
  department: 40,
  department_name: 120,
  site: 120,
}

/** Reads a line of a people file: words in Dutch and English, dates as people write them. */
export function readPersonRow(row: SheetRow<PeopleColumn>): PersonRow {
  const mistakes: Mistake[] = []
  const wrong = (reason: Mistake['reason'], column: PeopleColumn) =>
    mistakes.push({ reason, column, detail: { text: quoted(row.cells[column]) } })
  const text = (column: PeopleColumn) => {
    const value = row.cells[column].replaceAll(/\s+/g, ' ').trim()
    const most = longest[column]
    if (most !== undefined && value.length > most)
      mistakes.push({ reason: 'text-too-long', column, detail: { column, most } })
    if (/\p{Cc}/u.test(value)) mistakes.push({ reason: 'text-unreadable', column, detail: { column } })
    return value
  }
  const date = (column: 'from' | 'until') => {
    const on = readDate(row.cells[column])
    if (on === null && row.cells[column] !== '') wrong('date-unreadable', column)
    return on
  }
  const known = <Value>(
    column: PeopleColumn,
    words: ReadonlyMap<string, Value>,
    reason: Mistake['reason'],
  ) => {
    const value = words.get(plainName(row.cells[column]))
    if (value === undefined && row.cells[column] !== '') wrong(reason, column)
    return value ?? null
  }
  if (row.isTooWide) mistakes.push({ reason: 'too-wide' })
  const number = text('number')
  if (number === '') mistakes.push({ reason: 'number-missing', column: 'number' })
  const role = known('role', roleByWord, 'role-unknown')
  if (row.cells.role === '') mistakes.push({ reason: 'role-missing', column: 'role' })
  if (role === 'admin') mistakes.push({ reason: 'role-admin', column: 'role' })
  const [fromOn, untilOn] = [date('from'), date('until')]
  if (row.cells.from === '') mistakes.push({ reason: 'from-missing', column: 'from' })
  if (fromOn && untilOn && untilOn <= fromOn) mistakes.push({ reason: 'until-before-from', column: 'until' })
  const email = text('email').toLowerCase()
  const isEmail = email === '' || z.email().safeParse(email).success
  if (!isEmail) wrong('email-wrong', 'email')
  const kind = known('kind', kinds, 'resident-kind-unknown')
  if (role === 'resident' && row.cells.kind === '')
    mistakes.push({ reason: 'resident-kind-missing', column: 'kind' })
  const fte = readFte(row.cells.fte)
  if (fte === 'wrong') wrong('fte-range', 'fte')
  if (row.cells.supervisor !== '' && role !== null && role !== 'resident')
    wrong('supervisor-of-no-resident', 'supervisor')
  return {
    line: row.line,
    number,
    givenName: text('given_name'),
    familyName: text('family_name'),
    email: isEmail ? email : '',
    language: known('language', languages, 'language-unknown'),
    role,
    departmentCode: text('department'),
    departmentName: text('department_name'),
    site: text('site'),
    fromOn,
    untilOn,
    kind,
    fte: fte === 'wrong' ? null : fte,
    supervisor: row.cells.supervisor,
    qualifications: readQualifications(row.cells.qualifications, mistakes),
    mistakes,
  }
}

const kinds = new Map([
  ['anios', 'anios'],
  ['aios', 'aios'],
] as const)

/** A part of a full week, more than 0 and at most 1, in hundredths; the comma as in Dutch is allowed. */
function readFte(text: string): number | null | 'wrong' {
  if (text === '') return null
  if (!/^\d*[.,]?\d+$/.test(text)) return 'wrong'
  const fte = Math.round(Number(text.replace(',', '.')) * 100) / 100
  return fte > 0 && fte <= 1 ? fte : 'wrong'
}

/** 'BIG 12345678901 2029-05-01|LVSC': the kind, then a number and a date on which it ends, both as far as known. */
function readQualifications(cell: string, mistakes: Mistake[]): Qualification[] {
  const found = new Map<QualificationKind, Qualification>()
  for (const item of cell.split('|').map((each) => each.trim())) {
    if (item === '') continue
    const [word = '', ...rest] = item.split(/\s+/)
    const detail = { text: quoted(item) }
    const kind = qualificationByWord.get(plainName(word))
    // A date has separators; Excel's bare number of days would pass for a register number.
    const isDate = (part: string) => /[-/.]/.test(part)
    const dates = rest.filter(isDate)
    const numbers = rest.filter((part) => !isDate(part))
    const expiresOn = dates[0] === undefined ? null : readDate(dates[0])
    if (!kind) mistakes.push({ reason: 'qualification-unknown', column: 'qualifications', detail })
    else if (dates.length > 1 || (dates.length === 1 && expiresOn === null))
      mistakes.push({ reason: 'qualification-date', column: 'qualifications', detail })
    else if (
      numbers.length > 1 ||
      (kind === 'BIG' && numbers[0] !== undefined && !/^\d{11}$/.test(numbers[0]))
    )
      mistakes.push({ reason: 'qualification-number', column: 'qualifications', detail })
    else if (found.has(kind))
      mistakes.push({ reason: 'qualification-twice', column: 'qualifications', detail })
    else found.set(kind, { kind, number: numbers[0] ?? null, expiresOn })
  }
  return [...found.values()]
}
