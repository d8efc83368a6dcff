'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonClass, type ButtonLook } from './button'
import styles from './button.module.css'
import { useFormWords } from './form-words'
import { Icon } from './icon'

interface SubmitButtonProps extends ButtonLook {
  children: ReactNode
  name?: string
  value?: string
}

/** The submit button of a form: shows that it is busy and takes no second press meanwhile. */
export function SubmitButton({ children, name, value, ...look }: SubmitButtonProps) {
  const { pending } = useFormStatus()
  const { working } = useFormWords()
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={buttonClass(look)}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {pending ? <span className={styles.busy} aria-hidden="true" /> : look.icon && <Icon name={look.icon} />}
      {children}
      <span className="unseen" role="status">
        {pending ? working : ''}
      </span>
    </button>
  )
}
