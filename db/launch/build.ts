import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a build is made of: the folders, and the settings beside them. */
const folders = ['app', 'lib', 'db', 'public']
const isSource = (name: string): boolean => !/\.test\.tsx?$|\.md$/.test(name)
// Those two next writes itself.
const isSetting = (name: string): boolean =>
  /\.(ts|js|mjs|json)$/.test(name) && name !== 'next-env.d.ts' && name !== 'tsconfig.json'

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && isSource(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

export interface Sources {
  /** Changes with any byte of any source. Dates do not count: a copied checkout is the same checkout. */
  fingerprint: string
  newestAt: number
}

export function readSources(root: string): Sources {
  const settings = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isSetting(entry.name))
    .map((entry) => join(root, entry.name))
  const hash = createHash('sha256')
  let newestAt = 0
  for (const file of [
    ...settings,
    ...folders.flatMap((folder) => filesBelow(join(root, folder))),
  ].toSorted()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
    newestAt = Math.max(newestAt, statSync(file).mtimeMs)
  }
  return { fingerprint: hash.digest('hex'), newestAt }
}

export interface Build {
  id: string
  builtAt: number
  /** Which sources it was made from; null when `next build` was run by hand. */
  madeFrom: string | null
}

interface Stamp {
  buildId: string
  fingerprint: string
}

const stampFile = (root: string): string => join(root, '.next', 'klankbord.json')
const idFile = (root: string): string => join(root, '.next', 'BUILD_ID')

/** The finished build of a checkout, or null. */
export function readBuild(root: string): Build | null {
  let build: Build
  try {
    build = {
      id: readFileSync(idFile(root), 'utf8').trim(),
      builtAt: statSync(idFile(root)).mtimeMs,
      madeFrom: null,
    }
  } catch {
    return null
  }
  try {
    const stamp = JSON.parse(readFileSync(stampFile(root), 'utf8')) as Stamp
    return stamp.buildId === build.id ? { ...build, madeFrom: stamp.fingerprint } : build
  } catch {
    return build
  }
}

/** Notes what the build at hand was made from. The sources are those read before it began. */
export function stampBuild(root: string, fingerprint: string): void {
  const buildId = readFileSync(idFile(root), 'utf8').trim()
  writeFileSync(stampFile(root), JSON.stringify({ buildId, fingerprint } satisfies Stamp))
}

/** Whether to build: there is none, or it was made from other sources. One made by hand counts while nothing is newer. */
export function needsBuild(build: Build | null, sources: Sources): boolean {
  if (build === null) return true
  return build.madeFrom === null ? sources.newestAt > build.builtAt : build.madeFrom !== sources.fingerprint
}
