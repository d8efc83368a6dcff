'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import styles from './calendar-keys.module.css'
import { useIsReady } from './use-browser'

const all = (root: ParentNode, selector: string) =>
  [...root.querySelectorAll<HTMLElement>(selector)].filter((each) => each.checkVisibility())

interface CalendarKeysProps {
  /** Which days are shown: when a key has led to others, the focus goes there too. */
  at: string
  /** columns: days stand beside each other, and what is in them below each other. table: weeks below each other. */
  shape: 'columns' | 'table'
  /** The keys in words. */
  hint: string
  children: ReactNode
}

/**
 * Keys for a calendar of `[data-day]` with `[data-stop]` in it: arrows go to what is next to it, Page Up and Page Down follow
 * the links `prev` and `next`, T the link to today. They work while the focus is inside; all of it is there as links too.
 */
export function CalendarKeys({ at, shape, hint, children }: CalendarKeysProps) {
  const root = useRef<HTMLDivElement>(null)
  const turnedFrom = useRef<string | null>(null)
  const isReady = useIsReady()

  useEffect(() => {
    if (turnedFrom.current === null || turnedFrom.current === at || !root.current) return
    turnedFrom.current = null
    const days = all(root.current, '[data-day]')
    const day = days.find((each) => each.dataset.today !== undefined) ?? days[0]
    if (day) all(day, '[data-stop]')[0]?.focus()
  }, [at])

  useEffect(() => {
    const area = root.current
    if (!area) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (!(event.target instanceof HTMLElement)) return
      if (event.key === 'Escape') return fold(area)
      if (event.target instanceof HTMLInputElement) return
      const turn = turns[event.key]
      if (!turn && !event.key.startsWith('Arrow')) return
      if (turn) turnedFrom.current = at
      const isDone = turn ? follow(area, turn) : go(area, event.target, event.key, shape)
      if (isDone) event.preventDefault()
    }
    area.addEventListener('keydown', press)
    return () => area.removeEventListener('keydown', press)
  }, [at, shape])

  return (
    <div ref={root} className={styles.area}>
      {children}
      {isReady && (
        <p className={styles.keys} data-print="no">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The links that keys follow. */
const turns: Record<string, string> = {
  PageUp: 'a[rel="prev"]',
  PageDown: 'a[rel="next"]',
  t: 'a[data-to-today]',
  T: 'a[data-to-today]',
}

/** Closes what was folded open. */
function fold(root: HTMLElement): void {
  const open = root.querySelector<HTMLDetailsElement>('details[open]')
  open?.removeAttribute('open')
  open?.querySelector('summary')?.focus()
}

function follow(root: HTMLElement, selector: string): boolean {
  const link = root.querySelector<HTMLElement>(selector)
  link?.click()
  return link !== null
}

/** Moves the focus by one arrow; false when there is nothing on that side. */
function go(root: HTMLElement, from: HTMLElement, key: string, shape: 'columns' | 'table'): boolean {
  const days = all(root, '[data-day]')
  const day = from.closest<HTMLElement>('[data-day]')
  if (!day) {
    const first = days.find((each) => each.dataset.today !== undefined) ?? days[0]
    return first !== undefined && focusOn(all(first, '[data-stop]')[0])
  }
  const step = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight'
  const stops = all(day, '[data-stop]')
  if (!isAcross && shape === 'columns') return focusOn(stops[stops.indexOf(from) + step])
  const next = days[days.indexOf(day) + step * (isAcross ? 1 : 7)]
  if (!next) return isAcross ? focusOn(stops[0]) : false
  const height = from.getBoundingClientRect().top
  const distance = (each: HTMLElement) => Math.abs(each.getBoundingClientRect().top - height)
  const there = all(next, '[data-stop]')
  return focusOn(shape === 'table' ? there[0] : there.toSorted((a, b) => distance(a) - distance(b))[0])
}

function focusOn(element: HTMLElement | undefined): boolean {
  element?.focus()
  return element !== undefined
}
