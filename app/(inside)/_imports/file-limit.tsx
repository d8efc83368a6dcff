'use client'

import { useState, type ChangeEvent, type ReactNode } from 'react'
import { Notice } from '@/app/_ui/notice'

/** Says at once that a chosen file is too large, and lets go of it: the server would not even read it. */
export function FileLimit({
  mostBytes,
  text,
  children,
}: {
  mostBytes: number
  text: string
  children: ReactNode
}) {
  const [isTooLarge, setTooLarge] = useState(false)
  const look = (event: ChangeEvent<HTMLDivElement>) => {
    const input: EventTarget = event.target
    if (!(input instanceof HTMLInputElement) || input.type !== 'file') return
    const tooLarge = (input.files?.[0]?.size ?? 0) > mostBytes
    if (tooLarge) input.value = ''
    setTooLarge(tooLarge)
  }
  return (
    <div onChange={look}>
      {children}
      {isTooLarge && (
        <Notice tone="refusal" live>
          {text}
        </Notice>
      )}
    </div>
  )
}
