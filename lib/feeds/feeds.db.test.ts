import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { calendar } from './calendar.test-support'
import { acceptDrop, addFeed, endFeed } from './commands'
import { layHospital, serveCalendar, type Name } from './hospital.test-support'
import { loadFeeds } from './queries'
import { fetchFeeds } from './round'

let database: TestDatabase
let who: Record<Name, Viewer>
let server: Awaited<ReturnType<typeof serveCalendar>>
const today = todayOn(new Date())
const start = new Date()
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const dayOf = (n: number) => addDaysOn(today, n)
const entry = (n: number, from = '08', until = '17', more: string[] = []) => {
  const on = dayOf(n).replaceAll('-', '')
  return [`UID:${n}-${from}`, `DTSTART:${on}T${from}0000`, `DTEND:${on}T${until}0000`, ...more]
}
const days = (count: number, first = 1) => calendar(Array.from({ length: count }, (_, n) => entry(first + n)))
const at = (n: number, time: string) => instantAt(dayOf(n), time)

beforeAll(async () => {
  database = await testDatabase()
  who = await layHospital(database)
  server = await serveCalendar()
})
afterAll(async () => {
  server.stop()
  await database.drop()
})
beforeEach(async () => {
  await database.owner`truncate shifts, roster_feeds, audit, outbox cascade`
  Object.assign(server, { answer: days(3), status: 200, asked: 0, whole: 0 })
})

/** Adds a feed as the form does, and points it to the server of the test. */
async function feedOf(name: Name, personId = who[name].id) {
  const { id } = await addFeed(who[name], { address: 'webcal://rooster.example/secret-token', personId })
  await database.owner`update roster_feeds set address = ${server.url} where id = ${id}`
  return id
}
const round = (hours = 0) => fetchFeeds(later(hours), server.rules)
const shiftsStored = async () => {
  const rows = await database.owner`select starts_at, ends_at, kind from shifts order by starts_at`
  return rows.map((row) => [row.starts_at, row.ends_at, row.kind])
}
const endsNoted = async () =>
  (await database.owner`select ended_at from shifts order by starts_at`).map((row) => row.ended_at)
const problemOf = async () =>
  (await database.owner`select problem from roster_feeds`).map(({ problem }) => problem)[0]
const told = async () => await database.owner`select recipient_id, data from outbox order by created_at`
const dayShift = (n: number) => [at(n, '08:00'), at(n, '17:00'), 'day']

