import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '@/db/client'
import { imports } from '@/db/schema/audit'
import { Refusal } from '@/lib/command'
import type { Columns, Sheet, SheetProblem } from '@/lib/sheet/read-sheet'
import { readTable } from '@/lib/sheet/read-workbook'
import type { Viewer } from '@/lib/viewer'
import type { ImportKind } from './policy'

/** A kept file of the viewer, or undefined. `lock` keeps two posts of one form from writing it twice. */
export async function loadKept(
  tx: Transaction,
  viewer: Viewer,
  kind: ImportKind,
  importId: string,
  { lock }: { lock: boolean },
) {
  const query = tx
    .select()
    .from(imports)
    .where(and(eq(imports.id, importId), eq(imports.kind, kind), eq(imports.madeById, viewer.id)))
  const [kept] = await (lock ? query.for('update') : query)
  return kept
}

/** Reads a file; one that cannot be read is refused with how to mend it. */
export async function requireSheet<Column extends string>(
  bytes: Uint8Array,
  columns: Columns<Column>,
): Promise<Sheet<Column>> {
  const sheet = await readTable(bytes, columns)
  if ('problem' in sheet) throw refusalOf(sheet)
  return sheet
}

function refusalOf(problem: SheetProblem): Error {
  switch (problem.problem) {
    case 'large':
      return issueAt('file', 'file-large')
    case 'columns':
      return new Refusal('sheet-columns', { missing: problem.missing.join(', ') })
    case 'column-twice':
      return new Refusal('sheet-column-twice', { title: problem.title })
    case 'quote':
      return new Refusal('sheet-quote', { line: problem.line })
    default:
      return new Refusal(`sheet-${problem.problem}`)
  }
}

/** A mistake at a field that only shows when the present data are known. */
export function issueAt(field: string, message: string): Error {
  return new z.ZodError([{ code: 'custom', path: [field], message, input: undefined }])
}

/** Stands for everything a preview shows: when the data change in between, what is confirmed is not what was seen. */
export function fingerprint(lines: readonly object[]): string {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(JSON.stringify(line))
  return hash.digest('hex').slice(0, 32)
}
