import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Soft } from '@/app/_ui/page'
import { listRosterConflicts } from '@/lib/sessions/conflicts'
import { formatRange, todayOn } from '@/lib/time'
import { holds } from '@/lib/viewer'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('rosters.conflicts.title') }
}

/** What does not fit the roster any more, for who plans it: who and when, never what. */
export default async function ConflictsPage() {
  const { viewer, locale, t, now } = await pageContext()
  if (!holds(viewer, 'secretary')) notFound()
  const conflicts = await listRosterConflicts(viewer, now)
  return (
    <>
      <PageHeader
        title={t('rosters.conflicts.title')}
        lead={t('rosters.conflicts.lead', { count: conflicts.length })}
        actions={<LinkButton href="/rosters">{t('rosters.title')}</LinkButton>}
      />
      {conflicts.length === 0 ? (
        <EmptyState title={t('rosters.conflicts.none')}>{t('rosters.conflicts.noneText')}</EmptyState>
      ) : (
        <>
          <DataTable
            caption={t('rosters.conflicts.title')}
            captionUnseen
            rows={conflicts}
            rowKey={({ personId, startsAt }) => personId + startsAt.toISOString()}
            columns={[
              { key: 'who', title: t('rosters.conflicts.who'), isRowHeader: true, cell: ({ name }) => name },
              {
                key: 'when',
                title: t('rosters.conflicts.when'),
                cell: ({ startsAt, endsAt }) => formatRange(startsAt, endsAt, locale, todayOn(now)),
              },
              { key: 'what', title: t('rosters.conflicts.what'), cell: () => t('rosters.conflicts.busy') },
              { key: 'why', title: t('rosters.conflicts.why'), cell: ({ why }) => why },
            ]}
          />
          <Soft>{t('rosters.conflicts.whoMoves')}</Soft>
        </>
      )}
    </>
  )
}
