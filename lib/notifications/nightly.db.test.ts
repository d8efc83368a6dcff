import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addMinutes } from '@/lib/time'
import { nightDueOn, runNightly } from './nightly'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.owner`delete from worker_beats`)

const at = (text: string) => new Date(text)

describe('when the night is due', () => {
  it.each([
    // Winter: the hospital is one hour ahead of UTC.
    ['2026-11-26T01:29:59Z', null],
    ['2026-11-26T01:30:00Z', '2026-11-26'],
    ['2026-11-26T22:59:59Z', '2026-11-26'],
    ['2026-11-26T23:00:00Z', null],
    // 29 March: 02:30 does not exist; the clock jumps from 02:00 to 03:00 at 01:00 UTC.
    ['2026-03-29T00:59:59Z', null],
    ['2026-03-29T01:00:00Z', '2026-03-29'],
    // 25 October: 02:30 comes twice, at 00:30 and at 01:30 UTC. The first one counts.
    ['2026-10-25T00:29:59Z', null],
    ['2026-10-25T00:30:00Z', '2026-10-25'],
    ['2026-10-25T01:30:00Z', '2026-10-25'],
  ])('at %s: %s', (now, date) => {
    expect(nightDueOn(at(now))).toBe(date)
  })
})

describe('the nightly run', () => {
  const counted = () => {
    const runs: Date[] = []
    return { runs, jobs: { job: async (_: unknown, now: Date) => ({ run: runs.push(now) }) } }
  }

  it('runs once per date, however many workers there are', async () => {
    const { runs, jobs } = counted()
    const now = at('2026-11-26T02:00:00Z')
    await Promise.all([runNightly(now, jobs), runNightly(now, jobs), runNightly(now, jobs)])
    await runNightly(addMinutes(now, 600), jobs)
    expect(runs).toHaveLength(1)
  })

  it('runs again the next night, and each clock change once', async () => {
    const { runs, jobs } = counted()
    // Every ten minutes of two days around the change, as a worker that never sleeps.
    for (const start of [at('2026-03-28T00:00:00Z'), at('2026-10-24T00:00:00Z')]) {
      runs.length = 0
      await database.owner`delete from worker_beats`
      for (let minute = 0; minute < 2 * 24 * 60; minute += 10)
        await runNightly(addMinutes(start, minute), jobs)
      expect(runs).toHaveLength(2)
    }
  })

  it('is made up for when no worker ran at half past two', async () => {
    const { runs, jobs } = counted()
    await runNightly(at('2026-11-26T15:00:00Z'), jobs)
    expect(runs).toHaveLength(1)
  })

  it('keeps a report of numbers', async () => {
    const { jobs } = counted()
    await runNightly(at('2026-11-26T02:00:00Z'), jobs)
    const [row] = await database.owner`select at, report from worker_beats where name = 'job'`
    expect(row).toEqual({
      at: at('2026-11-26T02:00:00Z'),
      report: { run: 1, on: '2026-11-26', state: 'done' },
    })
  })

  it('tries a failed job again after a while, stops no other, and leaves nothing half done', async () => {
    let attempts = 0
    const jobs = {
      bad: async (tx: { execute: (query: ReturnType<typeof sql>) => Promise<unknown> }) => {
        attempts += 1
        await tx.execute(sql`insert into worker_beats (name, at) values ('half', now())`)
        throw new Error('no')
      },
      good: async () => ({ fine: 1 }),
    }
    const now = at('2026-11-26T02:00:00Z')
    const reports = await runNightly(now, jobs)
    expect(reports.bad).toMatchObject({ state: 'failed' })
    expect(reports.good).toMatchObject({ state: 'done' })
    expect(await database.owner`select from worker_beats where name = 'half'`).toHaveLength(0)
    await runNightly(addMinutes(now, 5), jobs)
    expect(attempts).toBe(1)
    await runNightly(addMinutes(now, 16), jobs)
    expect(attempts).toBe(2)
  })

  it('takes over from a worker that died in the middle', async () => {
    const { runs, jobs } = counted()
    const now = at('2026-11-26T02:00:00Z')
    await database.owner`insert into worker_beats (name, at, report)
      values ('job', ${now}, ${database.owner.json({ on: '2026-11-26', state: 'running' })})`
    await runNightly(addMinutes(now, 10), jobs)
    expect(runs).toHaveLength(0)
    await runNightly(addMinutes(now, 16), jobs)
    expect(runs).toHaveLength(1)
  })

  it('finds no difference in coverage, forgets old imports and expired links, as the worker', async () => {
    const person = crypto.randomUUID()
    const { owner } = database
    await owner`insert into people (id, staff_number, given_name, family_name) values (${person}, 'N1', 'Noor', 'de Vries')`
    await owner`insert into roles (person_id, role, from_on) values (${person}, 'resident', '2026-01-01')`
    for (const made of ['2026-10-01', '2026-11-20'])
      await owner`insert into imports (kind, made_by_id, made_at, file_name, content) values ('people', ${person}, ${made}, 'a.csv', '')`
    await owner`insert into sign_in_links (token_hash, email, expires_at) values ('old', 'a@b.test', now() - interval '1 minute'),
      ('new', 'a@b.test', now() + interval '1 minute')`
    const reports = await runNightly(at('2026-11-26T02:00:00Z'))
    expect(reports).toMatchObject({
      'nightly.coverage': { differences: 0, state: 'done' },
      'nightly.independence': { conflicts: 0, state: 'done' },
      'nightly.imports': { forgotten: 1, state: 'done' },
      'nightly.sign-in-links': { forgotten: 1, state: 'done' },
    })
    expect(await owner`select token_hash from sign_in_links`).toEqual([{ token_hash: 'new' }])
    expect(await owner`select from imports`).toHaveLength(1)
  })

  it('counts a state of coverage that was not as it should be', async () => {
    await database.owner`update coverage set last_on = '2026-11-01' where form = 'check-in'`
    const reports = await runNightly(at('2026-11-27T02:00:00Z'))
    expect(reports['nightly.coverage']).toMatchObject({ differences: 1 })
  })
})
