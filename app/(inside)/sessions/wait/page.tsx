import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { listWaiting } from '@/lib/sessions/waiting'
import { dateOf, formatDate, formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { StopForm } from './wait-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('waiting.title') }
}

/** What she waits for, which only she sees, and how to stop. */
export default async function WaitPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await searchParams
  const lines = await listWaiting(viewer)
  const today = todayOn(now)
  return (
    <>
      <PageHeader title={t('waiting.title')} lead={t('waiting.lead')} />
      {(done === 'waiting' || done === 'stopped') && (
        <Notice tone="done" title={t(`waiting.done.${done}`)} live />
      )}
      {lines.length === 0 ? (
        <EmptyState
          title={t('waiting.none')}
          action={<LinkButton href="/sessions/book">{t('waiting.toBook')}</LinkButton>}
        >
          {t('waiting.noneText')}
        </EmptyState>
      ) : (
        <Rows label={t('waiting.showAll')}>
          {lines.map((line) => {
            const about = line.seat
              ? formatRange(line.seat.startsAt, line.seat.endsAt, locale, today)
              : line.guideId === null
                ? t('waiting.any.orAny')
                : line.guideName && t('waiting.with', { name: line.guideName })
            const since = t('waiting.since', { date: formatDate(dateOf(line.askedAt), locale, today) })
            return (
              <Row
                key={line.id}
                title={
                  line.isConfidential ? t('waiting.session') : t(`common.form.${line.form as 'check-in'}`)
                }
                about={[about && `${about}.`, since].filter(Boolean).join(' ')}
                action={<StopForm waitingId={line.id} />}
              />
            )
          })}
        </Rows>
      )}
    </>
  )
}
