import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { SubmitButton } from '@/app/_ui/submit-button'
import { stop, wait } from './actions'

interface WaitFormProps {
  form: string
  otherId: string
  isMain: boolean
}

/** "Tell me when a place opens": one tap, and she stands in line for a time with this guide. */
export async function WaitForm({ form, otherId, isMain }: WaitFormProps) {
  const { t } = await pageContext()
  return (
    <ActionForm action={wait} mistakesTitle={t('common.errorSummary')} label={t('waiting.button')}>
      <input type="hidden" name="form" value={form} />
      <input type="hidden" name="otherId" value={otherId} />
      <SubmitButton tone={isMain ? 'primary' : 'secondary'} working={t('common.working')}>
        {t('waiting.button')}
      </SubmitButton>
    </ActionForm>
  )
}

/** Steps out of a line. */
export async function StopForm({ waitingId, label }: { waitingId: string; label?: string }) {
  const { t } = await pageContext()
  return (
    <ActionForm action={stop} mistakesTitle={t('common.errorSummary')} label={label ?? t('waiting.stop')}>
      <input type="hidden" name="waitingId" value={waitingId} />
      <SubmitButton tone="quiet" working={t('common.working')}>
        {t('waiting.stop')}
      </SubmitButton>
    </ActionForm>
  )
}
