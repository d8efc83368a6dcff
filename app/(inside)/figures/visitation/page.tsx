import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { buttonClass, LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { Facts } from '@/app/_ui/facts'
import { Icon } from '@/app/_ui/icon'
import { PageHeader, Section, Soft, Stack } from '@/app/_ui/page'
import { PrintButton } from '@/app/_ui/print-button'
import { isSinceAlways, normPlace, normWords } from '@/lib/coverage/norm-words'
import { countWords, hospitalAndDepartments } from '@/lib/figures/files'
import { isForm, type Measure } from '@/lib/figures/rules'
import { loadVisitation, type Visitation } from '@/lib/figures/visitation'
import { dateOf, formatDate, formatDateLong, type Locale, todayOn } from '@/lib/time'
import { type Words, words } from '@/lib/words/words'
import { FigureTable } from '../by-department'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('figures.visitation.title') }
}

/** What a visitation asks for on one dated page, to print or to take along; and how to check it. */
export default async function VisitationPage() {
  const { viewer, locale, t, now } = await pageContext()
  const file = await loadVisitation(viewer, now)
  if (!file) notFound()
  const today = todayOn(now)
  const figures = hospitalAndDepartments(file, t)
  const measured = [...new Set(figures.map(({ measure }) => measure))]
  const tables = (shown: readonly Measure[]) => (
    <Stack gap={5}>
      {shown.map((measure) => (
        <Stack gap={2} key={measure}>
          <h3>{t(`figures.measure.${measure}`)}</h3>
          <FigureTable
            caption={t(`figures.measure.${measure}`)}
            rows={figures.filter((row) => row.measure === measure)}
            t={t}
          />
        </Stack>
      ))}
    </Stack>
  )
  return (
    <>
      <PageHeader
        title={t('figures.visitation.title')}
        lead={t('figures.visitation.lead', { date: formatDateLong(file.madeOn, locale) })}
        actions={
          <>
            <LinkButton href="/figures" tone="quiet" icon="back">
              {t('figures.title')}
            </LinkButton>
            <PrintButton>{t('figures.visitation.print')}</PrintButton>
            <a href="/figures/visitation/file" download className={buttonClass({})}>
              <Icon name="download" />
              {t('figures.visitation.workbook')}
            </a>
          </>
        }
      />
      <Norms {...{ file, locale, t }} />
      <Section
        title={t('figures.visitation.coverage')}
        lead={
          file.asOf
            ? t('figures.visitation.coverageLead', { date: formatDate(file.asOf, locale, today) })
            : t('figures.none')
        }
      >
        {tables(measured.filter(isForm))}
      </Section>
      <Section title={t('figures.visitation.activity')}>
        {tables(measured.filter((measure) => !isForm(measure)))}
      </Section>
      <Series {...{ file, t }} />
      <Section title={t('figures.visitation.mentors')} lead={t('figures.visitation.mentorsText')}>
        <Facts
          facts={[
            { name: t('figures.visitation.pairings'), value: countWords(t, file.mentors.pairings) },
            { name: t('figures.visitation.conflicts'), value: countWords(t, file.mentors.conflicts) },
            {
              name: t('figures.visitation.checkedAt'),
              value: file.mentors.checkedAt
                ? formatDate(dateOf(file.mentors.checkedAt), locale, today)
                : t('figures.visitation.notChecked'),
            },
          ]}
        />
      </Section>
      <Section title={t('figures.visitation.improvements')}>
        <Soft>{t('figures.visitation.improvementsText')}</Soft>
      </Section>
      <Section title={t('figures.visitation.check')}>
        <Stack gap={2}>
          <Soft>{t('figures.visitation.checkText')}</Soft>
          <Soft>{t('figures.visitation.checkRules')}</Soft>
          <Soft>{t('figures.howAll')}</Soft>
        </Stack>
      </Section>
    </>
  )
}

function Norms({ file, locale, t }: { file: Visitation; locale: Locale; t: Words }) {
  return (
    <Section title={t('figures.visitation.norms')}>
      <DataTable
        caption={t('figures.visitation.norms')}
        captionUnseen
        rows={file.norms}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'form',
            title: t('figures.visitation.form'),
            cell: (row) => t(`common.form.${row.form}`),
            isRowHeader: true,
          },
          {
            key: 'where',
            title: t('figures.visitation.scope'),
            cell: (row) => normPlace(t, row),
          },
          { key: 'norm', title: t('figures.visitation.norm'), cell: (row) => normWords(t, row) },
          {
            key: 'since',
            title: t('figures.visitation.since'),
            cell: (row) => (isSinceAlways(row) ? t('norms.always') : formatDateLong(row.sinceOn, locale)),
          },
        ]}
      />
    </Section>
  )
}

function Series({ file, t }: { file: Visitation; t: Words }) {
  return (
    <Section title={t('figures.visitation.series')}>
      {file.series.length === 0 ? (
        <Soft>{t('figures.visitation.seriesNone')}</Soft>
      ) : (
        <DataTable
          caption={t('figures.visitation.series')}
          captionUnseen
          rows={file.series}
          rowKey={(row) => row.form}
          columns={[
            {
              key: 'form',
              title: t('figures.visitation.form'),
              cell: (row) => t(`common.form.${row.form as 'intervision'}`),
              isRowHeader: true,
            },
            {
              key: 'done',
              title: t('figures.visitation.completed'),
              cell: (row) => row.completed,
              align: 'end',
            },
            { key: 'runs', title: t('figures.visitation.running'), cell: (row) => row.running, align: 'end' },
          ]}
        />
      )}
    </Section>
  )
}
