import { calendarAround, type Calendar } from './calendar'
import { defaultHours, gridOf, type Dates, type Grid, type Hours } from './grid'
import { GuideJudge, type Guide } from './guide'
import { Judge, type Asked } from './judge'
import * as reason from './reasons'
import { workingTime } from './settings'
import { timelineOf, type Participant, type Timeline } from './timeline'
import type { WorkingTime } from './working-time'

/** When can these people meet? Half-open ranges throughout; instants are exact, dates and hours are the hospital's. */
export type Question = {
  /** Everybody who must be free. A refusal names the first of them who is not. */
  people: readonly Participant[]
  guide?: Guide
  /** This hospital's when left out. */
  rules?: WorkingTime
  /** The dates asked about; `untilOn` itself is not. */
  window: Dates
  /** Start and end lie inside these hours of wall time; 08:00 to 18:00 when left out. */
  hours?: Hours
  /** Length of the session. */
  minutes: number
  /** Nothing is offered before this instant and its notice; without it, the past is offered too. */
  now?: Date
  noticeMinutes?: number
}

/** A question, prepared: who is asked for which reasons, about which starts. */
export type Plan = {
  question: Question
  rules: WorkingTime
  hours: Hours
  calendar: Calendar
  grid: Grid
  people: { id: string; line: Timeline; judge: Asked; asked: number }[]
  guide: Asked | null
  earliestMs: number
}

const all = reason.askedOf(false)

/** Prepares a question. Throws a RangeError for dates, hours or lengths that do not exist. */
export function planOf(
  question: Question,
  judgeOf: (line: Timeline, rules: WorkingTime) => Asked = (line, rules) => new Judge(line, rules),
): Plan {
  const { rules = workingTime(), hours = defaultHours, window, guide } = question
  const calendar = calendarAround(window.fromOn, window.untilOn, rules.averageWeeks)
  return {
    question,
    rules,
    hours,
    calendar,
    grid: gridOf(calendar, window, hours, question.minutes, rules),
    people: question.people.map((person) => {
      const line = timelineOf(person, calendar, rules)
      return { id: person.id, line, judge: judgeOf(line, rules), asked: reason.askedOf(line.own) }
    }),
    guide: guide ? new GuideJudge(guide, calendar, rules, (line) => judgeOf(line, rules)) : null,
    earliestMs: question.now ? question.now.getTime() + (question.noticeMinutes ?? 0) * 60_000 : -Infinity,
  }
}

/** Nobody in particular: the reason lies with the date, the guide or the notice. */
export const nobody = -1

/** What was found of every start of the grid: code of the reason, and place in `people` of whose it is. */
export type Findings = { code: Uint8Array; who: Int16Array; free: Int32Array }

/** Asks everybody about these starts (indices into the grid, ascending); who was refused by one is not asked of the next. */
export function sweep({ grid, people, guide, earliestMs }: Plan, starts: Int32Array): Findings {
  const { startMs, day, closed, lengthMs } = grid
  const code = new Uint8Array(startMs.length)
  const who = new Int16Array(startMs.length).fill(nobody)
  const open = new Int32Array(starts.length)
  let count = 0
  for (let i = 0; i < starts.length; i += 1) {
    const at = starts[i]!
    if (closed[at] === reason.free) open[count++] = at
    else code[at] = closed[at]!
  }

  const ask = (judge: Asked, asked: number, whose: number) => {
    let left = 0
    for (let i = 0; i < count; i += 1) {
      const at = open[i]!
      const from = startMs[at]!
      const found = judge.firstReason(from, from + lengthMs, day[at]!, asked)
      if (found === reason.free) open[left++] = at
      else {
        code[at] = found
        who[at] = whose
      }
    }
    count = left
  }
  people.forEach(({ judge, asked }, index) => ask(judge, asked, index))
  if (guide) ask(guide, all, nobody)

  let early = 0
  while (early < count && startMs[open[early]!]! < earliestMs) code[open[early++]!] = reason.notice
  return { code, who, free: open.subarray(early, count) }
}

/** Every start of the grid. */
export function everyStart({ grid }: Plan): Int32Array {
  const starts = new Int32Array(grid.startMs.length)
  for (let at = 0; at < starts.length; at += 1) starts[at] = at
  return starts
}
