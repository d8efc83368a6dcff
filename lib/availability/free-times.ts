import { addDaysOn, dateOf } from '@/lib/time'
import { dayIndexAt } from './calendar'
import { Explainer, type Refused } from './explain'
import { reasonClosed } from './grid'
import { everyStart, nobody, planOf, sweep, type Findings, type Plan, type Question } from './plan'
import * as reason from './reasons'
import type { Range } from './shifts'

/** A time at which everybody can meet. */
export type Slot = Range & {
  /** What somebody who plans it herself is told: that it is her free day, her leave, or more work than she should have. */
  warnings: readonly reason.Warning[]
}

export type FreeTimes = { slots: Slot[]; refused: RefusedTimes }

/** The times that are not offered, in order, as numbers; each is put in words only when it is asked for. */
class RefusedTimes implements Iterable<Refused> {
  private readonly starts: Int32Array
  private explainer: Explainer | undefined

  constructor(
    private readonly plan: Plan,
    private readonly findings: Findings,
  ) {
    const { code, free } = findings
    this.starts = new Int32Array(code.length - free.length)
    let count = 0
    for (let at = 0; at < code.length; at += 1) if (code[at] !== reason.free) this.starts[count++] = at
  }

  get length(): number {
    return this.starts.length
  }

  /** The refusal at a place in the list; undefined beyond its end. */
  at(index: number): Refused | undefined {
    const start = this.starts[index]
    if (start === undefined) return undefined
    this.explainer ??= new Explainer(this.plan)
    const { code, who } = this.findings
    return this.explainer.refused(this.plan.grid.startMs[start]!, code[start]!, who[start]!)
  }

  *[Symbol.iterator](): Generator<Refused> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index)!
  }
}

/**
 * Every time of the window's grid, in exactly one of two lists: the slots at which all can meet, and the refused times,
 * each with its reason. Pure; what each reason means is in the README beside this file.
 * Throws a RangeError for dates, hours or lengths that do not exist.
 */
export function freeTimes(question: Question): FreeTimes {
  return answer(planOf(question))
}

/** Both lists of a prepared question. */
export function answer(plan: Plan): FreeTimes {
  const findings = sweep(plan, everyStart(plan))
  return { slots: slotsOf(plan, findings.free), refused: new RefusedTimes(plan, findings) }
}

const noWarnings: readonly reason.Warning[] = []

function slotsOf(plan: Plan, free: Int32Array): Slot[] {
  const isOwn = plan.people.some(({ line }) => line.own)
  const { startMs, lengthMs } = plan.grid
  const slots: Slot[] = []
  for (let i = 0; i < free.length; i += 1) {
    const at = free[i]!
    const from = startMs[at]!
    slots.push({
      startAt: new Date(from),
      endAt: new Date(from + lengthMs),
      warnings: isOwn ? warningsAt(plan, at) : noWarnings,
    })
  }
  return slots
}

function warningsAt({ grid, people }: Plan, at: number): readonly reason.Warning[] {
  const startMs = grid.startMs[at]!
  const found = new Set<number>()
  for (const { line, judge } of people) {
    if (!line.own) continue
    for (const asked of reason.warningMasks) {
      found.add(judge.firstReason(startMs, startMs + grid.lengthMs, grid.day[at]!, asked))
    }
  }
  return reason.warnings.filter((warning) => found.has(reason.codeOf(warning)))
}

/** One time to be booked. */
export type Moment = Omit<Question, 'window'> & { startAt: Date }

type Planning = (question: Question) => Plan

const momentPlan = (moment: Moment, planning: Planning): Plan => {
  const fromOn = dateOf(moment.startAt)
  return planning({ ...moment, window: { fromOn, untilOn: addDaysOn(fromOn, 1) } })
}

function indexOf({ grid }: Plan, startAt: Date): number {
  return grid.startMs.indexOf(startAt.getTime())
}

/**
 * Why these people cannot meet at this time, or null: the same answer that `freeTimes` gives for it, and what the
 * booking of a session asks. A start that is not on the grid, or not within the hours, is outside the hours.
 * `planning` is `onShiftPlan` for a form that is held on shift.
 */
export function refuseTime(moment: Moment, planning: Planning = planOf): Refused | null {
  const plan = momentPlan(moment, planning)
  const at = indexOf(plan, moment.startAt)
  if (at === -1) return refusedOutside(plan, moment.startAt)
  const { code, who } = sweep(plan, Int32Array.of(at))
  if (code[at] === reason.free) return null
  return new Explainer(plan).refused(moment.startAt.getTime(), code[at]!, who[at]!)
}

/** Everybody's own reason, in the order of `people`: what a group's planner shows for one time. Empty when all can. */
export function refusalsOf(moment: Moment): Refused[] {
  const first = refuseTime(moment)
  if (first === null || first.who === null) return first === null ? [] : [first]
  return moment.people.flatMap(
    (person) => refuseTime({ ...moment, people: [person], guide: undefined }) ?? [],
  )
}

/** What somebody who plans this time herself is told before she books it. */
export function warningsOf(moment: Moment): readonly reason.Warning[] {
  const plan = momentPlan(moment, planOf)
  const at = indexOf(plan, moment.startAt)
  return at === -1 ? noWarnings : warningsAt(plan, at)
}

function refusedOutside(plan: Plan, startAt: Date): Refused {
  const closed = reasonClosed(plan.calendar, dayIndexAt(plan.calendar, startAt.getTime()), plan.rules)
  return new Explainer(plan).refused(startAt.getTime(), closed || reason.outsideHours, nobody)
}
