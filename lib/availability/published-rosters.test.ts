import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Reason } from './reasons'
import { readRoster } from './roster-file'
import { SlowPerson } from './slow.test-support'
import { defaultWorkingTime } from './working-time'

/** The two published rosters, as the demo hospital holds them (source and licence beside them). */
const rosters = [
  { file: 'inrc2-n012w8-a.csv', weeks: 8 },
  { file: 'inrc2-n021w4-a.csv', weeks: 4 },
]
const root = fileURLToPath(new URL('../..', import.meta.url))
const minutes = 45

test.each(rosters)(
  'of $file the program answers as the slow implementation does',
  ({ file, weeks }) => {
    const path = join(root, 'db/demo/rosters', file)
    const roster = readRoster(path)
    const everybody = [...roster.keys()]
    const seen = new Set<Reason | 'free'>()
    for (const name of [everybody[0]!, everybody.at(-1)!]) {
      const answer = execFileSync(
        join(root, 'node_modules/.bin/tsx'),
        [
          'lib/availability/slots.ts',
          '--roster',
          path,
          '--person',
          name,
          '--from',
          '2027-01-04',
          '--weeks',
          `${weeks}`,
        ].concat(['--minutes', `${minutes}`]),
        { cwd: root, encoding: 'utf8' },
      )
      const { slots, refused } = JSON.parse(answer) as {
        slots: { start: string }[]
        refused: { start: string; reason: Reason }[]
      }
      // Every 15 minutes of every date from 08:00 to 17:15 is in one of the two, once.
      const starts = [...slots, ...refused].map(({ start }) => start).sort()
      expect(new Set(starts).size).toBe(starts.length)
      expect(starts).toHaveLength(weeks * 7 * 38)
      const slow = new SlowPerson(
        { id: name, shifts: roster.get(name)!, busy: [] },
        defaultWorkingTime,
        '2027-01-04',
        weeks,
      )
      const first = (start: string) => slow.reasons(new Date(start), minutes)[0] ?? 'free'
      const differences = [
        ...slots.map(({ start }) => ({ start, reason: 'free' as const })),
        ...refused,
      ].filter(({ start, reason }, index) => {
        seen.add(reason)
        return index % 3 === 0 && first(start) !== reason
      })
      expect(differences).toEqual([])
    }
    expect([...seen]).toEqual(expect.arrayContaining(['free', 'outside-hours', 'day-off']))
  },
  60_000,
)
