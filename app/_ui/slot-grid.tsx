import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './slot-grid.module.css'

export interface SlotDay {
  key: string
  title: string
  slots: { key: string; href: string; time: string; label: string; note?: string }[]
}

/** Days with their free times as large buttons; each leads to its confirmation. */
export function SlotGrid({ days }: { days: SlotDay[] }) {
  return (
    <ol className={styles.days}>
      {days.map((day) => (
        <li key={day.key} className={styles.day}>
          <h2 className={styles.title}>{day.title}</h2>
          <ul className={styles.slots}>
            {day.slots.map((slot) => (
              <li key={slot.key}>
                <Link
                  href={slot.href}
                  prefetch={false}
                  scroll={false}
                  aria-label={slot.label}
                  className={styles.slot}
                  data-note={slot.note ? '' : undefined}
                >
                  {slot.time}
                  {slot.note && <span className={styles.note}>{slot.note}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** A few times to choose from, with their day: the next ones. */
export function SlotChoices({
  choices,
}: {
  choices: { key: string; href: string; day: string; time: string }[]
}) {
  return (
    <ul className={styles.choices}>
      {choices.map((choice) => (
        <li key={choice.key}>
          <Link href={choice.href} prefetch={false} scroll={false} className={styles.choice}>
            <span className={styles.choiceDay}>{choice.day}</span>
            <span className={styles.choiceTime}>{choice.time}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Why other times are not offered, folded away until asked. */
export function WhyNot({
  title,
  isOpen,
  children,
}: {
  title: string
  isOpen?: boolean
  children: ReactNode
}) {
  return (
    <details className={styles.why} id="why" open={isOpen}>
      <summary className={styles.whyTitle}>{title}</summary>
      <div className={styles.whyText}>{children}</div>
    </details>
  )
}