describe('a calendar that is well', () => {
  it('becomes the roster, and follows what changes: added, moved, removed', async () => {
    await feedOf('resident')
    expect(await round()).toBe(1)
    expect(await shiftsStored()).toEqual([1, 2, 3].map(dayShift))
    const [first] = await database.owner`select id from shifts order by starts_at limit 1`
    server.answer = calendar([entry(1, '08', '16'), entry(3), entry(5, '17', '23')])
    await round(2)
    expect(await shiftsStored()).toEqual([
      [at(1, '08:00'), at(1, '16:00'), 'day'],
      dayShift(3),
      [at(5, '17:00'), at(5, '23:00'), 'evening'],
    ])
    expect(await database.owner`select id from shifts order by starts_at limit 1`).toEqual([first])
    const about = await database.owner`select actor_id, about from audit where action = 'feed.read'`
    expect(about).toEqual([1, 2].map(() => ({ actor_id: null, about: [who.resident.id] })))
  })
  it('is read once an hour, by one worker, and in whole once a day', async () => {
    await feedOf('resident')
    expect((await Promise.all([round(), round(), round()])).reduce((a, b) => a + b)).toBe(1)
    expect(await round(0.9)).toBe(0)
    expect(await round(1)).toBe(1)
    expect([server.asked, server.whole]).toEqual([2, 1])
    await round(25)
    expect(server.whole).toBe(2)
  })
  it('leaves alone what another source says, a noted end that it repeats, and what it no longer tells of the past', async () => {
    const { owner } = database
    const id = await feedOf('resident')
    server.answer = calendar([entry(-3), entry(-2), entry(1), entry(2)])
    await round()
    await owner`update shifts set ended_at = ${at(-2, '19:00')} where starts_at = ${at(-2, '08:00')}`
    await owner`insert into shifts (person_id, starts_at, ends_at, kind) values (${who.resident.id}, ${at(4, '07:00')}, ${at(4, '15:00')}, 'day')`
    server.answer = calendar([entry(-2), entry(1), entry(4)])
    await round(2)
    expect(await shiftsStored()).toEqual([
      dayShift(-3),
      dayShift(-2),
      dayShift(1),
      [at(4, '07:00'), at(4, '15:00'), 'day'],
    ])
    expect(await endsNoted()).toEqual([null, at(-2, '19:00'), null, null])
    const seen = await loadFeeds(who.resident, start)
    expect(seen?.feeds).toMatchObject([{ id, problem: null, skippedCount: 1, shiftCount: 1 }])
  })
  it('replaces a noted end when it changes the start or the end of that shift, and not for another kind', async () => {
    const { owner } = database
    await feedOf('resident')
    server.answer = calendar([-5, -4, -3, -2].map((n) => entry(n)))
    await round()
    await owner`update shifts set ended_at = ends_at + interval '2 hours', end_noted_at = now(), end_noted_by_id = ${who.resident.id}`
    server.answer = calendar([
      entry(-5, '08', '17', ['SUMMARY:Aanwezigheid']),
      entry(-4, '08', '16'),
      entry(-3, '09', '17'),
    ])
    await round(2)
    expect(await shiftsStored()).toEqual([
      [at(-5, '08:00'), at(-5, '17:00'), 'presence'],
      [at(-4, '08:00'), at(-4, '16:00'), 'day'],
      [at(-3, '09:00'), at(-3, '17:00'), 'day'],
      dayShift(-2),
    ])
    expect(await endsNoted()).toEqual([at(-5, '19:00'), null, null, at(-2, '19:00')])
    const signed = await owner`select end_noted_by_id as by from shifts order by starts_at`
    expect(signed.map(({ by }) => by)).toEqual([who.resident.id, null, null, who.resident.id])
  })
  it('keeps what stands near an entry in a zone that nobody knows, and says that it is skipped', async () => {
    await feedOf('resident')
    server.answer = calendar([1, 2, 3, 4, 5].map((n) => entry(n)))
    await round()
    const nowhere = entry(3).map((line) => line.replace(/^(DTSTART|DTEND)/, '$1;TZID=Nowhere'))
    server.answer = calendar([entry(1), nowhere, entry(4)])
    await round(2)
    expect(await shiftsStored()).toEqual([1, 3, 4].map(dayShift))
    expect((await loadFeeds(who.resident, start))?.feeds).toMatchObject([{ problem: null, skippedCount: 1 }])
  })
  it('leaves what a secretary changed to her', async () => {
    await feedOf('resident')
    await round()
    await as(who.secretary.id, (tx) =>
      tx.execute(
        sql`update shifts set ends_at = ends_at + interval '1 hour' where starts_at = ${at(1, '08:00').toISOString()}`,
      ),
    )
    server.answer = `${days(3)} `
    await round(2)
    expect((await shiftsStored())[0]).toEqual([at(1, '08:00'), at(1, '18:00'), 'day'])
  })
})

