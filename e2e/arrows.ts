import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'

/** The law of CONTRIBUTING.md about what may import what, as a program. Paths are those of the checkout, with forward slashes. */
export type Files = ReadonlyMap<string, string>

interface Import {
  /** Of this checkout: the path without its extension, such as 'lib/time'. Of npm: the name of the package. */
  target: string
  isOurs: boolean
  names: string[]
  isReExport: boolean
}

interface Source {
  path: string
  text: string
  imports: Import[]
}

/** A concept imports only those before it. Everything that lies loose in lib stands below them all. */
const concepts = [
  'people',
  'audit',
  'sign-in',
  'pairings',
  'rosters',
  'availability',
  'load',
  'meeting-hours',
  'coverage',
  'sessions',
  'groups',
  'counters',
  'check-ins',
  'figures',
  'feeds',
  'imports',
  'invitations',
  'calendar-feed',
  'self-check',
  'notifications',
]
const below = ['time', 'words', 'held', 'viewer', 'command', 'input', 'lock', 'sheet', 'site']
const mostLines = 300

/** Every broken rule as a sentence: the file, what it does, and why that is not done here. */
export function listBroken(files: Files): string[] {
  const sources = [...files].map(([path, text]) => ({ path, text, imports: readImports(path, text) }))
  return sources.flatMap((source) =>
    rules.flatMap((rule) => rule(source).map((reason) => `${source.path} ${reason}`)),
  )
}

