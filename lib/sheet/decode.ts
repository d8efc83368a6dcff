export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** What Windows-1252 has where Latin-1 has control characters (WHATWG Encoding, index windows-1252). */
const from0x80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The first bytes of what people send when they have not exported CSV: xlsx and ods (zip), pdf, xls. */
const otherFiles: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
]

/**
 * The text of a file and how it was written down: UTF-8 with or without byte order mark, UTF-16 with one (Excel's "Unicode
 * text"), and Windows-1252 when it cannot be UTF-8. Null when the bytes are no text at all.
 */
export function decodeText(bytes: Uint8Array): { encoding: Encoding; text: string } | null {
  if (otherFiles.some((signature) => startsWith(bytes, signature))) return null
  const found = decodeMarked(bytes) ?? decodeUnmarked(bytes)
  // A NUL is no character of a table: it betrays a binary file, or UTF-16 without its mark.
  return found.text.includes('\0') ? null : found
}

function decodeMarked(bytes: Uint8Array): { encoding: Encoding; text: string } | null {
  if (startsWith(bytes, [0xff, 0xfe]))
    return { encoding: 'utf-16le', text: new TextDecoder('utf-16le').decode(bytes) }
  if (startsWith(bytes, [0xfe, 0xff]))
    return { encoding: 'utf-16be', text: new TextDecoder('utf-16be').decode(bytes) }
  return null
}

function decodeUnmarked(bytes: Uint8Array): { encoding: Encoding; text: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { encoding: startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 'utf-8-bom' : 'utf-8', text }
  } catch {
    // By hand: some releases of Node decode 'windows-1252' as Latin-1 and lose the euro sign and the curly quotes.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .replaceAll(/[\u0080-\u009f]/g, (sign) => from0x80[sign.charCodeAt(0) - 0x80] ?? sign)
    return { encoding: 'windows-1252', text }
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}
