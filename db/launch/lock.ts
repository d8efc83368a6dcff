import { mkdirSync, readFileSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './launch-error'
import { bornAt, isAlive } from './processes'

export class LockHeld extends Error {
  override name = 'LockHeld'
  constructor(
    readonly path: string,
    readonly pid: number,
  ) {
    super(`${path} is held by process ${pid}`)
  }
}

export interface Lock {
  release(): void
}

interface Holder {
  pid: number
  bornAt: string
}

const me = (): string => JSON.stringify({ pid: process.pid, bornAt: bornAt(process.pid) } satisfies Holder)

/** Reads who holds a lock. Null when the text is not whole: its writer was between creating and writing, or died there. */
export function parseHolder(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.bornAt === 'string' ? (holder as Holder) : null
  } catch {
    return null
  }
}

/** Whether the process that wrote the lock still lives. A pid given out again does not count. */
export function isHeld(holder: Holder, now = { isAlive, bornAt }): boolean {
  if (!now.isAlive(holder.pid)) return false
  const born = now.bornAt(holder.pid)
  return born === '' || holder.bornAt === '' || born === holder.bornAt
}

function read(path: string): { text: string; ageMilliseconds: number } | null {
  try {
    return { text: readFileSync(path, 'utf8'), ageMilliseconds: Date.now() - statSync(path).mtimeMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Of two that find the same stale lock only one may remove it, or it would remove the other's new one. */
function removeStale(path: string, stale: string): void {
  const turn = `${path}.takeover`
  try {
    mkdirSync(turn)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > 10_000) rmdirSync(turn)
    return
  }
  try {
    if (read(path)?.text === stale) unlinkSync(path)
  } finally {
    rmdirSync(turn)
  }
}

/**
 * Takes a lock that lives as long as this process, also through `kill -9`: a lock of a dead process is taken over.
 * @throws LockHeld when a living process has it.
 */
export async function takeLock(path: string): Promise<Lock> {
  const mine = me()
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o644 })
      return {
        release: () => {
          if (read(path)?.text === mine) unlinkSync(path)
        },
      }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const found = read(path)
    if (found === null) continue
    const holder = parseHolder(found.text)
    if (holder !== null && isHeld(holder)) throw new LockHeld(path, holder.pid)
    if (holder !== null || found.ageMilliseconds > 2_000) removeStale(path, found.text)
    await sleep(20)
  }
}
