import { LaunchError } from './launch-error'

/** What the environment asks of a start. The configuration table in README.md lists every name. */
export interface Settings {
  isDev: boolean
  isDemo: boolean
  port: number
  /** The address it listens on; null: every one this machine has. In demo mode people need no password: this machine only. */
  host: string | null
  /** Null: the embedded database. */
  databaseUrl: string | null
  /** The database that demo mode may use although it did not make it. */
  demoDatabase: string | null
  /** Where people reach the site. */
  siteUrl: string
  /** Null in demo mode: one is made and kept. */
  secret: string | null
}

const shortestSecret = 32

/** Why this Node cannot run Klankbord, or null. */
export function refuseNode(version: string): string | null {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return null
  return `Klankbord needs Node 20.19 or newer; this is ${version}. Get it from https://nodejs.org.`
}

function readPort(text: string | undefined): number {
  const port = Number(text || 3000)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new LaunchError(`PORT must be a number from 1 to 65535; it is "${text}".`)
}

/** A database of one's own, a hospital's identity provider or NODE_ENV=production all say: this is not a demo. */
function readDemo(env: Partial<NodeJS.ProcessEnv>): boolean {
  const asked = env.KLANKBORD_DEMO ?? ''
  if (asked === '1' || asked === '0') return asked === '1'
  if (asked !== '') throw new LaunchError(`KLANKBORD_DEMO must be 1 or 0; it is "${asked}".`)
  return !env.DATABASE_URL && !env.OIDC_ISSUER && env.NODE_ENV !== 'production'
}

function readDatabaseUrl(env: Partial<NodeJS.ProcessEnv>): string | null {
  const text = env.DATABASE_URL || null
  if (text === null || (/^postgres(ql)?:/.test(text) && URL.canParse(text))) return text
  throw new LaunchError('DATABASE_URL must look like postgres://user:password@host:5432/database.')
}

function readSecret(env: Partial<NodeJS.ProcessEnv>, isDemo: boolean): string | null {
  const secret = env.AUTH_SECRET || null
  if (secret === null && isDemo) return null
  if (secret !== null && secret.length >= shortestSecret) return secret
  throw new LaunchError(
    `AUTH_SECRET is ${secret === null ? 'not set' : `shorter than ${shortestSecret} characters`}. Sessions and passwords follow from it.\n` +
      `Make one with \`openssl rand -hex 32\`, keep it, and set it at every start. (KLANKBORD_DEMO=1 starts the demo, which needs none.)`,
  )
}

/** @throws LaunchError for a setting that cannot be right */
export function readSettings(env: Partial<NodeJS.ProcessEnv>, words: string[]): Settings {
  const unknown = words.find((word) => word !== '--dev')
  if (unknown !== undefined) throw new LaunchError(`"${unknown}" means nothing here. The only word is --dev.`)
  const isDemo = readDemo(env)
  const port = readPort(env.PORT)
  return {
    isDev: words.includes('--dev'),
    isDemo,
    port,
    host: env.KLANKBORD_HOST || (isDemo ? '127.0.0.1' : null),
    databaseUrl: readDatabaseUrl(env),
    demoDatabase: env.KLANKBORD_DEMO_DATABASE || null,
    siteUrl: env.KLANKBORD_URL || `http://localhost:${port}`,
    secret: readSecret(env, isDemo),
  }
}

export interface Origin {
  /** No table of anybody's is in it. */
  isEmpty: boolean
  isOfDemo: boolean
  name: string
}

/**
 * Why demo mode must keep away from this database, or null. In demo mode anybody signs in as anybody: it refuses every database that it
 * did not make itself, unless that one was named.
 */
export function refuseDemo({ isEmpty, isOfDemo, name }: Origin, named: string | null): string | null {
  if (isEmpty || isOfDemo || name === named) return null
  return (
    `Demo mode did not make the database "${name}", and keeps away from it: anybody could sign in there as anybody.\n` +
    `Set KLANKBORD_DEMO=0 to start without demo mode, or KLANKBORD_DEMO_DATABASE=${name} if this database may be shown to everyone.`
  )
}

export interface Urls {
  appUrl: string
  workerUrl: string
}

/**
 * What a program we start may know. Each gets its own way to the database and nobody gets the owner's: those names are set empty rather
 * than left out, because next reads `.env` again and fills in what is missing.
 */
export function environmentFor(
  program: 'site' | 'worker' | 'build',
  env: NodeJS.ProcessEnv,
  settings: Settings,
  secret: string,
  urls: Urls,
): NodeJS.ProcessEnv {
  const isRunning = program !== 'build'
  return {
    ...env,
    NODE_ENV: settings.isDev ? 'development' : 'production',
    PORT: String(settings.port),
    DATABASE_URL: '',
    DATABASE_APP_URL: program === 'site' ? urls.appUrl : '',
    DATABASE_WORKER_URL: program === 'worker' ? urls.workerUrl : '',
    KLANKBORD_DEMO: settings.isDemo ? '1' : '0',
    AUTH_SECRET: isRunning ? secret : '',
    NEXTAUTH_SECRET: isRunning ? secret : '',
    NEXTAUTH_URL: settings.siteUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
}
