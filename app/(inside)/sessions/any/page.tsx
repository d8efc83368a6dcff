import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { Line, PageHeader, Soft } from '@/app/_ui/page'
import { SlotGrid } from '@/app/_ui/slot-grid'
import { listAnyTimes } from '@/lib/sessions/pool'
import { findWaiting } from '@/lib/sessions/waiting'
import { words } from '@/lib/words/words'
import { instantFrom, slotDays } from '../slots'
import { StopForm, WaitAnyForm } from '../wait/wait-form'
import { weekAsked, WeekPager } from '../week-pager'
import { AnySheet } from './any-sheet'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('waiting.any.title') }
}

/** A week of times at which some mentor of the pool can meet the resident, as large buttons by day. */
export default async function AnyPage(props: { searchParams: Promise<{ from?: string; at?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const search = await props.searchParams
  const week = weekAsked(search.from, now)
  const found = await listAnyTimes(viewer, week, now)
  if (!found) notFound()
  const href = (changes: Record<string, string>) =>
    `/sessions/any?${new URLSearchParams({ from: week.fromOn, ...changes })}`
  const hrefAt = (startsAt: Date) => href({ at: startsAt.toISOString() })
  const at = instantFrom(search.at)
  const line = await findWaiting(viewer, 'mentor-session', null)
  const waits = line && (
    <Notice title={t('waiting.any.isWaiting')}>
      <StopForm waitingId={line.id} />
    </Notice>
  )
  if (found.mentors === 0)
    return (
      <>
        <PageHeader title={t('waiting.any.title')} />
        {waits}
        <EmptyState
          title={t('waiting.any.nobody')}
          action={
            <LinkButton href="/pairings/mentors" tone="primary">
              {t('waiting.any.askMentor')}
            </LinkButton>
          }
        >
          {t('waiting.any.nobodyText')}
        </EmptyState>
        {!line && (
          <Line>
            <WaitAnyForm isMain={false} />
          </Line>
        )}
      </>
    )
  return (
    <>
      <PageHeader title={t('waiting.any.title')} lead={t('waiting.any.lead')} />
      {waits}
      <WeekPager week={week} hrefFrom={(from) => href({ from })} />
      {found.slots.length > 0 ? (
        <SlotGrid days={slotDays(found.slots, locale, hrefAt)} />
      ) : (
        <EmptyState
          title={t('waiting.any.none')}
          action={
            line ? (
              !week.isLast && (
                <LinkButton href={href({ from: week.untilOn })} tone="primary">
                  {t('sessions.book.later')}
                </LinkButton>
              )
            ) : (
              <WaitAnyForm isMain />
            )
          }
        >
          {t('waiting.any.noneText', { count: found.mentors })}
        </EmptyState>
      )}
      {!line && found.slots.length > 0 && (
        <Line>
          <WaitAnyForm isMain={false} />
          <Soft>{t('waiting.earlier')}</Soft>
        </Line>
      )}
      {at && <AnySheet startsAt={at} closeHref={href({})} />}
    </>
  )
}
