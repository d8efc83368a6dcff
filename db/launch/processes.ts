import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './launch-error'

/** Field 3 of /proc/<pid>/stat is the state, field 4 the parent, field 22 the start; the name before them may hold spaces. */
function linuxStat(pid: number): { state: string; parent: number; started: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', parent: Number(fields[1]), started: fields[19] ?? '' }
  } catch {
    return null
  }
}

function ask(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

/** False for a zombie too: in a container whose first process buries nobody, the killed stay listed for ever. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  return process.platform !== 'linux' || linuxStat(pid)?.state !== 'Z'
}

/** Together with the pid this names one process for ever, as pids are given out again. Empty where the system does not tell. */
export function bornAt(pid: number): string {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return ask('ps', ['-o', 'lstart=', '-p', String(pid)])
  const started = linuxStat(pid)?.started
  if (started === undefined) return ''
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${started}`
  } catch {
    return started
  }
}

/** The command line of a process as one string; empty when it is gone or not ours to see. */
export function commandOf(pid: number): string {
  if (process.platform === 'win32') return ask('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
  if (process.platform !== 'linux') return ask('ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

export function parentOf(pid: number): number {
  if (process.platform === 'win32') return 0
  if (process.platform === 'linux') return linuxStat(pid)?.parent ?? 0
  return Number(ask('ps', ['-o', 'ppid=', '-p', String(pid)])) || 0
}

/** Resolves to whether the process was gone within that time. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (isAlive(pid)) {
    if (Date.now() >= deadline) return false
    await sleep(15)
  }
  return true
}
