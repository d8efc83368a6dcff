import type { ShiftKind } from '@/lib/rosters/rules'
import type { Words } from '@/lib/words/words'
import styles from './rosters.module.css'

/** A shape per kind of shift, beside its word and its colour. */
const shapes: Record<ShiftKind, string> = {
  day: 'M7 4.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600zM7 .8v1.600M7 11.600v1.600M.8 7h1.600M11.600 7h1.600',
  evening:
    'M1 10.500h12M3.400 10.500a3.600 3.600 0 0 1 7.200 0M7 2.600v2M2.600 5.400l1.200 1.100M11.400 5.400l-1.200 1.100',
  night: 'M11.800 8.600A5.200 5.200 0 0 1 5.400 2.200 5.200 5.200 0 1 0 11.800 8.600z',
  presence: 'M2 12.500V6l5-4 5 4v6.500zM5.600 12.500V9h2.800v3.500',
  'on-call':
    'M2.600 1.800h2.600l1 3-1.600 1.200a7.400 7.400 0 0 0 3.400 3.400l1.200-1.600 3 1v2.600c-5.300.8-10.400-4.300-9.600-9.600z',
  leave: 'M2.500 12.500c0-6 3-9.500 9-10 .5 6-2.500 9-7.500 8.500M2.500 12.500 8 6.500',
}

/** A kind of shift as word, shape and colour. */
export function ShiftMark({ kind, hours, t }: { kind: ShiftKind; hours?: string; t: Words }) {
  return (
    <span className={styles.mark} data-kind={kind}>
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.300"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d={shapes[kind]} />
      </svg>
      <span>{t(`rosters.short.${kind}`)}</span>
      {hours && <span className={styles.hours}>{hours}</span>}
    </span>
  )
}
