import type { CalendarProblem } from './calendar'
import type { FetchProblem } from './fetch'

/** Why the last good copy of a calendar stays. `empty` and `shrunk`: so many shifts were gone at once that somebody is asked. */
export type FeedProblem = FetchProblem | CalendarProblem | 'empty' | 'shrunk'

/** From so many shifts on, losing more than half of them at once is not believed. */
const manyShifts = 20

/** Whether a copy with so many shifts is believed after one with `before`: null, or why not. */
export function doubtCopy(before: number, count: number): 'empty' | 'shrunk' | null {
  if (before > 0 && count === 0) return 'empty'
  return before >= manyShifts && count * 2 < before ? 'shrunk' : null
}
