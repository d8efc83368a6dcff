import Link from 'next/link'
import { Icon } from './icon'
import styles from './period-bar.module.css'

interface PeriodBarProps {
  label: string
  previous: { href: string; label: string }
  next: { href: string; label: string }
  today: { href: string; label: string }
}

/** To the period before, to today, to the next one. */
export function PeriodBar({ label, previous, next, today }: PeriodBarProps) {
  return (
    <nav aria-label={label} className={styles.bar}>
      <Link href={previous.href} rel="prev" aria-label={previous.label} className={styles.step}>
        <Icon name="back" />
      </Link>
      <Link href={today.href} className={styles.today} data-to-today="">
        {today.label}
      </Link>
      <Link href={next.href} rel="next" aria-label={next.label} className={styles.step}>
        <Icon name="arrow" />
      </Link>
    </nav>
  )
}

interface ViewsProps {
  label: string
  views: { href: string; label: string; isHere: boolean }[]
}

/** The same things, looked at in another way. */
export function Views({ label, views }: ViewsProps) {
  return (
    <nav aria-label={label} className={styles.bar}>
      {views.map((view) => (
        <Link
          key={view.href}
          href={view.href}
          aria-current={view.isHere ? 'page' : undefined}
          className={styles.today}
        >
          {view.label}
        </Link>
      ))}
    </nav>
  )
}
