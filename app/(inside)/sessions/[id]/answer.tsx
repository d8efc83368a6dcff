import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { Notice } from '@/app/_ui/notice'
import { Line, Soft } from '@/app/_ui/page'
import { SubmitButton } from '@/app/_ui/submit-button'
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

/** One of the two answers, as a button. */
export async function AnswerForm(props: {
  session: Pick<Session, 'id' | 'sequence'>
  answer: 'accept' | 'decline'
  label: string
}) {
  const { t } = await pageContext()
  const { session } = props
  return (
    <ActionForm action={answer} mistakesTitle={t('common.errorSummary')} label={props.label}>
      <input type="hidden" name="sessionId" value={session.id} />
      <input type="hidden" name="seen" value={session.sequence} />
      <input type="hidden" name="answer" value={props.answer} />
      <SubmitButton tone={props.answer === 'accept' ? 'primary' : 'secondary'} working={t('common.working')}>
        {props.label}
      </SubmitButton>
    </ActionForm>
  )
}
