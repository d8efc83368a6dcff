'use client'

import { useSyncExternalStore } from 'react'
import { buttonClass } from './button'
import { Icon } from './icon'

// False in what the server sends, true as soon as the script works: before that the browser's own menu prints.
const subscribeToNothing = () => () => {}

/** Prints the page. */
export function PrintButton({ children }: { children: string }) {
  const isReady = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
  if (!isReady) return null
  return (
    <button type="button" className={buttonClass({ tone: 'quiet', size: 'small' })} onClick={() => print()}>
      <Icon name="print" />
      {children}
    </button>
  )
}
