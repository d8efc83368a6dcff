import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { isPlanner } from '@/lib/sessions/office-queries'
import { listPlanned, plannedPerPage, type Planned } from '@/lib/sessions/planned-queries'
import { mayKeepRooms } from '@/lib/sessions/rooms'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'
import { ListPager, pageAsked } from '../list-pager'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.title') }
}

/** What is planned for several people by the viewer's offices, her own departments first, and where planning begins. */
export default async function PlanPage(props: { searchParams: Promise<{ page?: string }> }) {
  const { viewer, locale, t, now } = await pageContext()
  if (!isPlanner(viewer)) notFound()
  const { planned, count, page } = await listPlanned(viewer, now, pageAsked((await props.searchParams).page))
  const elsewhere = planned.filter(({ isOwn }) => !isOwn)
  const own = planned.filter(({ isOwn }) => isOwn)
  const about = (session: Planned) =>
    [
      t(`common.form.${session.form}`),
      session.department,
      session.guide?.name,
      session.seats
        ? t('planning.session.seats', { taken: session.residents.length, seats: session.seats })
        : session.residents.map(({ name }) => name).join(', '),
    ]
      .filter(Boolean)
      .join(' · ')
  const rowsOf = (sessions: readonly Planned[]) => (
    <Rows label={t('planning.coming')}>
      {sessions.map((session) => {
        const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
        return (
          <Row
            key={session.id}
            title={when}
            about={about(session)}
            action={
              <LinkButton
                href={`/sessions/plan/${session.id}`}
                label={`${t('planning.open')}: ${t(`common.form.${session.form}`)}, ${when}`}
              >
                {t('planning.open')}
              </LinkButton>
            }
          />
        )
      })}
    </Rows>
  )
  return (
    <>
      <PageHeader
        title={t('planning.title')}
        lead={t('planning.lead')}
        actions={
          <>
            {mayKeepRooms(viewer) && <LinkButton href="/rooms">{t('planning.rooms')}</LinkButton>}
            <LinkButton href="/sessions/plan/new" tone="primary" icon="plus">
              {t('planning.new')}
            </LinkButton>
          </>
        }
      />
      <Section title={t('planning.coming')} count={count}>
        {count === 0 ? (
          <EmptyState title={t('planning.nothing')}>{t('planning.nothingText')}</EmptyState>
        ) : (
          rowsOf(own.length > 0 ? own : elsewhere)
        )}
      </Section>
      {own.length > 0 && elsewhere.length > 0 && (
        <Section title={t('planning.otherDepartments')}>{rowsOf(elsewhere)}</Section>
      )}
      <ListPager page={page} count={count} perPage={plannedPerPage} path="/sessions/plan" />
    </>
  )
}
