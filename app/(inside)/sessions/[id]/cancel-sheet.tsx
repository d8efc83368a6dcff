import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedSession } from '@/lib/sessions/listing'
import { cancel } from '../actions'

interface CancelSheetProps {
  session: PlannedSession
  when: string
  name: string
}

/** The question before a session is cancelled: the other gets a message. */
export async function CancelSheet({ session, when, name }: CancelSheetProps) {
  const { t } = await pageContext()
  const here = `/sessions/${session.id}`
  const isSeat = session.seats !== null && session.part === 'resident'
  const title = t(isSeat ? 'waiting.seats.leaveTitle' : 'sessions.cancel.title')
  return (
    <Sheet title={title} closeHref={here} closeLabel={t('common.close')}>
      <p>
        <strong>{when}</strong>
        <br />
        {isSeat ? t('waiting.seats.leaveText') : session.other && t('sessions.cancel.text', { name })}
      </p>
      <ActionForm action={cancel} mistakesTitle={t('common.errorSummary')} label={title}>
        <input type="hidden" name="sessionId" value={session.id} />
        <input type="hidden" name="seen" value={session.sequence} />
        <Line>
          <SubmitButton tone="danger" wide working={t('common.working')}>
            {t(isSeat ? 'waiting.seats.leave' : 'sessions.cancel.button')}
          </SubmitButton>
          <LinkButton href={here} tone="quiet" wide>
            {t('sessions.cancel.keep')}
          </LinkButton>
        </Line>
      </ActionForm>
    </Sheet>
  )
}
