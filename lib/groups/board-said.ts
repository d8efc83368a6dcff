import { addDaysOn, isoWeekOf } from '@/lib/time'
import type { Board, DraftGroup } from './board'
import type { Asked } from './plan-input'

/** A move of one meeting, as the board understands it. Weeks count from the first of the plan. */
interface SaidMove {
  groupId: string
  meeting: number
  startsAt: number
  fromWeek: number
}

/** "verplaats B week 50", "verplaats B van week 48 naar week 50", "move Spring B from week 48 to week 50". */
const move =
  /^(?:verplaats|move)\s+(.+?)(?:\s+(?:van\s+|from\s+)?(?:week|wk)\s*(\d{1,2}))?\s+(?:naar\s+|to\s+)?(?:week|wk)\s*(\d{1,2})$/i

/**
 * What was typed over a board, as the move it asks for: of the group with that name or last word, the meeting of the week said, or
 * else the one nearest to the new week that can go there; to the best start of that week. Otherwise what is wrong: how it was
 * said, a group or a week that is not there, or no place.
 */
export function moveSaid(
  board: Board,
  { fromOn, weeks }: Asked,
  text: string,
): SaidMove | 'plan-said' | 'plan-said-group' | 'plan-said-week' | 'plan-place' {
  const [, name, from, to] = move.exec(text.trim()) ?? []
  if (!name || !to) return 'plan-said'
  const group = groupCalled(board.draft.groups, name)
  if (!group) return 'plan-said-group'
  const weekCalled = (said: string) =>
    Array.from({ length: weeks }, (_, week) => week).find(
      (week) => isoWeekOf(addDaysOn(fromOn, week * 7)) === Number(said),
    )
  const toWeek = weekCalled(to)
  const fromWeek = from === undefined ? undefined : weekCalled(from)
  if (toWeek === undefined || (from !== undefined && fromWeek === undefined)) return 'plan-said-week'
  const cells = board
    .cells(group)
    .filter(({ isLocked, week }) => !isLocked && (fromWeek === undefined || week === fromWeek))
    .toSorted((a, b) => Math.abs(a.week - toWeek) - Math.abs(b.week - toWeek) || a.index - b.index)
  for (const { index, week } of cells) {
    const [place] = board.placesFor(group, index, 1, toWeek)
    if (place && week !== toWeek)
      return { groupId: group.id, meeting: index, startsAt: place.startMs, fromWeek: week }
  }
  return 'plan-place'
}

/** By its whole name, or by its last word where one group alone has it. */
function groupCalled(groups: readonly DraftGroup[], said: string): DraftGroup | undefined {
  const plain = (text: string) => text.trim().toLowerCase()
  const whole = groups.find(({ name }) => plain(name) === plain(said))
  if (whole) return whole
  const ending = groups.filter(({ name }) => plain(name).split(/\s+/).at(-1) === plain(said))
  return ending.length === 1 ? ending[0] : undefined
}
