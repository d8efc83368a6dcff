import type { ReactNode } from 'react'
import styles from './figure.module.css'

interface FigureProps {
  title: string
  /** The number itself, large: "83%". Null when there is none. */
  value: string | null
  /** What it is made of, or why there is none. */
  words: string
  /** How it went, as parts of one, oldest first; null where there was none. */
  line: readonly (number | null)[]
  /** The line in words. */
  lineLabel: string
  /** How it goes, in a word. */
  trend?: string
  children?: ReactNode
}

/** Figures beside each other. */
export function Figures({ children }: { children: ReactNode }) {
  return <ul className={styles.figures}>{children}</ul>
}

/** One figure: what, how much of how many, and how it went. */
export function Figure({ title, value, words, line, lineLabel, trend, children }: FigureProps) {
  return (
    <li className={styles.figure}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.body}>
        <div>
          {value && <p className={styles.value}>{value}</p>}
          <p className={styles.words}>{words}</p>
        </div>
        {line.some((share) => share !== null) && (
          <div className={styles.course}>
            <svg viewBox="0 0 100 32" role="img" aria-label={lineLabel} className={styles.line}>
              <path d="M0 31.500h100" className={styles.ground} />
              {pathsOf(line).map((path) => (
                <path key={path} d={path} className={styles.path} />
              ))}
            </svg>
            {trend && <p className={styles.trend}>{trend}</p>}
          </div>
        )}
      </div>
      {children}
    </li>
  )
}

/** Where there was no figure the line is interrupted; one alone is a dot. */
function pathsOf(line: readonly (number | null)[]): string[] {
  const paths: string[] = []
  let current = ''
  const end = () => {
    if (current) paths.push(current.includes('L') ? current : `${current}h0.010`)
    current = ''
  }
  line.forEach((share, place) => {
    if (share === null) return end()
    const x = line.length < 2 ? 50 : 2 + (place / (line.length - 1)) * 96
    current += `${current ? 'L' : 'M'}${x.toFixed(1)} ${(29 - share * 26).toFixed(1)}`
  })
  end()
  return paths
}
