import type { ReactNode } from 'react'
import styles from './page.module.css'

interface PageHeaderProps {
  title: string
  /** One sentence under the title. */
  lead?: ReactNode
  actions?: ReactNode
}

/** The top of every page: its name, what it is for, and what one can do. */
export function PageHeader({ title, lead, actions }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions && (
        <div className={styles.actions} data-print="no">
          {actions}
        </div>
      )}
    </header>
  )
}

interface SectionProps {
  title: string
  id?: string
  /** A number beside the heading, such as how many there are. */
  count?: number
  lead?: ReactNode
  action?: ReactNode
  children: ReactNode
}

/** A part of a page under its own heading. */
export function Section({ title, id, count, lead, action, children }: SectionProps) {
  return (
    <section className={styles.section} id={id}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>
          {title}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </h2>
        {action}
      </div>
      {lead && <p className={styles.sectionLead}>{lead}</p>}
      {children}
    </section>
  )
}

/** A quiet card around things that belong together. `tone` raises it when it needs attention. */
export function Panel({ children, tone }: { children: ReactNode; tone?: 'accent' | 'quiet' }) {
  return <div className={[styles.panel, tone && styles[tone]].filter(Boolean).join(' ')}>{children}</div>
}

/** Things below each other, with one space between them. */
export function Stack({ children, gap = 4 }: { children: ReactNode; gap?: 1 | 2 | 3 | 4 | 5 | 6 }) {
  return (
    <div className={styles.stack} data-gap={gap}>
      {children}
    </div>
  )
}

/** Things beside each other that wrap: buttons, tags, facts. */
export function Line({ children, spread }: { children: ReactNode; spread?: boolean }) {
  return <div className={`${styles.line} ${spread ? styles.spread : ''}`}>{children}</div>
}

/** Short fields and the button that belongs to them, on one line where there is room. */
export function Beside({ children }: { children: ReactNode }) {
  return <div className={styles.beside}>{children}</div>
}

/** Two columns where there is room for them; `wide` gives the first two thirds. */
export function Columns({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return <div className={`${styles.columns} ${wide ? styles.wideFirst : ''}`}>{children}</div>
}

/** Text of lesser weight. */
export function Soft({ children }: { children: ReactNode }) {
  return <p className={styles.soft}>{children}</p>
}
