import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { LaunchError, codeOf } from './launch-error'
import { appRole, roleUrls, scramVerifier, workerRole } from './passwords'
import { projectRoot } from './places'

/** Any number will do, as long as every Klankbord uses the same: it stands for "the schema is being changed". */
const migrating = 20_261_126

export interface RolePasswords {
  appPassword?: string
  workerPassword?: string
}

/** One connection for one piece of work. An unreachable or refusing database becomes a sentence. */
async function connected<Result>(url: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    return await work(sql)
  } catch (error) {
    const refused = new Set([
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'CONNECT_TIMEOUT',
      '28P01',
      '28000',
      '3D000',
    ])
    if (!refused.has(codeOf(error)) || !(error instanceof Error)) throw error
    throw new LaunchError(`The database of DATABASE_URL does not let us in: ${error.message}`, {
      cause: error,
    })
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Lets a role log in with this password. */
export async function letLogIn(sql: postgres.Sql, role: string, password: string | undefined): Promise<void> {
  if (password === undefined) return
  // ALTER ROLE takes no parameters; the server itself quotes what it is then asked to run.
  const [row] = await sql<{ statement: string }[]>`
    select format('alter role %I login password %L', ${role}::text, ${scramVerifier(password)}::text) as statement`
  if (!row) return
  try {
    await sql.unsafe(row.statement)
  } catch (error) {
    if (codeOf(error) !== '42501') throw error
    throw new LaunchError(
      `The role of DATABASE_URL may not give ${role} its password, as another made that role.\n` +
        `Have its maker run \`alter role ${role} login password '…'\`, and set DATABASE_APP_URL and DATABASE_WORKER_URL.`,
      { cause: error },
    )
  }
}

/**
 * Brings the schema up to date and gives our two roles their passwords. Safe to run from several processes at once: they take turns.
 * A migration that fails leaves the schema as it was.
 * @param ownerUrl a role that may create tables and roles; the site never has it
 */
export function migrate(
  ownerUrl: string,
  { appPassword, workerPassword }: RolePasswords,
  migrationsFolder = join(projectRoot, 'db', 'migrations'),
): Promise<void> {
  return connected(ownerUrl, async (sql) => {
    await sql`select pg_advisory_lock(${migrating})`
    await runMigrations(drizzle(sql), { migrationsFolder })
    await letLogIn(sql, appRole, appPassword)
    await letLogIn(sql, workerRole, workerPassword)
  })
}

/** Whether nothing at all is stored: no table of anybody's. */
export function isEmpty(ownerUrl: string): Promise<boolean> {
  return connected(ownerUrl, async (sql) => {
    const [row] = await sql<{ found: boolean }[]>`
      select exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as found`
    return !row?.found
  })
}

/** Whether demo mode made this database. False for a database without our tables. */
export function isOfDemo(ownerUrl: string): Promise<boolean> {
  return connected(ownerUrl, async (sql) => {
    const [table] = await sql<
      { found: boolean }[]
    >`select to_regclass('public.installation') is not null as found`
    if (!table?.found) return false
    const [row] = await sql<{ found: boolean }[]>`
      select exists (select from installation where created_demo_at is not null) as found`
    return row?.found ?? false
  })
}

/**
 * Notes how a database came to be, once: a later start cannot make a demo of it, except when demo mode was told to by the database's name.
 */
export function noteOrigin(
  ownerUrl: string,
  { isDemo, isNamed }: { isDemo: boolean; isNamed: boolean },
): Promise<void> {
  return connected(ownerUrl, async (sql) => {
    const createdDemoAt = isDemo ? new Date() : null
    await sql`insert into installation (id, created_demo_at) values (1, ${createdDemoAt}) on conflict (id) do nothing`
    if (isDemo && isNamed)
      await sql`update installation set created_demo_at = ${createdDemoAt} where created_demo_at is null`
  })
}

/** Whether the demo hospital has yet to move in. A start cut short after the tables were made comes here again. */
export function hasNobody(ownerUrl: string): Promise<boolean> {
  return connected(ownerUrl, async (sql) => {
    const [row] = await sql<{ found: boolean }[]>`select exists (select from people) as found`
    return !row?.found
  })
}

async function main(): Promise<void> {
  const { AUTH_SECRET: secret, DATABASE_URL: url, DATABASE_APP_URL, DATABASE_WORKER_URL } = process.env
  if (!url)
    throw new LaunchError(
      'DATABASE_URL is not set. It names the database to migrate, as the role that owns it.',
    )
  if (!secret && !(DATABASE_APP_URL && DATABASE_WORKER_URL))
    throw new LaunchError(
      'AUTH_SECRET is not set, from which the passwords of the site and the worker follow.\n' +
        'Set the secret that the site has, or set DATABASE_APP_URL and DATABASE_WORKER_URL.',
    )
  await migrate(url, roleUrls(url, secret ?? '', process.env))
  console.log('The database is up to date.')
}

const asked = process.argv[1]
if (asked && import.meta.url === pathToFileURL(realpathSync(asked)).href) {
  main().catch((error: unknown) => {
    console.error(error instanceof LaunchError ? error.message : error)
    process.exitCode = 1
  })
}
