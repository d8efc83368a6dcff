import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { parseRoster } from './roster-file'
import { isNightWork } from './shifts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'slots-'))
afterAll(() => rmSync(folder, { recursive: true }))

const roster = join(folder, 'roster.csv')
writeFileSync(
  roster,
  [
    'person,start,end,kind',
    'Noor,2027-01-04 23:00,2027-01-05 08:00,night',
    'Noor,2027-01-07 08:00,2027-01-07 17:00,day',
    '"Daan, de",2027-01-04 08:00,2027-01-04 17:00,day',
  ].join('\n'),
)
const tsx = join(root, 'node_modules/.bin/tsx')
const run = (...args: string[]) =>
  execFileSync(tsx, ['lib/availability/slots.ts', ...args], { cwd: root, encoding: 'utf8' })
const asking = ['--roster', roster, '--from', '2027-01-04', '--weeks', '1', '--minutes', '45']

test('every quarter of an hour is in one of the two lists, in UTC', () => {
  const { slots, refused } = JSON.parse(run(...asking, '--person', 'Noor'))
  expect(slots.length + refused.length).toBe(7 * 38)
  expect(slots.every(({ start }: { start: string }) => start.startsWith('2027-01-07T'))).toBe(true)
  expect(slots[0]).toEqual({ start: '2027-01-07T07:00:00.000Z', end: '2027-01-07T07:45:00.000Z' })
  expect(refused).toContainEqual({
    start: '2027-01-05T09:00:00.000Z',
    end: '2027-01-05T09:45:00.000Z',
    reason: 'rest-after-night',
    until: '2027-01-05T21:00:00.000Z',
  })
}, 20_000)

test('her own choice, other hours, and the share of everybody', () => {
  const own = JSON.parse(run(...asking, '--person', 'Noor', '--own', '--hours', '08:00-09:00'))
  expect(own.slots.map(({ start }: { start: string }) => start.slice(8, 16))).toContain('06T07:15')
  const shares = run(...asking, '--shares')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(shares.map(({ person, starts }) => [person, starts])).toEqual([
    ['Noor', 190],
    ['Daan, de', 190],
  ])
}, 20_000)

test('what is wrong is said in one line, with exit code 2', () => {
  const wrong = (...args: string[]) => {
    const { status, stderr, stdout } = spawnSync(tsx, ['lib/availability/slots.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([2, ''])
    return stderr.trim()
  }
  expect(wrong(...asking, '--person', 'Bob')).toBe(`slots: nobody is called "Bob" in ${roster}`)
  expect(wrong(...asking, '--person', 'Noor', '--hours', '18:00-08:00')).toBe(
    'slots: --hours must be like 08:00-18:00',
  )
}, 20_000)

test('a bad file names its line', () => {
  const header = 'person,start,end,kind\n'
  expect(() => parseRoster('name,from\nNoor,2027-01-04 08:00')).toThrow('must name the columns')
  expect(() => parseRoster(`${header}Noor,2027-01-04 08:00,2027-01-04 07:00,day`)).toThrow(
    /^line 2: the shift ends/,
  )
  expect(() => parseRoster(`${header}Noor,2027-01-04 08:00,2027-01-04 17:00,D1`)).toThrow(
    /^line 2: unknown kind "D1"/,
  )
  expect(() => parseRoster(`${header}\nNoor,2027-02-30 08:00,2027-03-01 17:00,day`)).toThrow(
    /^line 3: "2027-02-30 08:00"/,
  )
  expect(() => parseRoster(`${header}Noor,2027-01-04 08:00`)).toThrow(/^not a CSV file/)
  expect(
    parseRoster(`\uFEFF${header}Noor,2027-01-04 08:00,2027-01-04 17:00,day\r\n`).get('Noor'),
  ).toHaveLength(1)
})

test('more than an hour between midnight and six is a night', () => {
  const [night, evening, early] = [
    '2027-01-04 23:00,2027-01-05 08:00',
    '2027-01-04 16:00,2027-01-05 01:00',
    '2027-01-04 04:59,2027-01-04 12:00',
  ].map((hours) => parseRoster(`person,start,end,kind\nNoor,${hours},day`).get('Noor')![0]!)
  expect([night, evening, early].map((one) => isNightWork(one!))).toEqual([true, false, true])
})
