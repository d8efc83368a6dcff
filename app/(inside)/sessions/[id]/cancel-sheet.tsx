import { pageContext } from '@/app/_server/session'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import type { PlannedSession } from '@/lib/sessions/listing'
import { cancel, cancelAll } from '../actions'
import { ScopeChoice } from '../scope-choice'

interface CancelSheetProps {
  session: PlannedSession & { othersToCome: number }
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
    <ConfirmSheet
      title={title}
      closeHref={here}
      closeLabel={t('common.close')}
      action={session.othersToCome > 0 ? cancelAll : cancel}
      fields={{ sessionId: session.id, seen: session.sequence }}
      confirm={t(isSeat ? 'waiting.seats.leave' : 'sessions.cancel.button')}
      keep={t('sessions.cancel.keep')}
    >
      <p>
        <strong>{when}</strong>
        <br />
        {isSeat ? t('waiting.seats.leaveText') : session.other && t('sessions.cancel.text', { name })}
      </p>
      {session.othersToCome > 0 && <ScopeChoice planned={session} />}
    </ConfirmSheet>
  )
}
