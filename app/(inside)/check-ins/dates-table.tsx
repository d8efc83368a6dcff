import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { type DateOnRecord, datesPerPage, type listDatesOnRecord } from '@/lib/coverage/queries'
import { formatDate, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'

interface DatesProps {
  dates: NonNullable<Awaited<ReturnType<typeof listDatesOnRecord>>>
  locale: Locale
  t: Words
  now: Date
}

/** For a secretary: the date on record of each resident of her departments, or none. No row leads anywhere. */
export function DatesTable({ dates, locale, t, now }: DatesProps) {
  const today = todayOn(now)
  const pages = Math.max(1, Math.ceil(dates.count / datesPerPage))
  const step = (page: number, label: string) =>
    page >= 1 && page <= pages ? { href: `/check-ins?page=${page}`, label } : undefined
  if (dates.residents.length === 0)
    return (
      <Section title={t('checkIns.dates.title')}>
        <EmptyState title={t('checkIns.dates.empty')} />
      </Section>
    )
  const rows = dates.residents.map((resident, index) => ({ ...resident, key: String(index) }))
  return (
    <Section title={t('checkIns.dates.title')} count={dates.count} lead={t('checkIns.dates.intro')}>
      <DataTable<DateOnRecord & { key: string }>
        caption={t('checkIns.dates.title')}
        captionUnseen
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'name', title: t('checkIns.dates.name'), cell: (row) => row.name, isRowHeader: true },
          { key: 'department', title: t('checkIns.dates.department'), cell: (row) => row.department },
          {
            key: 'last',
            title: t('checkIns.dates.last'),
            cell: (row) => (row.lastOn ? formatDate(row.lastOn, locale, today) : t('checkIns.dates.none')),
          },
        ]}
      />
      {pages > 1 && (
        <Pagination
          label={t('checkIns.dates.pages')}
          words={t('checkIns.dates.page', { page: dates.page, pages })}
          previous={step(dates.page - 1, t('checkIns.dates.before'))}
          next={step(dates.page + 1, t('checkIns.dates.after'))}
        />
      )}
    </Section>
  )
}
