import styles from './date-block.module.css'

/** A day as a small calendar leaf; the words beside it say the same. */
export function DateBlock({ weekday, day, month }: { weekday: string; day: string; month: string }) {
  return (
    <span className={styles.block}>
      <span className={styles.weekday}>{weekday}</span>
      <span className={styles.day}>{day}</span>
      <span className={styles.month}>{month}</span>
    </span>
  )
}
