import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { PageHeader, Panel, Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { listTechnicalLog, loadOutboxState, lookupsPerPage } from '@/lib/audit/queries'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('common.nav.log') }
}

/** The admin's view of what happens: kinds and moments, never about whom. */
export default async function LogPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { before } = await searchParams
  const log = await listTechnicalLog(viewer, Number(before) || undefined)
  const post = await loadOutboxState(viewer)
  if (!log || !post) notFound()
  const today = todayOn(now)
  const lastId = log.at(-1)?.id
  return (
    <>
      <PageHeader title={t('profile.log.title')} lead={t('profile.log.lead')} />
      <Section
        title={t('profile.log.post')}
        action={<LinkButton href="/log/messages">{t('notifications.outbox.title')}</LinkButton>}
      >
        <Panel>
          <Facts
            facts={[
              { name: t('profile.log.waiting'), value: post.waiting },
              { name: t('profile.log.sent'), value: post.sent },
              { name: t('profile.log.dropped'), value: post.dropped },
            ]}
          />
        </Panel>
      </Section>
      <Section title={t('common.nav.log')}>
        {log.length === 0 ? (
          <EmptyState title={t('profile.log.empty')} />
        ) : (
          <DataTable
            caption={t('profile.log.title')}
            captionUnseen
            rows={log}
            rowKey={(row) => String(row.id)}
            columns={[
              {
                key: 'when',
                title: t('profile.when'),
                isRowHeader: true,
                cell: (row) => `${formatDate(dateOf(row.at), locale, today)}, ${formatTime(row.at, locale)}`,
              },
              { key: 'who', title: t('profile.who'), cell: (row) => row.actor ?? t('profile.system') },
              { key: 'what', title: t('profile.whatHappened'), cell: (row) => row.action },
            ]}
          />
        )}
        <Pagination
          label={t('profile.pages')}
          words=""
          previous={before ? { href: '/log', label: t('profile.newest') } : undefined}
          next={
            log.length === lookupsPerPage && lastId
              ? { href: `/log?before=${lastId}`, label: t('profile.older') }
              : undefined
          }
        />
      </Section>
    </>
  )
}
