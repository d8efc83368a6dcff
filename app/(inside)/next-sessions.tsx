import { pageContext } from '@/app/_server/session'
import { LinkButton } from '@/app/_ui/button'
import { DateBlock } from '@/app/_ui/date-block'
import { Section } from '@/app/_ui/page'
import { Row, Rows } from '@/app/_ui/rows'
import type { PlannedSession } from '@/lib/sessions/listing'
import { dateOf, formatDate, formatTime, todayOn, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'
import { discreetAbout, discreetForm } from './sessions/said'

/** Sessions still to come, each with its calendar leaf. */
export async function NextSessions({ title, sessions }: { title: string; sessions: PlannedSession[] }) {
  const { locale, t, now } = await pageContext()
  return (
    <Section title={title}>
      <Rows>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} locale={locale} t={t} today={todayOn(now)} />
        ))}
      </Rows>
    </Section>
  )
}

interface SessionRowProps {
  session: PlannedSession
  locale: Locale
  t: Words
  today: string
}

function SessionRow({ session, locale, t, today }: SessionRowProps) {
  const date = formatDate(dateOf(session.startsAt), locale, today)
  const [weekday = '', day = '', month = ''] = date.split(' ')
  const times = `${formatTime(session.startsAt, locale)}–${formatTime(session.endsAt, locale)}`
  const form = discreetForm(t, session)
  return (
    <Row
      before={<DateBlock weekday={weekday} day={day} month={month} />}
      title={`${times} ${form}`}
      about={discreetAbout(t, session)}
      action={
        <LinkButton
          href={`/sessions/${session.id}`}
          label={`${t('sessions.open')}: ${form}, ${date}, ${times}`}
        >
          {t('sessions.open')}
        </LinkButton>
      }
    />
  )
}
