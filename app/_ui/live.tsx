'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import {
  Fragment,
  startTransition,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { LiveContext, type LiveAnswer, type Slots } from './live-context'
import { useIsReady } from './use-browser'
import styles from './live.module.css'

/** The newest version that this window has seen, by page: the browser's way back may bring an older one. */
const newest = new Map<string, number>()

interface Shown {
  version: number
  slots: Slots
  said: ReactNode
  /** Where the focus goes: a new one with each answer, also to the same place. */
  focus: { id: string } | null
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
  const isReady = useIsReady()
  if (version > shown.version) setShown(asDrawn(version))
  else if (!isAsked && shown.sheet) setShown({ ...shown, sheet: null })
  const isDrawn = version === shown.version && key === keyOf((name) => address[name])
  const isFetched = shown.sheet?.key === key

  useEffect(() => {
    if ((newest.get(here) ?? 0) > version) router.refresh()
    else newest.set(here, version)
  }, [here, version, router])

  /** The address whose sheet is still to be fetched; null when there is none. */
  const wanted = isAsked && !isDrawn && !isFetched ? key : null
  const fetchSheet = useEffectEvent((asked: string) => {
    const now = new URLSearchParams(window.location.search)
    // After a write the address has already left the sheet, before the page hears of it.
    if (keyOf((name) => now.get(name)) !== asked) return null
    return open(Object.fromEntries(names.flatMap((name) => (now.get(name) ? [[name, now.get(name)!]] : []))))
  })
  useEffect(() => {
    if (wanted === null) return
    let isLeft = false
    fetchSheet(wanted)?.then(
      (node) =>
        startTransition(() => {
          if (!isLeft) setShown((before) => ({ ...before, sheet: { key: wanted, node } }))
        }),
      () => window.location.reload(),
    )
    return () => {
      isLeft = true
    }
  }, [wanted])

  const { focus } = shown
  useEffect(() => {
    if (focus) document.getElementById(focus.id)?.focus()
  }, [focus])

  const apply = useCallback(
    (answer: LiveAnswer) => {
      newest.set(here, answer.version)
      window.history.replaceState(null, '', here)
      startTransition(() =>
        setShown((before) => ({
          version: answer.version,
          slots: { ...before.slots, ...answer.slots },
          said: <Fragment key={answer.version}>{answer.said}</Fragment>,
          focus: answer.focus ? { id: answer.focus } : null,
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
    [here, setShown],
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
      {/* The links in it are pressed; this only hears it. */}
      <div role="presentation" onClickCapture={follow}>
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
