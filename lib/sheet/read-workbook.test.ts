import writeXlsxFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import type { Columns } from './read-sheet'
import { readTable } from './read-workbook'
import { packForTest, unpackForTest } from './zip.test-support'

type Column = 'person' | 'start' | 'end' | 'kind'
const columns: Columns<Column> = {
  person: { names: ['persoon'], required: true },
  start: { names: ['begin'], required: true },
  end: { names: ['einde'], required: true },
  kind: { names: ['dienst'] },
}
type Cells = Parameters<typeof writeXlsxFile>[0]

const write = async (data: unknown): Promise<Uint8Array> =>
  new Uint8Array(await writeXlsxFile(data as Cells).toBuffer())
const titles = ['person', 'start', 'end', 'kind'].map((value) => ({ value }))
const at = (iso: string, format = 'dd-mm-yyyy hh:mm') => ({ value: new Date(iso), type: Date, format })
const row = [{ value: 'K1' }, at('2027-01-04T08:00:00Z'), at('2027-01-04T17:00:00Z'), { value: 'N1' }]

async function rowsOf(bytes: Uint8Array) {
  const table = await readTable(bytes, columns)
  if ('problem' in table) throw new Error(JSON.stringify(table))
  return table.rows.map(({ line, cells }) => [line, ...Object.values(cells)])
}

describe('a workbook', () => {
  it('gives moments as the cell shows them, whatever the time zone, and rows as Excel counts them', async () => {
    expect(await rowsOf(await write([[], titles, [], row]))).toEqual([
      [4, 'K1', '2027-01-04 08:00:00', '2027-01-04 17:00:00', 'N1'],
    ])
  })
  it('gives dates, times, numbers and numbers as text', async () => {
    const cells = [
      { value: 1403 },
      at('2027-01-04T00:00:00Z', 'dd-mm-yyyy'),
      { value: 46391.33333333333 },
      { value: '007' },
    ]
    const time = [{ value: '1403.0' }, { value: 0.9 }, at('1899-12-30T07:30:00Z', 'hh:mm'), null]
    expect(await rowsOf(await write([titles, cells, time]))).toEqual([
      [2, '1403', '2027-01-04 00:00:00', '46391.3333333333', '007'],
      [3, '1403.0', '0.9', '07:30:00', ''],
    ])
  })
  it('counts days as a workbook of an old Mac does when it says so', async () => {
    const parts = unpackForTest(await write([titles, row]))
    const edited = parts.map(({ name, text }) => ({
      name,
      text: name === 'xl/workbook.xml' ? text.replace('<workbookPr', '<workbookPr date1904="1"') : text,
    }))
    expect((await rowsOf(packForTest(edited)))[0]?.[2]).toBe('2031-01-05 08:00:00')
  })
  it('reads the first sheet that has the columns', async () => {
    const sheets = [
      { data: [[{ value: 'Uitleg' }]], sheet: 'Lees mij' },
      { data: [titles, row], sheet: 'Rooster' },
    ]
    expect(await rowsOf(await write(sheets))).toHaveLength(1)
  })
  it('names the columns that are missing, and an empty one', async () => {
    expect(await readTable(await write([titles.slice(0, 2), row]), columns)).toEqual({
      problem: 'columns',
      missing: ['end'],
    })
    expect(await readTable(await write([titles]), columns)).toEqual({ problem: 'empty' })
  })
  it('still reads text', async () => {
    const text = new TextEncoder().encode('person;start;end\nK1;1;2\n')
    expect(await rowsOf(text)).toEqual([[2, 'K1', '1', '2', '']])
  })
})

describe('what is not read', () => {
  it('is a broken one, wherever it was cut', async () => {
    const whole = await write([titles, row])
    for (const length of [4, 40, whole.length - 30, whole.length - 4])
      expect(await readTable(whole.slice(0, length), columns)).toEqual({ problem: 'broken' })
    const scratched = Uint8Array.from(whole, (byte, place) =>
      place > 60 && place < 400 ? byte ^ 0x55 : byte,
    )
    expect(await readTable(scratched, columns)).toEqual({ problem: 'broken' })
  })
  it('is one of the old kind, or one with a password', async () => {
    const old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    expect(await readTable(Uint8Array.from(old), columns)).toEqual({ problem: 'old' })
    const locked = Uint8Array.from([...old, ...Buffer.from('EncryptedPackage', 'utf16le')])
    expect(await readTable(locked, columns)).toEqual({ problem: 'locked' })
  })
  it('is a small one with far more in it, also when it lies about that', async () => {
    const parts = unpackForTest(await write([titles, row]))
    const bomb = packForTest([...parts, { name: 'xl/media.xml', text: ' '.repeat(51 * 1024 * 1024) }])
    expect(bomb.length).toBeLessThan(200_000)
    expect(await readTable(bomb, columns)).toEqual({ problem: 'unpacked' })
    const lying = packForTest([...parts, { name: 'xl/media.xml', text: ' '.repeat(51 * 1024 * 1024) }], 10)
    expect(await readTable(lying, columns)).toEqual({ problem: 'unpacked' })
  })
  it('is a single cell at the far end of the sheet', async () => {
    const parts = unpackForTest(await write([titles, row])).map(({ name, text }) => ({
      name,
      text: text.replace('</sheetData>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    }))
    expect(await readTable(packForTest(parts), columns)).toEqual({ problem: 'unpacked' })
  })
  it('is more than 200,000 rows', async () => {
    const parts = unpackForTest(await write([titles, row])).map(({ name, text }) => ({
      name,
      text: text.replace(
        '</sheetData>',
        `${Array.from({ length: 200_001 }, (_, n) => `<row r="${n + 3}"><c r="A${n + 3}"><v>1</v></c></row>`).join('')}</sheetData>`,
      ),
    }))
    expect(await readTable(packForTest(parts), columns)).toEqual({ problem: 'rows' })
  }, 60_000)
})
