import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { counterForms } from '@/db/schema/counters'

/** A file of one person's counters as a hospital gives it: what is in it, and the signature under it. */

const isPlain = (text: string) => !/\p{Cc}/u.test(text)
const line = (most: number) => z.string().min(1).max(most).refine(isPlain)
const digits = (count: number) => z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`))
const instant = z.iso.datetime({ precision: 3 })

const countSchema = z
  .strictObject({
    form: z.enum(counterForms),
    held: z.int().min(0).max(1000),
    /** What she noted there herself, which nobody checked. */
    added: z.int().min(-200).max(200),
    countedAt: instant,
  })
  .refine(({ held, added }) => held + added >= 0)

const isOnce = (values: readonly string[]) => new Set(values).size === values.length

/** One account in one hospital: where she is now, or was before. */
const partSchema = z.strictObject({
  source: digits(64),
  hospital: line(120),
  counts: z
    .array(countSchema)
    .max(counterForms.length)
    .refine((counts) => isOnce(counts.map(({ form }) => form))),
})

const contentShape = {
  text: z.array(line(400)).max(60),
  kind: z.literal('klankbord-counters'),
  version: z.literal(1),
  file: z.uuid(),
  issuedAt: instant,
  name: line(200),
  hospital: line(120),
  key: digits(64),
  /** The part that this hospital counted itself. */
  source: digits(64),
  parts: z
    .array(partSchema)
    .min(1)
    .max(20)
    .refine((parts) => isOnce(parts.map(({ source }) => source))),
}
const fileSchema = z.strictObject({ ...contentShape, signature: digits(128) })

type SignedFile = z.output<typeof fileSchema>
export type FileContent = Omit<SignedFile, 'signature'>
export type FilePart = FileContent['parts'][number]

/** Larger than twenty hospitals need. */
export const fileMostBytes = 64 * 1024

/** The one way in which this content is written: its names in their order, so that the same content is the same bytes. */
function written(content: FileContent, signature?: string): string {
  const { text, kind, version, file, issuedAt, name, hospital, key, source } = content
  const parts = content.parts.map((part) => ({
    source: part.source,
    hospital: part.hospital,
    counts: part.counts.map(({ form, held, added, countedAt }) => ({ form, held, added, countedAt })),
  }))
  const whole = { text, kind, version, file, issuedAt, name, hospital, key, source, parts, signature }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** What is signed: the content as it is written, and that it is a file of counters. */
const signedBytes = (content: FileContent) => Buffer.from(`klankbord counters 1\n${written(content)}`, 'utf8')

/** The text of the file, signed with `sign` by whoever holds the private half of `content.key`. */
export function writeFile(content: FileContent, sign: (bytes: Uint8Array) => string): string {
  return written(content, sign(signedBytes(content)))
}

export type FileProblem = 'counters-file-other' | 'counters-file-changed' | 'counters-hospital-unknown'

/**
 * The content of a file whose signature holds under its own key, where `isTrusted` knows that key; else what is wrong with it. Every
 * byte counts: what is read is written again, and must come out as it came in.
 */
export function readFile(
  bytes: Uint8Array,
  isTrusted: (key: string) => boolean,
): { content: FileContent } | { problem: FileProblem; hospital?: string } {
  const read = fileSchema.safeParse(parsedJson(bytes))
  if (!read.success) return { problem: 'counters-file-other' }
  const { signature, ...content } = read.data
  if (!isTrusted(content.key)) return { problem: 'counters-hospital-unknown', hospital: content.hospital }
  const isWhole = Buffer.from(written(content, signature), 'utf8').equals(bytes)
  const isSigned = isWhole && isSignedBy(content.key, signedBytes(content), Buffer.from(signature, 'hex'))
  return isSigned ? { content } : { problem: 'counters-file-changed' }
}

function parsedJson(bytes: Uint8Array): unknown {
  if (bytes.length > fileMostBytes) return null
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

function isSignedBy(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  return verify(
    null,
    bytes,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    signature,
  )
}

/**
 * Does a signature that nobody made hold under this key? So it is with the few points of small order (RFC 8032, section 5.1): whoever
 * talks a hospital into trusting one of those signs whatever she likes.
 */
export function isWeakKey(publicKey: string): boolean {
  const nobodys = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)])
  return Array.from({ length: 200 }, (_, n) => Buffer.from(`weak ${n}`)).some((bytes) =>
    isSignedBy(publicKey, bytes, nobodys),
  )
}
