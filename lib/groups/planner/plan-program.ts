import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { words } from '@/lib/words/words'
import { evaluate } from './evaluate'
import { PlanFileError, readInstance } from './instance'
import { questionOf } from './loader'
import { planOf } from './plan'
import { Planning } from './planning'
import { problemOf } from './problem'
import { sayObstruction, sayUnplaced } from './sentences'

/**
 * Plans a file from the command line, for IT departments and whoever wants to hold the planner against its scorer. The
 * plan goes to stdout as JSON; progress and reasons to stderr. Ends with 0, or 2 when a file or option cannot be read.
 */
const usage =
  'usage: npm run --silent plan -- INSTANCE.json [--seconds 10 | --effort MILLIONS] [--seed 1] [--groups N] [--lang nl|en] > PLAN.json'

function run(argv: string[]): void {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      effort: { type: 'string' },
      seed: { type: 'string', default: '1' },
      groups: { type: 'string' },
      lang: { type: 'string', default: 'nl' },
    },
  })
  if (positionals.length !== 1) throw new PlanFileError(usage)
  if (values.seconds && values.effort) throw new PlanFileError('give --seconds or --effort, not both')
  if (values.lang !== 'nl' && values.lang !== 'en') throw new PlanFileError('--lang must be nl or en')
  const t = words(values.lang)
  const instance = readInstance(textOf(positionals[0]!))
  const parsedAt = performance.now()
  const problem = problemOf(questionOf(instance))
  const planning = new Planning(problem, {
    seed: numberOf('--seed', values.seed, 0),
    effort: values.effort ? numberOf('--effort', values.effort, 0.001) : undefined,
    seconds: values.seconds ? numberOf('--seconds', values.seconds, 0.01) : undefined,
    groups: values.groups ? numberOf('--groups', values.groups, 1) : undefined,
  })
  const say = (line: string) => process.stderr.write(`${line}\n`)
  for (const one of planning.obstructions) say(sayObstruction(t, one))
  let said = ''
  let isLegal = false
  let saidAt = parsedAt
  while (planning.step()) {
    if (planning.isLegal && !isLegal) {
      isLegal = true
      say(`legal after ${((performance.now() - parsedAt) / 1000).toFixed(2)} s`)
    }
    if (performance.now() - saidAt < 500) continue
    saidAt = performance.now()
    const line = progressLine(planning)
    if (line !== said) say(line)
    said = line
  }
  const plan = planOf(problem, instance.name, planning.best!, (id) => sayUnplaced(t, instance, planning, id))
  const { breaches, lost } = evaluate(instance, plan)
  // The plan is asked of the rules themselves once more: the search is not its own judge.
  if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`)
  for (const { rule, group, about } of breaches) say(`broken: ${rule} ${group} ${JSON.stringify(about)}`)
  say(progressLine(planning))
  process.stdout.write(`${JSON.stringify({ ...plan, bound: { meanShare: planning.bound } })}\n`)
}

function progressLine({ progress: { spent, best, bound } }: Planning): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`
  if (!best) return `${Math.round(100 * spent)}%`
  const { lowest, mean, unplaced } = best.standing
  return `${Math.round(100 * spent)}%  attendance lowest ${percent(lowest)}, mean ${percent(mean)}; no plan can exceed ${percent(bound)}; unplaced ${unplaced}; groups ${best.groups}`
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new PlanFileError((error as Error).message)
  }
}

function numberOf(option: string, text: string, least: number): number {
  const number = Number(text)
  if (text === '' || !Number.isFinite(number) || number < least)
    throw new PlanFileError(`${option} must be a number from ${least}`)
  return number
}

try {
  run(process.argv.slice(2))
} catch (error) {
  const isTheirs =
    error instanceof PlanFileError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  if (!isTheirs) throw error
  process.stderr.write(`plan: ${(error as Error).message.split('\n')[0]}\n`)
  process.exitCode = 2
}
