'use client'

import { useEffect, useLayoutEffect } from 'react'
import styles from './check-ins.module.css'
import { useIsReady } from '@/app/_ui/use-browser'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !['radio', 'checkbox', 'submit'].includes(target.type))

/** The keys of the form: a digit picks the answer that shows it, Ctrl+Enter saves. Says so once they work. */
export function Keys({ formId, hint, titleId }: { formId: string; hint: string; titleId: string }) {
  const isReady = useIsReady()

  useEffect(() => {
    document.getElementById(titleId)?.focus()
  }, [titleId])

  // In the same moment as the hint: a key pressed at once is not lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const form = document.getElementById(formId)
      if (!(form instanceof HTMLFormElement)) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        form.requestSubmit()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const answer =
        /^\d$/.test(event.key) && form.querySelector<HTMLInputElement>(`input[data-key="${event.key}"]`)
      if (!answer) return
      answer.click()
      answer.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [formId])

  return isReady ? <p className={styles.keys}>{hint}</p> : null
}
