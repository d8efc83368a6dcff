import writeXlsxFile from 'write-excel-file/node'

type Cell = string | number

/** What goes into a file: a line of column names and the lines under it. Dates and times as text, ISO 8601. */
export interface Table {
  heads: string[]
  lines: Cell[][]
}

/** A table as one sheet of a workbook, with the widths of its columns in characters. */
export interface NamedTable extends Table {
  name: string
  widths: number[]
}

/** A cell that begins like a formula is text for a spreadsheet too. */
const unharmed = (cell: Cell) => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

/** Semicolons, CRLF and a byte order mark: as a Dutch Excel reads it. */
export function writeCsv({ heads, lines }: Table): string {
  const quoted = (cell: Cell) => {
    const text = String(unharmed(cell))
    return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${[heads, ...lines].map((line) => `${line.map(quoted).join(';')}\r\n`).join('')}`
}

/** One sheet per table: numbers as numbers, the heading in sight. */
export async function writeWorkbook(tables: readonly NamedTable[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsxFile(
    tables.map(({ name, heads, lines, widths }) => ({
      // What a sheet may be called: 31 characters, none of these.
      sheet: name.replace(/[[\]*?/\\:]/g, ' ').slice(0, 31),
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
      data: [
        heads.map((value) => ({ value, fontWeight: 'bold' as const })),
        ...lines.map((line) =>
          line.map((value) =>
            typeof value === 'number' ? { value, type: Number } : { value, type: String },
          ),
        ),
      ],
    })),
  ).toBuffer()
  return Uint8Array.from(bytes)
}

const kept = { 'cache-control': 'private, no-store' }
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A file to keep, for its reader alone: no browser or proxy stores it. */
export function fileResponse(body: string | Uint8Array<ArrayBuffer>, name: string, as: keyof typeof types) {
  return new Response(body, {
    headers: {
      ...kept,
      'content-type': types[as],
      'content-disposition': `attachment; filename="${name}.${as}"`,
    },
  })
}

/** There is no such file, or none for her: the same answer. */
export const noFile = () => new Response(null, { status: 404, headers: kept })
