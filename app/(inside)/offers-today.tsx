import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { Line, Panel, Section, Soft, Stack } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import { isConfidential } from '@/lib/sessions/forms'
import type { PlannedSession } from '@/lib/sessions/listing'
import { listWaiting } from '@/lib/sessions/waiting'
import { dateOf, formatDate, formatRange, formatTime, todayOn } from '@/lib/time'
import { AnswerForm } from './sessions/[id]/answer'
import { whereIs, withWhom } from './sessions/said'

/** Places that came free and are hers to take: what, until when, and the two answers. Of a confidential one only that it is there. */
export async function Offers({ sessions }: { sessions: PlannedSession[] }) {
  const { locale, t, now } = await pageContext()
  const today = todayOn(now)
  if (sessions.length === 0) return null
  const moment = (at: Date) => `${formatDate(dateOf(at), locale, today)}, ${formatTime(at, locale)}`
  const whatOf = (session: PlannedSession) =>
    isConfidential(session.form)
      ? t('waiting.session')
      : [t(`common.form.${session.form as 'check-in'}`), withWhom(t, session), whereIs(session)]
          .filter(Boolean)
          .join(', ')
  return (
    <Section title={t('waiting.offer.title')}>
      {sessions.map((session) => (
        <Panel key={session.id} tone="accent">
          <Stack gap={3}>
            <div>
              <p>
                <strong>{formatRange(session.startsAt, session.endsAt, locale, today)}</strong>
              </p>
              <p>{whatOf(session)}</p>
            </div>
            {session.seat.answerBy && (
              <Soft>{t('waiting.offer.until', { until: moment(session.seat.answerBy) })}</Soft>
            )}
            <Line>
              <AnswerForm session={session} answer="accept" label={t('waiting.offer.take')} />
              <AnswerForm session={session} answer="decline" label={t('waiting.offer.leave')} />
            </Line>
          </Stack>
        </Panel>
      ))}
    </Section>
  )
}

/** What she waits for, and where else she can find a place. */
export async function OtherPlaces() {
  const { viewer, t } = await pageContext()
  const lines = await listWaiting(viewer)
  const links = [
    ...(lines.length > 0
      ? [
          {
            href: '/sessions/wait',
            title: t('waiting.showAll'),
            about: t('waiting.count', { count: lines.length }),
          },
        ]
      : []),
    { href: '/sessions/seats', title: t('waiting.seats.title'), about: t('waiting.seats.lead') },
  ]
  return (
    <Section title={t('waiting.places')}>
      <Rows>
        {links.map(({ href, title, about }) => (
          <Row
            key={href}
            title={title}
            about={about}
            action={
              <LinkButton href={href} label={`${t('sessions.open')}: ${title}`}>
                {t('sessions.open')}
              </LinkButton>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}
