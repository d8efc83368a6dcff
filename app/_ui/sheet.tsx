import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import { SheetDialog } from './sheet-dialog'
import styles from './sheet.module.css'

interface SheetProps {
  title: string
  /** Where closing leads: the page without the sheet. */
  closeHref: string
  closeLabel: string
  children: ReactNode
}

/** A question on top of the page: from below on a phone, in the middle on a desktop. The address says that it is open. */
export function Sheet({ title, closeHref, closeLabel, children }: SheetProps) {
  return (
    <SheetDialog closeHref={closeHref} label={title} className={styles.sheet}>
      <div className={styles.head}>
        <h2 className={styles.title} tabIndex={-1}>
          {title}
        </h2>
        <Link href={closeHref} scroll={false} className={styles.close} aria-label={closeLabel}>
          <Icon name="cross" />
        </Link>
      </div>
      <div className={styles.body}>{children}</div>
    </SheetDialog>
  )
}
