import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

export const appRole = 'klankbord_app'
export const workerRole = 'klankbord_worker'

/** The password of one of our two roles follows from the secret, so that none is kept anywhere. Hexadecimal. */
export function derivePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('hex')
}

/** The same database, as another role. Host, name and options stay as they are. */
export function urlAs(url: string, role: string, password: string): string {
  const other = new URL(url)
  other.username = encodeURIComponent(role)
  other.password = encodeURIComponent(password)
  return other.href
}

/** What PostgreSQL itself would store for a password (RFC 5803), so that the password never stands in a statement or its log. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}

export interface RoleUrls {
  appUrl: string
  workerUrl: string
  /** To be given to the roles; undefined where the URL came from the environment and somebody else keeps its role. */
  appPassword?: string
  workerPassword?: string
}

/** The URLs of the site and of the worker: from the environment, or the owner's with a derived password. */
export function roleUrls(ownerUrl: string, secret: string, env: Partial<NodeJS.ProcessEnv> = {}): RoleUrls {
  const appPassword = env.DATABASE_APP_URL ? undefined : derivePassword(secret, appRole)
  const workerPassword = env.DATABASE_WORKER_URL ? undefined : derivePassword(secret, workerRole)
  return {
    appUrl: env.DATABASE_APP_URL || urlAs(ownerUrl, appRole, appPassword ?? ''),
    workerUrl: env.DATABASE_WORKER_URL || urlAs(ownerUrl, workerRole, workerPassword ?? ''),
    appPassword,
    workerPassword,
  }
}
