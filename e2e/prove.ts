import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '@/db/launch/places'
import { signalProgram, startProgram } from '@/db/launch/programs'
import { line } from '@/db/launch/progress'
import { countOne, readPlaywright, readVitest, sum, type Count } from './counts'

/**
 * `npm test`: proves the whole and counts. Runs every step, also after one has failed, and shows what a failed step said.
 * `npm test -- --only unit,db` runs some. The last line is `N passed, N failed`; the exit code is 1 when anything failed.
 */
interface Step {
  name: string
  /** Programs of npm packages with their arguments, one after the other. */
  programs: string[][]
  /** Of a step that counts its own tests: how to read its report. */
  report?: { file: string; read: (report: unknown) => Count }
  /** May run beside the one before it: it is small, and writes nothing that the other reads. */
  isSmall?: true
}

const reports = join(projectRoot, 'test-results')
const vitest = (project: string): Step => {
  const file = join(reports, `${project}.json`)
  return {
    name: project,
    programs: [
      [
        'vitest',
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
    ],
    report: { file, read: readVitest },
  }
}

const steps: Step[] = [
  { name: 'format', programs: [['prettier', '--check', '.']], isSmall: true },
  { name: 'lint', programs: [['oxlint']], isSmall: true },
  {
    name: 'types',
    programs: [
      ['next', 'typegen'],
      ['typescript:tsc', '--noEmit'],
    ],
    isSmall: true,
  },
  { name: 'unused', programs: [['knip', '--no-progress']], isSmall: true },
  vitest('unit'),
  vitest('db'),
  { name: 'build', programs: [['tsx', 'e2e/build.ts']] },
  {
    name: 'browser',
    programs: [['@playwright/test:playwright', 'test']],
    report: { file: join(reports, 'report.json'), read: readPlaywright },
  },
  { name: 'bytes', programs: [['tsx', 'e2e/weigh.ts', '--assert']] },
]

const mostMinutes = 20

/** The program of a package, as its package.json names it: no npx and no shell in between. */
function programOf(name: string): string {
  const [packageName = '', binary = packageName.split('/').at(-1) ?? ''] = name.split(':')
  const manifest = join(projectRoot, 'node_modules', packageName, 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> }
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[binary] ?? ''))
}

/** Runs one program to its end. What it says is kept, for when it fails. */
function run([program = '', ...args]: string[], env: NodeJS.ProcessEnv, said: string[]): Promise<boolean> {
  return new Promise((settle) => {
    const child = startProgram({ name: program, args: [programOf(program), ...args], env })
    const keep = (data: Buffer) => said.push(data.toString('utf8'))
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const timer = setTimeout(() => {
      said.push(`\nEnded after ${mostMinutes} minutes.\n`)
      signalProgram(child, 'SIGKILL')
    }, mostMinutes * 60_000)
    child.once('error', (error) => said.push(String(error)))
    child.once('close', (code) => {
      clearTimeout(timer)
      settle(code === 0)
    })
  })
}

async function prove(step: Step): Promise<Count> {
  const began = performance.now()
  const said: string[] = []
  if (step.report) rmSync(step.report.file, { force: true })
  const { FORCE_COLOR: _, ...environment } = process.env
  const env: NodeJS.ProcessEnv = { ...environment, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' }
  let isFine = true
  for (const program of step.programs) isFine = isFine && (await run(program, env, said))
  const count = step.report ? countOf(step.report, isFine) : countOne(isFine)
  const outcome = step.report
    ? `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`
    : isFine
      ? 'fine'
      : 'FAILED'
  console.log(line(step.name, outcome, performance.now() - began))
  if (count.failed > 0) console.log(`\n${said.join('').trim()}\n`)
  else
    for (const figure of said.join('').matchAll(/^figure: (.*)$/gm)) console.log(`            ${figure[1]}`)
  return count
}

function countOf({ file, read }: NonNullable<Step['report']>, isFine: boolean): Count {
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')))
    // A runner that failed although no test did, or that ran nothing, has proved nothing.
    const isHollow = count.failed === 0 && (!isFine || count.passed === 0)
    return isHollow ? sum([count, countOne(false)]) : count
  } catch {
    return countOne(false)
  }
}

function chosen(words: string[]): Step[] {
  const only = words.find((word) => word.startsWith('--only'))
  if (!only) return steps
  const names = (only.split('=')[1] ?? words[words.indexOf(only) + 1] ?? '').split(',')
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length === 0) return steps.filter((step) => names.includes(step.name))
  console.error(
    `There is no step "${unknown.join(', ')}". The steps are: ${steps.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(2)
}

async function main(): Promise<void> {
  console.log()
  const counts: Count[] = []
  const waiting = chosen(process.argv.slice(2))
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const beside = step.isSmall && waiting[0]?.isSmall ? waiting.shift() : undefined
    counts.push(...(await Promise.all([step, ...(beside ? [beside] : [])].map(prove))))
  }
  const { passed, failed } = sum(counts)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
await main()
// Something may still hold a pipe; there is nothing more to wait for.
process.exit()
