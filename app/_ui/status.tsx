import styles from './status.module.css'

export type StatusTone = 'neutral' | 'good' | 'soon' | 'late' | 'hold'

/** Each tone has a shape of its own, so that colour is never alone. */
const shapes: Record<StatusTone, string> = {
  neutral: 'M6 2.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z',
  good: 'M2.200 6.300 4.900 9 9.800 3.200',
  soon: 'M6 1.500 10.800 6 6 10.500 1.200 6z',
  late: 'M6 1.300 11.200 10.500H.8z',
  hold: 'M3.200 2.200h2v7.600h-2zM6.900 2.200h2v7.600h-2z',
}

/** A state as word, shape and colour. */
export function Status({ tone, children }: { tone: StatusTone; children: string }) {
  return (
    <span className={`${styles.status} ${styles[tone]}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path
          d={shapes[tone]}
          fill={tone === 'good' || tone === 'neutral' ? 'none' : 'currentColor'}
          stroke="currentColor"
          strokeWidth={tone === 'good' ? 2 : 1.4}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {children}
    </span>
  )
}

/** A small word that says what kind of thing this is. */
export function Tag({ children }: { children: string }) {
  return <span className={styles.tag}>{children}</span>
}

/** New, changed, wrong or the same: what writing a file would do with a line. */
export function DiffMark({
  kind,
  children,
}: {
  kind: 'new' | 'changed' | 'wrong' | 'same'
  children: string
}) {
  const tone = { new: 'good', changed: 'soon', wrong: 'late', same: 'neutral' } as const
  return <Status tone={tone[kind]}>{children}</Status>
}
