import Link from 'next/link'
import { pageContext } from '@/app/_server/session'
import { BoardTable, type BoardCell, type BoardRow } from '@/app/_ui/board-table'
import { LinkButton } from '@/app/_ui/button'
import { Meter } from '@/app/_ui/meter'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Columns, Line, Panel, Section, Stack } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import type { Board, Cell, DraftGroup } from '@/lib/groups/board'
import type { PlanPage } from '@/lib/groups/plan-queries'
import { addDaysOn, formatDate, formatTime, isoWeekOf, todayOn, dateOf } from '@/lib/time'
import { again, discard, undo } from '../actions'
import { levelTones, missingWords, percent, standingWords } from '../said'
import type { BoardSearch } from './board-search'
import { GroupSheet } from './group-sheet'
import { MeetingSheet } from './meeting-sheet'
import { MemberSheet } from './member-sheet'
import { Obstructions, Unplaced, WeakSpots } from './side'

export type DraftPage = PlanPage & { board: Board }

/** A table of more groups is shown in parts. */
const perPage = 24

/** The board of a draft: how good it is, who has no group, and a table of groups and weeks. Nothing of it is told to anybody. */
export async function BoardView({ page, search }: { page: DraftPage; search: BoardSearch }) {
  const { t, locale } = await pageContext()
  const { plan, board } = page
  const here = `/groups/plan/${plan.id}`
  const fields = { planId: plan.id, seen: plan.version }
  const standing = board.standing()
  const { groups } = board.draft
  const pages = Math.max(1, Math.ceil(groups.length / perPage))
  const at = Math.min(pages, Math.max(1, Math.trunc(Number(search.page)) || 1))
  const shown = groups.slice((at - 1) * perPage, at * perPage)
  const pageHref = (n: number) => `${here}?page=${n}`
  return (
    <>
      <Done page={page} search={search} />
      <Obstructions page={page} />
      <Panel>
        <Stack gap={4}>
          <Meter
            value={standing.mean}
            target={plan.bound ?? 1}
            words={percent(standing.mean, locale)}
            label={t('groupPlans.board.attendance')}
          />
          <p>{standingWords(t, locale, standing, plan.bound)}</p>
          <Line>
            {groups.length > 0 && (
              <LinkButton href={`${here}/publish`} tone="primary">
                {t('groupPlans.board.publish')}
              </LinkButton>
            )}
            {plan.steps > 0 && (
              <OneButton action={undo} fields={fields} icon="undo">
                {t('groupPlans.board.undo')}
              </OneButton>
            )}
            <OneButton action={again} fields={{ planId: plan.id }} tone="quiet">
              {t('groupPlans.board.again')}
            </OneButton>
            <OneButton action={discard} fields={{ planId: plan.id }} tone="quiet">
              {t('groupPlans.board.discard')}
            </OneButton>
          </Line>
        </Stack>
      </Panel>
      {groups.length > 0 && (
        <Section title={t('groupPlans.board.title')} count={groups.length}>
          <Stack gap={3}>
            <BoardTable
              label={t('groupPlans.board.region')}
              caption={t('groupPlans.board.title')}
              rowTitle={t('groupPlans.board.group')}
              columns={await columnsOf(page)}
              columnName="week"
              rows={await Promise.all(shown.map((group) => rowOf(page, group, here)))}
              focus={search.done === 'moved' ? cellId(search.group ?? '', Number(search.at)) : undefined}
            />
            {pages > 1 && (
              <Pagination
                label={t('groupPlans.board.pages')}
                words={t('groupPlans.board.page', {
                  from: (at - 1) * perPage + 1,
                  to: Math.min(groups.length, at * perPage),
                  all: groups.length,
                })}
                previous={
                  at > 1 ? { href: pageHref(at - 1), label: t('groupPlans.board.previous') } : undefined
                }
                next={at < pages ? { href: pageHref(at + 1), label: t('groupPlans.board.next') } : undefined}
              />
            )}
          </Stack>
        </Section>
      )}
      <Columns>
        <Unplaced page={page} />
        <WeakSpots page={page} />
      </Columns>
      {search.cell && <MeetingSheet page={page} cell={search.cell} toWeek={search.week} />}
      {search.open && <GroupSheet page={page} groupId={search.open} />}
      {search.person && <MemberSheet page={page} personId={search.person} />}
    </>
  )
}

async function columnsOf({ plan }: DraftPage) {
  const { t, locale, now } = await pageContext()
  return Array.from({ length: plan.asked.weeks }, (_, week) => {
    const on = addDaysOn(plan.asked.fromOn, week * 7)
    const number = isoWeekOf(on)
    return {
      key: String(week),
      label: t('groupPlans.board.week', { week: number }),
      title: t('groupPlans.board.weekOf', { week: number, date: formatDate(on, locale, todayOn(now)) }),
    }
  })
}

async function rowOf({ board }: DraftPage, group: DraftGroup, here: string): Promise<BoardRow> {
  const { t } = await pageContext()
  const cells = await Promise.all(
    board.cells(group).map(async (cell) => [String(cell.week), await cellOf(group, cell, here)] as const),
  )
  return {
    key: group.id,
    name: (
      <Link href={`${here}?open=${group.id}`} scroll={false} prefetch={false}>
        {group.name}
      </Link>
    ),
    about: `${board.nameOf(group.facilitatorId)}, ${t('groupPlans.board.members', { count: group.members.length })}`,
    cells: new Map(cells),
  }
}

const cellId = (groupId: string, startMs: number) => `cell-${groupId}-${startMs}`

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

/** What was just done, announced: a move with where it went and how many can. */
async function Done({ page, search }: { page: DraftPage; search: BoardSearch }) {
  const { t } = await pageContext()
  const { plan, board } = page
  if (search.done === 'changed' || search.done === 'undone')
    return <Notice tone="done" live title={t(`groupPlans.board.${search.done}`)} />
  if (search.done !== 'moved') return null
  const group = board.draft.groups.find(({ id }) => id === search.group)
  const cell = group && board.cells(group).find(({ startMs }) => startMs === Number(search.at))
  if (!group || !cell) return null
  const weekOf = (week: number) => isoWeekOf(addDaysOn(plan.asked.fromOn, week * 7))
  return (
    <Notice
      tone="done"
      live
      title={t('groupPlans.board.moved', {
        group: group.name,
        from: weekOf(Number(search.was) || 0),
        to: weekOf(cell.week),
        count: cell.canIds.length,
        all: cell.members,
      })}
    />
  )
}
