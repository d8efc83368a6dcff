import { pageContext } from '@/app/_server/session'
import { CheckField, TextArea } from '@/app/_ui/field'

/** Planning over somebody's rest: ticked, with a reason. Without the tick the rules say no. */
export async function AnywayFields() {
  const { t } = await pageContext()
  return (
    <>
      <CheckField name="anyway" label={t('planning.check.anyway')} />
      <TextArea
        name="reason"
        label={t('planning.check.reason')}
        hint={t('planning.check.reasonHint')}
        rows={2}
        maxLength={200}
      />
    </>
  )
}
