import { DataTable } from '@/app/_ui/data-table'
import { Section } from '@/app/_ui/page'
import type { DepartmentFigure } from '@/lib/figures/queries'
import type { Words } from '@/lib/words/words'

/** The check-ins of all departments beside each other, for the education office. */
export function ByDepartment({ rows, t }: { rows: readonly DepartmentFigure[]; t: Words }) {
  return (
    <Section title={t('figures.byDepartment')}>
      <FigureTable
        rows={rows.filter(({ measure }) => measure === 'check-in')}
        caption={t('figures.byDepartment')}
        t={t}
      />
    </Section>
  )
}

interface TableProps {
  rows: readonly DepartmentFigure[]
  caption: string
  t: Words
}

/** Figures of one measure, a row per department. */
export function FigureTable({ rows, caption, t }: TableProps) {
  return (
    <DataTable
      caption={caption}
      captionUnseen
      rows={rows}
      rowKey={(row) => row.department ?? ''}
      columns={[
        {
          key: 'department',
          title: t('figures.department'),
          cell: (row) => row.department ?? t('figures.rest'),
          isRowHeader: true,
        },
        {
          key: 'reached',
          title: t('figures.inTime'),
          align: 'end',
          cell: (row) =>
            row.reached === null
              ? t('figures.noFigure')
              : t('figures.of', { reached: row.reached, total: row.total ?? 0 }),
        },
      ]}
    />
  )
}
