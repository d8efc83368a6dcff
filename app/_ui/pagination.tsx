import Link from 'next/link'
import styles from './pagination.module.css'
import { Icon } from './icon'

interface PaginationProps {
  label: string
  /** "Pagina 2 van 9" */
  words: string
  previous?: { href: string; label: string }
  next?: { href: string; label: string }
}

/** One page back, one page on, and where one is: for lists and for weeks. */
export function Pagination({ label, words, previous, next }: PaginationProps) {
  return (
    <nav aria-label={label} className={styles.pages}>
      {previous ? (
        <Link href={previous.href} className={styles.step} rel="prev">
          <Icon name="back" />
          <span>{previous.label}</span>
        </Link>
      ) : (
        <span className={styles.none} />
      )}
      <span className={styles.words}>{words}</span>
      {next ? (
        <Link href={next.href} className={styles.step} rel="next">
          <span>{next.label}</span>
          <Icon name="arrow" />
        </Link>
      ) : (
        <span className={styles.none} />
      )}
    </nav>
  )
}
