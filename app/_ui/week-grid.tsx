import type { CSSProperties } from 'react'
import { GridItem, startOf, type GridBack, type GridBlock } from './grid-item'
import styles from './week-grid.module.css'

export interface GridDay {
  key: string
  title: string
  isToday: boolean
  /** What is special about the day, in words. */
  notes: string[]
  /** A day on which little happens: its ground is quieter. */
  isQuiet: boolean
  /** Days before today and after this week, which only one of the two shapes shows. */
  only?: 'list' | 'grid'
  backs: GridBack[]
  blocks: GridBlock[]
  /** An hour that this day does not have. */
  gap?: { from: number; length: number; words: string }
}

interface WeekGridProps {
  label: string
  days: GridDay[]
  hours: { key: string; label: string; note?: string; from: number }[]
  units: number
  words: { today: string; nothing: string }
}

const styleOf = (properties: Record<`--${string}`, string | number>) => properties as CSSProperties

/**
 * One list of days with what is in them: below each other where there is little room, and where there is more, on a grid with
 * hours. Both are the same list, so a screen reader hears it once.
 */
export function WeekGrid({ label, days, hours, units, words }: WeekGridProps) {
  const notes = Math.max(0, ...days.filter(({ only }) => only !== 'list').map((day) => day.notes.length))
  return (
    <div className={styles.frame} style={styleOf({ '--units': units, '--notes': notes })}>
      <div className={styles.hours} aria-hidden="true">
        {hours.map((hour) => (
          <span key={hour.key} className={styles.hour} style={styleOf({ '--from': hour.from })}>
            {hour.label}
            {hour.note && <small className={styles.hourNote}>{hour.note}</small>}
          </span>
        ))}
      </div>
      <ol className={styles.week} aria-label={label}>
        {days.map((day) => (
          <Day key={day.key} day={day} words={words} />
        ))}
      </ol>
    </div>
  )
}

function Day({ day, words }: { day: GridDay; words: WeekGridProps['words'] }) {
  const items = [...day.backs, ...day.blocks].toSorted((a, b) => startOf(a) - startOf(b))
  const isEmpty = items.length === 0
  return (
    <li
      id={day.key}
      className={styles.day}
      data-day=""
      data-today={day.isToday ? '' : undefined}
      data-quiet={day.isQuiet ? '' : undefined}
      data-empty={isEmpty ? '' : undefined}
      data-only={day.only}
    >
      <div className={styles.head}>
        <h2 className={styles.date} tabIndex={-1} data-stop="">
          {day.title}
          {day.isToday && <span className={styles.today}>{words.today}</span>}
        </h2>
        {day.notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
      </div>
      {isEmpty ? (
        <p className={styles.nothing}>
          <span>{words.nothing}</span>
        </p>
      ) : (
        <ul className={styles.items}>
          {items.map((item) => (
            <GridItem key={item.key} item={item} />
          ))}
        </ul>
      )}
      {day.gap && (
        <p
          className={styles.gap}
          aria-hidden="true"
          style={styleOf({ '--from': day.gap.from, '--length': day.gap.length })}
        >
          {day.gap.words}
        </p>
      )}
    </li>
  )
}
