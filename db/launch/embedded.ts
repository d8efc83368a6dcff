import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { findBinaries } from './binaries'
import { openDataFolder, ownerRole } from './data-folder'
import { LaunchError, codeOf } from './launch-error'
import { LockHeld, type Lock, takeLock } from './lock'
import { findPlace } from './places'
import {
  type Cluster,
  type Postmaster,
  clearLeftover,
  notedPid,
  startPostmaster,
  stopPostmaster,
} from './postmaster'

export const databaseName = 'klankbord'

export interface Embedded {
  /** As the role that owns everything. Not for the site. */
  ownerUrl: string
  /** The folder of data, log and lock. */
  folder: string
  isElsewhere: boolean
  port: number
  pid: () => number
  /** Called when the server ends without having been asked to. It is then no longer usable until `restart`. */
  onCrash: (listener: (endOfLog: string) => void) => void
  /** After a crash: the same server on the same port, so that open pools find it again. */
  restart: () => Promise<void>
  /** Fast shutdown; after the given time an immediate one, which loses nothing but makes the next start replay the log. */
  stop: (fastMilliseconds?: number) => Promise<void>
}

export function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** One statement on one connection, closed at once. */
async function once(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const urlOf = (password: string, port: number, database: string): string =>
  `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`

/** The database is made at the first connection rather than at initdb, so that a start cut short in between mends itself. */
async function connect(password: string, port: number): Promise<void> {
  const url = urlOf(password, port, databaseName)
  try {
    await once(url, 'select 1')
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error
    await once(urlOf(password, port, 'postgres'), `create database ${databaseName}`)
    await once(url, 'select 1')
  }
}

/** Not yet listening, starting up, shutting down: all of them pass. A wrong password does not. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  '57P03',
  '57P01',
])

async function untilReady(started: Postmaster, password: string, port: number): Promise<string | null> {
  let end: string | null = null
  void started.gone.then((log) => (end = log))
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      await connect(password, port)
      return null
    } catch (error) {
      if (end !== null) return end
      if (!passing.has(codeOf(error))) throw error
      if (Date.now() > deadline) return 'it gave no answer within a minute'
    }
    await sleep(20)
  }
}

/** Backends of a killed server may live on for a moment; a port found free may be taken the next. Both are worth another try. */
const isWorthAnotherTry = (log: string): boolean =>
  /shared memory block|postmaster\.pid" already exists|Address already in use|could not create any TCP/i.test(
    log,
  )

async function start(
  cluster: Cluster,
  password: string,
  wanted?: number,
): Promise<{ server: Postmaster; port: number }> {
  const deadline = Date.now() + 15_000
  for (;;) {
    await clearLeftover(cluster)
    const port = wanted ?? (await freePort())
    const server = startPostmaster(cluster, port)
    const failure = await untilReady(server, password, port)
    if (failure === null) return { server: { ...server, pid: notedPid(cluster.data) ?? server.pid }, port }
    if (!isWorthAnotherTry(failure) || Date.now() > deadline) {
      throw new LaunchError(`The embedded PostgreSQL in ${cluster.place.folder} does not start:\n${failure}`)
    }
    await sleep(200)
  }
}

async function lockFolder(folder: string): Promise<Lock> {
  try {
    return await takeLock(join(folder, 'lock'))
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error
    throw new LaunchError(
      `The database in ${folder} is in use by another Klankbord (process ${error.pid}).\n` +
        `Stop that one first, or name another folder in KLANKBORD_DATA.`,
      { cause: error },
    )
  }
}

/**
 * Boots the PostgreSQL that came with `npm ci` on 127.0.0.1 and a free port, with its data in `<home>/postgres`.
 * One process at a time: a second one is told so; one that was killed is succeeded, and so is its database server.
 * @throws LaunchError with a way out
 */
export async function bootEmbedded(home: string, { isPassing = false } = {}): Promise<Embedded> {
  const place = findPlace(home)
  const lock = await lockFolder(place.folder)
  try {
    const binaries = findBinaries(place.folder, place.account)
    const { data, password } = await openDataFolder(place, binaries, isPassing)
    const cluster: Cluster = { place, binaries, data, isPassing }
    const { server: first, port } = await start(cluster, password)

    let server = first
    let isStopping = false
    let report: (endOfLog: string) => void = () => {}
    const watch = (running: Postmaster) =>
      void running.gone.then((log) => (isStopping || running !== server ? undefined : report(log)))
    watch(server)

    return {
      ownerUrl: urlOf(password, port, databaseName),
      folder: place.folder,
      isElsewhere: place.isElsewhere,
      port,
      pid: () => server.pid,
      onCrash: (listener) => (report = listener),
      restart: async () => {
        server = (await start(cluster, password, port)).server
        watch(server)
      },
      stop: async (fastMilliseconds = 10_000) => {
        if (isStopping) return
        isStopping = true
        await stopPostmaster(server.pid, cluster, fastMilliseconds)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** For tests: removes all that a stopped cluster left. */
export function removeEmbedded(home: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  rmSync(home, { recursive: true, force: true })
}
