import Link from 'next/link'
import styles from './month-table.module.css'

export interface MonthDay {
  key: string
  href: string
  number: string
  /** The whole date and how much there is, for whoever does not see the table. */
  label: string
  isToday: boolean
  /** It belongs to the month before or after. */
  isOutside: boolean
  isQuiet: boolean
  notes: string[]
  backs: { key: string; word: string; ground: string }[]
  lines: { key: string; time: string; words: string }[]
  /** How many lines there are, for where there is no room for them. */
  count: string | null
  more: string | null
}

interface MonthTableProps {
  caption: string
  weekTitle: { short: string; long: string }
  weekdays: { short: string; long: string }[]
  weeks: { key: string; href: string; number: string; label: string; days: MonthDay[] }[]
}

/** A month as a calendar: a real table of weeks and weekdays. Where there is little room a day shows how many, not which. */
export function MonthTable({ caption, weekTitle, weekdays, weeks }: MonthTableProps) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.week}>
              <abbr title={weekTitle.long}>{weekTitle.short}</abbr>
            </th>
            {weekdays.map((weekday) => (
              <th key={weekday.long} scope="col" aria-label={weekday.long}>
                {weekday.short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.key}>
              <th scope="row" className={styles.week}>
                <Link href={week.href} prefetch={false} aria-label={week.label} className={styles.number}>
                  {week.number}
                </Link>
              </th>
              {week.days.map((day) => (
                <Day key={day.key} day={day} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Day({ day }: { day: MonthDay }) {
  return (
    <td
      className={styles.day}
      data-day=""
      data-today={day.isToday ? '' : undefined}
      data-outside={day.isOutside ? '' : undefined}
      data-quiet={day.isQuiet ? '' : undefined}
    >
      <Link
        href={day.href}
        prefetch={false}
        aria-label={day.label}
        aria-current={day.isToday ? 'date' : undefined}
        className={styles.number}
        data-stop=""
      >
        {day.number}
      </Link>
      {day.count && (
        <span className={styles.count} aria-hidden="true">
          {day.count}
        </span>
      )}
      {day.notes.map((note) => (
        <span key={note} className={styles.note}>
          {note}
        </span>
      ))}
      {day.backs.map((back) => (
        <span key={back.key} className={styles.back} style={{ background: back.ground }}>
          {back.word}
        </span>
      ))}
      {day.lines.length > 0 && (
        <ul className={styles.lines}>
          {day.lines.map((line) => (
            <li key={line.key} className={styles.line}>
              <b>{line.time}</b> {line.words}
            </li>
          ))}
        </ul>
      )}
      {day.more && <span className={styles.more}>{day.more}</span>}
    </td>
  )
}
