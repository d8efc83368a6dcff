import { withoutOverlap } from '@/lib/feeds/without-overlap'
import { keyOfCode, meaningsOf, type ShiftCode } from '@/lib/rosters/codes'
import { grouped } from './grouped'
import { listQuestions, settleCodes, type CodeQuestion } from './roster-codes'
import { previewRoster, type RosterPerson, type RosterPreview, type StoredShift } from './roster-preview'
import type { RosterRow } from './roster-rows'
import { listVanished, type VanishedShift } from './roster-vanished'

/** What a file is judged against: whom it names, what stands in the roster, and which codes the departments know. */
export interface RosterFacts {
  people: ReadonlyMap<string, RosterPerson>
  standing: readonly StoredShift[]
  codes: readonly ShiftCode[]
}

export interface JudgedRoster extends RosterPreview {
  questions: CodeQuestion[]
  /** Rows with a code that means nothing for the roster. */
  ignored: number
  vanished: VanishedShift[]
}

/** What the secretary decided about a file. Without it every question counts as answered as proposed. */
export interface Decided {
  answers: readonly ShiftCode[]
  /** Of the shifts that vanished, those to take away. */
  removed: readonly VanishedShift[]
}

/** What writing a roster would do. Pure; nothing is written. */
export function judgeRoster(
  rows: readonly RosterRow[],
  { people, standing, codes }: RosterFacts,
  now: Date,
  decided?: Decided,
): JudgedRoster {
  const meanings = meaningsOf(codes)
  const questions = listQuestions(rows, people, meanings)
  const proposals = questions.flatMap(({ departmentId, code, proposed }) =>
    proposed ? [{ departmentId, code, kind: proposed }] : [],
  )
  for (const { departmentId, code, kind } of decided?.answers ?? proposals)
    meanings.set(keyOfCode(departmentId, code), kind)
  const coded = settleCodes(rows, people, meanings, questions)
  const settled = { ...coded, rows: withoutOverlapOfEntries(coded.rows) }
  const vanished = listVanished(settled, people, standing, now)
  const gone = new Set(decided?.removed.map(({ id }) => id))
  const staying = standing.filter(({ id }) => !gone.has(id))
  return {
    ...previewRoster(settled.rows, people, staying, now),
    questions,
    ignored: settled.ignored.length,
    vanished,
  }
}

/** A calendar holds appointments inside a shift, and twice the same: that takes a time once, as when it is read every hour. */
function withoutOverlapOfEntries(rows: readonly RosterRow[]): RosterRow[] {
  const entries = rows.filter(({ entry, shift }) => entry && shift)
  if (entries.length === 0) return [...rows]
  const apart = [...grouped(entries, ({ reference }) => reference).values()].flatMap((own) =>
    withoutOverlap(
      own.flatMap((row) => (row.shift ? [{ ...timesOf(row.shift), row, shift: row.shift }] : [])),
    ),
  )
  const kept = apart.map(({ row, shift, startsAt, endsAt }) => ({
    ...row,
    shift: { ...shift, startAt: startsAt, endAt: endsAt },
  }))
  const rest = rows.filter(({ entry, shift }) => !entry || !shift)
  return [...rest, ...kept].sort((a, b) => a.line - b.line)
}

const timesOf = ({ startAt, endAt, kind }: NonNullable<RosterRow['shift']>) => ({
  startsAt: startAt,
  endsAt: endAt,
  kind,
})

/** Everything that a preview shows, for its fingerprint. */
export const shownOf = ({ lines, questions, vanished, ignored }: JudgedRoster): object[] => [
  ...lines,
  ...questions,
  ...vanished,
  { ignored },
]
