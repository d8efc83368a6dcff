import type { ReactNode } from 'react'
import { BoardKeys } from './board-keys'
import styles from './board-table.module.css'
import { ScrollRegion } from './data-table'
import { Icon } from './icon'
import { LiveSlot } from './live-context'
import { Status, type StatusTone } from './status'

export interface BoardCell {
  id: string
  href: string
  /** What stands in it: a time, "7/8", a word with its shape and shade. */
  title: string
  count: string
  tone: StatusTone
  word: string
  /** All of it as a sentence, and why it is so: heard, and read when the cell has the focus. */
  label: string
  note: string
  /** Said beside a lock. */
  locked?: string
}

export interface BoardRow {
  key: string
  name: ReactNode
  about: string
  /** What is in the row as a whole, folded away; each can be dragged to another row. */
  items: { title: string; list: readonly { id: string; name: string; href: string }[] }
  /** By the key of the column. */
  cells: ReadonlyMap<string, BoardCell>
}

interface BoardTableProps {
  label: string
  caption: string
  rowTitle: string
  columns: { key: string; label: string; title: string }[]
  rows: readonly BoardRow[]
  /** What a column is called in the address of a cell that is dragged there. */
  columnName: string
  /** The id of a cell that was just changed: the focus goes there. */
  focus?: string
}

/**
 * A real table of rows over time. Arrow keys go from cell to cell, and what is dragged to an empty cell of its row opens for that column; where there is no room for columns each row is a list of what
 * is in it. One and the same table, so that it is heard once.
 */
export function BoardTable({ label, caption, rowTitle, columns, rows, columnName, focus }: BoardTableProps) {
  return (
    <div className={styles.frame}>
      <ScrollRegion label={label}>
        <BoardKeys focus={focus} columnName={columnName}>
          <table className={styles.table} role="table">
            <caption className="unseen">{caption}</caption>
            <thead role="rowgroup" className={styles.head}>
              <tr role="row">
                <th role="columnheader" scope="col" className={styles.corner}>
                  {rowTitle}
                </th>
                {columns.map((column) => (
                  <th key={column.key} role="columnheader" scope="col" abbr={column.label}>
                    <span aria-hidden="true">{column.label}</span>
                    <span className="unseen">{column.title}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <LiveSlot key={row.key} name={rowSlot(row.key)}>
                  <BoardTableRow row={row} columns={columns} />
                </LiveSlot>
              ))}
            </tbody>
          </table>
        </BoardKeys>
      </ScrollRegion>
    </div>
  )
}

/** What a row is called where it can be drawn anew. */
export const rowSlot = (key: string) => `row-${key}`

export function BoardTableRow({ row, columns }: { row: BoardRow; columns: BoardTableProps['columns'] }) {
  return (
    <tr role="row" className={styles.row} data-row={row.key}>
      <th role="rowheader" scope="row" className={styles.name}>
        {row.name}
        <span className={styles.about}>{row.about}</span>
        <details className={styles.items}>
          <summary>{row.items.title}</summary>
          <ul>
            {row.items.list.map(({ id, name, href }) => (
              <li key={id}>
                <a href={href} data-item={id}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </details>
      </th>
      {columns.map((column) => (
        <td key={column.key} role="cell" className={styles.cell} data-column={column.key}>
          <Cell cell={row.cells.get(column.key)} column={column.label} />
        </td>
      ))}
    </tr>
  )
}

function Cell({ cell, column }: { cell: BoardCell | undefined; column: string }) {
  if (!cell) return null
  return (
    <a
      id={cell.id}
      href={cell.href}
      className={styles.link}
      aria-label={`${cell.label} ${cell.note}`}
      title={cell.note || undefined}
    >
      <span className={styles.column}>{column}</span>
      <span className={styles.title}>
        {cell.title}
        {cell.locked && (
          <>
            <Icon name="lock" size={14} />
            <span className="unseen">{cell.locked}</span>
          </>
        )}
      </span>
      <Status tone={cell.tone}>{`${cell.count} ${cell.word}`}</Status>
      {cell.note && <span className={styles.note}>{cell.note}</span>}
    </a>
  )
}
