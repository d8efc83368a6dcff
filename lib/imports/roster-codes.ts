import type { ShiftKind } from '@/lib/availability/shifts'
import { keyOfCode, meaningIn, type CodeMeaning } from '@/lib/rosters/codes'
import { isWork } from '@/lib/rosters/rules'
import type { RosterPerson } from './roster-preview'
import { lengthMistake, type RosterRow } from './roster-rows'
import { quoted } from './mistakes'

/** A code of which a department has not said what it means. */
export interface CodeQuestion {
  departmentId: string
  /** As the file has it first. */
  code: string
  /** On how many rows it stands, and the hours of the first that can be read. */
  count: number
  example: { startAt: Date; endAt: Date } | null
  /** What its hours look like. */
  proposed: ShiftKind | null
}

/** More codes than these in one file are no codes: another column stands under the title. */
const mostQuestions = 100

/** The departments whose table counts for a row: those of its person that the viewer plans. */
function departmentsOfRow(row: RosterRow, people: ReadonlyMap<string, RosterPerson>): readonly string[] {
  const person = people.get(row.reference)
  return person && person !== 'elsewhere' ? person.departmentIds : []
}

/** The codes in these rows that no department of the row's person knows, each once per department, in the order of the file. */
export function listQuestions(
  rows: readonly RosterRow[],
  people: ReadonlyMap<string, RosterPerson>,
  known: ReadonlyMap<string, CodeMeaning>,
): CodeQuestion[] {
  const questions = new Map<string, CodeQuestion>()
  for (const row of rows) {
    const { code, shift } = row
    if (code === null || row.entry?.asks === false) continue
    const departmentIds = departmentsOfRow(row, people)
    const [departmentId] = departmentIds
    if (!departmentId || departmentIds.some((id) => known.has(keyOfCode(id, code)))) continue
    const key = keyOfCode(departmentId, code)
    const asked = questions.get(key) ?? { departmentId, code, count: 0, example: null, proposed: null }
    if (!questions.has(key) && questions.size >= mostQuestions) continue
    asked.count += 1
    if (shift && !asked.example) {
      asked.example = { startAt: shift.startAt, endAt: shift.endAt }
      asked.proposed = shift.kind
    }
    questions.set(key, asked)
  }
  return [...questions.values()]
}

export interface SettledRows {
  /** The rows to put in the roster, or that are wrong. */
  rows: RosterRow[]
  /** Rows with a code that means nothing for the roster. */
  ignored: RosterRow[]
  /** Rows with a code of which nobody has said what it means. */
  waiting: RosterRow[]
}

/** Gives each row with a code the kind that it means for the department of its person. */
export function settleCodes(
  rows: readonly RosterRow[],
  people: ReadonlyMap<string, RosterPerson>,
  meanings: ReadonlyMap<string, CodeMeaning>,
  questions: readonly CodeQuestion[],
): SettledRows {
  const asked = new Set(questions.map(({ departmentId, code }) => keyOfCode(departmentId, code)))
  const settled: SettledRows = { rows: [], ignored: [], waiting: [] }
  for (const row of rows) {
    const { code, shift } = row
    const departmentIds = departmentsOfRow(row, people)
    const meaning = code === null ? undefined : meaningIn(meanings, departmentIds, code)
    if (code === null || departmentIds.length === 0) settled.rows.push(row)
    else if (meaning === 'ignore') settled.ignored.push(row)
    else if (meaning) settled.rows.push(row.entry?.isAway && isWork(meaning) ? row : withKind(row, meaning))
    else if (row.entry?.asks === false) settled.rows.push(row)
    else if (!departmentIds.some((id) => asked.has(keyOfCode(id, code))))
      settled.rows.push(withUnknownKind(row, code))
    else if (shift) settled.waiting.push(row)
    else settled.rows.push(row)
  }
  return settled
}

function withKind(row: RosterRow, kind: ShiftKind): RosterRow {
  if (!row.shift) return row
  const mistake = lengthMistake(kind, row.minutes)
  if (!mistake) return { ...row, shift: { ...row.shift, kind } }
  return { ...row, shift: null, mistakes: [...row.mistakes, mistake] }
}

function withUnknownKind(row: RosterRow, code: string): RosterRow {
  const mistake = { reason: 'kind-unknown', column: 'kind', detail: { text: quoted(code) } } as const
  return { ...row, shift: null, mistakes: [...row.mistakes, mistake] }
}