describe('a calendar that fails', () => {
  it.each([
    ['gone', { status: 404 }],
    ['unreachable', { status: 503 }],
    ['not-calendar', { answer: '<html>' }],
    ['truncated', { answer: days(3).slice(0, -30) }],
    ['empty', { answer: calendar([]) }],
  ])('keeps the last good copy, says %s, and tells whoever made it once', async (problem, broken) => {
    const id = await feedOf('secretary', who.resident.id)
    await round()
    Object.assign(server, broken)
    await round(2)
    await round(4)
    expect(await shiftsStored()).toHaveLength(3)
    expect(await problemOf()).toBe(problem)
    expect(await told()).toEqual([{ recipient_id: who.secretary.id, data: { feedId: id, problem } }])
    Object.assign(server, { answer: days(3), status: 200 })
    await round(6)
    expect(await problemOf()).toBeNull()
  })
  it('is not believed when it suddenly shrinks, until somebody says that it is right', async () => {
    const id = await feedOf('resident')
    server.answer = days(200)
    await round()
    server.answer = days(99)
    await round(2)
    expect(await shiftsStored()).toHaveLength(200)
    expect((await loadFeeds(who.resident, start))?.feeds).toMatchObject([
      { problem: 'shrunk', goodCount: 200, doubtedCount: 99 },
    ])
    await expect(acceptDrop(who.colleague, { feedId: id })).rejects.toMatchObject({ reason: 'not-found' })
    await acceptDrop(who.resident, { feedId: id }, later(2.1))
    expect(await round(2.2)).toBe(1)
    expect(await shiftsStored()).toHaveLength(99)
    expect(await problemOf()).toBeNull()
  })
  it('is not believed when nothing of it is to come any more, however much it keeps of the past', async () => {
    await feedOf('resident')
    server.answer = days(40, -30)
    await round()
    server.answer = days(30, -30)
    await round(2)
    expect(await shiftsStored()).toHaveLength(40)
    expect(await problemOf()).toBe('shrunk')
  })
  it('that lost even more since is asked about again', async () => {
    const id = await feedOf('resident')
    server.answer = days(200)
    await round()
    server.answer = days(99)
    await round(2)
    await acceptDrop(who.resident, { feedId: id }, later(2.1))
    server.answer = days(10)
    await round(2.2)
    expect(await shiftsStored()).toHaveLength(200)
    await expect(acceptDrop(who.resident, { feedId: id })).resolves.toBeNull()
  })
  it('in an inside network is never asked, in demo mode either', async () => {
    await feedOf('resident')
    process.env.KLANKBORD_DEMO = '1'
    await fetchFeeds(start)
    delete process.env.KLANKBORD_DEMO
    expect(server.asked).toBe(0)
    expect(await problemOf()).toBe('refused')
  })
})

describe('ending one', () => {
  it('takes the shifts from today on away, unless they are to stay', async () => {
    server.answer = calendar([entry(-2), entry(1), entry(2)])
    const first = await feedOf('resident')
    await round()
    await endFeed(who.resident, { feedId: first, shifts: 'stay' })
    expect(await shiftsStored()).toHaveLength(3)
    expect(await round(2)).toBe(0)
    expect(await database.owner`select address, etag from roster_feeds`).toEqual([
      { address: '', etag: null },
    ])
    // The next calendar of hers takes them over.
    const second = await feedOf('resident')
    await round(3)
    expect(await shiftsStored()).toHaveLength(3)
    await endFeed(who.resident, { feedId: second })
    expect(await shiftsStored()).toEqual([dayShift(-2)])
    await expect(endFeed(who.resident, { feedId: second })).rejects.toMatchObject({ reason: 'not-found' })
  })
  it('happens by itself when somebody leaves', async () => {
    await feedOf('resident')
    await database.owner`update people set closed_at = now() where id = ${who.resident.id}`
    expect(await round()).toBe(0)
    await database.owner`update people set closed_at = null where id = ${who.resident.id}`
  })
})

it('keeps the address out of the audit log, the outbox and every answer', async () => {
  await feedOf('resident')
  server.status = 404
  await round()
  const rows =
    await database.owner`select to_jsonb(a)::text as line from audit a union all select to_jsonb(o)::text from outbox o`
  const seen = JSON.stringify([rows, await loadFeeds(who.resident, start)])
  expect(seen).not.toContain('secret-token')
  expect(seen).toContain('rooster.example')
})
