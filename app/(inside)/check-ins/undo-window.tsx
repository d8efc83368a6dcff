'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

const shownMs = 10_000

interface UndoWindowProps {
  children: ReactNode
  /** Whom to speak next: her button gets the focus. */
  nextId: string | null
}

/**
 * Offers the undo for 10 seconds, longer while somebody points at it or has it focused. Without script it stays as long
 * as the hospital's rule allows.
 */
export function UndoWindow({ children, nextId }: UndoWindowProps) {
  const [isOver, setOver] = useState(false)
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (nextId) document.getElementById(nextId)?.focus()
  }, [nextId])

  useEffect(() => {
    let left = shownMs
    const tick = setInterval(() => {
      const isUsed = place.current?.matches(':hover, :focus-within') ?? false
      if (!isUsed) left -= 250
      if (left <= 0) setOver(true)
    }, 250)
    return () => clearInterval(tick)
  }, [])

  return isOver ? null : <div ref={place}>{children}</div>
}
