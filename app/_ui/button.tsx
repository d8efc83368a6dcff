import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon'

export interface ButtonLook {
  /** primary: the one thing to do here. quiet: beside something else. danger: somebody else will notice. */
  tone?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'normal' | 'small'
  icon?: IconName
  /** Fills the width on a phone. */
  wide?: boolean
}

export function buttonClass({ tone = 'secondary', size = 'normal', wide }: ButtonLook): string {
  return [styles.button, styles[tone], size === 'small' && styles.small, wide && styles.wide]
    .filter(Boolean)
    .join(' ')
}

interface ButtonProps extends ButtonLook {
  children: ReactNode
  type?: 'submit' | 'button'
  name?: string
  value?: string
  label?: string
  form?: string
}

/** A button of a form. It works before the script has loaded; SubmitButton also shows that it is busy. */
export function Button({ children, type = 'submit', name, value, label, form, ...look }: ButtonProps) {
  return (
    <button
      type={type}
      name={name}
      value={value}
      aria-label={label}
      form={form}
      data-tone={look.tone}
      className={buttonClass(look)}
    >
      {look.icon && <Icon name={look.icon} />}
      {children}
    </button>
  )
}

interface LinkButtonProps extends ButtonLook {
  href: string
  children: ReactNode
  label?: string
  prefetch?: boolean
  id?: string
  /** The one of several that is shown now. */
  current?: boolean
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, children, label, prefetch, id, current, ...look }: LinkButtonProps) {
  return (
    <Link
      href={href}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      prefetch={prefetch}
      id={id}
      data-tone={look.tone}
      className={buttonClass(look)}
      scroll={!href.includes('#')}
    >
      {look.icon && <Icon name={look.icon} />}
      {children}
    </Link>
  )
}
