'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useLive } from './live-context'

const steps: Record<string, [rows: number, columns: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

interface BoardKeysProps {
  focus?: string
  /** What a column is called in the address of a link. */
  columnName: string
  children: ReactNode
}

/**
 * Arrow keys go to the next cell with a link in that direction; up and down to the nearest one of the next row. A link that is
 * dragged to an empty cell of its row opens with that column: the same as choosing it there. `focus`: the
 * id of what was just moved, where the focus goes along.
 */
export function BoardKeys({ focus, columnName, children }: BoardKeysProps) {
  useEffect(() => {
    if (focus) document.getElementById(focus)?.focus()
  }, [focus])
  const router = useRouter()
  const live = useLive()
  const dragged = useRef<HTMLAnchorElement | null>(null)
  /** An empty cell in the row of what is dragged. */
  const placeUnder = (event: DragEvent<HTMLElement>) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('td[data-column]')
    const isOpen = cell && !cell.querySelector('a') && cell.closest('tr') === dragged.current?.closest('tr')
    return isOpen ? cell : null
  }
  const leave = (event: DragEvent<HTMLElement>) =>
    event.currentTarget.querySelector('td[data-over]')?.removeAttribute('data-over')
  return (
    // The links in it have the focus; this only hears their keys.
    <div
      role="presentation"
      onKeyDown={step}
      onDragStart={(event) => {
        dragged.current = (event.target as HTMLElement).closest('td a')
      }}
      onDragOver={(event) => {
        leave(event)
        const cell = placeUnder(event)
        if (!cell) return
        event.preventDefault()
        cell.dataset.over = ''
      }}
      onDragEnd={leave}
      onDrop={(event) => {
        leave(event)
        const cell = placeUnder(event)
        const href = dragged.current?.getAttribute('href')
        if (!cell || !href) return
        event.preventDefault()
        const there = `${href}&${columnName}=${cell.dataset.column}`
        if (live) live.go(there)
        else router.push(there, { scroll: false })
      }}
    >
      {children}
    </div>
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
