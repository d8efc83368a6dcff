'use client'

import { useRouter } from 'next/navigation'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { useLive } from './live-context'

interface SheetDialogProps {
  closeHref: string
  label: string
  className?: string
  children: ReactNode
}

/** Without script an open dialog in the page; with script a modal one: focus stays in it, Escape closes it. */
export function SheetDialog({ closeHref, label, className, children }: SheetDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const router = useRouter()
  const live = useLive()
  useLayoutEffect(() => {
    const shown = dialog.current
    if (!shown) return
    const cameFrom = document.activeElement
    shown.close()
    shown.showModal()
    // The question first, not the cross that would dismiss it.
    shown.querySelector('h2')?.focus()
    return () => {
      // While it is open nothing under it takes the focus.
      shown.close()
      if (cameFrom instanceof HTMLElement) cameFrom.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      open
      aria-label={label}
      className={className}
      onCancel={(event) => {
        event.preventDefault()
        if (live) live.go(closeHref)
        else router.push(closeHref, { scroll: false })
      }}
    >
      {children}
    </dialog>
  )
}
