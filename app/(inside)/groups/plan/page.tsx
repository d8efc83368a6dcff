import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { listPlans } from '@/lib/groups/plan-queries'
import { dateOf, formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { standingWords } from './said'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('groupPlans.title') }
}

const tones = { making: 'hold', draft: 'soon', published: 'good', stopped: 'late' } as const

/** The plans of the viewer's offices beside each other: each says how good it is, and what it has over the next. */
export default async function PlansPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await searchParams
  const plans = await listPlans(viewer)
  if (!plans) notFound()
  type Listed = (typeof plans)[number]
  const stateOf = ({ publishedAt, draft, progress }: Listed) => {
    if (publishedAt) return 'published'
    if (progress && progress.state !== 'failed') return 'making'
    return draft ? 'draft' : 'stopped'
  }
  /** Against the one below it, when both answer the same question. */
  const difference = (plan: Listed, n: number) => {
    const below = plans[n + 1]
    if (!plan.standing || !below?.standing || below.name !== plan.name) return ''
    const count = plan.standing.attendances - below.standing.attendances
    if (count === 0) return t('groupPlans.equal')
    return t(count > 0 ? 'groupPlans.more' : 'groupPlans.less', { count: Math.abs(count) })
  }
  const make = (
    <LinkButton href="/groups/plan/new" tone="primary" icon="plus">
      {t('groupPlans.new')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('groupPlans.title')}
        lead={t('groupPlans.lead')}
        actions={
          <>
            <LinkButton href="/groups" tone="quiet" icon="back">
              {t('groups.back')}
            </LinkButton>
            {plans.length > 0 && make}
          </>
        }
      />
      {done === 'discarded' && <Notice tone="done" live title={t('groupPlans.done.discarded')} />}
      {plans.length === 0 ? (
        <EmptyState title={t('groupPlans.none')} action={make}>
          {t('groupPlans.noneText')}
        </EmptyState>
      ) : (
        <Section title={t('groupPlans.list')} count={plans.length}>
          <Rows label={t('groupPlans.list')}>
            {plans.map((plan, n) => {
              const state = stateOf(plan)
              const made = formatDate(dateOf(plan.madeAt), locale, todayOn(now))
              return (
                <Row
                  key={plan.id}
                  title={plan.name}
                  about={[
                    `${plan.department}, ${made}`,
                    plan.asked.again && t(`groupPlans.again.restraint.${plan.asked.again.restraint}`),
                    t('groupPlans.groups', { count: plan.groups }),
                    plan.standing && standingWords(t, locale, plan.standing, plan.bound),
                    difference(plan, n),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  status={<Status tone={tones[state]}>{t(`groupPlans.state.${state}`)}</Status>}
                  action={
                    <LinkButton
                      href={`/groups/plan/${plan.id}`}
                      label={`${t('groupPlans.open')}: ${plan.name}, ${made}`}
                    >
                      {t('groupPlans.open')}
                    </LinkButton>
                  }
                />
              )
            })}
          </Rows>
        </Section>
      )}
    </>
  )
}
