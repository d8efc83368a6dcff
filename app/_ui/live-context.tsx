'use client'

import { createContext, use, type ReactNode } from 'react'

export type Slots = Readonly<Record<string, ReactNode>>

/** What a write changed on a page that stays: some of its slots as the server draws them now, and what was done. */
export interface LiveAnswer {
  /** Rises with every change. */
  version: number
  said: ReactNode
  /** The id of what was changed: the focus goes there. */
  focus?: string
  slots: Slots
  /** What takes longer to draw. */
  later?: Promise<Slots>
}

interface LiveContextValue {
  slots: Slots
  /** The newest version that is shown. */
  version: number
  /** The script runs: a write may answer with slots. */
  isReady: boolean
  apply: (answer: LiveAnswer) => void
  go: (href: string) => void
}

export const LiveContext = createContext<LiveContextValue | null>(null)

/** Null outside a page that stays. */
export const useLive = () => use(LiveContext)

/** A part of the page that a write can draw anew. */
export function LiveSlot({ name, children }: { name: string; children: ReactNode }) {
  const slots = use(LiveContext)?.slots
  return slots && name in slots ? slots[name] : children
}
