import type { ReactNode } from 'react'
import styles from './rows.module.css'

/** A list of things that each have a name, a line about them, a state and an action. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  title: ReactNode
  /** One line under the name. */
  about?: ReactNode
  /** What stands before it: a date, a shape. */
  before?: ReactNode
  status?: ReactNode
  action?: ReactNode
  /** What opens in place under the row. */
  panel?: ReactNode
  id?: string
  level?: 2 | 3 | 4
}

/** One row; with a panel it is open. */
export function Row({ title, about, before, status, action, panel, id }: RowProps) {
  return (
    <li className={styles.row} id={id} data-open={panel ? '' : undefined} tabIndex={id ? -1 : undefined}>
      <div className={styles.line}>
        {before}
        <div className={styles.text}>
          <div className={styles.title}>{title}</div>
          {about && <div className={styles.about}>{about}</div>}
        </div>
        {status && <div className={styles.status}>{status}</div>}
        {action && <div className={styles.action}>{action}</div>}
      </div>
      {panel && <div className={styles.panel}>{panel}</div>}
    </li>
  )
}
