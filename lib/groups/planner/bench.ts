import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Chance } from './chance'
import { construct } from './construct'
import { readInstance } from './instance'
import { questionOf } from './loader'
import { Moves } from './moves'
import { Planning } from './planning'
import { compareStandings, pricesFor } from './prices'
import { problemOf, type Problem } from './problem'
import { costOf, snapshotOf, type Snapshot } from './snapshot'
import { State } from './state'
import { groupsFor } from './tune'

/**
 * The planner against an honest rival at equal CPU: late acceptance over the same model, with change and swap moves only
 * (the way of a generic solver), the best of several list lengths. One JSON line per case.
 * tsx lib/groups/planner/bench.ts FOLDER [SECONDS]
 */
const [folder, seconds = '10'] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('usage: tsx lib/groups/planner/bench.ts FOLDER_OF_INSTANCES [SECONDS]\n')
  process.exit(2)
}

/** Milliseconds of this process, not of the clock on the wall: the machine may be shared. */
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** A step is taken when it is no worse than the plan now, or than the plan so many steps ago. */
function lateAcceptance(problem: Problem, ms: number, length: number): Snapshot {
  const prices = pricesFor(problem, { steepness: 4, floor: 0, floorPrice: 0 })
  const chance = new Chance(1)
  const state = new State(problem, groupsFor(problem), prices)
  const moves = new Moves(state, chance)
  construct(state, moves, chance)
  // A limit of our own instead of a temperature: the steps ask for it before they are taken.
  let cost = costOf(state)
  const late = new Float64Array(length).fill(cost)
  let best = snapshotOf(state)
  let bestCost = cost
  const until = cpu() + ms
  for (let step = 0; step % 4096 !== 0 || cpu() < until; step += 1) {
    moves.allowance = Math.max(0, late[step % length]! - cost)
    const kind = chance.next() & 3
    cost += kind === 0 ? moves.reslot() : kind === 1 ? moves.move() : moves.swap()
    late[step % length] = Math.min(late[step % length]!, cost)
    if (step % 2048 === 0 && cost < bestCost) {
      bestCost = cost
      const now = snapshotOf(state)
      if (compareStandings(now.standing, best.standing) < 0) best = now
    }
  }
  return best
}

const said = ({ standing, groups }: Snapshot) => ({
  unplaced: standing.unplaced,
  lowest: Math.round(1000 * standing.lowest) / 10,
  mean: Math.round(10_000 * standing.mean) / 100,
  groups,
})

const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.includes('update'))
for (const file of files) {
  const problem = problemOf(questionOf(readInstance(readFileSync(join(folder, file), 'utf8'))))
  const planning = new Planning(problem, { seed: 1, seconds: Number(seconds) }, cpu)
  while (planning.step());
  const rivals = [500, 5000, 50_000].map((length) => ({
    length,
    snapshot: lateAcceptance(problem, Number(seconds) * 1000, length),
  }))
  rivals.sort((a, b) => compareStandings(a.snapshot.standing, b.snapshot.standing))
  const isBeaten = compareStandings(planning.best!.standing, rivals[0]!.snapshot.standing) <= 0
  const bound = Math.round(10_000 * planning.bound) / 100
  const rival = { length: rivals[0]!.length, ...said(rivals[0]!.snapshot) }
  process.stdout.write(`${JSON.stringify({ file, planner: said(planning.best!), rival, isBeaten, bound })}\n`)
}
