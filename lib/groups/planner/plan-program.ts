import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Locale } from '@/lib/time'
import { words } from '@/lib/words/words'
import { evaluate } from './evaluate'
import { listWeaknesses } from './explain'
import { sayChanges } from './changes'
import {
  PlanFileError,
  readInstance,
  readPlan,
  readUpdate,
  type Instance,
  type PlanFile,
  type Update,
} from './instance'
import { questionOf } from './loader'
import { planOf } from './plan'
import { Planning, type Progress, type Wish } from './planning'
import { compareStandings } from './prices'
import { problemOf, type ProblemInput } from './problem'
import { restraints, type Restraint } from './replan'
import { FileReplanning } from './replan-files'
import { effortBudget, timeBudget } from './search'
import { sayObstruction, sayUnderSize, sayUnplaced, sayWeakness } from './sentences'
import { planInThread, proveInThread, type PlanningThread } from './threads'

/**
 * Plans a file from the command line, for IT departments and whoever wants to hold the planner against its scorer. The
 * plan goes to stdout as JSON; progress and reasons to stderr. Ends with 0, or 2 when a file or option cannot be read.
 */
const usage =
  'usage: npm run --silent plan -- INSTANCE.json [--seconds 10 | --effort MILLIONS] [--seed 1] [--groups N] [--base PLAN.json --update UPDATE.json [--change repairs|balanced|free]] [--lang nl|en] > PLAN.json'

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      effort: { type: 'string' },
      seed: { type: 'string', default: '1' },
      groups: { type: 'string' },
      base: { type: 'string' },
      update: { type: 'string' },
      change: { type: 'string', default: 'balanced' },
      lang: { type: 'string', default: 'nl' },
    },
  })
  if (positionals.length !== 1) throw new PlanFileError(usage)
  if (values.seconds && values.effort) throw new PlanFileError('give --seconds or --effort, not both')
  if (!values.base !== !values.update) throw new PlanFileError('give --base and --update together')
  if (values.lang !== 'nl' && values.lang !== 'en') throw new PlanFileError('--lang must be nl or en')
  const locale: Locale = values.lang
  const wish: Wish = {
    seed: numberOf('--seed', values.seed, 0),
    effort: values.effort ? numberOf('--effort', values.effort, 0.001) : undefined,
    seconds: values.seconds ? numberOf('--seconds', values.seconds, 0.01) : undefined,
    groups: values.groups ? numberOf('--groups', values.groups, 1) : undefined,
  }
  const instance = readInstance(textOf(positionals[0]!))
  const plan =
    values.base && values.update
      ? replanned(
          instance,
          readPlan(textOf(values.base)),
          readUpdate(textOf(values.update)),
          values.change,
          wish,
          locale,
        )
      : await planned(instance, wish, locale)
  process.stdout.write(`${JSON.stringify(plan)}\n`)
}

const say = (line: string) => process.stderr.write(`${line}\n`)

async function planned(
  instance: Instance,
  wish: Wish,
  locale: Locale,
): Promise<PlanFile & { bound: { meanShare: number } }> {
  const t = words(locale)
  const startedAt = performance.now()
  const input = questionOf(instance)
  const problem = problemOf(input)
  const planning = new Planning(problem, wish)
  for (const one of planning.obstructions) say(sayObstruction(t, one))
  let said = ''
  let isLegal = false
  let saidAt = startedAt
  let second: PlanningThread | null = null
  while (planning.step()) {
    if (planning.isLegal && !isLegal) {
      isLegal = true
      const after = (performance.now() - startedAt) / 1000
      say(`legal after ${after.toFixed(2)} s`)
      if (planning.obstructions.length === 0) second = secondOf(planning, input, wish, after)
    }
    if (performance.now() - saidAt < 500) continue
    saidAt = performance.now()
    const line = progressLine(planning.progress)
    if (line !== said) say(line)
    said = line
  }
  // What is proved by now counts when seconds were asked for; a search by effort waits, to answer the same each time.
  if (planning.isProvable && wish.effort === undefined) second?.cancel()
  const other = await second?.done
  const bound = Math.min(planning.bound, second?.bound() ?? 1)
  const isOther = other && compareStandings(other.standing, planning.best!.standing) < 0
  const best = isOther ? other : planning.best!
  const plan = planOf(problem, instance.name, best, (id) =>
    sayUnplaced(t, instance, planning.obstructions, id),
  )
  check(instance, plan)
  // The program is for those who hold the rosters: it may name what is in the way.
  for (const weakness of listWeaknesses(instance, plan, planning.ceilings))
    say(sayWeakness(t, locale, instance, weakness, true).join(' '))
  for (const line of sayUnderSize(t, instance, plan)) say(line)
  say(progressLine({ ...planning.progress, best, bound }))
  return { ...plan, bound: { meanShare: bound } }
}

/**
 * A second core helps the first: of few people it proves what no plan can exceed; of many it searches with a chance of its
 * own, and the better plan is given, the first when they are equal. Nothing is told between them, so that seed and effort
 * still decide. A short search does not wait for one.
 */
function secondOf(planning: Planning, input: ProblemInput, wish: Wish, after: number): PlanningThread | null {
  if (planning.isProvable) return proveInThread(input, wish)
  const beside = { ...wish, seed: wish.seed + 1_000_003 }
  if (wish.effort !== undefined) return wish.effort < 5 ? null : planInThread(input, beside)
  // Starting a thread takes time too: it should end when the first does.
  const seconds = (wish.seconds ?? 10) - after - 1
  return seconds < 2 ? null : planInThread(input, { ...beside, seconds })
}

function replanned(
  before: Instance,
  base: PlanFile,
  update: Update,
  change: string,
  wish: Wish,
  locale: Locale,
): PlanFile {
  if (!isRestraint(change)) throw new PlanFileError('--change must be repairs, balanced or free')
  const t = words(locale)
  const budget =
    wish.effort === undefined
      ? timeBudget(wish.seconds ?? 1, () => performance.now())
      : effortBudget(Math.round(wish.effort * 1e6))
  const replanning = new FileReplanning(before, base, update, change, wish.seed, budget)
  while (replanning.step());
  const { instance } = replanning
  const plan = replanning.plan((id) => sayUnplaced(t, instance, [], id))
  check(instance, plan)
  const { lowest, mean } = evaluate(instance, plan, update.fromDay)
  say(`attendance from day ${update.fromDay} on: lowest ${percent(lowest)}, mean ${percent(mean)}`)
  for (const line of sayChanges(t, locale, instance, base, plan)) say(line)
  return plan
}

const isRestraint = (text: string): text is Restraint => (restraints as readonly string[]).includes(text)

/** The plan is asked of the rules themselves once more: the search is not its own judge. */
function check(instance: Instance, plan: PlanFile): void {
  const { breaches, lost } = evaluate(instance, plan)
  if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`)
  for (const { rule, group, about } of breaches) say(`broken: ${rule} ${group} ${JSON.stringify(about)}`)
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`

function progressLine({ spent, best, bound }: Progress): string {
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
  await run(process.argv.slice(2))
} catch (error) {
  const isTheirs =
    error instanceof PlanFileError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  if (!isTheirs) throw error
  process.stderr.write(`plan: ${(error as Error).message.split('\n')[0]}\n`)
  process.exitCode = 2
}
