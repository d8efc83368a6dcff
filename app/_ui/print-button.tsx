'use client'

import { buttonClass } from './button'
import { Icon } from './icon'
import { useIsReady } from './use-browser'

/** Prints the page. */
export function PrintButton({ children }: { children: string }) {
  const isReady = useIsReady()
  if (!isReady) return null
  return (
    <button type="button" className={buttonClass({ tone: 'quiet', size: 'small' })} onClick={() => print()}>
      <Icon name="print" />
      {children}
    </button>
  )
}
