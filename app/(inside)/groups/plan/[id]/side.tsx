import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Section, Soft } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { memberPlaces } from '@/lib/groups/board-changes'
import { listObstructions, type Obstruction } from '@/lib/groups/planner/obstacles'
import { problemOf } from '@/lib/groups/planner/problem'
import { sayObstruction } from '@/lib/groups/planner/sentences'
import { questionOf } from '@/lib/groups/question'
import type { DraftPage } from './board-view'

/** When somebody has no group: the rules that are certainly in the way, by name. */
export async function Obstructions({ page }: { page: DraftPage }) {
  const { t } = await pageContext()
  const { plan, board } = page
  if (board.draft.unplaced.length === 0) return null
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
              about={board.ground.residents.find((one) => one.id === id)?.department}
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

/** Who can attend less than two thirds, with the group that would be better and what keeps her out of it. */
export async function WeakSpots({ page }: { page: DraftPage }) {
  const { t } = await pageContext()
  const { plan, board } = page
  const below = board.weak()
  const about = (personId: string) => {
    const group = board.draft.groups.find(({ members }) => members.includes(personId))
    if (!group) return undefined
    const now = board.shareOf(personId, group)
    const [better] = memberPlaces(board, plan.asked, personId)
      .filter(({ present, held }) => held > 0 && present / held > now.present / Math.max(1, now.held))
      .toSorted((a, b) => b.present - a.present)
    const there = better && { group: better.group.name, present: better.present, held: better.held }
    return [
      t('groupPlans.side.share', { ...now, group: group.name }),
      !there
        ? t('groupPlans.side.noBetter')
        : better.obstacle
          ? t('groupPlans.side.barred', { ...there, why: t(`groupPlans.member.${better.obstacle}`) })
          : t('groupPlans.side.better', there),
    ].join('; ')
  }
  return (
    <Section title={t('groupPlans.side.weak')} count={below.length}>
      {below.length === 0 ? (
        <Soft>{t('groupPlans.side.nobodyWeak')}</Soft>
      ) : (
        <>
          <Soft>{t('groupPlans.side.weakText')}</Soft>
          <Rows label={t('groupPlans.side.weak')}>
            {below.map((id) => (
              <Row
                key={id}
                title={board.nameOf(id)}
                about={about(id)}
                action={
                  <LinkButton
                    href={`/groups/plan/${plan.id}?person=${id}`}
                    size="small"
                    prefetch={false}
                    label={`${t('groupPlans.member.move')}: ${board.nameOf(id)}`}
                  >
                    {t('groupPlans.member.move')}
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        </>
      )}
    </Section>
  )
}
