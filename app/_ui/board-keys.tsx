'use client'

import { useEffect, type KeyboardEvent, type ReactNode } from 'react'

const steps: Record<string, [rows: number, columns: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

/**
 * Arrow keys go to the next cell with a link in that direction; up and down to the nearest one of the next row. `focus`: the
 * id of what was just moved, where the focus goes along.
 */
export function BoardKeys({ focus, children }: { focus?: string; children: ReactNode }) {
  useEffect(() => {
    if (focus) document.getElementById(focus)?.focus()
  }, [focus])
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links in it have the focus; this hears their keys
    <div onKeyDown={step}>{children}</div>
  )
}

function step(event: KeyboardEvent<HTMLElement>) {
  const by = steps[event.key]
  const cell = (event.target as HTMLElement).closest('td')
  const row = cell?.closest('tr')
  if (!by || !cell || !row || event.altKey || event.ctrlKey || event.metaKey) return
  const rows = [...(row.parentElement?.children ?? [])] as HTMLTableRowElement[]
  const linksOf = (one: HTMLTableRowElement | undefined) =>
    [...(one?.cells ?? [])].filter((each) => each.tagName === 'TD' && each.querySelector('a'))
  const own = linksOf(row as HTMLTableRowElement)
  const next =
    by[0] === 0
      ? own[own.indexOf(cell) + by[1]]
      : linksOf(rows[rows.indexOf(row as HTMLTableRowElement) + by[0]]).toSorted(
          (a, b) => Math.abs(indexOf(a) - indexOf(cell)) - Math.abs(indexOf(b) - indexOf(cell)),
        )[0]
  if (!next) return
  event.preventDefault()
  next.querySelector('a')?.focus()
}

const indexOf = (cell: Element) => (cell as HTMLTableCellElement).cellIndex
