import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page'
import { mayKeepFeeds } from '@/lib/feeds/policy'
import { mayImport } from '@/lib/imports/policy'
import { mayReadBreaches } from '@/lib/load/policy'
import { mayReadOwnRoster } from '@/lib/rosters/policy'
import { listRosterDepartments, loadDepartmentWeek, loadOwnRoster } from '@/lib/rosters/queries'
import { isPlanner } from '@/lib/sessions/office-queries'
import { isCalendarDate, mondayOf, todayOn } from '@/lib/time'
import { holds } from '@/lib/viewer'
import { ConflictsNotice } from '../conflicts-notice'
import { ConflictsLink } from './conflicts-link'
import { DepartmentRoster } from './department-roster'
import { OwnLoad } from './own-load'
import { OwnRoster, weeksShown } from './own-roster'

interface Query {
  week?: string
  department?: string
  view?: string
  done?: string
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('rosters.title') }
}

/** The roster: one's own shifts, or a week of a department for who plans, guides or works there. */
export default async function RostersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, locale, t, now } = await pageContext()
  const query = await searchParams
  const today = todayOn(now)
  const monday = mondayOf(query.week && isCalendarDate(query.week) ? query.week : today)
  const departments = await listRosterDepartments(viewer)
  const hasOwn = mayReadOwnRoster(viewer)
  const department = query.department ? departments.find(({ id }) => id === query.department) : departments[0]
  if (query.department && !department) notFound()
  if (!department && !hasOwn) notFound()
  const isOwn = hasOwn && (query.view === 'mine' || !department)
  const speech = { t, locale, today, monday }
  return (
    <>
      <PageHeader
        title={t('rosters.title')}
        lead={t(isOwn ? 'rosters.leadOwn' : 'rosters.lead')}
        actions={
          <>
            {hasOwn && department && (
              <LinkButton href={isOwn ? '/rosters' : '/rosters?view=mine'}>
                {t(isOwn ? 'rosters.department' : 'rosters.mine')}
              </LinkButton>
            )}
            {isPlanner(viewer) && (
              <LinkButton href="/rosters/conflicts">{t('rosters.conflicts.title')}</LinkButton>
            )}
            {departments.some(({ id }) => mayReadBreaches(viewer, id)) && (
              <LinkButton href="/rosters/working-time">{t('load.page.title')}</LinkButton>
            )}
            {mayKeepFeeds(viewer) && <LinkButton href="/rosters/feeds">{t('feeds.link')}</LinkButton>}
            {mayImport(viewer, 'roster') && (
              <LinkButton href="/rosters/codes">{t('imports.codes.title')}</LinkButton>
            )}
            {mayImport(viewer, 'roster') && (
              <LinkButton href="/rosters/import" tone="primary" icon="upload">
                {t('rosters.import')}
              </LinkButton>
            )}
          </>
        }
      />
      {query.done === 'noted' && <Notice tone="done" title={t('rosters.done.noted')} live />}
      {query.done === 'noted' && (isOwn ? <ConflictsNotice /> : <ConflictsLink />)}
      {query.done === 'removed' && (
        <Notice tone="done" live>
          {t('rosters.done.removed')}
        </Notice>
      )}
      {isOwn || !department ? (
        <>
          <OwnRoster
            shifts={await loadOwnRoster(viewer, monday, weeksShown)}
            mayNoteEnd={holds(viewer, 'resident')}
            now={now}
            speech={speech}
            hrefOf={(week) =>
              `/rosters?${new URLSearchParams(department ? { view: 'mine', week } : { week })}`
            }
          />
          <OwnLoad />
        </>
      ) : (
        <DepartmentRoster
          week={await loadDepartmentWeek(viewer, department.id, monday)}
          department={department}
          departments={departments}
          mayImport={mayImport(viewer, 'roster')}
          speech={speech}
        />
      )}
    </>
  )
}
