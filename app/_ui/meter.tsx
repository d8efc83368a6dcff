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
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.fill} style={{ inlineSize: `${part * 100}%` }} />
      </span>
    </div>
  )
}
