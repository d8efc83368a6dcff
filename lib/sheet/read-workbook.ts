import readXlsxFile, { type CellValue } from 'read-excel-file/universal'
import {
  readSheet,
  sheetMostBytes,
  sheetMostRows,
  sheetOf,
  type Columns,
  type Sheet,
  type SheetProblem,
} from './read-sheet'
import { unpackWorkbook } from './unpack'

const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, place) => bytes[place] === byte)
const isZip = (bytes: Uint8Array) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
/** What Excel wrote before 2007, and the envelope of a workbook with a password. */
const isOldOffice = (bytes: Uint8Array) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])
const passwordMark = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * The rows of a table in a file: text (CSV), or the first sheet of a workbook (XLSX) that has the columns. Never throws: a
 * file that cannot be read comes back as its problem.
 */
export async function readTable<Column extends string>(
  bytes: Uint8Array,
  columns: Columns<Column>,
): Promise<Sheet<Column> | SheetProblem> {
  if (bytes.byteLength > sheetMostBytes) return { problem: 'large' }
  if (isOldOffice(bytes)) return { problem: Buffer.from(bytes).includes(passwordMark) ? 'locked' : 'old' }
  return isZip(bytes) ? readWorkbook(bytes, columns) : readSheet(bytes, columns)
}

async function readWorkbook<Column extends string>(
  bytes: Uint8Array,
  columns: Columns<Column>,
): Promise<Sheet<Column> | SheetProblem> {
  const unpacked = unpackWorkbook(bytes)
  if ('problem' in unpacked) return unpacked
  if (unpacked.sheets.some(isSpreadOut)) return { problem: 'unpacked' }
  let sheets
  try {
    sheets = await readXlsxFile(unpacked.archive)
  } catch {
    return { problem: 'broken' }
  }
  let first: SheetProblem | undefined
  for (const { data } of sheets) {
    const records = data
      .map((row, place) => ({ line: place + 1, cells: row.map(textOf) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
    if (records.length > sheetMostRows + 1) return { problem: 'rows' }
    const sheet = sheetOf(records, columns)
    if (!('problem' in sheet)) return sheet
    first ??= sheet
  }
  return first ?? { problem: 'empty' }
}

/** What Excel allows, and how many cells between the first and the last are believed: a single far cell must not fill memory. */
const most = { rows: 1_048_576, cells: 20_000_000 }

function isSpreadOut(xml: string): boolean {
  let [rows, columns] = [0, 0]
  for (const [, letters = '', digits] of xml.matchAll(/\br\s*=\s*["']([A-Z]*)(\d+)["']/g)) {
    rows = Math.max(rows, Number(digits))
    let column = 0
    for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
    columns = Math.max(columns, column)
  }
  return rows > most.rows || rows * columns > most.cells
}

/** A cell as text. Excel knows no time zones: a moment is the wall time that the cell shows, a time alone falls in 1899. */
function textOf(value: CellValue | Date | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(Number(value.toPrecision(15)))
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) return ''
  const [on = '', time = ''] = new Date(Math.round(value.getTime() / 1000) * 1000)
    .toISOString()
    .split(/[TZ.]/)
  return on < '1905' ? time : `${on} ${time}`
}
