import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Section, Soft, Stack } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { type listMissing, type Missing, missingPerPage } from '@/lib/figures/queries'
import { type CalendarDate, dateOf, formatDate, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

interface MissingProps {
  departmentId: string
  missing: NonNullable<Awaited<ReturnType<typeof listMissing>>>
  locale: Locale
  t: Words
  today: CalendarDate
}

/** Who still misses one, for the department's own secretary, each with the one step that mends it. */
export function MissingTable({ departmentId, missing, locale, t, today }: MissingProps) {
  const pages = Math.max(1, Math.ceil(missing.count / missingPerPage))
  const step = (page: number, label: string) =>
    page >= 1 && page <= pages
      ? { href: `/figures?department=${departmentId}&page=${page}`, label }
      : undefined
  const rows = missing.missing.map((each) => ({ ...each, key: `${each.personId} ${each.form}` }))
  return (
    <Section title={t('figures.missing')} count={missing.count} lead={t('figures.missingLead')} id="missing">
      {rows.length === 0 ? (
        <EmptyState title={t('figures.missingNone')}>{t('figures.missingNoneText')}</EmptyState>
      ) : (
        <Stack>
          <DataTable<Missing & { key: string }>
            caption={t('figures.missing')}
            captionUnseen
            rows={rows}
            rowKey={(row) => row.key}
            columns={[
              { key: 'name', title: t('figures.name'), cell: (row) => row.name, isRowHeader: true },
              { key: 'what', title: t('figures.what'), cell: (row) => t(`common.form.${row.form}`) },
              {
                key: 'last',
                title: t('figures.last'),
                cell: (row) => (row.lastOn ? formatDate(row.lastOn, locale, today) : t('figures.never')),
              },
              { key: 'due', title: t('figures.due'), cell: (row) => formatDate(row.dueOn, locale, today) },
              {
                key: 'step',
                title: t('figures.step'),
                standsAlone: true,
                cell: (row) => <NextStep {...{ row, departmentId, locale, t, today }} />,
              },
            ]}
          />
          {pages > 1 && (
            <Pagination
              label={t('figures.pages')}
              words={t('figures.page', { page: missing.page, pages })}
              previous={step(missing.page - 1, t('figures.before'))}
              next={step(missing.page + 1, t('figures.after'))}
            />
          )}
        </Stack>
      )}
    </Section>
  )
}

interface StepProps {
  row: Missing
  departmentId: string
  locale: Locale
  t: Words
  today: CalendarDate
}

/** What stands planned already, or where it is planned; a check-in is planned by the supervisor herself. */
function NextStep({ row, departmentId, locale, t, today }: StepProps) {
  if (row.nextAt)
    return <Soft>{t('figures.planned', { date: formatDate(dateOf(row.nextAt), locale, today) })}</Soft>
  if (row.form === 'check-in') return <Soft>{t('figures.bySupervisor')}</Soft>
  const query = new URLSearchParams({
    form: row.form,
    department: departmentId,
    people: row.personId,
    step: 'people',
  })
  return (
    <LinkButton
      href={row.form === 'intervision' ? '/groups/plan' : `/sessions/plan/new?${query}`}
      size="small"
      label={t('figures.planNowAbout', { form: t(`common.form.${row.form}`), name: row.name })}
    >
      {t('figures.planNow')}
    </LinkButton>
  )
}
