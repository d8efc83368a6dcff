import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries'
import { LaunchError, codeOf } from './launch-error'
import type { Account, Place } from './places'

const run = promisify(execFile)

/** The role that owns everything in an embedded cluster. */
export const ownerRole = 'klankbord_owner'

/** Nothing of ours (secrets, PG… settings, a hostile locale) reaches PostgreSQL's processes. */
export function databaseEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = env
  return { NODE_ENV: env.NODE_ENV, PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' }
}

const passwordFile = (data: string): string => join(data, 'klankbord-password')

/** Why this data folder cannot be opened with these binaries, or null. */
export function refuseMajor(folder: string, found: string, ours: string): string | null {
  if (found === ours) return null
  return (
    `The data in ${folder} were written by PostgreSQL ${found}; this Klankbord brings PostgreSQL ${ours}, which cannot open them.\n` +
    `Start the Klankbord that wrote them and copy the data out (pg_dump), or move the folder away to begin anew.`
  )
}

function explain(error: unknown, binary: string): LaunchError {
  const code = codeOf(error)
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const reason =
    code === 'ENOENT' && existsSync(binary)
      ? 'its binaries do not run on this system (a Linux with musl, such as Alpine, or without glibc)'
      : code === 'EPERM'
        ? 'this process may not start another as an ordinary user'
        : said || String(error)
  return new LaunchError(
    `The embedded PostgreSQL does not start: ${reason}.\nName a PostgreSQL of your own in DATABASE_URL.`,
    { cause: error },
  )
}

function give(path: string, account: Account | null): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** initdb into a folder of its own and a rename at the end: a folder called `data` is always a whole one, with its password in it. */
async function create({ folder, account }: Place, binaries: Binaries, isPassing: boolean): Promise<void> {
  const fresh = join(folder, 'data.new')
  const password = join(folder, 'password.new')
  rmSync(fresh, { recursive: true, force: true })
  rmSync(password, { force: true })
  mkdirSync(fresh, { mode: 0o700 })
  give(fresh, account)
  writeFileSync(password, randomBytes(32).toString('hex'), { mode: 0o600 })
  give(password, account)
  const args = [
    '-D',
    fresh,
    '-U',
    ownerRole,
    `--pwfile=${password}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  try {
    await run(binaries.initdb, isPassing ? [...args, '--no-sync'] : args, {
      cwd: fresh,
      env: databaseEnvironment(process.env),
      windowsHide: true,
      ...account,
    })
  } catch (error) {
    throw explain(error, binaries.initdb)
  }
  renameSync(password, passwordFile(fresh))
  renameSync(fresh, join(folder, 'data'))
}

/**
 * Opens the data folder of a place, or makes it.
 * @param isPassing for tests: need not survive a power cut
 */
export async function openDataFolder(
  place: Place,
  binaries: Binaries,
  isPassing: boolean,
): Promise<{ data: string; password: string; isNew: boolean }> {
  const data = join(place.folder, 'data')
  const isNew = !existsSync(data)
  if (isNew) await create(place, binaries, isPassing)
  try {
    const refusal = refuseMajor(data, readFileSync(join(data, 'PG_VERSION'), 'utf8').trim(), binaries.major)
    if (refusal) throw new LaunchError(refusal)
    // PostgreSQL refuses a folder that others may read, as one becomes on some copies and mounts.
    if (process.platform !== 'win32') chmodSync(data, 0o700)
    return { data, password: readFileSync(passwordFile(data), 'utf8').trim(), isNew }
  } catch (error) {
    if (error instanceof LaunchError) throw error
    throw new LaunchError(
      `The database in ${data} cannot be opened (${codeOf(error)}).\n` +
        (codeOf(error) === 'ENOENT'
          ? 'It is not a whole data folder of Klankbord; move it away to begin anew.'
          : 'It belongs to another user: start Klankbord as that user, or name another folder in KLANKBORD_DATA.'),
      { cause: error },
    )
  }
}
