'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonClass, type ButtonLook } from './button'
import styles from './button.module.css'
import { useFormWords } from './form-words'
import { Icon } from './icon'
import { useOnline } from './offline-notice'

interface SubmitButtonProps extends ButtonLook {
  children: ReactNode
  name?: string
  value?: string
}

/** The submit button of a form: shows that it is busy and takes no second press meanwhile; none without a connection, which the page says. */
export function SubmitButton({ children, name, value, ...look }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  const isOnline = useOnline()
  const { working, offline } = useFormWords()
  const isAtRest = pending || !isOnline
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={buttonClass(look)}
      aria-disabled={isAtRest || undefined}
      onClick={(event) => {
        if (isAtRest) event.preventDefault()
      }}
    >
      {pending ? <span className={styles.busy} aria-hidden="true" /> : look.icon && <Icon name={look.icon} />}
      {children}
      <span className="unseen" role="status">
        {pending ? working : isOnline ? '' : offline}
      </span>
    </button>
  )
}
