import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { DataTable, type Column } from '@/app/_ui/data-table'
import { Disclosure } from '@/app/_ui/disclosure'
import { EmptyState } from '@/app/_ui/empty-state'
import { Notice } from '@/app/_ui/notice'
import { PageHeader, Section, Stack } from '@/app/_ui/page'
import { isSinceAlways, normPlace, normWords } from '@/lib/coverage/norm-words'
import { type ListedNorm, listNorms } from '@/lib/coverage/norms'
import { maySetNorm } from '@/lib/coverage/policy'
import { coveredForms } from '@/lib/coverage/rules'
import { listRosterDepartments } from '@/lib/rosters/queries'
import { formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { NormForm } from './norm-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('norms.title') }
}

/** How often each guidance form takes place: the hospital's norms, those of departments, and the form to set one. */
export default async function NormsPage(props: { searchParams: Promise<{ done?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  const { done } = await props.searchParams
  const norms = await listNorms(viewer, now)
  if (!norms) notFound()
  const departments = (await listRosterDepartments(viewer)).filter(({ id }) => maySetNorm(viewer, id))
  const today = todayOn(now)
  const since: Column<ListedNorm> = {
    key: 'since',
    title: t('norms.since'),
    cell: (norm) => (isSinceAlways(norm) ? t('norms.always') : formatDate(norm.sinceOn, locale, today)),
  }
  const form: Column<ListedNorm> = {
    key: 'form',
    title: t('norms.form'),
    isRowHeader: true,
    cell: (norm) => t(`common.form.${norm.form}`),
  }
  const days: Column<ListedNorm> = { key: 'days', title: t('norms.norm'), cell: (norm) => normWords(t, norm) }
  const general = norms
    .filter(({ department, kind }) => department === null && kind === null)
    .toSorted((a, b) => coveredForms.indexOf(a.form) - coveredForms.indexOf(b.form))
  const own = norms.filter(({ department, kind }) => department !== null || kind !== null)
  return (
    <>
      <PageHeader title={t('norms.title')} lead={t('norms.lead')} />
      {done === 'set' && <Notice tone="done" live title={t('norms.done')} />}
      <Section title={t('norms.hospital')}>
        <Stack>
          <DataTable
            caption={t('norms.hospital')}
            captionUnseen
            rows={general}
            rowKey={(row) => row.id}
            columns={[form, days, since]}
          />
          <Disclosure title={t('norms.how')}>{t('norms.howText')}</Disclosure>
        </Stack>
      </Section>
      <Section title={t('norms.own')} count={own.length}>
        {own.length === 0 ? (
          <EmptyState title={t('norms.ownNone')}>{t('norms.ownNoneText')}</EmptyState>
        ) : (
          <DataTable
            caption={t('norms.own')}
            captionUnseen
            rows={own}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'where',
                title: t('norms.where'),
                isRowHeader: true,
                cell: (norm) => normPlace(t, norm),
              },
              { ...form, isRowHeader: false },
              days,
              since,
            ]}
          />
        )}
      </Section>
      {departments.length > 0 && (
        <NormForm isForHospital={maySetNorm(viewer, null)} {...{ departments, t, today }} />
      )}
    </>
  )
}
