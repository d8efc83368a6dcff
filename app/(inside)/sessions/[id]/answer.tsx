import { pageContext } from '@/app/_server/session'
import { Notice } from '@/app/_ui/notice'
import { OneButton } from '@/app/_ui/one-button'
import { Line, Soft } from '@/app/_ui/page'
import type { loadSession } from '@/lib/sessions/queries'
import { isAwaited } from '@/lib/sessions/rules'
import { dateOf, formatDate, formatTime, todayOn } from '@/lib/time'
import { answer } from '../actions'
import { nameOfOther } from '../said'

type Session = NonNullable<Awaited<ReturnType<typeof loadSession>>>

/** A request or an offer that waits: for whom, until when, and the two answers for whoever is asked. */
export async function Answer({ session }: { session: Session }) {
  const { locale, t, now } = await pageContext()
  const awaited = session.seatRows.find((seat) => isAwaited(seat, now))
  if (!awaited?.answerBy) return null
  const until = `${formatDate(dateOf(awaited.answerBy), locale, todayOn(now))}, ${formatTime(awaited.answerBy, locale)}`
  const isOffer = session.state === 'offered'
  const name = nameOfOther(t, session)
  if (session.refused.answer)
    return (
      <Notice title={t(isOffer ? 'sessions.asked.offeredOther' : 'sessions.asked.waits', { name, until })} />
    )
  return (
    <Notice
      tone="attention"
      title={t(isOffer ? 'sessions.asked.offered' : 'sessions.asked.you', { name, until })}
    >
      <Soft>{t('sessions.asked.about')}</Soft>
      <Line>
        <AnswerForm
          session={session}
          answer="accept"
          label={t(isOffer ? 'sessions.asked.take' : 'sessions.asked.accept')}
        />
        <AnswerForm
          session={session}
          answer="decline"
          label={t(isOffer ? 'sessions.asked.leave' : 'sessions.asked.decline')}
        />
      </Line>
    </Notice>
  )
}

interface AnswerFormProps {
  session: Pick<Session, 'id' | 'sequence'>
  answer: 'accept' | 'decline'
  label: string
}

/** One of the two answers, as a button. */
export function AnswerForm({ session, answer: given, label }: AnswerFormProps) {
  return (
    <OneButton
      action={answer}
      fields={{ sessionId: session.id, seen: session.sequence, answer: given }}
      tone={given === 'accept' ? 'primary' : 'secondary'}
    >
      {label}
    </OneButton>
  )
}
