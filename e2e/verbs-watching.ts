import type { Page } from '@playwright/test'

/** What a page sends from the moment of watching: every way out of a browser, as sentences. */
export interface Watch {
  /** What was sent since the last time, and what of it the browser itself would not let go. */
  sent: () => Promise<string[]>
  stop: () => void
}

/** Ways out that a browser may refuse, or that are no request: they are noted where the page calls them. */
function noteWaysOut(): void {
  const noted: string[] = []
  Object.assign(globalThis, { waysOut: noted })
  const scope = globalThis as unknown as Record<string, object>
  const constructors = [
    'WebSocket',
    'WebTransport',
    'EventSource',
    'XMLHttpRequest',
    'Worker',
    'SharedWorker',
    'RTCPeerConnection',
    'BroadcastChannel',
  ]
  for (const name of constructors) {
    const original = scope[name]
    if (!original) continue
    scope[name] = new Proxy(original, {
      construct(made, values, target) {
        noted.push(`${name} ${String(values[0])}`)
        return Reflect.construct(made as new () => object, values, target) as object
      },
    })
  }
  const calls: [string, object | undefined, string][] = [
    ['fetch', globalThis, 'fetch'],
    ['beacon', navigator, 'sendBeacon'],
    ['window', globalThis, 'open'],
    ['service worker', navigator.serviceWorker, 'register'],
    ['submit', HTMLFormElement.prototype, 'submit'],
    ['submit', HTMLFormElement.prototype, 'requestSubmit'],
    ['address', history, 'pushState'],
    ['address', history, 'replaceState'],
  ]
  for (const [way, owner, name] of calls) {
    const place = owner as Record<string, (...values: unknown[]) => unknown> | undefined
    const original = place?.[name]
    if (!place || !original) continue
    Object.defineProperty(place, name, {
      configurable: true,
      // Next puts its own before those of the history.
      writable: true,
      value(this: unknown, ...values: unknown[]) {
        noted.push(`${way} ${values.map(String).join(' ')}`)
        return Reflect.apply(original, this ?? place, values)
      },
    })
  }
}

/** To be called before the page is opened. */
export const noteEveryWayOut = (page: Page) => page.addInitScript(noteWaysOut)

/** Watches a page that has loaded: requests of every kind, sockets, workers, and the calls that would have made one. */
export async function watch(page: Page): Promise<Watch> {
  const seen: string[] = []
  const context = page.context()
  const listeners = {
    request: (request: { method: () => string; url: () => string; resourceType: () => string }) =>
      seen.push(`${request.resourceType()} ${request.method()} ${request.url()}`),
    websocket: (socket: { url: () => string }) => seen.push(`socket ${socket.url()}`),
    worker: (worker: { url: () => string }) => seen.push(`worker ${worker.url()}`),
    opened: (opened: Page) => seen.push(`page ${opened.url()}`),
  }
  // Those of the context: also of workers and of windows that were opened.
  context.on('request', listeners.request)
  context.on('serviceworker', listeners.worker)
  context.on('page', listeners.opened)
  page.on('websocket', listeners.websocket)
  page.on('worker', listeners.worker)
  const takeNoted = () =>
    page.evaluate(() => (globalThis as unknown as { waysOut: string[] }).waysOut.splice(0))
  // What the page did while loading is not what it does with an answer.
  await takeNoted()
  return {
    sent: async () => {
      // A request that was begun is reported a moment later.
      await page.waitForTimeout(300)
      return [...seen.splice(0), ...(await takeNoted())]
    },
    stop: () => {
      context.off('request', listeners.request)
      context.off('serviceworker', listeners.worker)
      context.off('page', listeners.opened)
      page.off('websocket', listeners.websocket)
      page.off('worker', listeners.worker)
    },
  }
}
