/** What a form shows after a post that was not accepted. `attempt` rises with every post. */
export interface FormState {
  attempt: number
  values: Record<string, string[]>
  /** A sentence per field name. */
  issues: Record<string, string>
  /** A sentence about the whole: a rule of the hospital said no. */
  refusal?: string
}

export const emptyFormState: FormState = { attempt: 0, values: {}, issues: {} }
