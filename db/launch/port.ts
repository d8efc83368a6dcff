import { createServer } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { LaunchError, codeOf } from './launch-error'
import { type Lock, LockHeld, takeLock } from './lock'

/** Whether something listens on this machine. Some systems let two programs have one port, on different addresses. */
function answers(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 })
    const end = (does: boolean) => {
      socket.destroy()
      settle(does)
    }
    socket.on('connect', () => end(true))
    socket.on('timeout', () => end(true))
    socket.on('error', () => end(false))
  })
}

const waitingPage = `<!doctype html><html lang="nl"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Klankbord</title>
<p>Klankbord wordt gestart. <span lang="en">Klankbord is starting.</span></p></html>`

function tryToHold(port: number, host: string | null): Promise<(() => Promise<void>) | string> {
  return new Promise((settle) => {
    const server = createServer((_request, response) => {
      response.writeHead(503, {
        'content-type': 'text/html; charset=utf-8',
        'retry-after': '2',
        'cache-control': 'no-store',
      })
      response.end(waitingPage)
    })
    server.on('error', (error) => settle(codeOf(error)))
    server.listen(port, host ?? undefined, () =>
      settle(
        () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      ),
    )
  })
}

async function lockPort(port: number, home: string): Promise<Lock> {
  try {
    return await takeLock(join(home, `port-${port}.lock`))
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error
    throw new LaunchError(
      `Port ${port} is in use: Klankbord already runs there (process ${error.pid}). Nothing was changed.\n` +
        `Stop that one, or choose another port: PORT=${port + 1} npm start`,
      { cause: error },
    )
  }
}

export interface HeldPort {
  /** Lets the site have it. Another start of this installation still cannot. */
  letGo: () => Promise<void>
  release: () => void
}

/**
 * Holds the port from the first moment, so that of two starts the second knows at once, and a browser that comes early is told to wait.
 * What a killed start left lets go within a second, so a taken port is asked again for a moment.
 * @throws LaunchError when it is in use
 */
export async function holdPort(
  port: number,
  host: string | null,
  home: string,
  patienceMilliseconds = 1_500,
): Promise<HeldPort> {
  const lock = await lockPort(port, home)
  const deadline = Date.now() + patienceMilliseconds
  for (;;) {
    const held = (await answers(port)) ? 'EADDRINUSE' : await tryToHold(port, host)
    if (typeof held !== 'string') return { letGo: held, release: () => lock.release() }
    if (held === 'EADDRINUSE' && Date.now() < deadline) {
      await sleep(150)
      continue
    }
    lock.release()
    if (held === 'EACCES')
      throw new LaunchError(
        `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
      )
    if (held !== 'EADDRINUSE')
      throw new LaunchError(`Port ${port} cannot be opened (${held}). Choose another: PORT=3001 npm start`)
    throw new LaunchError(
      `Port ${port} is in use by another program. Nothing was changed.\n` +
        `Stop it, or choose another port: PORT=${port + 1} npm start`,
    )
  }
}
