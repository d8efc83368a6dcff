import { describe, expect, it } from 'vitest'
import { readSheet, sheetMostBytes, sheetMostRows, type Columns, type TextSheet } from './read-sheet'

type Column = 'person' | 'start' | 'end' | 'kind'
const columns: Columns<Column> = {
  person: { names: ['persoon', 'personeelsnummer', 'staff number'], required: true },
  start: { names: ['begin', 'begintijd'], required: true },
  end: { names: ['einde', 'eind', 'eindtijd'], required: true },
  kind: { names: ['dienst', 'soort'] },
}

const bytes = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

function read(input: string | Uint8Array): TextSheet<Column> {
  const sheet = readSheet(typeof input === 'string' ? bytes(input) : input, columns)
  if ('problem' in sheet) throw new Error(`refused: ${JSON.stringify(sheet)}`)
  return sheet
}
const refusalOf = (input: string | Uint8Array) =>
  readSheet(typeof input === 'string' ? bytes(input) : input, columns)

const roster = 'person,start,end,kind\nAndré,2027-01-04 08:00,2027-01-04 17:00,day\n'

describe('encodings', () => {
  it('reads UTF-8 without a byte order mark', () => {
    expect(read(roster)).toMatchObject({ encoding: 'utf-8', delimiter: ',' })
    expect(read(roster).rows[0]?.cells.person).toBe('André')
  })
  it('reads UTF-8 with a byte order mark, which is no part of the first title', () => {
    const sheet = read(`\uFEFF${roster}`)
    expect(sheet.encoding).toBe('utf-8-bom')
    expect(sheet.header[0]).toEqual({ title: 'person', column: 'person' })
  })
  it('reads UTF-16 with a byte order mark, as Excel writes "Unicode text"', () => {
    const text = `\uFEFF${roster.replaceAll(',', '\t')}`
    const little = Uint8Array.from(Buffer.from(text, 'utf16le'))
    expect(read(little)).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' })
    expect(read(little).rows[0]?.cells.person).toBe('André')
    const big = Uint8Array.from(Buffer.from(text, 'utf16le').swap16())
    expect(read(big).encoding).toBe('utf-16be')
    expect(read(big).rows[0]?.cells.person).toBe('André')
  })
  it('reads Windows-1252 when the bytes are no UTF-8, with its own signs between 0x80 and 0x9f', () => {
    const sheet = read(latin(roster.replace('André', 'Zo\xeb d\x92Arc \x80')))
    expect(sheet.encoding).toBe('windows-1252')
    expect(sheet.rows[0]?.cells.person).toBe('Zoë d’Arc €')
  })
  it.each([
    ['xlsx', [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0]],
    ['pdf', [...bytes('%PDF-1.7\nperson,start,end\n')]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['NUL bytes', [...bytes('person,start,end\nA\0B,1,2\n')]],
    ['UTF-16 without its mark', [...Buffer.from(roster, 'utf16le')]],
  ])('refuses %s as no text', (_, content) => {
    expect(refusalOf(Uint8Array.from(content))).toEqual({ problem: 'binary' })
  })
})

describe('separators and header', () => {
  it.each([
    [',', ','],
    [';', ';'],
    ['tab', '\t'],
  ])('finds %s from the header', (_, delimiter) => {
    const sheet = read(roster.replaceAll(',', delimiter))
    expect(sheet.delimiter).toBe(delimiter)
    expect(sheet.rows[0]?.cells.end).toBe('2027-01-04 17:00')
  })
  it('prefers the separator that gives known columns over the one that occurs more often', () => {
    expect(read('person;start;end;"note, a, b, c"\nA;1;2;x').delimiter).toBe(';')
  })
  it('follows the separator line of Excel, and still counts lines as the file does', () => {
    const sheet = read('sep=;\r\nperson;start;end\r\nA;1;2\r\n')
    expect(sheet.delimiter).toBe(';')
    expect(sheet.rows).toHaveLength(1)
    expect(sheet.rows[0]?.line).toBe(3)
  })
  it('knows titles in Dutch and English, whatever their capitals, spaces and dashes', () => {
    const sheet = read('Personeels-nummer ; BEGIN tijd;Einde;Soort\nA;1;2;x')
    expect(sheet.header.map(({ column }) => column)).toEqual(['person', 'start', 'end', 'kind'])
  })
  it('names columns that it does not use and reads the rest', () => {
    const sheet = read('person,remark,start,end\nA,x,1,2')
    expect(sheet.header.filter(({ column }) => column === null)).toEqual([{ title: 'remark', column: null }])
    expect(sheet.rows[0]?.cells).toEqual({ person: 'A', start: '1', end: '2', kind: '' })
  })
  it('refuses a file without its required columns and names them', () => {
    expect(refusalOf('person,kind\nA,day')).toEqual({ problem: 'columns', missing: ['start', 'end'] })
  })
  it('refuses two columns that mean the same', () => {
    expect(refusalOf('person,start,begin,end\nA,1,2,3')).toEqual({ problem: 'column-twice', title: 'begin' })
  })
})

describe('rows and their lines', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('keeps lines true with %s, over empty lines and quoted line breaks', (_, end) => {
    const lines = ['', 'person,start,end', '', '"A', 'B ""C"" ",1,2', ' , ,', 'D,3,4', '']
    const sheet = read(lines.join(end))
    expect(sheet.rows.map(({ line, cells }) => [line, cells.person])).toEqual([
      [4, 'A\nB "C"'],
      [7, 'D'],
    ])
  })
  it('takes a quote inside an unquoted cell as text', () => {
    expect(read('person,start,end\nJan "Piet",1,2').rows[0]?.cells.person).toBe('Jan "Piet"')
  })
  it('refuses a quote that is never closed, at the line where it was opened', () => {
    expect(refusalOf('person,start,end\nA,1,2\n"B,3,4\nC,5,6\n')).toEqual({ problem: 'quote', line: 3 })
  })
  it('lets a row be short, and says when it is too wide', () => {
    const sheet = read('person,start,end\nA,1\nB,1,2,,\nC,1,2,3')
    expect(sheet.rows.map(({ isTooWide }) => isTooWide)).toEqual([false, false, true])
    expect(sheet.rows[0]?.cells.end).toBe('')
  })
  it.each([
    ['nothing', ''],
    ['spaces only', ' \n\n'],
    ['a header only', 'person,start,end\n'],
  ])('refuses %s as empty', (_, text) => {
    expect(refusalOf(text)).toEqual({ problem: 'empty' })
  })
})

