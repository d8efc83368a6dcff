import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, PageHeader } from '@/app/_ui/page'
import { loadPlan, loadProposals, type PlanPage } from '@/lib/groups/plan-queries'
import { idInput } from '@/lib/input'
import { addDaysOn, formatDate } from '@/lib/time'
import { words } from '@/lib/words/words'
import { discard, restart } from '../actions'
import { BoardView } from './board-view'
import type { BoardSearch } from './board-search'
import { Published } from './published'
import { Searching } from './searching'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groupPlans.title') }
}

/** One plan: while it is searched how far it is, then its board. */
export default async function PlanDetailPage(props: {
  params: Promise<{ id: string }>
  searchParams: Promise<BoardSearch>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { id } = await props.params
  const search = await props.searchParams
  const page = idInput.safeParse(id).success ? await loadPlan(viewer, id, now) : null
  if (!page) notFound()
  const { fromOn, weeks, again } = page.plan.asked
  const last = formatDate(addDaysOn(fromOn, weeks * 7 - 3), locale)
  return (
    <>
      <PageHeader
        title={page.plan.name}
        lead={[
          t(`common.form.${page.plan.form}`),
          `${formatDate(again?.fromOn ?? fromOn, locale)} – ${last}`,
          again && t(`groupPlans.again.restraint.${again.restraint}`),
        ]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <LinkButton href={again ? `/groups/plan/${again.planId}` : '/groups/plan'} tone="quiet" icon="back">
            {t(again ? 'groupPlans.again.back' : 'groupPlans.back')}
          </LinkButton>
        }
      />
      <State page={page} search={search} />
    </>
  )
}

async function State({ page, search }: { page: PlanPage; search: BoardSearch }) {
  const { t, viewer } = await pageContext()
  const { plan, board, progress } = page
  const proposals = plan.publishedAt && !plan.asked.again ? await loadProposals(viewer, plan.id) : null
  if (proposals) return <Published found={proposals} done={search.done === 'published'} />
  if (plan.publishedAt)
    return (
      <Notice
        tone="done"
        live={search.done === 'published'}
        title={t(plan.asked.again ? 'groupPlans.done.again' : 'groupPlans.done.published')}
        action={<LinkButton href="/groups">{t('groups.back')}</LinkButton>}
      />
    )
  if (progress && progress.state !== 'failed') return <Searching planId={plan.id} progress={progress} />
  if (board) return <BoardView page={{ ...page, board }} search={search} />
  return (
    <Notice
      tone="attention"
      title={t(progress?.state === 'failed' ? 'groupPlans.search.failed' : 'groupPlans.search.stopped')}
      action={
        <Line>
          <OneButton action={restart} fields={{ planId: plan.id }} tone="primary">
            {t('groupPlans.search.again')}
          </OneButton>
          <OneButton action={discard} fields={{ planId: plan.id }} tone="quiet">
            {t('groupPlans.board.discard')}
          </OneButton>
        </Line>
      }
    />
  )
}
