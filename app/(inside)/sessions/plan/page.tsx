import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { isPlanner } from '@/lib/sessions/office-queries'
import { listPlanned, type Planned } from '@/lib/sessions/planned-queries'
import { mayKeepRooms } from '@/lib/sessions/rooms'
import { formatRange, todayOn } from '@/lib/time'
import { words } from '@/lib/words/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('planning.title') }
}

/** What is planned for several people by the viewer's offices, and where planning begins. */
export default async function PlanPage() {
  const { viewer, locale, t, now } = await pageContext()
  if (!isPlanner(viewer)) notFound()
  const planned = await listPlanned(viewer, now)
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
      <Section title={t('planning.coming')} count={planned.length}>
        {planned.length === 0 ? (
          <EmptyState title={t('planning.nothing')}>{t('planning.nothingText')}</EmptyState>
        ) : (
          <Rows label={t('planning.coming')}>
            {planned.map((session) => {
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
        )}
      </Section>
    </>
  )
}
