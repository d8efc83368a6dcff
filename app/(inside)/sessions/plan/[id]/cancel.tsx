import { pageContext } from '@/app/_server/session'
import { ActionForm } from '@/app/_ui/action-form'
import { LinkButton } from '@/app/_ui/button'
import { Line } from '@/app/_ui/page'
import { Sheet } from '@/app/_ui/sheet'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { PlannedPage } from '@/lib/sessions/planned-queries'
import { cancel } from '../actions'
import { ScopeChoice } from './scope-choice'

/** The question before it is cancelled: everybody in it gets a message. */
export async function CancelPlanned({ planned, when }: { planned: PlannedPage; when: string }) {
  const { t } = await pageContext()
  const here = `/sessions/plan/${planned.id}`
  const title = t('planning.session.cancelTitle')
  return (
    <Sheet title={title} closeHref={here} closeLabel={t('common.close')}>
      <p>{t('planning.session.cancelText', { when })}</p>
      <ActionForm action={cancel} mistakesTitle={t('common.errorSummary')} label={title}>
        <input type="hidden" name="sessionId" value={planned.id} />
        <input type="hidden" name="seen" value={planned.sequence} />
        <ScopeChoice planned={planned} />
        <Line>
          <SubmitButton tone="danger" wide working={t('common.working')}>
            {t('planning.session.cancelButton')}
          </SubmitButton>
          <LinkButton href={here} tone="quiet" wide>
            {t('planning.session.keep')}
          </LinkButton>
        </Line>
      </ActionForm>
    </Sheet>
  )
}
