import { createPrivateKey, createPublicKey, scryptSync, sign, type KeyObject } from 'node:crypto'

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
let made: { secret: string; key: KeyObject } | undefined

/**
 * The hospital's signing key, which is stored nowhere: it follows from AUTH_SECRET, so that no query, no copy of the database and no
 * admin can read it. Slowly, because its public half is given away and could be guessed against. A new secret is a new key.
 */
function ownKey(): KeyObject {
  const secret = process.env.AUTH_SECRET ?? ''
  if (secret.length < 32) throw new Error('AUTH_SECRET is missing or short: nothing can be signed')
  if (made?.secret !== secret) {
    const seed = scryptSync(secret, 'klankbord counters Ed25519', 32, { N: 2 ** 15, maxmem: 2 ** 26 })
    const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
    made = { secret, key }
  }
  return made.key
}

/** The public half, as other hospitals get it: 64 hexadecimal digits. */
export function ownPublicKey(): string {
  return Buffer.from(createPublicKey(ownKey()).export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
}

/** The signature of this hospital: 128 hexadecimal digits. */
export function signAsHospital(bytes: Uint8Array): string {
  return sign(null, bytes, ownKey()).toString('hex')
}
