import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/field'
import { Meter } from '@/app/_ui/meter'
import { Notice } from '@/app/_ui/notice'
import { HiddenFields, OneButton } from '@/app/_ui/one-button'
import { Beside, Line, Panel, Stack } from '@/app/_ui/page'
import { Shortcut } from '@/app/_ui/shortcut'
import { SubmitButton } from '@/app/_ui/submit-button'
import { figuresOf } from '@/lib/groups/member-effects'
import { addDaysOn, isoWeekOf } from '@/lib/time'
import { again as searchAgain, discard, say, undo } from '../actions'
import { percent, shareWords, standingWords } from '../said'
import type { BoardSearch } from './board-search'
import type { DraftPage } from './board-view'

/** How good the draft is, and what can be done with all of it. */
export async function Summary({ page }: { page: DraftPage }) {
  const { t, locale } = await pageContext()
  const { plan, board } = page
  const here = `/groups/plan/${plan.id}`
  const fields = { planId: plan.id, seen: plan.version }
  const standing = board.standing()
  const again = board.again()
  const { groups } = board.draft
  return (
    <Panel>
      <Stack gap={4}>
        <Meter
          value={standing.mean}
          target={plan.bound ?? 1}
          words={percent(standing.mean, locale)}
          label={t('groupPlans.board.attendance')}
        />
        <p>{standingWords(t, locale, standing, plan.bound)}</p>
        {again.all > 0 && <p>{t('groupPlans.board.meetAgain', again)}</p>}
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
          <OneButton action={searchAgain} fields={{ planId: plan.id }} tone="quiet">
            {t('groupPlans.board.again')}
          </OneButton>
          <OneButton action={discard} fields={{ planId: plan.id }} tone="quiet">
            {t('groupPlans.board.discard')}
          </OneButton>
        </Line>
        {groups.length > 0 && (
          <ActionForm action={say} label={t('groupPlans.say.label')} id="say">
            <Shortcut form="say" />
            <HiddenFields fields={fields} />
            <Beside>
              <TextField name="text" label={t('groupPlans.say.label')} hint={t('groupPlans.say.hint')} />
              <SubmitButton>{t('groupPlans.say.button')}</SubmitButton>
            </Beside>
          </ActionForm>
        )}
      </Stack>
    </Panel>
  )
}

/** What was just done, announced: a move with where it went and how many can. */
export async function Done({ page, search }: { page: DraftPage; search: BoardSearch }) {
  const { t, locale } = await pageContext()
  const { plan, board } = page
  if (search.done === 'changed' || search.done === 'undone')
    return <Notice tone="done" title={t(`groupPlans.board.${search.done}`)} />
  const group = board.draft.groups.find(({ id }) => id === search.group)
  if (search.done === 'placed') {
    const name = board.nameOf(search.who ?? '')
    const { size, attendance } = group ? figuresOf(board, group) : { size: 0, attendance: null }
    const said = group
      ? t('groupPlans.board.placed', {
          name,
          group: group.name,
          count: size,
          attendance: shareWords(attendance, locale),
        })
      : t('groupPlans.board.taken', { name })
    return <Notice tone="done" title={said} />
  }
  if (search.done !== 'moved') return null
  const cell = group && board.cells(group).find(({ startMs }) => startMs === Number(search.at))
  if (!group || !cell) return null
  const weekOf = (week: number) => isoWeekOf(addDaysOn(plan.asked.fromOn, week * 7))
  return (
    <Notice
      tone="done"
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
