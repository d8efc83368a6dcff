import { inflateRawSync } from 'node:zlib'

/** So much XML may come out of a workbook; a dense sheet of 200,000 rows of a roster is below it. */
const workbookMostBytes = 50 * 1024 * 1024

/** Why a workbook is not read: no zip that holds together, a password, or far more in it than its size says. */
export type WorkbookProblem = { problem: 'broken' | 'locked' | 'unpacked' }

interface Entry {
  name: Buffer
  content: Buffer
}
export interface Unpacked {
  archive: ArrayBuffer
  /** The XML of its sheets, not in their order. */
  sheets: string[]
}

const signature = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 }
const mostEntries = 2_000

/**
 * The XML of a workbook as a zip without compression, unpacked by ourselves: what a zip says about the size of its parts need
 * not be true, and a small file can hold a very large one. Gives the problem when it is broken, locked or too large.
 */
export function unpackWorkbook(bytes: Uint8Array): Unpacked | WorkbookProblem {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const entries = readEntries(zip)
    if ('problem' in entries) return entries
    const sheets = entries.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/i.test(name.toString('latin1')))
    return { archive: packStored(entries), sheets: sheets.map(({ content }) => content.toString('latin1')) }
  } catch (error) {
    // Beyond the limit, and any number in the zip that points outside it.
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return { problem: 'unpacked' }
    return { problem: 'broken' }
  }
}

function readEntries(zip: Buffer): Entry[] | WorkbookProblem {
  let at = findDirectory(zip)
  const count = zip.readUInt16LE(at + 10)
  if (count > mostEntries) return { problem: 'unpacked' }
  at = zip.readUInt32LE(at + 16)
  const entries: Entry[] = []
  let left = workbookMostBytes
  for (let read = 0; read < count; read += 1) {
    if (zip.readUInt32LE(at) !== signature.entry) return { problem: 'broken' }
    const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]
    const packed = zip.readUInt32LE(at + 20)
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const name = zip.subarray(at + 46, at + 46 + nameLength)
    at += 46 + nameLength + extra + comment
    if (!/\.(?:xml|rels)$/i.test(name.toString('latin1'))) continue
    if (flags & 1) return { problem: 'locked' }
    if (zip.readUInt32LE(local) !== signature.local) return { problem: 'broken' }
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    if (from + packed > zip.length) return { problem: 'broken' }
    const stored = zip.subarray(from, from + packed)
    if (method !== 0 && method !== 8) return { problem: 'broken' }
    if (left <= 0) return { problem: 'unpacked' }
    const content = method === 0 ? stored : inflateRawSync(stored, { maxOutputLength: left })
    left -= content.length
    if (left < 0) return { problem: 'unpacked' }
    entries.push({ name, content })
  }
  return entries
}

/** Where the end record stands: at the end, before a comment of at most 64 kB. */
function findDirectory(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at -= 1)
    if (zip.readUInt32LE(at) === signature.end) return at
  throw new Error('no zip')
}

function packStored(entries: readonly Entry[]): ArrayBuffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(signature.local, 0)
    writeSizes(head, 18, name, content)
    parts.push(head, name, content)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(signature.entry, 0)
    writeSizes(entry, 20, name, content)
    entry.writeUInt32LE(offset, 42)
    directory.push(entry, name)
    offset += head.length + name.length + content.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(signature.end, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  const packed = Buffer.concat([...parts, ...directory, end])
  return packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength) as ArrayBuffer
}

function writeSizes(head: Buffer, at: number, name: Buffer, content: Buffer): void {
  head.writeUInt32LE(content.length, at)
  head.writeUInt32LE(content.length, at + 4)
  head.writeUInt16LE(name.length, at + 8)
}
