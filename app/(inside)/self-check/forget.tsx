'use client'

import { useEffect } from 'react'
import { forgetKept } from '@/app/_ui/kept-here'

const prefix = 'self-check:'

/** Where the checks of one person are kept: in this browser only, and only when she asked for it. */
export const keyOf = (viewerId: string) => `${prefix}${viewerId}`

/** Forgets the checks on this device: those of everybody, or with `keptFor` of everybody else. */
export function ForgetSelfChecks({ keptFor }: { keptFor?: string }) {
  useEffect(() => forgetKept(() => localStorage, prefix, keptFor), [keptFor])
  return null
}
