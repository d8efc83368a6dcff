import type { Metadata } from 'next'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/empty-state'
import { PageHeader, Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { countOwed } from '@/lib/coverage/queries'
import { loadAgenda } from '@/lib/sessions/agenda'
import { addDaysOn, formatDateLong, todayOn } from '@/lib/time'
import { holds } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { ConflictsNotice } from './conflicts-notice'
import { MeetingsToNote } from './groups/to-note'
import { NextSessions } from './next-sessions'
import { ResidentToday } from './resident-today'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('today.title') }
}

interface Search {
  form?: string
  with?: string
  at?: string
}

/** Vandaag: what is next for whoever looks, by the roles she holds. */
export default async function TodayPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { viewer, locale, t, now } = await pageContext()
  const today = todayOn(now)
  const isResident = holds(viewer, 'resident')
  const owed = holds(viewer, 'supervisor') ? await countOwed(viewer, now) : 0
  const agenda = await loadAgenda(viewer, today, addDaysOn(today, 43), now)
  const sessions = agenda.sessions.filter((session) => session.endsAt > now)
  const links = linksFor(viewer, t)
  return (
    <>
      <PageHeader title={t('today.hello', { name: viewer.givenName })} lead={formatDateLong(today, locale)} />
      {(isResident || holds(viewer, 'supervisor', 'mentor', 'psychologist', 'nurse')) && <ConflictsNotice />}
      {holds(viewer, 'supervisor', 'mentor', 'psychologist') && <MeetingsToNote />}
      {isResident && <ResidentToday sessions={sessions} search={await searchParams} />}
      {holds(viewer, 'supervisor') && (
        <Section
          title={t('today.supervisor.title')}
          action={
            <LinkButton href="/check-ins" tone={owed > 0 ? 'primary' : 'secondary'}>
              {t('today.supervisor.go')}
            </LinkButton>
          }
        >
          <p>{t('today.supervisor.owed', { count: owed })}</p>
        </Section>
      )}
      {links.map((group) => (
        <Section key={group.title} title={group.title}>
          <Rows>
            {group.links.map((link) => (
              <Row
                key={link.href}
                title={link.title}
                about={link.about}
                action={
                  <LinkButton href={link.href} label={`${t('sessions.open')}: ${link.title}`}>
                    {t('sessions.open')}
                  </LinkButton>
                }
              />
            ))}
          </Rows>
        </Section>
      ))}
      {!isResident && sessions.length > 0 && (
        <NextSessions title={t('today.next')} sessions={sessions.slice(0, 5)} />
      )}
      {!isResident && sessions.length === 0 && links.length === 0 && !holds(viewer, 'supervisor') && (
        <EmptyState
          title={t('today.quiet')}
          action={<LinkButton href="/agenda">{t('today.toAgenda')}</LinkButton>}
        >
          {t('today.quietText')}
        </EmptyState>
      )}
    </>
  )
}

function linksFor(viewer: Parameters<typeof holds>[0], t: ReturnType<typeof words>) {
  return [
    holds(viewer, 'mentor') && {
      title: t('today.mentor.title'),
      links: [{ href: '/pairings', title: t('common.nav.pairings'), about: t('today.mentor.text') }],
    },
    holds(viewer, 'secretary') && {
      title: t('today.secretary.title'),
      links: [
        { href: '/check-ins', title: t('today.secretary.dates'), about: t('today.secretary.datesText') },
        { href: '/sessions/plan', title: t('planning.title'), about: t('planning.home.text') },
        {
          href: '/rosters/import',
          title: t('today.secretary.roster'),
          about: t('today.secretary.rosterText'),
        },
      ],
    },
    holds(viewer, 'coordinator') && {
      title: t('today.coordinator.title'),
      links: [
        {
          href: '/pairings',
          title: t('today.coordinator.pairings'),
          about: t('today.coordinator.pairingsText'),
        },
        { href: '/sessions/plan', title: t('planning.title'), about: t('planning.home.text') },
        {
          href: '/people/import',
          title: t('today.coordinator.people'),
          about: t('today.coordinator.peopleText'),
        },
      ],
    },
    holds(viewer, 'nurse') && {
      title: t('planning.home.ward'),
      links: [{ href: '/sessions/plan', title: t('planning.title'), about: t('planning.home.wardText') }],
    },
    holds(viewer, 'admin') && {
      title: t('today.admin.title'),
      links: [{ href: '/log', title: t('today.admin.log'), about: t('today.admin.logText') }],
    },
  ].filter((group) => !!group)
}
