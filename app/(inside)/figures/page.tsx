import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { buttonClass, LinkButton } from '@/app/_ui/button'
import { Disclosure } from '@/app/_ui/disclosure'
import { EmptyState } from '@/app/_ui/empty-state'
import { Icon } from '@/app/_ui/icon'
import { PageHeader, Section, Soft, Stack } from '@/app/_ui/page'
import { mayReadHospital } from '@/lib/figures/policy'
import {
  listFigureDepartments,
  listFiguresByDepartment,
  listMissing,
  loadFigures,
} from '@/lib/figures/queries'
import { isForm } from '@/lib/figures/rules'
import { formatDate, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { DepartmentChoice } from '../department-choice'
import { ByDepartment } from './by-department'
import { MeasureFigures } from './measure-figures'
import { MissingTable } from './missing-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('figures.title') }
}

interface Query {
  department?: string | string[]
  page?: string | string[]
}

/** How guidance stands, over closed months: of a department, or of the hospital; and for a secretary who still misses one. */
export default async function FiguresPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, locale, t, now } = await pageContext()
  const query = await searchParams
  const departments = await listFigureDepartments(viewer)
  if (!departments) notFound()
  const isWhole = mayReadHospital(viewer)
  const chosen = departments.find(({ id }) => id === query.department) ?? (isWhole ? null : departments[0]!)
  const [loaded, beside, missing] = await Promise.all([
    loadFigures(viewer, chosen?.id ?? null),
    chosen ? null : listFiguresByDepartment(viewer),
    chosen ? listMissing(viewer, chosen.id, now, Number(query.page) || 1) : null,
  ])
  if (!loaded) notFound()
  const today = todayOn(now)
  const forms = loaded.lines.filter(({ measure }) => isForm(measure))
  const others = loaded.lines.filter(({ measure }) => !isForm(measure))
  const file = `/figures/file${chosen ? `?department=${chosen.id}` : ''}`
  return (
    <>
      <PageHeader
        title={chosen ? `${t('figures.title')}: ${chosen.name}, ${chosen.site}` : t('figures.title')}
        lead={loaded.asOf ? t('figures.asOf', { date: formatDate(loaded.asOf, locale, today) }) : undefined}
        actions={
          <>
            {isWhole && (
              <>
                <LinkButton href="/figures/mirror">{t('figures.mirror.title')}</LinkButton>
                <LinkButton href="/figures/visitation">{t('figures.visitation.title')}</LinkButton>
              </>
            )}
            {loaded.lines.length > 0 && (
              <a href={file} download className={buttonClass({})}>
                <Icon name="download" />
                {t('figures.csv')}
              </a>
            )}
          </>
        }
      />
      <DepartmentChoice
        chosenId={chosen?.id ?? ''}
        departments={departments}
        whole={isWhole ? t('figures.whole') : undefined}
      />
      {missing && chosen && (
        <MissingTable departmentId={chosen.id} missing={missing} {...{ locale, t, today }} />
      )}
      {loaded.lines.length === 0 ? (
        <EmptyState title={t('figures.none')}>{t('figures.noneText')}</EmptyState>
      ) : (
        <>
          <Section title={t('figures.forms')} lead={t('figures.formsLead')}>
            <Stack>
              <MeasureFigures lines={forms} t={t} />
              <Disclosure title={t('figures.how')}>
                <Stack gap={2}>
                  <Soft>{t('figures.howForm')}</Soft>
                  <Soft>{t('figures.howAll')}</Soft>
                </Stack>
              </Disclosure>
            </Stack>
          </Section>
          {others.length > 0 && (
            <Section title={t('figures.others')} lead={t('figures.othersLead')}>
              <MeasureFigures lines={others} t={t} />
            </Section>
          )}
        </>
      )}
      {beside && beside.length > 0 && <ByDepartment rows={beside} t={t} />}
    </>
  )
}
