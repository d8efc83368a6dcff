import Link from 'next/link'
import type { CSSProperties } from 'react'
import { Status, type StatusTone } from './status'
import styles from './week-grid.module.css'

/** Top and height in units of an hour, and beside how many others. */
export interface GridPlace {
  from: number
  length: number
  lane: number
  lanes: number
}

export interface GridBlock {
  key: string
  href: string
  time: string
  title: string
  lines: string[]
  state?: { tone: StatusTone; word: string }
  place: GridPlace
}

export interface GridBack {
  key: string
  time: string
  title: string
  /** A colour of the tokens. */
  ground: string
  place: GridPlace
}

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
  const rails = Math.max(0, ...day.backs.map(({ place }) => place.lanes))
  const isEmpty = day.backs.length + day.blocks.length === 0
  return (
    <li
      id={day.key}
      className={styles.day}
      data-day=""
      data-today={day.isToday ? '' : undefined}
      data-quiet={day.isQuiet ? '' : undefined}
      data-empty={isEmpty ? '' : undefined}
      data-only={day.only}
      style={styleOf({ '--rails': rails })}
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
          {day.backs.map((back) => (
            <li
              key={back.key}
              className={styles.back}
              data-low={back.place.length < 2.2 ? '' : undefined}
              style={{ ...placeStyle(back.place), ...styleOf({ '--ground': back.ground }) }}
            >
              <span className={styles.backWords}>
                <span className={styles.time}>{back.time}</span> {back.title}
              </span>
            </li>
          ))}
          {day.blocks.map((block) => (
            <li key={block.key} className={styles.block} style={placeStyle(block.place)}>
              <Block block={block} />
            </li>
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

function Block({ block }: { block: GridBlock }) {
  return (
    <Link
      href={block.href}
      prefetch={false}
      className={styles.link}
      data-stop=""
      data-state={block.state?.tone}
    >
      <span className={styles.time}>{block.time}</span>
      <strong className={styles.title}>{block.title}</strong>
      {block.lines.map((line) => (
        <span key={line} className={styles.line}>
          {line}
        </span>
      ))}
      {block.state && (
        <span className={styles.state}>
          <Status tone={block.state.tone}>{block.state.word}</Status>
        </span>
      )}
    </Link>
  )
}

const placeStyle = ({ from, length, lane, lanes }: GridPlace) =>
  styleOf({ '--from': from, '--length': length, '--lane': lane, '--lanes': lanes })
