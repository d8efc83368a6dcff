import { CsvError, parse } from 'csv-parse/sync'
import { decodeText, type Encoding } from './decode'
import type { WorkbookProblem } from './unpack'

export const sheetMostBytes = 10 * 1024 * 1024
export const sheetMostRows = 200_000

/** The columns that a file can have: other names for each, and whether a file without it is refused. */
export type Columns<Column extends string> = Record<Column, { names: readonly string[]; required?: true }>

export interface SheetRow<Column extends string> {
  /** The line of the file on which the row begins, counted from 1 as an editor does. */
  line: number
  /** Without spaces at the ends; empty when the row or the file has no such cell. */
  cells: Readonly<Record<Column, string>>
  /** The row has text beyond the last column: a separator stands in a cell without quotes. */
  isTooWide: boolean
}

export interface Sheet<Column extends string> {
  /** The columns as the file names them, in its order; `column` is null for one that is not used. */
  header: { title: string; column: Column | null }[]
  rows: SheetRow<Column>[]
}

export interface TextSheet<Column extends string> extends Sheet<Column> {
  encoding: Encoding
  delimiter: Delimiter
}

/** Why a file cannot be read at all. */
export type SheetProblem =
  | { problem: 'large' | 'binary' | 'empty' | 'rows' | 'old' }
  | WorkbookProblem
  | { problem: 'columns'; missing: string[] }
  | { problem: 'column-twice'; title: string }
  | { problem: 'quote'; line: number }

const delimiters = [';', ',', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * The rows of a CSV file: separated by commas, semicolons or tabs, whichever makes most sense of the header. Lines may end
 * in any way, cells may hold line breaks between quotes, empty lines are skipped. Never throws: a file that cannot be read
 * comes back as its problem.
 */
export function readSheet<Column extends string>(
  bytes: Uint8Array,
  columns: Columns<Column>,
): TextSheet<Column> | SheetProblem {
  if (bytes.byteLength > sheetMostBytes) return { problem: 'large' }
  const decoded = decodeText(bytes)
  if (!decoded) return { problem: 'binary' }
  // One kind of line end, so that a line break between quotes counts as one line too.
  const text = decoded.text.replaceAll(/\r\n?/g, '\n')
  const names = columnsByName(columns)
  const delimiter = findDelimiter(text, names)
  if (!delimiter) return { problem: 'empty' }
  const records = readRecords(text, delimiter)
  if ('problem' in records) return records
  const sheet = sheetOf(records, columns)
  return 'problem' in sheet ? sheet : { ...sheet, encoding: decoded.encoding, delimiter }
}

/** A table of texts as a sheet: its first row holds the titles. */
export function sheetOf<Column extends string>(
  records: readonly RawRecord[],
  columns: Columns<Column>,
): Sheet<Column> | SheetProblem {
  const [titles, ...rest] = records
  if (!titles) return { problem: 'empty' }
  const names = columnsByName(columns)
  const header = titles.cells.map((title) => ({
    title: title.trim(),
    column: names.get(plainName(title)) ?? null,
  }))
  const problem = findHeaderProblem(header, columns)
  if (problem) return problem
  const places = header.flatMap(({ column }, place) => (column === null ? [] : [[column, place] as const]))
  const nothing = Object.fromEntries(Object.keys(columns).map((column) => [column, ''])) as Record<
    Column,
    string
  >
  const rows = rest.map(({ line, cells }) => {
    const read = { ...nothing }
    for (const [column, place] of places) read[column] = (cells[place] ?? '').trim()
    return { line, cells: read, isTooWide: cells.slice(header.length).some((cell) => cell.trim() !== '') }
  })
  return rows.length === 0 ? { problem: 'empty' } : { header, rows }
}

/** A name as people vary it: capitals, accents, spaces, dashes and underscores make no difference. */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

function columnsByName<Column extends string>(columns: Columns<Column>): Map<string, Column> {
  const names = new Map<string, Column>()
  for (const column of Object.keys(columns) as Column[])
    for (const name of [column, ...columns[column].names]) names.set(plainName(name), column)
  return names
}

/** Excel can name the separator on a line of its own before the header. */
const separatorLine = /^sep=([;,\t])$/i

/** The separator with which the first line holds most known columns; null when there is no line with text. */
function findDelimiter(text: string, names: ReadonlyMap<string, string>): Delimiter | null {
  const start = text.search(/\S/)
  if (start < 0) return null
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? undefined : end).trim()
  const said = separatorLine.exec(line)?.[1]
  if (said) return delimiters.find((delimiter) => delimiter === said) ?? null
  const scored = delimiters.map((delimiter) => {
    const titles = line.split(delimiter).map((title) => plainName(title))
    return { delimiter, known: titles.filter((title) => names.has(title)).length, count: titles.length }
  })
  scored.sort((a, b) => b.known - a.known || b.count - a.count)
  return scored[0]?.delimiter ?? null
}

/** A row of texts, with its line in the file. */
export interface RawRecord {
  line: number
  cells: string[]
}

class TooManyRows extends Error {}

function readRecords(text: string, delimiter: Delimiter): RawRecord[] | SheetProblem {
  const records: RawRecord[] = []
  let line = 1
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      // A quote inside a cell without quotes is text: Jan "Piet" de Vries.
      relax_quotes: true,
      // Counting here is three times as fast as csv-parse's own info, and knows where an open quote began.
      on_record: (cells: string[]) => {
        const isSeparator = records.length === 0 && separatorLine.test(cells.join(delimiter).trim())
        if (!isSeparator && cells.some((cell) => cell.trim() !== '')) {
          if (records.length > sheetMostRows) throw new TooManyRows()
          records.push({ line, cells })
        }
        line += 1
        for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1
        return null
      },
    })
  } catch (error) {
    if (error instanceof TooManyRows) return { problem: 'rows' }
    if (error instanceof CsvError) return { problem: 'quote', line }
    throw error
  }
  return records
}

function findHeaderProblem<Column extends string>(
  header: readonly { title: string; column: Column | null }[],
  columns: Columns<Column>,
): SheetProblem | null {
  const found = new Set<Column>()
  for (const { title, column } of header) {
    if (column === null) continue
    if (found.has(column)) return { problem: 'column-twice', title }
    found.add(column)
  }
  const missing = (Object.keys(columns) as Column[]).filter(
    (column) => columns[column].required && !found.has(column),
  )
  return missing.length > 0 ? { problem: 'columns', missing } : null
}
