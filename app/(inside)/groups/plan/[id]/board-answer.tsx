import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ReactNode } from 'react'
import { BoardTableRow, rowSlot } from '@/app/_ui/board-table'
import type { DropEffect } from '@/app/_ui/board-drag'
import type { LiveAnswer } from '@/app/_ui/live-context'
import { joinEffects, leaveEffect } from '@/lib/groups/member-effects'
import { loadPlan } from '@/lib/groups/plan-queries'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { changeWords } from '../said'
import type { BoardSearch } from './board-search'
import { Changes } from './changes'
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
  const slots: Record<string, ReactNode> = {
    summary: <Summary page={page} />,
    changes: <Changes page={page} />,
  }
  for (const group of groups) {
    const row = await rowOf(page, group)
    slots[rowSlot(row.key)] = <BoardTableRow row={row} columns={columns} />
  }
  return {
    version: page.plan.version,
    said: <Done page={page} search={search} />,
    focus: focus ?? (search.done === 'moved' ? cellId(search.group ?? '', Number(search.at)) : undefined),
    slots,
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

/** What moving somebody would do to both groups, by group, before anything is changed; or what is in the way. */
export async function effectsOf(viewer: Viewer, planId: string, personId: string) {
  const page = await loadDraft(viewer, planId)
  const effects: Record<string, DropEffect> = {}
  if (!page) return effects
  const t = words(viewer.locale)
  const leave = leaveEffect(page.board, personId)
  const left = leave ? changeWords(t, viewer.locale, leave) : ''
  for (const { group, present, held, obstacle, change } of joinEffects(
    page.board,
    page.plan.asked,
    personId,
  )) {
    const to = t('groupPlans.member.to', { group: group.name, present, held })
    const effect = obstacle
      ? t(`groupPlans.member.${obstacle}`)
      : `${changeWords(t, viewer.locale, change)} ${left}`.trim()
    effects[group.id] = { words: `${to}; ${effect}`, isOpen: !obstacle }
  }
  return effects
}
