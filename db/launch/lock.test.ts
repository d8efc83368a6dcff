import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LockHeld, isHeld, parseHolder, takeLock } from './lock'
import { bornAt } from './processes'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klankbord-lock-'))
  path = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a lock is held until it is released', async () => {
  const lock = await takeLock(path)
  await expect(takeLock(path)).rejects.toThrow(LockHeld)
  lock.release()
  const again = await takeLock(path)
  again.release()
})

test('the lock of a dead process is taken over', async () => {
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, bornAt: 'long ago' }))
  const lock = await takeLock(path)
  expect(parseHolder(readFileSync(path, 'utf8'))?.pid).toBe(process.pid)
  lock.release()
})

test('the lock of an earlier process with our pid is taken over', async () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, bornAt: 'before the restart of the machine' }))
  const lock = await takeLock(path)
  expect(parseHolder(readFileSync(path, 'utf8'))?.bornAt).toBe(bornAt(process.pid))
  lock.release()
})

test('of many that find a stale lock one gets it', async () => {
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, bornAt: '' }))
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a lock that its writer did not finish is taken over once it is old', async () => {
  writeFileSync(path, '')
  utimesSync(path, new Date(), new Date(Date.now() - 60_000))
  const lock = await takeLock(path)
  lock.release()
})

test('a lock is held while its process lives; a process that began at another moment is another process', () => {
  const holder = { pid: 7, bornAt: 'monday' }
  const system = (alive: boolean, born: string) => ({ isAlive: () => alive, bornAt: () => born })
  expect(isHeld(holder, system(true, 'monday'))).toBe(true)
  expect(isHeld(holder, system(true, 'tuesday'))).toBe(false)
  expect(isHeld(holder, system(false, 'monday'))).toBe(false)
  // Where the system tells no birth, the pid must do.
  expect(isHeld(holder, system(true, ''))).toBe(true)
})
