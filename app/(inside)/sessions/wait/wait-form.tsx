import { pageContext } from '@/app/_server/session'
import { OneButton } from '@/app/_ui/one-button'
import { stop, wait, waitAny } from './actions'

interface WaitFormProps {
  form: string
  otherId: string
  isMain: boolean
}

/** "Tell me when a place opens": one tap, and she stands in line for a time with this guide. */
export async function WaitForm({ form, otherId, isMain }: WaitFormProps) {
  const { t } = await pageContext()
  return (
    <OneButton action={wait} fields={{ form, otherId }} tone={isMain ? 'primary' : 'secondary'}>
      {t('waiting.button')}
    </OneButton>
  )
}

/** The same for a time with any mentor of the pool. */
export async function WaitAnyForm({ isMain }: { isMain: boolean }) {
  const { t } = await pageContext()
  return (
    <OneButton action={waitAny} tone={isMain ? 'primary' : 'secondary'}>
      {t('waiting.button')}
    </OneButton>
  )
}

/** Steps out of a line. */
export async function StopForm({ waitingId, about }: { waitingId: string; about?: string }) {
  const { t } = await pageContext()
  return (
    <OneButton action={stop} fields={{ waitingId }} tone="quiet" about={about}>
      {t('waiting.stop')}
    </OneButton>
  )
}
