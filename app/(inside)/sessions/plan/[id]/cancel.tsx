import { pageContext } from '@/app/_server/session'
import { ConfirmSheet } from '@/app/_ui/confirm-sheet'
import type { PlannedPage } from '@/lib/sessions/planned-queries'
import { cancel } from '../actions'
import { ScopeChoice } from '../../scope-choice'
import { seenOf } from './seen'

/** The question before it is cancelled: everybody in it gets a message. */
export async function CancelPlanned({ planned, when }: { planned: PlannedPage; when: string }) {
  const { t } = await pageContext()
  return (
    <ConfirmSheet
      title={t('planning.session.cancelTitle')}
      closeHref={`/sessions/plan/${planned.id}`}
      closeLabel={t('common.close')}
      action={cancel}
      fields={seenOf(planned)}
      confirm={t('planning.session.cancelButton')}
      keep={t('planning.session.keep')}
    >
      <p>{t('planning.session.cancelText', { when })}</p>
      <ScopeChoice planned={planned} />
    </ConfirmSheet>
  )
}
