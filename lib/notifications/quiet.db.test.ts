import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { as, asWorker, sqlState } from '@/db/client'
import type { TestDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage, addSession, openMailroom } from './staff.test-support'

let database: TestDatabase
let noor: string
let bram: string
let sent: Mail[]

beforeAll(async () => {
  ;({ database, noor, bram } = await openMailroom())
})
afterAll(() => database.drop())
beforeAll(() => void vi.stubEnv('QUIET_HOURS', '22:00-07:00'))
afterAll(() => void vi.unstubAllEnvs())
beforeEach(async () => {
  sent = []
  await database.owner`delete from outbox`
  await database.owner`delete from shifts`
})

const at = (text: string) => new Date(text)
const send = (now: string) => sendDue(at(now), async (mail) => void sent.push(mail))
const addNight = (startsAt: string, endsAt: string, kind = 'night') =>
  database.owner`insert into shifts (person_id, starts_at, ends_at, kind) values (${noor}, ${startsAt}, ${endsAt}, ${kind})`

/** A message to Noor about a session of this start, due at this instant: how it stands after one round at that instant. */
async function roundAt(
  now: string,
  kind = 'session.booked',
  columns: Record<string, string> = {},
  wasAt = '',
) {
  const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram], columns)
  const id = await addMessage(database.owner, kind, noor, { sessionId, ...(wasAt && { wasAt }) }, now)
  await send(now)
  const [row] = await database.owner<{ attempts: number; dueAt: Date }[]>`
    select attempts, due_at as "dueAt" from outbox where id = ${id}`
  return row
}

describe('a message in the quiet hours', () => {
  it.each([
    ['2026-11-25T23:00:00Z', '2026-11-26T06:00:00Z'],
    // The nights of both clock changes: 07:00 on the hospital's clock.
    ['2026-03-28T22:30:00Z', '2026-03-29T05:00:00Z'],
    ['2026-10-24T22:30:00Z', '2026-10-25T06:00:00Z'],
  ])('of %s waits until %s, without an attempt spent, and goes then', async (now, until) => {
    const startsAt = at(until).getTime() + 20 * 3_600_000
    const row = await roundAt(now, 'session.booked', { startsAt: new Date(startsAt).toISOString() })
    expect(row).toEqual({ attempts: 0, dueAt: at(until) })
    expect(sent).toEqual([])
    await send(until)
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['session.cancelled', { cancelled_at: '2026-11-25T22:59:00Z', sequence: '1' }],
    ['session.moved', { moved_at: '2026-11-25T22:59:00Z', sequence: '1' }],
  ])('goes at once when it is %s of a session within 14 hours', async (kind, columns) => {
    await roundAt('2026-11-25T23:00:00Z', kind, { ...columns, startsAt: '2026-11-26T13:00:00Z' })
    expect(sent).toHaveLength(1)
    await roundAt('2026-11-25T23:00:00Z', kind, { ...columns, startsAt: '2026-11-26T13:01:00Z' })
    expect(sent).toHaveLength(1)
  })

  it('goes at once when a session is moved away from a time within 14 hours', async () => {
    const later = { startsAt: '2026-12-03T13:00:00Z', moved_at: '2026-11-25T22:59:00Z' }
    await roundAt('2026-11-25T23:00:00Z', 'session.moved', later, '2026-11-26T07:00:00Z')
    expect(sent).toHaveLength(1)
  })
})

