import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { Status, type StatusTone } from '@/app/_ui/status'
import { outboxReach } from '@/lib/notifications/policy'
import { listMessages, messagesPerPage, type Fate } from '@/lib/notifications/queries'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'

const tones: Record<Fate, StatusTone> = { sent: 'good', waiting: 'soon', needless: 'neutral', failed: 'late' }

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('notifications.outbox.title') }
}

/** How the mails fared: for the admin all, for an office its own. Never to whom, never what stands in them. */
export default async function MessagesPage({ searchParams }: { searchParams: Promise<{ page?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const page = Math.max(1, Math.min(1000, Math.trunc(Number((await searchParams).page)) || 1))
  const messages = await listMessages(viewer, page)
  if (!messages) notFound()
  const today = todayOn(now)
  const moment = (at: Date) => `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
  return (
    <>
      <PageHeader
        title={t('notifications.outbox.title')}
        lead={t(`notifications.outbox.lead.${outboxReach(viewer) ?? 'own'}`)}
      />
      {messages.length === 0 ? (
        <EmptyState title={t('notifications.outbox.empty')} />
      ) : (
        <DataTable
          caption={t('notifications.outbox.title')}
          captionUnseen
          rows={messages}
          rowKey={(message) => message.id}
          columns={[
            {
              key: 'when',
              title: t('notifications.outbox.when'),
              isRowHeader: true,
              cell: (message) => moment(message.at),
            },
            {
              key: 'kind',
              title: t('notifications.outbox.about'),
              cell: (message) => t(`notifications.outbox.kind.${message.kind}`),
            },
            {
              key: 'attempts',
              title: t('notifications.outbox.attempts'),
              cell: (message) => message.attempts,
            },
            {
              key: 'fate',
              title: t('notifications.outbox.fate'),
              cell: (message) => (
                <>
                  <Status tone={tones[message.fate]}>
                    {t(`notifications.outbox.state.${message.fate}`)}
                  </Status>
                  {message.fate === 'waiting' &&
                    ` ${t('notifications.outbox.notBefore', { when: moment(message.dueAt) })}`}
                  {message.problem && ` (${message.problem})`}
                </>
              ),
            },
          ]}
        />
      )}
      {(page > 1 || messages.length === messagesPerPage) && (
        <Pagination
          label={t('profile.pages')}
          words={String(page)}
          previous={
            page > 1
              ? { href: `/log/messages?page=${page - 1}`, label: t('notifications.outbox.newer') }
              : undefined
          }
          next={
            messages.length === messagesPerPage
              ? { href: `/log/messages?page=${page + 1}`, label: t('profile.older') }
              : undefined
          }
        />
      )}
    </>
  )
}
