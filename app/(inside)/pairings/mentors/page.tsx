import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import { Disclosure } from '@/app/_ui/disclosure'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { Tag } from '@/app/_ui/status'
import { listMentors } from '@/lib/pairings/queries'
import { ask } from '../actions'
import { Done, one, type Query } from '../parts'
import { Wishes } from './wishes'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('pairings.choose.title') }
}

/** The mentors whom a resident can ask. Tap 1 chooses, tap 2 sends. */
export default async function MentorsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, t, now } = await pageContext()
  const found = await listMentors(viewer, now)
  if (!found) notFound()
  const query = await searchParams
  const { available, unavailable, hasOpenQuestion } = found
  const chosen = hasOpenQuestion ? undefined : available.find((mentor) => mentor.id === one(query, 'ask'))
  const unavailableCount = unavailable.reduce((sum, each) => sum + each.count, 0)
  return (
    <>
      <PageHeader
        title={t('pairings.choose.title')}
        lead={t('pairings.choose.lead')}
        actions={
          <LinkButton href="/pairings" tone="quiet" icon="back">
            {t('pairings.title')}
          </LinkButton>
        }
      />
      <Done query={query} t={t} />
      <Stack>
        {hasOpenQuestion && (
          <Notice action={<LinkButton href="/pairings">{t('pairings.choose.openLink')}</LinkButton>}>
            {t('pairings.choose.open')}
          </Notice>
        )}
        {available.length === 0 ? (
          <EmptyState
            title={t('pairings.choose.none')}
            action={<LinkButton href="/people">{t('common.nav.people')}</LinkButton>}
          >
            {t('pairings.choose.noneText')}
          </EmptyState>
        ) : (
          <Rows label={t('pairings.choose.title')}>
            {available.map((mentor) => (
              <Row
                key={mentor.id}
                title={mentor.name}
                about={mentor.departments.join(' · ')}
                status={<Tag>{t('pairings.choose.room', { count: mentor.room })}</Tag>}
                action={
                  !hasOpenQuestion && (
                    <LinkButton
                      href={`/pairings/mentors?ask=${mentor.id}`}
                      size="small"
                      label={t('pairings.choose.askLabel', { name: mentor.name })}
                    >
                      {t('pairings.choose.ask')}
                    </LinkButton>
                  )
                }
              />
            ))}
          </Rows>
        )}
        {unavailableCount > 0 && (
          <Disclosure title={t('pairings.choose.unavailable', { count: unavailableCount })}>
            <ul>
              {unavailable.map(({ reason, count }) => (
                <li key={reason}>{t(`pairings.choose.reason.${reason}`, { count })}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </Stack>
      {!hasOpenQuestion && !found.mentorId && <Wishes wishes={found.wishes} mentors={available} t={t} />}
      {chosen && (
        <ConfirmSheet
          title={t('pairings.choose.sheet', { name: chosen.name })}
          closeHref="/pairings/mentors"
          closeLabel={t('common.close')}
          keep={t('pairings.choose.cancel')}
          confirm={t('pairings.choose.confirm')}
          action={ask}
          fields={{ guideId: chosen.id }}
          tone="primary"
        >
          <p>{t('pairings.choose.sheetText', { name: chosen.name })}</p>
          {found.mentorId && <p>{t('pairings.choose.sheetReplaces', { name: chosen.name })}</p>}
        </ConfirmSheet>
      )}
    </>
  )
}
