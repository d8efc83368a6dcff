import type { CalendarProblem } from './calendar'
import type { FetchProblem } from './fetch'

/** So much is gone from a calendar at once that somebody is asked: all of it, many shifts, or all of one person's. */
const doubts = ['empty', 'shrunk', 'missing'] as const
type Doubt = (typeof doubts)[number]
export const isDoubt = (problem: string | null): boolean => doubts.some((doubt) => doubt === problem)

/** Why the last good copy of a calendar stays. */
export type FeedProblem = FetchProblem | CalendarProblem | Doubt

/** From so many shifts on, losing more than half of them at once is not believed. */
const manyShifts = 20

/** Somebody with so many shifts to come does not lose them all at once without a word. */
const manyOfOne = 5

/** Whether somebody whom a calendar of many told about is in it no more, so that her time would look free. */
export const isGone = (before: number, count: number): boolean => before >= manyOfOne && count === 0

/** Whether a copy with so many shifts is believed after one with `before`: null, or why not. */
export function doubtCopy(before: number, count: number): 'empty' | 'shrunk' | null {
  if (before > 0 && count === 0) return 'empty'
  return before >= manyShifts && count * 2 < before ? 'shrunk' : null
}
