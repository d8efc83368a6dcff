import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import styles from './notice.module.css'

const icons: Record<NoticeTone, IconName> = {
  info: 'info',
  done: 'check',
  attention: 'warning',
  refusal: 'cross',
}
export type NoticeTone = 'info' | 'done' | 'attention' | 'refusal'

interface NoticeProps {
  tone?: NoticeTone
  title?: string
  children?: ReactNode
  action?: ReactNode
  /** Announced when it appears: what was just done, or what went wrong. */
  live?: boolean
}

/** Something to know, apart from the rest: icon, sentence, and what one can do. */
export function Notice({ tone = 'info', title, children, action, live }: NoticeProps) {
  return (
    <div
      className={`${styles.notice} ${styles[tone]}`}
      role={live ? (tone === 'refusal' ? 'alert' : 'status') : undefined}
    >
      <Icon name={icons[tone]} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
