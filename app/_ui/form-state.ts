import type { LiveAnswer } from './live-context'

/** What a form shows after a post that was not accepted. `attempt` rises with every post. */
export interface FormState {
  attempt: number
  values: Record<string, string[]>
  /** A sentence per field name. */
  issues: Record<string, string>
  /** A sentence about the whole: a rule of the hospital said no. */
  refusal?: string
  /** What was changed, where the page stays as it is. */
  live?: LiveAnswer
}

export const emptyFormState: FormState = { attempt: 0, values: {}, issues: {} }

/** Posted by a form of a page that can take a live answer. */
export const liveField = 'live'
