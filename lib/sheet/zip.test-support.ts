import { deflateRawSync } from 'node:zlib'
import { unpackWorkbook } from './unpack'

interface Part {
  name: string
  text: string
}

/** The parts of a workbook, so that a test can change one. */
export function unpackForTest(bytes: Uint8Array): Part[] {
  const unpacked = unpackWorkbook(bytes)
  if ('problem' in unpacked) throw new Error(unpacked.problem)
  const zip = Buffer.from(unpacked.archive)
  const parts: Part[] = []
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [size, nameLength] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)]
    const text = at + 30 + nameLength
    parts.push({ name: zip.toString('utf8', at + 30, text), text: zip.toString('utf8', text, text + size) })
    at = text + size
  }
  return parts
}

/** A zip of these parts, compressed. With `saidSize` it says that each part is that large, whatever it really is. */
export function packForTest(parts: readonly Part[], saidSize?: number): Uint8Array {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []]
  let offset = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const packed = deflateRawSync(part.text)
    const said = saidSize ?? Buffer.byteLength(part.text)
    const [local, entry] = [Buffer.alloc(30), Buffer.alloc(46)]
    for (const [head, signature, at] of [
      [local, 0x04034b50, 8],
      [entry, 0x02014b50, 10],
    ] as const) {
      head.writeUInt32LE(signature, 0)
      head.writeUInt16LE(8, at)
      head.writeUInt32LE(packed.length, at + 10)
      head.writeUInt32LE(said, at + 14)
      head.writeUInt16LE(name.length, at + 18)
    }
    entry.writeUInt32LE(offset, 42)
    locals.push(local, name, packed)
    entries.push(entry, name)
    offset += local.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(entries).length, 12)
  end.writeUInt32LE(offset, 16)
  return Uint8Array.from(Buffer.concat([...locals, ...entries, end]))
}
