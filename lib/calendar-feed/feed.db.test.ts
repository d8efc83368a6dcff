import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asNobody, asWorker, sqlState } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { startFeed, stopFeed } from './commands'
import { loadFeed, loadFollowing } from './queries'

let database: TestDatabase
let noor: Viewer
let bram: Viewer
let pia: Viewer
const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)

beforeAll(async () => {
  database = await testDatabase()
  noor = await addPerson('Noor', 'resident')
  bram = await addPerson('Bram', 'mentor')
  pia = await addPerson('Pia', 'psychologist', 'en')
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate calendar_feeds, session_people, sessions cascade`
  await database.owner`update people set closed_at = null`
})

async function addPerson(givenName: string, role: string, locale = 'nl') {
  const id = crypto.randomUUID()
  const { owner } = database
  await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${givenName}, ${givenName}, 'de Vries')`
  await owner`insert into contacts (person_id, email, locale) values (${id}, ${`${givenName}@ziekenhuis.test`}, ${locale})`
  await owner`insert into roles (person_id, role, from_on) values (${id}, ${role}, '2020-01-01')`
  return signInAs(id)
}

async function addSession(
  form: string,
  startsAt: Date,
  people: Viewer[],
  columns: Record<string, string | number | Date | undefined> = {},
) {
  const id = crypto.randomUUID()
  const endsAt = new Date(startsAt.getTime() + 45 * 60_000)
  await database.owner`insert into sessions ${database.owner({
    id,
    form,
    starts_at: startsAt,
    ends_at: endsAt,
    place: 'Kamer 2.14',
    link: 'https://video.example/1',
    booked_by_id: people[0]?.id ?? null,
    ...columns,
  })}`
  for (const [index, person] of people.entries())
    await database.owner`insert into session_people (session_id, person_id, part, during, released_at)
      values (${id}, ${person.id}, ${index === 0 ? 'resident' : 'guide'}, tstzrange(${startsAt}, ${endsAt}),
        ${columns.cancelled_at ? now : null})`
  return id
}

async function readFeed(token: string) {
  const text = await loadFeed(token, now)
  if (text === null) return null
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((event) => ({
    summary: event.getFirstPropertyValue('summary'),
    status: event.getFirstPropertyValue('status'),
    location: event.getFirstPropertyValue('location'),
    uid: String(event.getFirstPropertyValue('uid')),
    startsAt: new ICAL.Event(event).startDate.toJSDate(),
  }))
  return { text, events }
}
const tokenOf = async (viewer: Viewer) => (await startFeed(viewer, {})).token

describe('a feed', () => {
  it('holds its owner’s sessions of four weeks back to a year ahead, and cancelled ones as such', async () => {
    await addSession('mentor-session', inDays(-29), [noor, bram])
    await addSession('mentor-session', inDays(-27), [noor, bram])
    await addSession('mentor-session', inDays(2), [noor, bram], { cancelled_at: now, sequence: 1 })
    await addSession('mentor-session', inDays(363), [noor, bram])
    await addSession('mentor-session', inDays(365), [noor, bram])
    await addSession('check-in', inDays(3), [bram, pia])
    const feed = await readFeed(await tokenOf(noor))
    expect(feed?.events).toMatchObject([
      {
        summary: 'Mentorgesprek met Bram de Vries',
        status: 'CONFIRMED',
        location: 'Kamer 2.14, https://video.example/1',
      },
      { status: 'CANCELLED' },
      { status: 'CONFIRMED' },
    ])
    expect(feed?.text).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(feed?.text).not.toMatch(/Noor|ziekenhuis|ATTENDEE|ORGANIZER/)
  })

  it.each(['psychologist-session', 'learning-therapy'])('holds of a %s when, and "Bezet"', async (form) => {
    const id = await addSession(form, inDays(3), [noor, pia])
    const hers = await readFeed(await tokenOf(noor))
    const theirs = await readFeed(await tokenOf(pia))
    expect(hers?.events).toMatchObject([{ summary: 'Bezet', location: null }])
    expect(theirs?.events).toMatchObject([{ summary: 'Busy', location: null }])
    for (const feed of [hers, theirs]) {
      expect(feed?.text).not.toMatch(/Pia|Noor|Kamer|video|psycho|therap|URL|LOCATION/i)
      expect(feed?.text).not.toContain(id)
    }
    // Side by side the two calendars show no pair.
    expect(hers?.events[0]?.uid).not.toBe(theirs?.events[0]?.uid)
  })

  it('holds what waits for a yes as provisional, and not what she gave back', async () => {
    const asked = await addSession('mentor-session', inDays(3), [noor, bram])
    await database.owner`update session_people set answer_by = ${inDays(2)} where session_id = ${asked} and person_id = ${bram.id}`
    const left = await addSession('intervision', inDays(4), [noor, bram], { seats: 6 })
    await database.owner`update session_people set released_at = now() where session_id = ${left} and person_id = ${noor.id}`
    const feed = await readFeed(await tokenOf(noor))
    expect(feed?.events).toMatchObject([{ status: 'TENTATIVE', summary: 'Mentorgesprek met Bram de Vries' }])
  })

  it('is the same text as long as nothing changes, so that a program need not fetch it again', async () => {
    const id = await addSession('mentor-session', inDays(3), [noor, bram])
    const token = await tokenOf(noor)
    const first = await loadFeed(token, now)
    expect(await loadFeed(token, new Date(now.getTime() + 60_000))).toBe(first)
    await database.owner`update sessions set place = 'Kamer 3', sequence = 1 where id = ${id}`
    expect(await loadFeed(token, now)).not.toBe(first)
  })

  it('is under one UID with RECURRENCE-IDs for a series', async () => {
    const [row] = await database.owner<{ id: string }[]>`
      insert into series (form, every_weeks, from_on, starts_time, count, made_by_id)
      values ('mentor-session', 1, '2026-11-26', '16:00', 2, ${noor.id}) returning id`
    const of = (on: string) => ({ series_id: row?.id, series_on: on })
    await addSession('mentor-session', inDays(3), [noor, bram], of('2026-11-26'))
    await addSession('mentor-session', inDays(10), [noor, bram], of('2026-12-03'))
    const feed = await readFeed(await tokenOf(noor))
    expect(new Set(feed?.events.map((event) => event.uid)).size).toBe(1)
    expect(feed?.text).toContain('\r\nRECURRENCE-ID:20261126T150000Z\r\n')
    expect(feed?.text).toContain('\r\nRECURRENCE-ID:20261203T150000Z\r\n')
  })
})

describe('a token', () => {
  it('opens its owner’s agenda and nobody else’s', async () => {
    await addSession('mentor-session', inDays(3), [noor, bram])
    await addSession('check-in', inDays(4), [bram, pia])
    expect((await readFeed(await tokenOf(noor)))?.events).toHaveLength(1)
    expect((await readFeed(await tokenOf(bram)))?.events).toHaveLength(2)
  })

  it('has 256 bits, is kept as a hash only, and opens nothing when it was stopped, replaced or never made', async () => {
    const first = await tokenOf(noor)
    expect(Buffer.from(first, 'base64url')).toHaveLength(32)
    const [kept] = await database.owner`select * from calendar_feeds`
    expect(JSON.stringify(kept)).not.toContain(first)
    expect(kept?.token_hash).toBe(createHash('sha256').update(first).digest('hex'))
    const second = await tokenOf(noor)
    expect(await loadFeed(first, now)).toBeNull()
    expect(await loadFeed(second, now)).not.toBeNull()
    await stopFeed(noor, {})
    expect(await loadFeed(second, now)).toBeNull()
    for (const token of ['', 'x', 'A'.repeat(43), kept?.token_hash, "' or true --"])
      expect(await loadFeed(token, now)).toBeNull()
    await expect(stopFeed(noor, {})).rejects.toThrow(Refusal)
  })

  it('opens nothing once the account is closed', async () => {
    const token = await tokenOf(noor)
    await database.owner`update people set closed_at = now() where id = ${noor.id}`
    expect(await loadFeed(token, now)).toBeNull()
  })

  it('is one per person, however often she presses at once', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => tokenOf(noor)))
    const open = await Promise.all(tokens.map((token) => loadFeed(token, now)))
    expect(open.filter((feed) => feed !== null)).toHaveLength(1)
  })

  it('leaves an audit row when it is made and when it is stopped, and says when it was last used', async () => {
    const token = await tokenOf(noor)
    expect(await loadFollowing(noor)).toMatchObject({ usedAt: null })
    await loadFeed(token, now)
    expect((await loadFollowing(noor))?.usedAt).toBeInstanceOf(Date)
    await stopFeed(noor, {})
    expect(await loadFollowing(noor)).toBeNull()
    const rows =
      await database.owner`select action from audit where actor_id = ${noor.id} and action like 'feed.%' order by id desc limit 2`
    expect(rows.map((row) => row.action)).toEqual(['feed.stop', 'feed.start'])
  })
})

