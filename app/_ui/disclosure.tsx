import type { ReactNode } from 'react'
import styles from './disclosure.module.css'

/** Something folded away until asked for. */
export function Disclosure({
  title,
  isOpen,
  children,
}: {
  title: ReactNode
  isOpen?: boolean
  children: ReactNode
}) {
  return (
    <details className={styles.disclosure} open={isOpen}>
      <summary className={styles.title}>{title}</summary>
      <div className={styles.content}>{children}</div>
    </details>
  )
}
