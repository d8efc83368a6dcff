'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useFormWords } from './form-words'
import { Icon } from './icon'
import styles from './offline-notice.module.css'

function listen(changed: () => void) {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

/** Whether the device says it has a connection; on the server it has. */
export const useOnline = () =>
  useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  )

/** Says at the top of every page, also above an open sheet, that there is no connection, and what waits for it. */
export function OfflineNotice() {
  const isOnline = useOnline()
  const { offline } = useFormWords()
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isOnline) notice.current?.hidePopover()
    else notice.current?.showPopover()
  }, [isOnline])
  return (
    <div ref={notice} popover="manual" aria-live="polite" className={styles.notice}>
      {!isOnline && (
        <p>
          <Icon name="warning" />
          {offline}
        </p>
      )}
    </div>
  )
}
