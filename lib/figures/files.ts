import { isSinceAlways, normPlace, normWords } from '@/lib/coverage/norm-words'
import { type NamedTable, writeCsv, writeWorkbook } from '@/lib/sheet/write-sheet'
import type { Locale } from '@/lib/time'
import { words, type Words } from '@/lib/words/words'
import type { DepartmentFigure, Line } from './queries'
import { isForm } from './rules'
import { toldCount, type Visitation } from './visitation'

/** One line per month and figure. What is not shown on the page is not here either. */
export function figuresCsv(lines: readonly Line[], locale: Locale): string {
  const t = words(locale)
  return writeCsv({
    heads: [
      t('figures.file.month'),
      t('figures.file.measure'),
      t('figures.file.reached'),
      t('figures.file.total'),
    ],
    lines: lines.flatMap(({ measure, months }) =>
      months.map(({ month, total, reached }) => [
        month.slice(0, 7),
        t(`figures.measure.${measure}`),
        reached ?? t('figures.file.none'),
        reached === null ? '' : (total ?? ''),
      ]),
    ),
  })
}

/** The visitation file as a workbook: one sheet per part, the same rows as on paper. */
export function visitationWorkbook(file: Visitation, locale: Locale): Promise<Uint8Array<ArrayBuffer>> {
  const t = words(locale)
  const figures = hospitalAndDepartments(file, t)
  const heads = [
    t('figures.what'),
    t('figures.visitation.scope'),
    t('figures.file.reached'),
    t('figures.file.total'),
  ]
  const line = ({ measure, department, reached, total }: DepartmentFigure) => [
    t(`figures.measure.${measure}`),
    department ?? t('figures.rest'),
    reached ?? t('figures.file.none'),
    reached === null ? '' : (total ?? ''),
  ]
  const widths = [34, 40, 14, 10]
  const sheets: NamedTable[] = [
    {
      name: t('figures.visitation.norms'),
      heads: [
        t('figures.visitation.form'),
        t('figures.visitation.scope'),
        t('figures.visitation.norm'),
        t('figures.visitation.since'),
      ],
      lines: file.norms.map((norm) => [
        t(`common.form.${norm.form}`),
        normPlace(t, norm),
        normWords(t, norm),
        isSinceAlways(norm) ? t('norms.always') : norm.sinceOn,
      ]),
      widths: [34, 40, 44, 14],
    },
    {
      name: t('figures.visitation.coverage'),
      heads,
      lines: figures.filter(({ measure }) => isForm(measure)).map(line),
      widths,
    },
    {
      name: t('figures.visitation.activity'),
      heads,
      lines: figures.filter(({ measure }) => !isForm(measure)).map(line),
      widths,
    },
    {
      name: t('figures.visitation.series'),
      heads: [
        t('figures.visitation.form'),
        t('figures.visitation.completed'),
        t('figures.visitation.running'),
      ],
      lines: file.series.map(({ form, completed, running }) => [
        t(`common.form.${form as 'intervision'}`),
        completed,
        running,
      ]),
      widths: [34, 14, 14],
    },
    {
      name: t('figures.visitation.mentors'),
      heads: [
        t('figures.visitation.pairings'),
        t('figures.visitation.conflicts'),
        t('figures.visitation.checkedAt'),
      ],
      lines: [
        [
          countWords(t, file.mentors.pairings),
          countWords(t, file.mentors.conflicts),
          file.mentors.checkedAt?.toISOString() ?? t('figures.visitation.notChecked'),
        ],
      ],
      widths: [20, 28, 28],
    },
    {
      name: t('figures.visitation.check'),
      heads: [t('figures.visitation.check')],
      lines: [
        [t('figures.visitation.lead', { date: file.madeOn })],
        [t('figures.visitation.checkText')],
        [t('figures.visitation.checkRules')],
        [t('figures.howAll')],
        [t('figures.visitation.improvementsText')],
      ],
      widths: [140],
    },
  ]
  return writeWorkbook(sheets)
}

/** The hospital's figures and under each those of the departments, as they stand on paper and in the workbook. */
export function hospitalAndDepartments({ hospital, departments }: Visitation, t: Words): DepartmentFigure[] {
  return hospital.flatMap(({ measure, months }): DepartmentFigure[] => {
    const newest = months.at(-1)
    return [
      {
        department: t('figures.whole'),
        measure,
        total: newest?.total ?? null,
        reached: newest?.reached ?? null,
      },
      ...departments.filter((row) => row.measure === measure),
    ]
  })
}

/** "geen", "minder dan 5", or how many. */
export function countWords(t: Words, count: number): string {
  const told = toldCount(count)
  if (told === 'few') return t('figures.visitation.few')
  return told === 0 ? t('figures.visitation.zero') : String(told)
}
