'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef, type ReactNode } from 'react'

interface MoreMenuProps {
  /** Where its items lead, to show that one is at one of them. */
  hrefs: string[]
  className?: string
  children: ReactNode
}

/** A fold that needs no script to open; with script it closes after a choice, by Escape and by a press elsewhere. */
export function MoreMenu({ hrefs, className, children }: MoreMenuProps) {
  const fold = useRef<HTMLDetailsElement>(null)
  const path = usePathname()
  const isHere = hrefs.some((href) => path === href || path.startsWith(`${href}/`))
  useEffect(() => {
    const onClick = ({ target }: MouseEvent) => {
      const isTitle = target instanceof Element && target.closest('summary')?.parentElement === fold.current
      if (!isTitle) fold.current?.removeAttribute('open')
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !fold.current?.open) return
      fold.current.removeAttribute('open')
      fold.current.querySelector('summary')?.focus()
    }
    document.addEventListener('click', onClick)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <details ref={fold} className={className} data-here={isHere ? '' : undefined}>
      {children}
    </details>
  )
}
