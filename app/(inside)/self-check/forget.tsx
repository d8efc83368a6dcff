'use client'

import { useEffect } from 'react'

const prefix = 'self-check:'

/** Where the checks of one person are kept: in this browser only, and only when she asked for it. */
export const keyOf = (viewerId: string) => `${prefix}${viewerId}`

/** Forgets the checks on this device: those of everybody, or with `keptFor` of everybody else. Ward computers are shared. */
export function ForgetSelfChecks({ keptFor }: { keptFor?: string }) {
  useEffect(() => {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(prefix) && !(keptFor && key === keyOf(keptFor))) localStorage.removeItem(key)
    } catch {
      // A browser that lets nothing be kept has nothing to forget.
    }
  }, [keptFor])
  return null
}
