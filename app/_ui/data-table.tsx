import type { ReactNode } from 'react'
import styles from './data-table.module.css'

export interface Column<Row> {
  key: string
  title: string
  cell: (row: Row) => ReactNode
  /** The column that names the row. */
  isRowHeader?: boolean
  align?: 'start' | 'end'
  /** In a card it stands below, without the name of its column: a sentence, or something to press. */
  standsAlone?: boolean
}

interface DataTableProps<Row> {
  caption: string
  /** Whether the caption is only for a screen reader, as when a heading already says it. */
  captionUnseen?: boolean
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/**
 * A real table, with a heading that stays in sight. Where there is no room for columns each row becomes a card with its column names beside the values; the roles stay those of a table,
 * because `display` would take them away.
 */
export function DataTable<Row>({ caption, captionUnseen, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} role="table">
        <caption className={captionUnseen ? 'unseen' : styles.caption}>{caption}</caption>
        <thead role="rowgroup" className={styles.head}>
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" data-align={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={styles.row}>
              {columns.map((column) =>
                column.isRowHeader ? (
                  <th key={column.key} role="rowheader" scope="row" className={styles.name}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.key}
                    role="cell"
                    data-align={column.align}
                    data-alone={column.standsAlone || undefined}
                  >
                    {column.title && !column.standsAlone && (
                      <span className={styles.inline} aria-hidden="true">
                        {column.title}
                      </span>
                    )}
                    <span className={styles.value}>{column.cell(row)}</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A wide table that keeps its shape and scrolls sideways within its own region, by keyboard too. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label} tabIndex={0} className={styles.scroll}>
      {children}
    </section>
  )
}
