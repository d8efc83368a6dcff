import { ActionForm, type FormAction } from './action-form'
import type { ButtonLook } from './button'
import { SubmitButton } from './submit-button'

interface OneButtonProps extends ButtonLook {
  action: FormAction
  /** The hidden fields. */
  fields?: Record<string, string | number | readonly string[]>
  children: string
  /** Whom it is about, for the ear, where several buttons say the same. */
  about?: string
}

/** The fields of a form that nobody sees; a list is sent as one field for each of its values. */
export function HiddenFields({ fields }: { fields: Record<string, string | number | readonly string[]> }) {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each) => <input key={`${name} ${each}`} type="hidden" name={name} value={each} />),
  )
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
