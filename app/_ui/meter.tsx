import styles from './meter.module.css'

interface MeterProps {
  value: number
  target: number
  /** What the bar says in words: "2 van 4". Always shown. */
  words: string
  label: string
}

/** How far along, as words and a bar. */
export function Meter({ value, target, words, label }: MeterProps) {
  const part = target === 0 ? 0 : Math.min(1, value / target)
  return (
    <div className={styles.meter}>
      <span className={styles.label}>{label}</span>
      <span className={styles.words}>{words}</span>
      <svg
        className={styles.bar}
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect className={styles.fill} width={part * 100} height="4" />
      </svg>
    </div>
  )
}
