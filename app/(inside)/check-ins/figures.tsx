import { DataTable } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { Notice } from '@/app/_ui/notice'
import { Section, Soft, Stack } from '@/app/_ui/page'
import type { loadCoverageFigures } from '@/lib/coverage/queries'
import { formatDate, type Locale, todayOn } from '@/lib/time'
import type { Words } from '@/lib/words/words'

interface FiguresProps {
  figures: NonNullable<Awaited<ReturnType<typeof loadCoverageFigures>>>
  locale: Locale
  t: Words
  now: Date
}

/** For the coordinator: counts of at least 5 people per department, and what each supervisor owes. Nobody's own state. */
export function Figures({ figures, locale, t, now }: FiguresProps) {
  const today = todayOn(now)
  const hidden = t('checkIns.figures.hidden')
  // When no department can bear a figure of its own, what is counted together is everybody.
  const isWhole = figures.departments.every((row) => row.department === null || row.onRecord === null)
  const together = isWhole ? t('checkIns.figures.hospital') : t('checkIns.figures.rest')
  return (
    <>
      <Section title={t('checkIns.figures.owedTitle')} lead={t('checkIns.figures.owedIntro')}>
        {figures.supervisors.length === 0 ? (
          <Notice tone="done">{t('checkIns.figures.noneOwed')}</Notice>
        ) : (
          <DataTable
            caption={t('checkIns.figures.owedTitle')}
            captionUnseen
            rows={figures.supervisors.map((supervisor, index) => ({ ...supervisor, key: String(index) }))}
            rowKey={(row) => row.key}
            columns={[
              {
                key: 'name',
                title: t('checkIns.figures.supervisor'),
                cell: (row) => row.name,
                isRowHeader: true,
              },
              { key: 'owed', title: t('checkIns.figures.owed'), cell: (row) => row.owed, align: 'end' },
            ]}
          />
        )}
      </Section>
      <Section
        title={t('checkIns.figures.title')}
        lead={figures.asOf && t('checkIns.figures.asOf', { date: formatDate(figures.asOf, locale, today) })}
      >
        <Stack>
          {figures.departments.length === 0 ? (
            <Soft>{t('checkIns.figures.empty')}</Soft>
          ) : (
            <DataTable
              caption={t('checkIns.figures.title')}
              captionUnseen
              rows={figures.departments}
              rowKey={(row) => row.department ?? ''}
              columns={[
                {
                  key: 'department',
                  title: t('checkIns.figures.department'),
                  cell: (row) => row.department ?? together,
                  isRowHeader: true,
                },
                {
                  key: 'residents',
                  title: t('checkIns.figures.residents'),
                  cell: (row) => row.residents ?? hidden,
                  align: 'end',
                },
                {
                  key: 'onRecord',
                  title: t('checkIns.figures.onRecord'),
                  cell: (row) => row.onRecord ?? t('checkIns.figures.noFigure'),
                  align: 'end',
                },
              ]}
            />
          )}
          {figures.departments.some((row) => row.onRecord === null) && (
            <Soft>{t('checkIns.figures.hiddenWhy')}</Soft>
          )}
          <Disclosure title={t('checkIns.figures.how')}>{t('checkIns.figures.howText')}</Disclosure>
        </Stack>
      </Section>
    </>
  )
}
