import { ActionForm, type FormAction } from './action-form'
import type { ButtonLook } from './button'
import { SubmitButton } from './submit-button'

interface OneButtonProps extends ButtonLook {
  action: FormAction
  /** The hidden fields. */
  fields?: Record<string, string | number>
  children: string
  /** Whom it is about, for the ear, where several buttons say the same. */
  about?: string
}

/** The fields of a form that nobody sees. */
export function HiddenFields({ fields }: { fields: Record<string, string | number> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

/** A form of one button: it works before the script has loaded, and shows a refusal above itself. */
export function OneButton({ action, fields = {}, children, about, ...look }: OneButtonProps) {
  return (
    <ActionForm action={action} label={about ? `${children}: ${about}` : children}>
      <HiddenFields fields={fields} />
      <SubmitButton {...look}>
        {children}
        {about && <span className="unseen">: {about}</span>}
      </SubmitButton>
    </ActionForm>
  )
}