describe('size', () => {
  it('refuses more than 10 MB', () => {
    expect(refusalOf(new Uint8Array(sheetMostBytes + 1).fill(0x61))).toEqual({ problem: 'large' })
  })
  it('refuses more than 200,000 rows, and reads exactly that many', () => {
    const lines = (count: number) => `person,start,end\n${'A,1,2\n'.repeat(count)}`
    expect(read(lines(sheetMostRows)).rows).toHaveLength(sheetMostRows)
    expect(refusalOf(lines(sheetMostRows + 1))).toEqual({ problem: 'rows' })
  })
  it('reads 10 MB in seconds', () => {
    const line = 'K1234 with a rather long name,2027-01-04 08:00,2027-01-04 17:00,day\n'
    const head = 'person,start,end,kind\n'
    const file = bytes(head + line.repeat(Math.floor((sheetMostBytes - head.length) / line.length)))
    const before = performance.now()
    expect(read(file).rows.length).toBeGreaterThan(140_000)
    const ms = performance.now() - before
    console.log(`10 MB, ${(file.byteLength / 2 ** 20).toFixed(1)} MiB: ${Math.round(ms)} ms`)
    // Linear work takes about a second; the bound leaves room for a busy machine, not for quadratic work.
    expect(ms).toBeLessThan(10_000)
  })
})
