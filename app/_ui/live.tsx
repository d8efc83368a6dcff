'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import {
  Fragment,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { LiveContext, type LiveAnswer, type Slots } from './live-context'
import styles from './live.module.css'

/** The newest version that this window has seen, by page: the browser's way back may bring an older one. */
const newest = new Map<string, number>()

interface Shown {
  version: number
  slots: Slots
  said: ReactNode
  focus: string | null
  sheet: { key: string; node: ReactNode } | null
}

const asDrawn = (version: number): Shown => ({ version, slots: {}, said: null, focus: null, sheet: null })

interface LiveProps {
  /** The page without any sheet. */
  here: string
  version: number
  /** What in the address asks for a sheet, as the server read it; empty where it does not say. */
  address: Readonly<Record<string, string>>
  /** The sheet that the server drew for that address. */
  sheet: ReactNode
  /** Draws the sheet of another address. */
  open: (address: Record<string, string>) => Promise<ReactNode>
  said: ReactNode
  children: ReactNode
}

/**
 * A page that is drawn once: a sheet is fetched by itself, and a write brings only what it changed. Links to the page itself
 * change the address alone. Without script every link and form does the same by drawing the page.
 */
export function Live({ here, version, address, sheet, open, said, children }: LiveProps) {
  const router = useRouter()
  const names = Object.keys(address)
  const params = useSearchParams()
  const keyOf = (value: (name: string) => string | null | undefined) =>
    names.map((name) => value(name) ?? '').join('\n')
  const key = keyOf((name) => params.get(name))
  const isAsked = key.trim() !== ''
  const [shown, setShown] = useState(() => asDrawn(version))
  const [isReady, setIsReady] = useState(false)
  if (version > shown.version) setShown(asDrawn(version))
  else if (!isAsked && shown.sheet) setShown({ ...shown, sheet: null })
  const isDrawn = version === shown.version && key === keyOf((name) => address[name])
  const isFetched = shown.sheet?.key === key

  useEffect(() => {
    setIsReady(true)
    if ((newest.get(here) ?? 0) > version) router.refresh()
    else newest.set(here, version)
  }, [here, version, router])

  useEffect(() => {
    const now = new URLSearchParams(window.location.search)
    // After a write the address has already left the sheet, before the page hears of it.
    if (!isAsked || isDrawn || isFetched || keyOf((name) => now.get(name)) !== key) return
    let isLeft = false
    const wish = Object.fromEntries(names.flatMap((name) => (now.get(name) ? [[name, now.get(name)!]] : [])))
    open(wish).then(
      (node) =>
        startTransition(() => {
          if (!isLeft) setShown((before) => ({ ...before, sheet: { key, node } }))
        }),
      () => window.location.reload(),
    )
    return () => {
      isLeft = true
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key says all of the address
  }, [key, isDrawn, isFetched])

  useEffect(() => {
    if (shown.focus) document.getElementById(shown.focus)?.focus()
  }, [shown.focus, shown.version])

  const apply = useCallback(
    (answer: LiveAnswer) => {
      newest.set(here, answer.version)
      window.history.replaceState(null, '', here)
      startTransition(() =>
        setShown((before) => ({
          version: answer.version,
          slots: { ...before.slots, ...answer.slots },
          said: <Fragment key={answer.version}>{answer.said}</Fragment>,
          focus: answer.focus ?? null,
          sheet: null,
        })),
      )
      void answer.later?.then((slots) =>
        startTransition(() =>
          setShown((before) =>
            before.version === answer.version ? { ...before, slots: { ...before.slots, ...slots } } : before,
          ),
        ),
      )
    },
    [here],
  )
  const go = useCallback((href: string) => window.history.pushState(null, '', href), [])
  const value = useMemo(
    () => ({ slots: shown.slots, version: shown.version, isReady, apply, go }),
    [shown.slots, shown.version, isReady, apply, go],
  )

  /** A link to this very page changes the address alone. */
  function follow(event: MouseEvent<HTMLElement>) {
    const link = (event.target as HTMLElement).closest('a')
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return
    const href = link.getAttribute('href') ?? ''
    if (href !== here && !href.startsWith(`${here}?`)) return
    event.preventDefault()
    go(href)
  }

  return (
    <LiveContext value={value}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the links in it are pressed; this hears it */}
      <div onClickCapture={follow}>
        <div role="status" className={styles.said}>
          {shown.said ?? (shown.version === version ? said : null)}
        </div>
        {children}
        {isAsked && (
          <Fragment key={isDrawn ? key : shown.sheet?.key}>{isDrawn ? sheet : shown.sheet?.node}</Fragment>
        )}
      </div>
    </LiveContext>
  )
}
