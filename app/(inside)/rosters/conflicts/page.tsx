import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Section, Soft, Stack } from '@/app/_ui/page'
import { isPlanner } from '@/lib/sessions/office-queries'
import { listRosterConflicts } from '@/lib/sessions/roster-conflicts'
import { formatRange, todayOn } from '@/lib/time'
import { Proposal } from './proposal'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('rosters.conflicts.title') }
}

/**
 * What does not fit the roster any more, for who plans it: her own meetings with times that would fit, and for a secretary of
 * everything else who and when, never what.
 */
export default async function ConflictsPage() {
  const { viewer, locale, t, now } = await pageContext()
  if (!isPlanner(viewer)) notFound()
  const { planned, others } = await listRosterConflicts(viewer, now)
  const count = planned.length + others.length
  return (
    <>
      <PageHeader
        title={t('rosters.conflicts.title')}
        lead={t('rosters.conflicts.lead', { count })}
        actions={<LinkButton href="/rosters">{t('rosters.title')}</LinkButton>}
      />
      {count === 0 && (
        <EmptyState title={t('rosters.conflicts.none')}>{t('rosters.conflicts.noneText')}</EmptyState>
      )}
      {planned.length > 0 && (
        <Section
          title={t('rosters.conflicts.planned')}
          lead={t('rosters.conflicts.plannedText')}
          count={planned.length}
        >
          <Stack>
            {planned.map((conflict) => (
              <Proposal key={conflict.session.id} conflict={conflict} />
            ))}
          </Stack>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('rosters.conflicts.others')} count={others.length}>
          <DataTable
            caption={t('rosters.conflicts.others')}
            captionUnseen
            rows={others}
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
        </Section>
      )}
    </>
  )
}
