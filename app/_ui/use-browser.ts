'use client'

import { useSyncExternalStore } from 'react'

const subscribeToNothing = () => () => {}

/** What only the browser can say and what never changes while the page stands; in what the server sends it is `onServer`. */
export function useBrowser<Said>(ask: () => Said, onServer: Said): Said {
  return useSyncExternalStore(subscribeToNothing, ask, () => onServer)
}

const yes = () => true

/** Whether the script works yet: false in what the server sends. */
export const useIsReady = () => useBrowser(yes, false)
