import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from './action-form'
import { LinkButton, type ButtonLook } from './button'
import { HiddenFields } from './one-button'
import { Line } from './page'
import { Sheet } from './sheet'
import { SubmitButton } from './submit-button'

interface ConfirmSheetProps extends Pick<ButtonLook, 'tone'> {
  title: string
  closeHref: string
  closeLabel: string
  action: FormAction
  fields: Record<string, string | number>
  /** What it does, who hears of it, and what else is asked. */
  children: ReactNode
  /** The button that does it, and the link that does not. */
  confirm: string
  keep: string
}

/** Asks once more, because somebody else gets a message. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { title, closeHref, closeLabel, action, fields, children, confirm, keep, tone = 'danger' } = props
  return (
    <Sheet title={title} closeHref={closeHref} closeLabel={closeLabel}>
      <ActionForm action={action} label={title}>
        <HiddenFields fields={fields} />
        {children}
        <Line>
          <SubmitButton tone={tone} wide>
            {confirm}
          </SubmitButton>
          <LinkButton href={closeHref} tone="quiet" wide>
            {keep}
          </LinkButton>
        </Line>
      </ActionForm>
    </Sheet>
  )
}
