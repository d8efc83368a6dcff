'use client'

import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import type { FormAction } from './action-form'
import styles from './board-drag.module.css'
import { emptyFormState, liveField } from './form-state'
import { useLive } from './live-context'

/** What dropping an item on a row would do, or why it cannot be there. */
export interface DropEffect {
  words: string
  isOpen: boolean
}

interface BoardDragProps {
  /** What dropping this item would do, by row. */
  effects: (item: string) => Promise<Record<string, DropEffect>>
  drop: FormAction
  /** The fields that every drop posts. */
  fields: Record<string, string>
  /** The names of the fields for what is dragged and for the row. */
  itemName: string
  rowName: string
  children: ReactNode
}

/**
 * What has `data-item` can be dragged to a row with `data-row`; above a row it says what that would do, before it is dropped. The link
 * that is dragged opens the same choice with buttons.
 */
export function BoardDrag({ effects, drop, fields, itemName, rowName, children }: BoardDragProps) {
  const live = useLive()
  const dragged = useRef<{ item: string; found: Record<string, DropEffect> } | null>(null)
  const over = useRef<HTMLElement | null>(null)
  const [hint, setHint] = useState<{ words: string; isRefused: boolean } | null>(null)

  function mark(row: HTMLElement | null) {
    over.current?.removeAttribute('data-over')
    over.current = row
    row?.setAttribute('data-over', '')
  }
  function begin(event: DragEvent<HTMLElement>) {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset.item
    dragged.current = null
    if (!item) return
    const carried = { item, found: {} }
    dragged.current = carried
    setHint(null)
    effects(item).then(
      (found) => Object.assign(carried, { found }),
      () => end(),
    )
  }
  function pass(event: DragEvent<HTMLElement>) {
    if (!dragged.current) return
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-row]')
    const effect = row && dragged.current.found[row.dataset.row ?? '']
    const target = effect?.isOpen ? row : null
    if (target) event.preventDefault()
    if (target !== over.current) mark(target)
    if (effect?.words !== hint?.words) setHint(effect ? { words: effect.words, isRefused: false } : null)
  }
  function end() {
    mark(null)
    dragged.current = null
    setHint((before) => (before?.isRefused ? before : null))
  }
  async function land(event: DragEvent<HTMLElement>) {
    const { item } = dragged.current ?? {}
    const row = over.current?.dataset.row
    end()
    if (!item || !row || !live) return
    event.preventDefault()
    const form = new FormData()
    const posted = {
      ...fields,
      seen: String(live.version),
      [itemName]: item,
      [rowName]: row,
      [liveField]: '1',
    }
    for (const [name, value] of Object.entries(posted)) form.set(name, value)
    const state = await drop(emptyFormState, form)
    if (state.live) live.apply(state.live)
    else if (state.refusal) setHint({ words: state.refusal, isRefused: true })
  }
  return (
    // What is in it is dragged, and its links do the same by key; this only hears it.
    <div
      role="presentation"
      onDragStart={begin}
      onDragOver={pass}
      onDragEnd={end}
      onDrop={(event) => void land(event)}
    >
      {children}
      <div role="status" className={hint ? styles.hint : 'unseen'}>
        {hint?.words}
      </div>
    </div>
  )
}
