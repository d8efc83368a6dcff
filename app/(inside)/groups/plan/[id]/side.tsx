import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { listObstructions, type Obstruction } from '@/lib/groups/planner/obstacles'
import { problemOf } from '@/lib/groups/planner/problem'
import { sayObstruction } from '@/lib/groups/planner/sentences'
import { questionOf } from '@/lib/groups/question'
import { smallGroups, unplacedReason, weakSpots } from '@/lib/groups/weak-spots'
import { departmentsOf } from '@/lib/viewer'
import { unplacedWords, weakWords } from '../weak-words'
import type { DraftPage } from './board-view'

/** When somebody has no group: the rules that are certainly in the way, by name. */
export async function Obstructions({ page }: { page: DraftPage }) {
  const { t } = await pageContext()
  const { plan, board } = page
  // Of groups that are there already the rules of a whole new plan say nothing.
  if (board.draft.unplaced.length === 0 || plan.asked.again) return null
  const found = listObstructions(problemOf(questionOf(board.ground, plan.asked)))
  if (found.length === 0) return null
  const named = (about: Obstruction['about']) => ({
    ...about,
    ...(about.guide !== undefined && { guide: board.nameOf(String(about.guide)) }),
    ...(about.department !== undefined && {
      department:
        board.ground.residents.find(({ departmentId }) => departmentId === about.department)?.department ??
        '–',
    }),
  })
  return (
    <Notice tone="attention" title={t('groupPlans.obstructions')}>
      <ul>
        {found.map((each) => (
          <li key={`${each.rule} ${JSON.stringify(each.about)}`}>
            {sayObstruction(t, { ...each, about: named(each.about) })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Who has no group yet, each with where she could go. */
export async function Unplaced({ page }: { page: DraftPage }) {
  const { t } = await pageContext()
  const { plan, board } = page
  const { unplaced } = board.draft
  return (
    <Section title={t('groupPlans.side.unplaced')} count={unplaced.length}>
      {unplaced.length === 0 ? (
        <Soft>{t('groupPlans.side.everybody')}</Soft>
      ) : (
        <Rows label={t('groupPlans.side.unplaced')}>
          {unplaced.map((id) => (
            <Row
              key={id}
              title={board.nameOf(id)}
              about={
                <>
                  {board.ground.residents.find((one) => one.id === id)?.department}
                  <br />
                  {unplacedWords(t, unplacedReason(board, plan.asked, id))}
                </>
              }
              action={
                <span data-item={id}>
                  <LinkButton
                    href={`/groups/plan/${plan.id}?person=${id}`}
                    prefetch={false}
                    label={`${t('groupPlans.member.place')}: ${board.nameOf(id)}`}
                  >
                    {t('groupPlans.member.place')}
                  </LinkButton>
                </span>
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

/** Who can attend less than two thirds: what is in the way, the group that would be better, and the cheapest way to one more. */
export async function WeakSpots({ page }: { page: DraftPage }) {
  const { t, locale, viewer } = await pageContext()
  const { plan, board } = page
  const below = weakSpots(board, plan.asked)
  const own = departmentsOf(viewer, 'secretary')
  const departmentOf = new Map(board.ground.residents.map(({ id, departmentId }) => [id, departmentId]))
  return (
    <Section title={t('groupPlans.side.weak')} count={below.length}>
      {below.length === 0 ? (
        <Soft>{t('groupPlans.side.nobodyWeak')}</Soft>
      ) : (
        <Stack gap={3}>
          <Soft>{t('groupPlans.side.weakText')}</Soft>
          <Rows label={t('groupPlans.side.weak')}>
            {below.map((spot) => {
              const { personId, present, held, group } = spot
              const knows = own.includes(departmentOf.get(personId) ?? '')
              return (
                <Row
                  key={personId}
                  title={board.nameOf(personId)}
                  about={
                    <>
                      {t('groupPlans.side.share', { present, held, group: group.name })}
                      <ul>
                        {weakWords(t, locale, spot, knows).map((sentence) => (
                          <li key={sentence}>{sentence}</li>
                        ))}
                      </ul>
                    </>
                  }
                  action={
                    <LinkButton
                      href={`/groups/plan/${plan.id}?person=${personId}`}
                      size="small"
                      prefetch={false}
                      label={`${t('groupPlans.member.move')}: ${board.nameOf(personId)}`}
                    >
                      {t('groupPlans.member.move')}
                    </LinkButton>
                  }
                />
              )
            })}
          </Rows>
        </Stack>
      )}
    </Section>
  )
}

/** Groups with fewer members than was asked, each with the figures that make it so. */
export async function SmallGroups({ page }: { page: DraftPage }) {
  const { t } = await pageContext()
  const small = smallGroups(page.board, page.plan.asked)
  if (small.length === 0) return null
  return (
    <Section title={t('groupPlans.side.why.small')} count={small.length}>
      <Rows label={t('groupPlans.side.why.small')}>
        {small.map((each) => (
          <Row key={each.group} title={each.group} about={t('groupPlanner.why.undersized', each)} />
        ))}
      </Rows>
    </Section>
  )
}
