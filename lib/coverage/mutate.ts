import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '@/db/launch/places'
import { mutations, type Mutation } from './boundaries'

/**
 * `npm run mutate`: moves each boundary of coverage by one day in a copy of the checkout, and expects the tests that guard it to
 * fail. Prints one line per boundary; the exit code is 1 when one was moved and nobody noticed.
 */
const copied = [
  'lib',
  'db',
  'e2e',
  'app',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'next.config.js',
]

const folder = mkdtempSync(join(tmpdir(), 'klankbord-mutate-'))
for (const name of copied) cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
// It only finds where the boundaries stand: moved, each would be missing there.
rmSync(join(folder, 'lib', 'coverage', 'boundaries.test.ts'))
symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))

/** How many tests fail in the copy as it stands. */
function countRed({ project, tests }: Mutation['guard']): number {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  const asked = ['run', '--project', project, '--reporter=json', `--outputFile=${report}`, tests]
  spawnSync(process.execPath, [vitest, ...asked], { cwd: folder, stdio: 'ignore' })
  const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<
    string,
    number
  >
  if (!numPassedTests && !numFailedTests) throw new Error(`no test ran in ${tests}`)
  return numFailedTests ?? 0
}

let survivors = 0
try {
  for (const guard of [
    { project: 'unit', tests: 'lib/coverage' },
    { project: 'db', tests: 'lib/coverage' },
  ] as const)
    if (countRed(guard) > 0) throw new Error(`${guard.tests} is red before anything was moved`)
  for (const { boundary, file, find, put, guard } of mutations) {
    const path = join(folder, file)
    const source = readFileSync(path, 'utf8')
    writeFileSync(path, source.replaceAll(find, put))
    const red = countRed(guard)
    writeFileSync(path, source)
    if (red === 0) survivors += 1
    console.log(`${red === 0 ? 'UNNOTICED' : `${String(red).padStart(3)} red  `}  ${boundary}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`\n${mutations.length - survivors} of ${mutations.length} boundaries are guarded`)
process.exitCode = survivors > 0 ? 1 : 0
