import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { articles } from '@/lib/load/load'
import { mayReadBreaches } from '@/lib/load/policy'
import { loadBreaches } from '@/lib/load/queries'
import { listRosterDepartments } from '@/lib/rosters/queries'
import { formatDate, todayOn } from '@/lib/time'
import { averageWords, breachWords } from '../../load-facts'
import { DepartmentChoice } from '../../department-choice'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('load.page.title') }
}

const perPage = 50

/** Where the rosters of a department break a rule of working time, with the article, for who makes them. */
export default async function WorkingTimePage(props: {
  searchParams: Promise<{ department?: string; page?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const asked = await props.searchParams
  const departments = (await listRosterDepartments(viewer)).filter(({ id }) => mayReadBreaches(viewer, id))
  const department = asked.department ? departments.find(({ id }) => id === asked.department) : departments[0]
  const found = department && (await loadBreaches(viewer, department.id, now))
  if (!department || !found) notFound()
  const today = todayOn(now)
  const { breaches, figure, weeks, fromOn } = found
  const pages = Math.max(1, Math.ceil(breaches.length / perPage))
  const page = Math.min(pages, Math.max(1, Math.floor(Number(asked.page)) || 1))
  const hrefOf = (to: number) =>
    `/rosters/working-time?${new URLSearchParams({ department: department.id, page: String(to) })}`
  return (
    <>
      <PageHeader
        title={t('load.page.title')}
        lead={t('load.page.lead', { date: formatDate(fromOn, locale, today) })}
        actions={
          <LinkButton href="/rosters" tone="quiet" icon="back">
            {t('load.page.back')}
          </LinkButton>
        }
      />
      <DepartmentChoice chosenId={department.id} departments={departments} />
      <Section
        title={`${department.name}, ${department.site}`}
        count={breaches.length}
        lead={
          figure
            ? t('load.page.figure', {
                hours: averageWords(locale, figure.average),
                weeks,
                people: figure.people,
              })
            : t('load.page.few')
        }
      >
        {breaches.length === 0 ? (
          <EmptyState title={t('load.page.none')}>{t('load.page.noneText')}</EmptyState>
        ) : (
          <DataTable
            caption={t('load.page.title')}
            captionUnseen
            rows={breaches.slice((page - 1) * perPage, page * perPage)}
            rowKey={({ personId, rule, on }) => `${personId} ${rule} ${on}`}
            columns={[
              { key: 'who', title: t('load.page.who'), isRowHeader: true, cell: ({ name }) => name },
              {
                key: 'what',
                title: t('load.page.what'),
                cell: (each) => breachWords(t, locale, today, each),
              },
              { key: 'article', title: t('load.page.article'), cell: ({ rule }) => articles[rule] },
            ]}
          />
        )}
        {pages > 1 && (
          <Pagination
            label={t('load.page.pages')}
            words={t('load.page.page', { page, pages })}
            previous={page > 1 ? { href: hrefOf(page - 1), label: t('load.page.earlier') } : undefined}
            next={page < pages ? { href: hrefOf(page + 1), label: t('load.page.later') } : undefined}
          />
        )}
      </Section>
    </>
  )
}