describe('a message in the rest after a night', () => {
  it('waits until 14 hours after its end', async () => {
    await addNight('2026-11-24T22:00:00Z', '2026-11-25T06:30:00Z')
    expect(await roundAt('2026-11-25T09:00:00Z')).toEqual({ attempts: 0, dueAt: at('2026-11-25T20:30:00Z') })
    await send('2026-11-25T20:30:00Z')
    expect(sent).toHaveLength(1)
  })

  it('waits for the morning when the rest ends in the quiet hours', async () => {
    await addNight('2026-11-24T22:00:00Z', '2026-11-25T07:30:00Z')
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T21:30:00Z'))
    await send('2026-11-25T21:30:00Z')
    expect(sent).toEqual([])
    await send('2026-11-26T06:00:00Z')
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['of an evening', 'evening', '2026-11-25T09:00:00Z'],
    ['that is over', 'night', '2026-11-25T20:30:00Z'],
    ['of a night that has not ended', 'night', '2026-11-25T06:15:00Z'],
  ])('does not wait for a rest %s', async (_, kind, now) => {
    await addNight('2026-11-24T22:00:00Z', '2026-11-25T06:30:00Z', kind)
    await roundAt(now)
    expect(sent).toHaveLength(1)
  })

  /** This many nights in a row up to that of 24 November, which ends at 07:30 on the hospital's clock. */
  const addNights = async (count: number) => {
    for (let n = 0; n < count; n += 1)
      await addNight(`2026-11-${24 - n}T22:00:00Z`, `2026-11-${25 - n}T06:30:00Z`)
  }

  it.each([
    [2, '2026-11-25T20:30:00Z'],
    [3, '2026-11-27T04:30:00Z'],
    [4, '2026-11-27T04:30:00Z'],
  ])('waits after %s nights on consecutive dates until %s', async (count, until) => {
    await addNights(count)
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at(until))
  })

  it('is a long one after the last of a row only, and not when a date lies between', async () => {
    await addNights(3)
    await addNight('2026-11-25T22:00:00Z', '2026-11-26T06:30:00Z')
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T20:30:00Z'))
    await database.owner`delete from shifts where starts_at in ('2026-11-23T22:00:00Z', '2026-11-25T22:00:00Z')`
    await addNight('2026-11-21T22:00:00Z', '2026-11-22T06:30:00Z')
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T20:30:00Z'))
  })

  it.each([
    // 46 hours of the clock of the world: over the change to summer time, and to winter time.
    ['2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29T22:00:00Z', '2026-03-31T03:30:00Z'],
    ['2026-10-22', '2026-10-23', '2026-10-24', '2026-10-25T22:00:00Z', '2026-10-27T04:30:00Z'],
  ])('counts the nights of %s, %s and %s over a change of the clock', async (...texts) => {
    const [now, until] = texts.slice(3) as [string, string]
    for (const on of texts.slice(0, 3))
      await database.owner`insert into shifts (person_id, starts_at, ends_at, kind) values (${noor},
        (${on}::date + time '23:00') at time zone 'Europe/Amsterdam', (${on}::date + 1 + time '07:30') at time zone 'Europe/Amsterdam', 'night')`
    const [row] = await asWorker((tx) =>
      tx.execute<{ until: string }>(sql`select app.rests_until(${noor}, ${now}, 14, 120, 3, 46) as until`),
    )
    expect(at(row!.until)).toEqual(at(until))
  })

  it('is counted from the end that was noted', async () => {
    await addNight('2026-11-24T22:00:00Z', '2026-11-25T06:30:00Z')
    await database.owner`update shifts set ended_at = '2026-11-25T08:00:00Z'`
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T22:00:00Z'))
    await database.owner`update shifts set ended_at = '2026-11-25T05:00:00Z'`
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T19:00:00Z'))
  })

  it('is no rest for mail after a night that ended at two, and is one a minute later', async () => {
    await addNight('2026-11-24T16:00:00Z', '2026-11-25T01:00:00Z')
    await roundAt('2026-11-25T09:00:00Z')
    expect(sent).toHaveLength(1)
    await database.owner`update shifts set ended_at = '2026-11-25T01:01:00Z'`
    expect((await roundAt('2026-11-25T09:00:00Z'))?.dueAt).toEqual(at('2026-11-25T15:01:00Z'))
  })

  it('does not hold up anybody else', async () => {
    await addNight('2026-11-24T22:00:00Z', '2026-11-25T06:30:00Z')
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
    await addMessage(database.owner, 'session.booked', bram, { sessionId })
    await send('2026-11-25T09:00:00Z')
    expect(sent).toHaveLength(1)
  })
})

it('tells nobody but the worker when somebody rests, and the worker nothing else of a roster', async () => {
  const rests = sql`select app.rests_until(${noor}, now(), 14, 120, 3, 46)`
  expect(await as(bram, (tx) => tx.execute(rests)).catch(sqlState)).toBe('42501')
  expect(await asWorker((tx) => tx.execute(sql`select from shifts`)).catch(sqlState)).toBe('42501')
})
