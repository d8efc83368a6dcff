import { pageContext } from '@/app/_server/session'
import type { BoardCell, BoardRow } from '@/app/_ui/board-table'
import type { Cell, DraftGroup } from '@/lib/groups/board'
import { addDaysOn, daysBetweenOn, formatDate, formatTime, isoWeekOf, todayOn, dateOf } from '@/lib/time'
import { levelTones, missingWords } from '../said'
import type { DraftPage } from './board-view'

/** The weeks of the board. */
export async function columnsOf({ plan }: DraftPage) {
  const { t, locale, now } = await pageContext()
  const { fromOn, weeks, again } = plan.asked
  // Planned again, the weeks before are past.
  const first = again ? Math.floor(daysBetweenOn(fromOn, again.fromOn) / 7) : 0
  return Array.from({ length: weeks }, (_, week) => week)
    .slice(first)
    .map((week) => {
      const on = addDaysOn(plan.asked.fromOn, week * 7)
      const number = isoWeekOf(on)
      return {
        key: String(week),
        label: t('groupPlans.board.week', { week: number }),
        title: t('groupPlans.board.weekOf', { week: number, date: formatDate(on, locale, todayOn(now)) }),
      }
    })
}

/** One group as a row: its meetings by week. */
export async function rowOf({ plan, board }: DraftPage, group: DraftGroup): Promise<BoardRow> {
  const { t } = await pageContext()
  const here = `/groups/plan/${plan.id}`
  const cells = await Promise.all(
    board.cells(group).map(async (cell) => [String(cell.week), await cellOf(group, cell, here)] as const),
  )
  return {
    key: group.id,
    name: (
      <a id={`row-${group.id}`} href={`${here}?open=${group.id}`}>
        {group.name}
      </a>
    ),
    about: board.nameOf(group.facilitatorId),
    items: {
      title: t('groupPlans.board.members', { count: group.members.length }),
      list: group.members.map((id) => ({ id, name: board.nameOf(id), href: `${here}?person=${id}` })),
    },
    cells: new Map(cells),
  }
}

/** Where the focus goes along with a meeting. */
export const cellId = (groupId: string, startMs: number) => `cell-${groupId}-${startMs}`

async function cellOf(group: DraftGroup, cell: Cell, here: string): Promise<BoardCell> {
  const { t, locale, now } = await pageContext()
  const startsAt = new Date(cell.startMs)
  const on = dateOf(startsAt)
  const word = t(`groups.level.${cell.level}`)
  const count = { count: cell.canIds.length, all: cell.members }
  return {
    id: cellId(group.id, cell.startMs),
    href: `${here}?cell=${group.id}.${cell.index}`,
    title: `${formatDate(on, locale, on)}, ${formatTime(startsAt, locale)}`,
    count: `${count.count}/${count.all}`,
    tone: levelTones[cell.level],
    word,
    label: t('groupPlans.board.cell', {
      group: group.name,
      when: `${formatDate(on, locale, todayOn(now))}, ${formatTime(startsAt, locale)}`,
      ...count,
      level: word,
    }),
    note: missingWords(t, cell.missing, cell.unknown),
    locked: cell.isLocked ? t('groupPlans.board.locked') : undefined,
  }
}
