import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader } from '@/app/_ui/page'
import { loadOverview } from '@/lib/pairings/overview'
import { loadMyPairings } from '@/lib/pairings/queries'
import { todayOn } from '@/lib/time'
import { holds } from '@/lib/viewer'
import { end } from './actions'
import { MyMentor, MySupervisors } from './my-guides'
import { Mentees, Questions, Supervised } from './my-residents'
import { MentorMatters, Residents } from './overview'
import { ConfirmEnd, Done, one, type Query } from './parts'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext()
  return { title: t('pairings.title') }
}

/** Pairings: the sections that fit the roles the viewer holds. */
export default async function PairingsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { viewer, locale, t, now } = await pageContext()
  const query = await searchParams
  const search = one(query, 'q')
  const isWithout = one(query, 'without') === '1'
  const [mine, overview] = await Promise.all([
    loadMyPairings(viewer, now),
    loadOverview(viewer, { search, isWithout, page: Number(one(query, 'page')) || 1 }, now),
  ])
  const speech = { t, locale, today: todayOn(now) }
  const isEmpty = !mine.resident && !mine.mentor && !mine.supervisor && !overview
  if (isEmpty && !holds(viewer, 'psychologist')) notFound()
  const ending = [mine.resident?.mentor, ...(mine.mentor?.residents ?? [])].find(
    (pairing) => pairing && pairing.id === one(query, 'end'),
  )
  return (
    <>
      <PageHeader
        title={t('pairings.title')}
        lead={t(`pairings.lead.${mine.resident ? 'own' : overview ? 'all' : 'guide'}`)}
        actions={
          overview?.keepsMentors && (
            <LinkButton href="/pairings/mentors/proposal">{t('pairings.proposal.link')}</LinkButton>
          )
        }
      />
      <Done query={query} t={t} />
      {isEmpty && <EmptyState title={t('pairings.none.title')}>{t('pairings.none.text')}</EmptyState>}
      {mine.mentor && <Questions questions={mine.mentor.questions} {...speech} />}
      {mine.resident && <MyMentor mine={mine.resident} {...speech} />}
      {mine.resident && <MySupervisors mine={mine.resident} {...speech} />}
      {mine.mentor && <Mentees mine={mine.mentor} {...speech} />}
      {mine.supervisor && <Supervised mine={mine.supervisor} {...speech} />}
      {overview && <MentorMatters overview={overview} {...speech} />}
      {overview && <Residents overview={overview} search={search} isWithout={isWithout} {...speech} />}
      {ending && <ConfirmEnd action={end} pairing={ending} back="/pairings" t={t} />}
    </>
  )
}
