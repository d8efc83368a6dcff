import { pageContext } from '@/app/_server/session'
import { BoardDrag } from '@/app/_ui/board-drag'
import { BoardTable } from '@/app/_ui/board-table'
import { Live } from '@/app/_ui/live'
import { LiveSlot } from '@/app/_ui/live-context'
import { Columns, Section } from '@/app/_ui/page'
import type { Board } from '@/lib/groups/board'
import type { PlanPage } from '@/lib/groups/plan-queries'
import { memberEffects, moveSomebody, openSheet } from '../actions'
import type { BoardSearch } from './board-search'
import { BoardSheet } from './board-sheet'
import { Changes } from './changes'
import { cellId, columnsOf, rowOf } from './board-rows'
import { Done, Summary } from './board-summary'
import { Obstructions, SmallGroups, Unplaced, WeakSpots } from './side'

export type DraftPage = PlanPage & { board: Board }

/** The board of a draft: how good it is, who has no group, and a table of groups and weeks. Nothing of it is told to anybody. */
export async function BoardView({ page, search }: { page: DraftPage; search: BoardSearch }) {
  const { t } = await pageContext()
  const { plan, board } = page
  const { groups } = board.draft
  const { cell = '', week = '', open = '', person = '' } = search
  return (
    <Live
      here={`/groups/plan/${plan.id}`}
      version={plan.version}
      address={{ cell, week, open, person }}
      sheet={<BoardSheet page={page} search={search} />}
      open={openSheet.bind(null, plan.id)}
      said={search.done && <Done page={page} search={search} />}
    >
      <LiveSlot name="obstructions">
        <Obstructions page={page} />
      </LiveSlot>
      <LiveSlot name="summary">
        <Summary page={page} />
      </LiveSlot>
      <LiveSlot name="changes">
        <Changes page={page} />
      </LiveSlot>
      <BoardDrag
        effects={memberEffects.bind(null, plan.id)}
        drop={moveSomebody}
        fields={{ planId: plan.id }}
        itemName="personId"
        rowName="toGroupId"
      >
        {groups.length > 0 && (
          <Section title={t('groupPlans.board.title')} count={groups.length}>
            <BoardTable
              label={t('groupPlans.board.region')}
              caption={t('groupPlans.board.title')}
              rowTitle={t('groupPlans.board.group')}
              columns={await columnsOf(page)}
              columnName="week"
              rows={await Promise.all(groups.map((group) => rowOf(page, group)))}
              focus={search.done === 'moved' ? cellId(search.group ?? '', Number(search.at)) : undefined}
            />
          </Section>
        )}
        <LiveSlot name="side">
          <Side page={page} />
        </LiveSlot>
      </BoardDrag>
    </Live>
  )
}

/** Who has no group, and whom this plan suits badly. */
export function Side({ page }: { page: DraftPage }) {
  return (
    <Columns>
      <Unplaced page={page} />
      <SmallGroups page={page} />
      <WeakSpots page={page} />
    </Columns>
  )
}
