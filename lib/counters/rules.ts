import type { KeptForm } from '@/lib/sessions/elsewhere'
import type { FileContent, FilePart } from './file'

/** What is known of one form from one other place. */
export interface BroughtCount {
  source: string
  form: KeptForm
  hospital: string
  held: number
  added: number
  countedAt: Date
  fileId: string
}

/** A counter: what was held here, what she corrected, and what she brought. Never below zero. */
export function totalOf(here: number, added: number, brought: readonly { held: number; added: number }[]) {
  return Math.max(
    0,
    brought.reduce((sum, each) => sum + each.held + each.added, here + added),
  )
}

/** Are these the same name, whatever the accents, capitals, hyphens and spaces? */
export function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A clock in another hospital may be a little ahead of ours. */
const mostAheadMs = 3_600_000

export type ImportProblem =
  | 'counters-file-name'
  | 'counters-file-ahead'
  | 'counters-file-own'
  | 'counters-file-same'
  | 'counters-file-older'

/**
 * What a file whose signature holds changes in what she brought before: of each place the newest number replaces the older one, and
 * what was counted here under this account is left out, because it is counted already. Or why it changes nothing.
 */
export function judgeFile(
  file: FileContent,
  her: { name: string; source: string },
  known: readonly BroughtCount[],
  now: Date,
): { rows: BroughtCount[] } | { problem: ImportProblem } {
  if (!isSameName(file.name, her.name)) return { problem: 'counters-file-name' }
  const counts = file.parts.flatMap((part) => part.counts)
  if ([file.issuedAt, ...counts.map(({ countedAt }) => countedAt)].some((at) => isAhead(at, now)))
    return { problem: 'counters-file-ahead' }
  if (file.source === her.source) return { problem: 'counters-file-own' }
  const rows = file.parts
    .filter(({ source }) => source !== her.source)
    .flatMap((part) => rowsOf(part, file.file))
    .filter((row) => {
      const before = known.find(({ source, form }) => source === row.source && form === row.form)
      return !before || before.countedAt < row.countedAt
    })
  if (rows.length > 0) return { rows }
  return {
    problem: known.some(({ fileId }) => fileId === file.file) ? 'counters-file-same' : 'counters-file-older',
  }
}

const isAhead = (instant: string, now: Date) => Date.parse(instant) > now.getTime() + mostAheadMs

const rowsOf = ({ source, hospital, counts }: FilePart, fileId: string): BroughtCount[] =>
  counts.map((count) => ({ ...count, source, hospital, countedAt: new Date(count.countedAt), fileId }))
