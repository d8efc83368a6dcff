import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { ZodError } from 'zod'
import { emptyFormState, liveField, type FormState } from '@/app/_ui/form-state'
import type { LiveAnswer } from '@/app/_ui/live-context'
import { Refusal } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'
import { words, type IssueKey, type Words } from '@/lib/words/words'
import { requireViewer } from './session'

type Command<Input, Result> = (viewer: Viewer, input: Input) => Promise<Result>

/** Where to go after the write: a path of this site. */
type Then<Result> = (result: Result, form: FormData) => string

/** What the write changed on the page that it was asked from, where that page stays. */
type Stay<Result> = (viewer: Viewer, result: Result, form: FormData) => Promise<LiveAnswer | null>

/**
 * Form -> command -> form state. Mistakes and refusals come back as sentences at their place with everything that was typed;
 * success goes to the page that `then` names, or answers with what changed where the page can `stay`. Anything else is a real error
 * and gets the error page.
 */
export function action<Input, Result>(run: Command<Input, Result>, then: Then<Result>, stay?: Stay<Result>) {
  return async (state: FormState, form: FormData): Promise<FormState> => {
    const viewer = await requireViewer()
    let result: Result
    try {
      result = await run(viewer, readForm(form) as Input)
    } catch (error) {
      const problem = explain(error, words(viewer.locale))
      if (!problem) throw error
      // What was refused has often changed meanwhile: the page behind the form is shown as it is now.
      if (error instanceof Refusal) revalidatePath('/', 'layout')
      return { attempt: state.attempt + 1, values: typedValues(form), issues: {}, ...problem }
    }
    const live = stay && form.get(liveField) ? await stay(viewer, result, form) : null
    if (live) return { ...emptyFormState, attempt: state.attempt, live }
    revalidatePath('/', 'layout')
    redirect(then(result, form))
  }
}

/** The sentences for a mistake or a refusal, or null for a real error. */
function explain(error: unknown, t: Words): Pick<FormState, 'issues'> | Pick<FormState, 'refusal'> | null {
  if (error instanceof Refusal) return { refusal: t(`refusals.${error.reason}`, error.detail) }
  if (!(error instanceof ZodError)) return null
  const issues: Record<string, string> = {}
  for (const issue of error.issues) {
    const name = issue.path.map(String).join('.') || 'form'
    const key = `issues.${issue.message as IssueKey}` as const
    issues[name] ??= t.has(key) ? t(key) : t('issues.invalid')
  }
  return { issues }
}

/** A posted form as plain input: an empty field is absent, a repeated one is a list, a file stays a File. */
function readForm(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const values = form.getAll(name).filter((value) => value !== '')
    if (values.length > 0) input[name] = values.length === 1 ? values[0] : values
  }
  return input
}

function typedValues(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const name of new Set(form.keys()))
    if (!name.startsWith('$ACTION'))
      values[name] = form.getAll(name).filter((value) => typeof value === 'string')
  return values
}
