import styles from './skeleton.module.css'

const rows = ['title', 'first', 'second', 'third'] as const

/** The shape of a page that is on its way, over the one that is being left. */
export function Skeleton() {
  return (
    <span className={styles.skeleton} aria-hidden="true">
      {rows.map((row) => (
        <span key={row} className={row === 'title' ? styles.title : styles.row} />
      ))}
    </span>
  )
}