describe('row security alone', () => {
  const raw = (viewer: Viewer, statement: string) =>
    as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
      (rows) => rows.count,
      (error: unknown) => sqlState(error),
    )

  it('shows and stops everybody’s own feed only, and hides every hash', async () => {
    await tokenOf(noor)
    expect(await raw(noor, 'select id from calendar_feeds')).toBe(1)
    expect(await raw(bram, 'select id from calendar_feeds')).toBe(0)
    expect(await raw(bram, 'update calendar_feeds set stopped_at = now()')).toBe(0)
    expect(await raw(noor, 'select token_hash from calendar_feeds')).toBe('42501')
    expect(await raw(noor, 'delete from calendar_feeds')).toBe('42501')
    const nobody = asNobody((tx) => tx.execute(sql`select id from calendar_feeds`))
    expect((await nobody).count).toBe(0)
    expect(await asWorker((tx) => tx.execute(sql`select id from calendar_feeds`)).catch(sqlState)).toBe(
      '42501',
    )
  })

  it('lets nobody make one for somebody else, hand one over, or start one again', async () => {
    await tokenOf(noor)
    const values = `values ('${noor.id}', 'known')`
    expect(await raw(bram, `insert into calendar_feeds (person_id, token_hash) ${values}`)).toBe('42501')
    expect(await raw(noor, `update calendar_feeds set person_id = '${bram.id}'`)).toBe('42501')
    await stopFeed(noor, {})
    expect(await raw(noor, 'update calendar_feeds set stopped_at = null')).toBe(0)
  })

  it('answers a reader nothing of others’ sessions when the code asks for all', async () => {
    await addSession('mentor-session', inDays(3), [noor, bram])
    const token = await tokenOf(pia)
    expect(await loadFeed(token, now)).not.toBeNull()
    expect(await raw(pia, 'select id from sessions')).toBe(0)
  })
})

it('asks for the owner’s seat by itself, without row security', async () => {
  await addSession('mentor-session', inDays(3), [noor, bram])
  const token = await tokenOf(pia)
  for (const table of ['sessions', 'session_people', 'people'])
    await database.owner.unsafe(
      `create policy open_to_all on ${table} for select to klankbord_app using (true)`,
    )
  try {
    expect((await readFeed(token))?.events).toEqual([])
  } finally {
    for (const table of ['sessions', 'session_people', 'people'])
      await database.owner.unsafe(`drop policy open_to_all on ${table}`)
  }
})
