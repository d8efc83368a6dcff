import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  title: string
  /** Why there is nothing here. */
  children?: ReactNode
  /** The one thing to do about it. */
  action?: ReactNode
}

/** Where there is nothing yet: says why, and offers one thing to do. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <svg
        width="72"
        height="48"
        viewBox="0 0 72 48"
        aria-hidden="true"
        focusable="false"
        className={styles.picture}
      >
        <rect x="14" y="8" width="5" height="32" rx="2.500" fill="currentColor" />
        <g fill="none" stroke="currentColor" strokeWidth="2.500" strokeLinecap="round">
          <path d="M27 17a9.900 9.900 0 0 1 0 14" opacity=".8" />
          <path d="M35 11a18.400 18.400 0 0 1 0 26" opacity=".5" />
          <path d="M43 5a26.900 26.900 0 0 1 0 38" opacity=".28" />
        </g>
      </svg>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
