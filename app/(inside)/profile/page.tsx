import type { Metadata } from 'next'
import { Preferences } from '@/app/_server/preference-forms'
import { currentLocale, pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DataTable } from '@/app/_ui/data-table'
import { EmptyState } from '@/app/_ui/empty-state'
import { Facts } from '@/app/_ui/facts'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { PageHeader, Panel, Section } from '@/app/_ui/page'
import { Pagination } from '@/app/_ui/pagination'
import { Row, Rows } from '@/app/_ui/rows'
import { Status } from '@/app/_ui/status'
import { listLooks, lookupsPerPage } from '@/lib/audit/queries'
import { outboxReach } from '@/lib/notifications/policy'
import { loadPerson } from '@/lib/people/queries'
import { maySelfCheck } from '@/lib/self-check/policy'
import { listSignIns } from '@/lib/sign-in/sign-in'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { words, type Words } from '@/lib/words/words'
import { end } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: words(await currentLocale())('profile.title') }
}

/** One's own: what is known, where one is signed in, and who looked. */
export default async function ProfilePage({
  searchParams,
}: {
  searchParams: Promise<{ done?: string; before?: string }>
}) {
  const { viewer, locale, t, now } = await pageContext()
  const { done, before } = await searchParams
  const today = todayOn(now)
  const person = await loadPerson(viewer, viewer.id)
  const signIns = await listSignIns(viewer)
  const wasResident = person?.roles.some(({ role }) => role === 'resident')
  const looks = await listLooks(viewer, Number(before) || undefined)
  const moment = (at: Date) => `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
  const lastId = looks.at(-1)?.id
  return (
    <>
      <PageHeader
        title={t('profile.title')}
        lead={t('profile.lead')}
        actions={
          <>
            {wasResident && <LinkButton href="/profile/counters">{t('counters.link')}</LinkButton>}
            {maySelfCheck(viewer) && (
              <LinkButton href="/self-check" tone="quiet">
                {t('selfCheck.title')}
              </LinkButton>
            )}
            {outboxReach(viewer) === 'own' && (
              <LinkButton href="/log/messages">{t('notifications.outbox.title')}</LinkButton>
            )}
          </>
        }
      />
      {done === 'ended' && <Notice tone="done" title={t('profile.ended')} live />}
      <Panel>
        <Facts
          facts={[
            { name: t('people.name'), value: `${viewer.givenName} ${viewer.familyName}` },
            { name: t('people.number'), value: person?.contact?.staffNumber },
            { name: t('people.email'), value: person?.contact?.email },
            {
              name: t('people.roles'),
              value: person?.roles
                .filter((held) => held.isHeld)
                .map((held) => [t(`common.role.${held.role}`), held.department].filter(Boolean).join(', '))
                .join('; '),
            },
          ]}
        />
      </Panel>
      <Section title={t('profile.preferences')}>
        <Preferences t={t} locale={locale} where={t('profile.title')} />
      </Section>
      <Section title={t('profile.signIns')} lead={t('profile.signInsLead')}>
        <Rows>
          {signIns.map((signIn) => (
            <Row
              key={signIn.id}
              title={deviceName(signIn.device) ?? t('profile.unknownDevice')}
              about={`${t('profile.since')} ${moment(signIn.madeAt)}`}
              status={signIn.id === viewer.signInId && <Status tone="good">{t('profile.thisOne')}</Status>}
              action={
                signIn.id !== viewer.signInId && (
                  <OneButton action={end} fields={{ signInId: signIn.id }} size="small">
                    {t('profile.end')}
                  </OneButton>
                )
              }
            />
          ))}
        </Rows>
      </Section>
      <Section title={t('profile.looks')} lead={t('profile.looksLead')}>
        {looks.length === 0 ? (
          <EmptyState title={t('profile.noLooks')} />
        ) : (
          <DataTable
            caption={t('profile.looks')}
            captionUnseen
            rows={looks}
            rowKey={(look) => String(look.id)}
            columns={[
              { key: 'when', title: t('profile.when'), isRowHeader: true, cell: (look) => moment(look.at) },
              {
                key: 'who',
                title: t('profile.who'),
                cell: (look) =>
                  look.actor
                    ? `${look.actor.givenName} ${look.actor.familyName}`
                    : t(look.actorId ? 'profile.somebody' : 'profile.system'),
              },
              { key: 'what', title: t('profile.whatHappened'), cell: (look) => actionWords(t, look.action) },
            ]}
          />
        )}
        {(looks.length === lookupsPerPage || before) && (
          <Pagination
            label={t('profile.pages')}
            words=""
            previous={before ? { href: '/profile', label: t('profile.newest') } : undefined}
            next={
              looks.length === lookupsPerPage && lastId
                ? { href: `/profile?before=${lastId}`, label: t('profile.older') }
                : undefined
            }
          />
        )}
      </Section>
    </>
  )
}

/** "check-in.read" in words: those of the act, or else of its kind; the log keeps no more than that. */
function actionWords(t: Words, action: string): string {
  const act = `profile.action.${action.replace('.', '-') as 'other'}` as const
  const kind = `profile.action.${action.split(/[.:]/)[0] as 'other'}` as const
  return t(t.has(act) ? act : t.has(kind) ? kind : 'profile.action.other')
}

/** The browser and the system, out of what the browser says of itself. */
function deviceName(agent: string | null): string | null {
  if (!agent) return null
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name))
  const system = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'Linux'].find((name) =>
    agent.includes(name),
  )
  return (
    [browser?.replace('Edg', 'Edge'), system?.replace('Macintosh', 'Mac')].filter(Boolean).join(', ') || null
  )
}
