import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries'
import { databaseEnvironment } from './data-folder'
import { LaunchError } from './launch-error'
import type { Place } from './places'
import { commandOf, isAlive, waitUntilGone } from './processes'

const isWindows = process.platform === 'win32'

export interface Cluster {
  place: Place
  binaries: Binaries
  data: string
  /** For tests: faster, and need not survive a power cut. */
  isPassing: boolean
}

const pidFile = (data: string): string => join(data, 'postmaster.pid')

/** The process that PostgreSQL's own lock file names, or null when there is none. */
export function notedPid(data: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile(data), 'utf8'), 10)
    return pid > 0 ? pid : null
  } catch {
    return null
  }
}

type Stop = 'fast' | 'immediate'

/** Fast: open transactions are rolled back, all else is on disk. Immediate: the log is replayed at the next start; nothing is lost. */
function ask(stop: Stop, pid: number, { binaries, data }: Pick<Cluster, 'binaries' | 'data'>): void {
  try {
    if (isWindows) execFileSync(binaries.pgCtl, ['stop', '-W', '-m', stop, '-D', data], { stdio: 'ignore' })
    else process.kill(pid, stop === 'fast' ? 'SIGINT' : 'SIGQUIT')
  } catch {
    // Gone already.
  }
}

/** Stops a postmaster: fast for as long as allowed, then immediate, and by force at the very last. */
export async function stopPostmaster(
  pid: number,
  cluster: Pick<Cluster, 'binaries' | 'data'>,
  fastMilliseconds: number,
): Promise<void> {
  ask('fast', pid, cluster)
  if (await waitUntilGone(pid, fastMilliseconds)) return
  ask('immediate', pid, cluster)
  if (await waitUntilGone(pid, 5_000)) return
  process.kill(pid, 'SIGKILL')
  await waitUntilGone(pid, 1_000)
}

/**
 * Deals with a postmaster that outlived its launcher: stopped cleanly, so that the one that follows is our own child with our settings.
 * A pid since given to another program would keep PostgreSQL from starting. It passes over its parent's pid, so that is noted instead;
 * its check that no old backend still holds the shared memory stays in force.
 */
export async function clearLeftover(cluster: Cluster): Promise<void> {
  const pid = notedPid(cluster.data)
  if (pid === null) return
  const command = commandOf(pid)
  const isOurs = isWindows ? command.includes('postgres.exe') : command.includes(cluster.data)
  if (isAlive(pid) && isOurs) return stopPostmaster(pid, cluster, 10_000)
  try {
    if (isWindows) return rmSync(pidFile(cluster.data))
    const [, ...rest] = readFileSync(pidFile(cluster.data), 'utf8').split('\n')
    writeFileSync(pidFile(cluster.data), [process.pid, ...rest].join('\n'))
  } catch {
    // It was removed in the meantime, which is what we wanted.
  }
}

function settings(port: number, isPassing: boolean): string[] {
  const pairs: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: isPassing ? '200' : '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    max_wal_size: '256MB',
    ...(isPassing ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return Object.entries(pairs).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** A shell of one line that outlives us by a moment: when our end of its pipe closes, by whatever death, it stops the database fast. */
function watchOver(postmaster: number): ChildProcess | null {
  if (isWindows) return null
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'klankbord-watch', String(postmaster)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watch.on('error', () => {})
  watch.unref()
  return watch
}

export interface Postmaster {
  pid: number
  /** Settles when the process is gone, with the end of its log. */
  gone: Promise<string>
}

const logFile = (place: Place): string => join(place.folder, 'log')

/** The last lines of the log, for a message. Empty when a test has removed the folder already. */
function endOfLog(place: Place, from: number): string {
  try {
    return readFileSync(logFile(place))
      .subarray(from)
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(-8)
      .join('\n')
  } catch {
    return ''
  }
}

/** Starts the database server; it is not ready yet. It gets no signal of our terminal: it must outlive the site on Ctrl-C. */
export function startPostmaster(cluster: Cluster, port: number): Postmaster {
  const { place, binaries, data, isPassing } = cluster
  if ((statSync(logFile(place), { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) rmSync(logFile(place))
  const log = openSync(logFile(place), 'a', 0o600)
  const from = statSync(logFile(place)).size
  const options = settings(port, isPassing)
  // On Windows only pg_ctl sheds an administrator's rights, with which PostgreSQL refuses to run.
  const [command, args] = isWindows
    ? [binaries.pgCtl, ['start', '-W', '-D', data, '-o', options.map((word) => `"${word}"`).join(' ')]]
    : [binaries.postgres, ['-D', data, ...options]]
  const child = spawn(command, args, {
    cwd: data,
    env: databaseEnvironment(process.env),
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
    ...place.account,
  })
  closeSync(log)
  child.unref()
  const watch = child.pid === undefined ? null : watchOver(child.pid)
  const gone = new Promise<string>((settle) => {
    child.on('error', (error) => settle(String(error)))
    child.on('exit', () => {
      watch?.kill('SIGKILL')
      // pg_ctl leaves at once; the server goes on without it.
      if (!isWindows) settle(endOfLog(place, from))
    })
  })
  if (child.pid === undefined && isWindows) throw new LaunchError('The embedded PostgreSQL does not start.')
  return { pid: child.pid ?? 0, gone }
}
