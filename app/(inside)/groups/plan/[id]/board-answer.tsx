import { setImmediate as nextTurn } from 'node:timers/promises'
import { BoardTableRow, rowSlot } from '@/app/_ui/board-table'
import type { LiveAnswer } from '@/app/_ui/live-context'
import { loadPlan } from '@/lib/groups/plan-queries'
import type { Viewer } from '@/lib/viewer'
import type { BoardSearch } from './board-search'
import { cellId, columnsOf, rowOf } from './board-rows'
import { BoardSheet } from './board-sheet'
import { Done, Summary } from './board-summary'
import { Side, type DraftPage } from './board-view'
import { Obstructions } from './side'

async function loadDraft(viewer: Viewer, planId: string): Promise<DraftPage | null> {
  const page = await loadPlan(viewer, planId, new Date())
  return page?.board ? { ...page, board: page.board } : null
}

/** What a change of the board draws anew: the groups that it changed and how good it is now; who it suits badly comes after. */
export async function boardAnswer(
  viewer: Viewer,
  { id, changed }: { id: string; changed: readonly string[] },
  search: BoardSearch,
  focus?: string,
): Promise<LiveAnswer | null> {
  const page = await loadDraft(viewer, id)
  if (!page) return null
  const columns = await columnsOf(page)
  const groups = page.board.draft.groups.filter((group) => changed.includes(group.id))
  const rows = await Promise.all(
    groups.map(async (group) => {
      const row = await rowOf(page, group)
      return [rowSlot(row.key), <BoardTableRow key={row.key} row={row} columns={columns} />] as const
    }),
  )
  return {
    version: page.plan.version,
    said: <Done page={page} search={search} />,
    focus: focus ?? (search.done === 'moved' ? cellId(search.group ?? '', Number(search.at)) : undefined),
    slots: { ...Object.fromEntries(rows), summary: <Summary page={page} /> },
    // What was changed is on its way before this is reckoned.
    later: nextTurn().then(() => ({
      obstructions: <Obstructions page={page} />,
      side: <Side page={page} />,
    })),
  }
}

/** The sheet of one address, without the board under it. Null: not there, or not hers to see. */
export async function drawSheet(viewer: Viewer, planId: string, search: BoardSearch) {
  const page = await loadDraft(viewer, planId)
  return page && <BoardSheet page={page} search={search} />
}
