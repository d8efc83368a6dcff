import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { PageHeader, Soft, Stack } from '@/app/_ui/page'
import { loadMirror, type Reflection, surveyed } from '@/lib/figures/mirror'
import { shareOf } from '@/lib/figures/rules'
import { formatDate, todayOn } from '@/lib/time'
import { type Words, words } from '@/lib/words/words'
import { surveyPercent } from '../survey-percent'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('figures.mirror.title') }
}

/** What young doctors said in the survey, each beside what this hospital measures of itself, or that it cannot know. */
export default async function MirrorPage() {
  const { viewer, locale, t, now } = await pageContext()
  const mirror = await loadMirror(viewer)
  if (!mirror) notFound()
  const survey = { n: surveyed.n, year: String(surveyed.year) }
  return (
    <>
      <PageHeader
        title={t('figures.mirror.title')}
        lead={t('figures.mirror.lead', survey)}
        actions={
          <LinkButton href="/figures" tone="quiet" icon="back">
            {t('figures.title')}
          </LinkButton>
        }
      />
      <Stack>
        <DataTable
          caption={t('figures.mirror.title')}
          captionUnseen
          rows={mirror.reflections}
          rowKey={(row) => row.question}
          columns={[
            {
              key: 'question',
              title: t('figures.what'),
              cell: (row) => t(`figures.mirror.question.${row.question}`),
              isRowHeader: true,
            },
            {
              key: 'then',
              title: `${t('figures.mirror.then')}, ${survey.year} (n = ${survey.n})`,
              cell: (row) => surveyPercent(t, row),
            },
            { key: 'here', title: t('figures.mirror.here'), cell: (row) => ownWords(row, t) },
          ]}
        />
        <Soft>{t('figures.mirror.source', survey)}</Soft>
        {mirror.asOf && (
          <Soft>{t('figures.asOf', { date: formatDate(mirror.asOf, locale, todayOn(now)) })}</Soft>
        )}
      </Stack>
    </>
  )
}

/** The hospital's own figure; or that there is none, or never will be. */
function ownWords({ measure, own }: Reflection, t: Words): string {
  if (measure !== 'check-in' && measure !== 'student-teaching' && measure !== 'learning-talk')
    return t('figures.mirror.unknown')
  const share = own && shareOf(own)
  if (!own || share === null) return t('figures.mirror.unknownYet')
  return t(`figures.mirror.own.${measure}`, {
    percent: Math.round(share * 100),
    reached: own.reached ?? 0,
    total: own.total ?? 0,
  })
}
