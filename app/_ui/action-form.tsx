'use client'

import {
  createContext,
  use,
  useActionState,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { emptyFormState, liveField, type FormState } from './form-state'
import { useFormWords } from './form-words'
import { useLive, type LiveAnswer } from './live-context'

const FormStateContext = createContext<FormState>(emptyFormState)

export type FormAction = (state: FormState, form: FormData) => Promise<FormState>

interface ActionFormProps {
  action: FormAction
  children: ReactNode
  /** Names the form for a screen reader when no heading does. */
  label?: string
  id?: string
}

/** A form that posts to a command. Without script it is an ordinary post; with script it keeps its place and focus. */
export function ActionForm({ action, children, label, id }: ActionFormProps) {
  const [state, post] = useActionState(action, emptyFormState)
  const said = useFormWords()
  const live = useLive()
  const answer = state.live
  // Each answer once, whatever else is drawn anew.
  const applyAnswer = useEffectEvent((answered: LiveAnswer) => live?.apply(answered))
  useEffect(() => {
    if (answer) applyAnswer(answer)
  }, [answer])
  const summary = useRef<HTMLDivElement>(null)
  // Before anything else can be pressed: whoever is quick keeps the focus where she went next.
  useLayoutEffect(() => {
    if (state.attempt > 0) summary.current?.focus()
  }, [state.attempt])
  const mistakes = Object.entries(state.issues)
  return (
    <form action={post} id={id} aria-label={label} noValidate className="contents">
      <FormStateContext value={state}>
        {live?.isReady && <input type="hidden" name={liveField} value="1" />}
        {(state.refusal || mistakes.length > 0) && (
          <div
            ref={summary}
            tabIndex={-1}
            role="alert"
            className="form-mistakes"
            data-refusal={state.refusal ? '' : undefined}
          >
            <p className="form-mistakes-title">{state.refusal ?? said.mistakes}</p>
            {mistakes.length > 0 && (
              <ul>
                {mistakes.map(([name, text]) => (
                  <li key={name}>
                    <a href={`#${name}`} onClick={enterField}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        {/* A new attempt mounts the fields again, so that each shows what was typed as its default. */}
        <div key={state.attempt} className="contents">
          {children}
        </div>
      </FormStateContext>
    </form>
  )
}

/** The link of a mistake scrolls to its field; with script it also puts the cursor there. */
function enterField({ currentTarget }: MouseEvent<HTMLAnchorElement>) {
  const field = document.getElementById(currentTarget.hash.slice(1))
  const control = field?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
  // After the browser's own jump to the fragment, which would take the focus away again.
  setTimeout(() => control?.focus({ preventScroll: true }))
}

/** What a field must show after a post that was not accepted: the mistake, and the text that was typed. */
export function useField(name: string) {
  const state = use(FormStateContext)
  return {
    attempted: state.attempt > 0,
    values: state.values[name] ?? [],
    value: state.values[name]?.[0],
    issue: state.issues[name],
  }
}
