import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFile, type FileContent } from './file'

/** Another hospital, with a key of its own. */
export function anotherHospital(name = 'Ziekenhuis Oost') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  const source = key
  /** A file of this hospital, in which it counted `held` meetings of a supervision group. */
  const contentOf = (held: number, changed: Partial<FileContent> = {}): FileContent => {
    const issuedAt = changed.issuedAt ?? '2026-11-20T10:00:00.000Z'
    const counts = [{ form: 'supervision-group' as const, held, added: 0, countedAt: issuedAt }]
    return {
      text: ['Tellers van Noor de Vries', 'Supervisiegroep: één'],
      kind: 'klankbord-counters',
      version: 1,
      file: crypto.randomUUID(),
      issuedAt,
      name: 'Noor de Vries',
      hospital: name,
      key,
      source,
      parts: [{ source, hospital: name, counts }],
      ...changed,
    }
  }
  const signed = (content: FileContent) =>
    writeFile(content, (bytes) => sign(null, bytes, privateKey).toString('hex'))
  return { key, source, contentOf, signed, fileOf: (held: number) => signed(contentOf(held)) }
}