/** The TypeScript of a checkout: the four folders and the settings beside them. */
export function readFiles(root: string): Files {
  const found = ['app', 'lib', 'db', 'e2e'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  return new Map(
    found
      .filter((path) => /\.(?:tsx?|mts|mjs)$/.test(path))
      .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  )
}

const fromClause =
  /^(import|export)\s+(?:type\s+)?([\w$*{}\s,]*?)\s*(?:from\s*)?(['"])([^'"\n]+)\3|\bimport\(\s*(['"])([^'"\n]+)\5/gm

function readImports(path: string, text: string): Import[] {
  return [...text.matchAll(fromClause)].map((match) => {
    const specifier = match[4] ?? match[6] ?? ''
    const isOurs = /^(?:@\/|\.)/.test(specifier)
    const target = specifier.startsWith('@/')
      ? specifier.slice(2)
      : normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
    return {
      target: isOurs ? target.replace(/\.(?:tsx?|js|json|mjs)$/, '') : packageOf(specifier),
      isOurs,
      names: [...(match[2] ?? '').matchAll(/(\w+)(?:\s+as\s+\w+)?/g)].map((name) => name[1] ?? ''),
      isReExport: match[1] === 'export',
    }
  })
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const isIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))
/** Tests, and the programs that measure. */
const isTest = (path: string) => /(?:\.(?:test|spec|test-support)|\/bench)\.tsx?$/.test(path)

/** A rule that looks at each import of some files. */
function arrow(
  isAbout: (path: string) => boolean,
  isBroken: (imported: Import, path: string) => boolean,
  why: string,
) {
  return ({ path, imports }: Source): string[] =>
    isAbout(path)
      ? imports
          .filter((imported) => isBroken(imported, path))
          .map(({ target }) => `imports ${target}: ${why}`)
      : []
}

const ours = (...folders: string[]) => {
  return ({ isOurs, target }: Import) => isOurs && isIn(`${target}/`, ...folders)
}
const npm = (...names: string[]) => {
  return ({ isOurs, target }: Import) => !isOurs && names.includes(target)
}
const either = (...tests: ((imported: Import) => boolean)[]) => {
  return (imported: Import) => tests.some((test) => test(imported))
}

/** Whose transactions these are; a name that is not here may be imported by whoever may import db. */
const transactions: Record<string, { mayOpen: RegExp; why: string }> = {
  as: {
    mayOpen: /^lib\/(?!.*\/(?:commands|rules|policy|input)\.ts$)/,
    why: 'a query opens one to read; a write is a command(), which opens its own and leaves the audit row in it',
  },
  asNobody: {
    mayOpen: /^lib\/(?:viewer|sign-in\/sign-in|calendar-feed\/queries|notifications\/readiness)\.ts$/,
    why: 'without a viewer there is only signing in, or the secret address of a feed',
  },
  asWorker: {
    mayOpen:
      /^lib\/(?:notifications\/|feeds\/round\.ts$|groups\/quorum-round\.ts$|sessions\/(?:any-offers|offers|seat-offers|waiting-round)\.ts$)/,
    why: 'only the worker works without somebody who asks',
  },
}

const rules: ((source: Source) => string[])[] = [
  arrow(
    (path) => isIn(path, 'app') && !isTest(path),
    either(ours('db'), npm('drizzle-orm', 'postgres', 'drizzle-kit')),
    'a page asks lib; only lib knows how it is stored',
  ),
  arrow(
    (path) => isIn(path, 'lib'),
    either(
      ours('app', 'e2e'),
      npm('next', 'react', 'react-dom', 'next-auth', 'react-aria-components', 'server-only'),
    ),
    'what the hospital means does not depend on how it is shown',
  ),
  arrow(
    (path) => isIn(path, 'db') && !isTest(path),
    ours('app', 'lib', 'e2e'),
    'what is stored knows nothing above it',
  ),
  arrow(
    (path) => isIn(path, 'app/_ui'),
    ours('lib', 'db', 'app/_server', 'app/(inside)'),
    'a primitive knows no domain word: give it its texts as properties',
  ),
  arrow(
    (path) => isIn(path, 'e2e'),
    either(ours('app'), ours('lib/command', 'lib/viewer')),
    'a browser test goes through the browser, as people do',
  ),
  arrow(
    (path) => !isIn(path, 'db/seed') && path !== 'lib/time.ts' && !isTest(path),
    npm('date-fns', '@date-fns/tz'),
    'lib/time.ts is the one place that knows the time zone',
  ),
  arrow(
    (path) => isIn(path, 'app', 'lib', 'db', 'e2e'),
    ({ isReExport }) => isReExport,
    'no barrels: import from where it is made',
  ),
  arrow(
    (path) => isIn(path, 'lib') && !isTest(path),
    isAgainstOrder,
    'a concept imports only those before it',
  ),
  ({ path, imports }) =>
    isTest(path) || path === 'db/client.ts'
      ? []
      : imports
          .filter(({ target }) => target === 'db/client')
          .flatMap(({ names }) => names)
          .flatMap((name) => {
            const law = Object.hasOwn(transactions, name) ? transactions[name] : undefined
            return law && !law.mayOpen.test(path) ? [`opens a transaction with ${name}(): ${law.why}`] : []
          }),
  ({ path, text, imports }) => {
    const names = imports.filter(({ isOurs }) => isOurs).flatMap((imported) => imported.names)
    const isWriting = /\.(?:insert|update|delete)\(\s*\w+\s*\)/.test(text)
    return isIn(path, 'lib') &&
      !isTest(path) &&
      path !== 'lib/command.ts' &&
      isWriting &&
      names.includes('as') &&
      !names.includes('command')
      ? ['writes in a transaction of as(): a write is a command(), which leaves the audit row in it']
      : []
  },
  ({ text }) => {
    const lines = text.split('\n').length - 1
    return lines > mostLines ? [`has ${lines} lines; from ${mostLines} on it is split by meaning`] : []
  },
  ({ path }) =>
    /(?:^|\/)index\.tsx?$/.test(path) ? ['is named index: a file has the name of what is in it'] : [],
  ({ path }) =>
    /(?:^|\/)(?:utils?|helpers?|common|misc|constants|types)(?:[./]|$)/.test(path)
      ? ['is named for nothing in the hospital: say what is in it']
      : [],
  ({ text }) =>
    [
      ...text.matchAll(
        /^export (?:default )?(?:async )?(?:function|class|const) ((?:handle|process)[A-Z]\w*|\w+(?:Service|Manager|Helper))\b/gm,
      ),
    ].map((match) => `exports ${match[1]}: a name says what is done, in the words of the hospital`),
]

function isAgainstOrder({ isOurs, target }: Import, path: string): boolean {
  if (!isOurs || !isIn(target, 'lib')) return false
  const from = path.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''
  const to = target.split('/')[1] ?? ''
  if (from === to || below.includes(to)) return false
  if (below.includes(from)) return true
  const place = concepts.indexOf(from)
  // A concept that is not in the list has no place yet: it is given one here and in CONTRIBUTING.md.
  return place === -1 || !concepts.slice(0, place).includes(to)
}
