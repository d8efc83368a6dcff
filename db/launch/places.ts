import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LaunchError, codeOf } from './launch-error'

/** The folder of the checkout, also when it was started from elsewhere or its path holds spaces. */
export const projectRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** All that this installation keeps: the database, the demo secret. KLANKBORD_DATA names another folder than `.klankbord`. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  return env.KLANKBORD_DATA ? resolve(projectRoot, env.KLANKBORD_DATA) : join(projectRoot, '.klankbord')
}

/** Who PostgreSQL runs as. Null: ourselves. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number
  gid: number
}

/** The one line of the password file that starts with the name. */
export function findAccount(passwd: string, name: string): Account | null {
  const line = passwd.split('\n').find((candidate) => candidate.startsWith(`${name}:`))
  const [, , uid, gid] = (line ?? '').split(':').map(Number)
  return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : null
}

function nobody(): Account {
  try {
    const found = findAccount(readFileSync('/etc/passwd', 'utf8'), 'nobody')
    if (found) return found
  } catch {
    // Some minimal images have no password file; the number is a convention there.
  }
  return { uid: 65_534, gid: 65_534 }
}

interface Permissions {
  uid: number
  gid: number
  mode: number
}

/** Whether an account holds these bits (1 enter or run, 4 read) on something with these permissions. */
export function allows(of: Permissions, account: Account, bits: number): boolean {
  const shift = of.uid === account.uid ? 6 : of.gid === account.gid ? 3 : 0
  return ((of.mode >> shift) & bits) === bits
}

/** Whether the account may enter this folder and every folder above it. A folder that is not there yet is left out. */
export function canEnter(folder: string, account: Account): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found && !allows(found, account, 1)) return false
  const above = dirname(folder)
  return above === folder || canEnter(above, account)
}

/** Makes a folder that others may pass through but not list: the database's own account must reach what lies in it. */
export function makePassage(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true, mode: 0o711 }) !== undefined
  if (isNew || process.getuid?.() === 0) chmodSync(folder, 0o711)
}

export interface Place {
  /** Holds `data`, `log`, `lock` and, where needed, a copy of the binaries. */
  folder: string
  account: Account | null
  /** True when it had to lie outside the home folder, which the database's account cannot enter. */
  isElsewhere: boolean
}

const hasData = (folder: string): boolean => existsSync(join(folder, 'data', 'PG_VERSION'))

/** The account that owns existing data, so that root can go on with what another account made; else `nobody`. */
function accountFor(folder: string): Account {
  const owner = statSync(join(folder, 'data'), { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody()
}

const noteIn = (home: string): string => join(home, 'postgres-is-at')

/** Where the cluster of a home folder lies, when it had to lie outside. */
export function placeElsewhere(home: string): string | null {
  return existsSync(noteIn(home)) ? readFileSync(noteIn(home), 'utf8').trim() : null
}

/**
 * Decides where the cluster lives and who runs it. In `<home>/postgres`, except for root when the account PostgreSQL must run as
 * cannot enter there: then in /var/lib/klankbord-<hash of home>, which a note in the home folder names.
 */
export function findPlace(home: string, readable = '/var/lib'): Place {
  makePassage(home)
  const near = join(home, 'postgres')
  if (process.getuid?.() !== 0) {
    makePassage(near)
    return { folder: near, account: null, isElsewhere: false }
  }
  const noted = placeElsewhere(home)
  if (noted !== null && hasData(noted)) {
    return { folder: noted, account: accountFor(noted), isElsewhere: true }
  }
  const account = accountFor(near)
  if (canEnter(dirname(home), account)) {
    makePassage(near)
    return { folder: near, account, isElsewhere: false }
  }
  if (hasData(near)) {
    throw new LaunchError(
      `The database in ${near} belongs to user ${account.uid}, who may no longer enter the folders above it.\n` +
        `Give that user the right to pass (chmod o+x), or name another folder in KLANKBORD_DATA.`,
    )
  }
  const folder = join(
    readable,
    `klankbord-${createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12)}`,
  )
  try {
    makePassage(folder)
  } catch (error) {
    throw new LaunchError(
      `As root the database runs as user ${account.uid}, who cannot enter ${home}, and ${folder} cannot be made ` +
        `(${codeOf(error)}).\nName a folder that everyone may enter in KLANKBORD_DATA, or start as an ordinary user.`,
      { cause: error },
    )
  }
  writeFileSync(noteIn(home), `${folder}\n`)
  return { folder, account: accountFor(folder), isElsewhere: true }
}
