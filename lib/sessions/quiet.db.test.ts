import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { therapyCounts } from '@/db/schema/therapy-counts'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { endPairing } from '@/lib/pairings/commands'
import { addDaysOn, instantAt, mondayOf, todayOn, type WallTime } from '@/lib/time'
import type { Role, Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, bookSession, cancelSession, moveSession } from './commands'
import { listBookable } from './queries'
import { loadQuietDoor } from './quiet'

const cast = [
  'resident',
  'psychologist',
  'colleague',
  'supervisor',
  'mentor',
  'nurse',
  'student',
  'secretary',
  'coordinator',
  'admin',
] as const
type Name = (typeof cast)[number]
const others = cast.filter((name) => name !== 'resident' && name !== 'psychologist')
/** Who has no part in a session with the mentor either. */
const strangers = others.filter((name) => name !== 'mentor')

const ids = Object.fromEntries(cast.map((name) => [name, randomUUID()])) as Record<Name, string>
const who = {} as Record<Name, Viewer>
const department = randomUUID()
const monday = addDaysOn(mondayOf(todayOn(new Date())), 14)
const at = (day: number, time: WallTime) => instantAt(addDaysOn(monday, day), time)
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  await owner`insert into departments (id, code, name, site) values (${department}, 'd', 'Chirurgie', 'Noord')`
  for (const name of cast) {
    const role: Role = name === 'colleague' ? 'resident' : name
    const place = ['resident', 'supervisor', 'nurse', 'student', 'secretary'].includes(role)
      ? department
      : null
    await owner`insert into people (id, staff_number, given_name, family_name) values (${ids[name]}, ${name}, ${name}, 'Test')`
    await owner`insert into contacts (person_id, email) values (${ids[name]}, ${`${name}@klankbord.example`})`
    await owner`insert into roles (person_id, role, department_id, from_on) values (${ids[name]}, ${role}, ${place}, '2020-01-01')`
  }
  for (const day of [0, 1, 2])
    await owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${ids.resident}, ${at(day, '08:00')}, ${at(day, '17:00')}, 'day'), (${ids.colleague}, ${at(day, '08:00')}, ${at(day, '17:00')}, 'day')`
  for (const name of cast) who[name] = await signInAs(ids[name])
})
afterAll(() => database.drop())
beforeEach(
  () => database.owner`truncate sessions, session_people, pairings, audit, outbox, qualifications cascade`,
)

const book = (startsAt: Date, form: 'psychologist-session' | 'learning-therapy' = 'psychologist-session') =>
  bookSession(who.resident, {
    form,
    otherId: ids.psychologist,
    startsAt: startsAt.toISOString(),
    place: 'Kamer 9.99',
  })
async function paired(): Promise<string> {
  const { id } = await book(at(0, '09:00'))
  await answerSession(who.psychologist, { sessionId: id, seen: 0, answer: 'accept' })
  return id
}

describe('the quiet door', () => {
  it('opens with a first session: the psychologist’s yes to it pairs the two', async () => {
    const { id, isAsked } = await book(at(0, '09:00'))
    expect(isAsked).toBe(true)
    expect((await loadQuietDoor(who.psychologist, new Date()))?.questions).toMatchObject([{ id }])
    expect((await loadQuietDoor(who.resident, new Date()))?.doors).toHaveLength(1)
    await answerSession(who.psychologist, { sessionId: id, seen: 0, answer: 'accept' })
    expect(await loadQuietDoor(who.resident, new Date())).toMatchObject({
      pairings: [{ id: ids.psychologist }],
      doors: [],
    })
    expect((await book(at(1, '09:00'))).isAsked).toBe(false)
  })
  it('asks again when she moves her question, and opens when the psychologist moves it', async () => {
    const { id } = await book(at(0, '09:00'))
    const move = (viewer: Viewer, seen: number, startsAt: Date) =>
      moveSession(viewer, { sessionId: id, seen, startsAt: startsAt.toISOString() })
    expect((await move(who.resident, 0, at(1, '09:00'))).isAsked).toBe(true)
    expect((await move(who.psychologist, 1, at(1, '10:00'))).isAsked).toBe(false)
    expect((await loadQuietDoor(who.resident, new Date()))?.pairings).toHaveLength(1)
  })
  it('stays closed when the psychologist cancels the question', async () => {
    const { id } = await book(at(0, '09:00'))
    await cancelSession(who.psychologist, { sessionId: id, seen: 0 })
    const [open] = await database.owner`select count(*)::int as n from pairings where declined_at is null`
    expect(open?.n).toBe(0)
  })
  it('stays closed with a no; she may knock again', async () => {
    const { id } = await book(at(0, '09:00'))
    await answerSession(who.psychologist, { sessionId: id, seen: 0, answer: 'decline' })
    expect((await loadQuietDoor(who.resident, new Date()))?.pairings).toEqual([])
    expect((await book(at(0, '09:00'))).isAsked).toBe(true)
  })
  it('is closed by either, without a reason, with all that was planned', async () => {
    for (const name of ['resident', 'psychologist'] as const) {
      await paired()
      const [pairing] = (await loadQuietDoor(who[name], new Date()))!.pairings
      await endPairing(who[name], { pairingId: pairing!.pairingId })
      const [left] = await database.owner`select count(*)::int as n from sessions where cancelled_at is null`
      expect(left?.n).toBe(0)
      await database.owner`truncate sessions, session_people, pairings cascade`
    }
  })
  it('is a page for residents and psychologists only', async () => {
    for (const name of others)
      expect([name, (await loadQuietDoor(who[name], new Date())) !== null]).toEqual([
        name,
        name === 'colleague',
      ])
  })
})

describe('learning therapy', () => {
  it('is given by whoever holds the qualification on that very day', async () => {
    await paired()
    const offered = async () =>
      (await listBookable(who.resident, new Date())).some(({ form }) => form === 'learning-therapy')
    expect(await offered()).toBe(false)
    await expect(book(at(1, '09:00'), 'learning-therapy')).rejects.toMatchObject({ reason: 'not-qualified' })
    await database.owner`insert into qualifications (person_id, kind, expires_on) values (${ids.psychologist}, 'psychotherapist', ${addDaysOn(monday, 2)})`
    expect(await offered()).toBe(true)
    await expect(book(at(2, '09:00'), 'learning-therapy')).rejects.toMatchObject({ reason: 'not-qualified' })
    await book(at(1, '09:00'), 'learning-therapy')
  })
  it('counts what was held, for herself', async () => {
    await paired()
    await database.owner`insert into qualifications (person_id, kind) values (${ids.psychologist}, 'psychotherapist')`
    await book(at(1, '09:00'), 'learning-therapy')
    expect((await loadQuietDoor(who.resident, at(1, '09:00')))?.therapyHeld).toBe(0)
    expect((await loadQuietDoor(who.resident, at(1, '09:45')))?.therapyHeld).toBe(1)
  })
})

describe('everybody else', () => {
  /** All that somebody can read in the database, whatever the application asks. */
  async function readEverything(name: Name): Promise<string> {
    const tables = await database.owner<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege('klankbord_app', c.oid, 'select')`
    return as(ids[name], async (tx) => {
      const found: unknown[] = []
      for (const table of tables)
        found.push(await tx.execute(sql`select * from ${sql.identifier(table.name)}`))
      found.push(await tx.execute(sql`select * from app.technical_audit(null, 200)`))
      found.push(await tx.execute(sql`select * from app.busy_rooms(now(), now() + interval '60 days')`))
      return JSON.stringify(found)
    })
  }
  /** One session that is booked and moved, and one that is cancelled. */
  async function bookMoveAndCancel(kind: 'psychologist' | 'mentor') {
    const bookWith = (startsAt: Date) =>
      bookSession(who.resident, {
        form: `${kind}-session`,
        otherId: ids[kind],
        startsAt: startsAt.toISOString(),
        place: 'Kamer 9.99',
      })
    const { id } = await bookWith(at(0, '09:00'))
    await moveSession(who.resident, { sessionId: id, seen: 0, startsAt: at(1, '10:15').toISOString() })
    await cancelSession(who.resident, { sessionId: (await bookWith(at(2, '09:00'))).id, seen: 0 })
  }
  /** Of all that others can be shown: when she is busy, who did what kind of thing, and what mails fare. */
  async function readTraces() {
    const until = sql`now() + interval '60 days'`
    return Promise.all(
      strangers.map((name) =>
        as(ids[name], async (tx) => ({
          name,
          blocks: [
            ...(await tx.execute(
              sql`select * from app.busy_blocks(${`{${ids.resident}}`}::uuid[], now(), ${until})`,
            )),
          ],
          acts: [
            ...(await tx.execute(
              sql`select actor_id, action from app.technical_audit(null, 200) order by id`,
            )),
          ],
          mails: [
            ...(await tx.execute(
              sql`select kind, attempts, fate from app.outbox_state(false, 0, 200) order by at, kind`,
            )),
          ],
        })),
      ),
    )
  }
  it('reads neither the session nor the pairing, the form or the place, in any table or log', async () => {
    const id = await paired()
    await moveSession(who.resident, { sessionId: id, seen: 1, startsAt: at(1, '10:00').toISOString() })
    const cancelled = (await book(at(2, '09:00'))).id
    await cancelSession(who.resident, { sessionId: cancelled, seen: 0 })
    const [pairing] = await database.owner<{ id: string }[]>`select id from pairings`
    for (const name of others) {
      const read = await readEverything(name)
      for (const secret of [id, cancelled, pairing!.id, 'psychologist-session', 'Kamer 9.99'])
        expect([name, secret, read.includes(secret)]).toEqual([name, secret, false])
    }
    // It bites: the two do read it.
    expect(await readEverything('resident')).toContain(id)
    expect(await readEverything('psychologist')).toContain(id)
  })
  it('sees the same block, the same acts and the same messages as of a mentor session at those times', async () => {
    const traces: unknown[] = []
    for (const kind of ['psychologist', 'mentor'] as const) {
      await database.owner`truncate sessions, session_people, pairings, audit, outbox cascade`
      await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, asked_at, asked_by_id, accepted_at, accepted_by_id)
        values (${kind}, ${ids.resident}, ${ids[kind]}, '2026-01-05', '2026-01-05', ${ids.resident}, '2026-01-05', ${ids[kind]})`
      await bookMoveAndCancel(kind)
      traces.push(await readTraces())
    }
    expect(traces[0]).toEqual(traces[1])
    expect(JSON.stringify(traces[0])).toContain('session.move')
  })
  it('is not told when a psychologist has sessions of a form', async () => {
    await paired()
    for (const name of others)
      await expect(
        as(ids[name], (tx) =>
          tx.execute(
            sql`select app.guide_starts(${ids.psychologist}, 'psychologist-session', now(), now() + interval '60 days')`,
          ),
        ),
      ).rejects.toMatchObject({ cause: { code: '42501' } })
  })
  it('finds acts in the technical log that mentor sessions leave as well', async () => {
    const id = await paired()
    await cancelSession(who.psychologist, { sessionId: id, seen: 1 })
    const [pairing] = (await loadQuietDoor(who.resident, new Date()))!.pairings
    await endPairing(who.resident, { pairingId: pairing!.pairingId })
    const acts = await database.owner<
      { action: string }[]
    >`select distinct action from audit where actor_id in (${ids.resident}, ${ids.psychologist})`
    for (const { action } of acts) expect(action).not.toMatch(/psych|quiet|knock|therapy|pairing/)
  })
})

const forget = () =>
  asWorker((tx) =>
    tx.execute<{ n: number }>(sql`select app.forget_confidential(now() - interval '90 days') as n`),
  )

it('is forgotten after 90 days, with everything that points at it', async () => {
  const id = await paired()
  await database.owner`update sessions set starts_at = now() - interval '91 days', ends_at = now() - interval '91 days' + interval '45 minutes'`
  await database.owner`insert into outbox (kind, recipient_id, data) values ('session.booked', ${ids.psychologist}, ${database.owner.json({ sessionId: randomUUID(), otherIds: `${randomUUID()} ${id}` })})`
  expect((await forget())[0]?.n).toBe(1)
  const [left] = await database.owner`
    select (select count(*) from sessions)::int + (select count(*) from session_people)::int
      + (select count(*) from audit where subject_id = ${id})::int
      + (select count(*) from outbox where data::text like ${`%${id}%`})::int as n`
  expect(left?.n).toBe(0)
})

describe('learning therapy that is forgotten', () => {
  it('leaves a number for her own counter, and nothing for anybody else', async () => {
    await paired()
    const therapy = async (daysAgo: number, but: { missed?: true; cancelled?: true } = {}) => {
      const [row] = await database.owner<{ id: string }[]>`
        insert into sessions (form, starts_at, ends_at, booked_by_id, missed_at, cancelled_at)
        values ('learning-therapy', now() - make_interval(days => ${daysAgo}), now() - make_interval(days => ${daysAgo}) + interval '45 minutes',
          ${ids.psychologist}, ${but.missed ? new Date() : null}, ${but.cancelled ? new Date() : null}) returning id`
      await database.owner`
        insert into session_people (session_id, person_id, part, during)
        select ${row!.id}, person, part, tstzrange(now() - make_interval(days => ${daysAgo}), now() - make_interval(days => ${daysAgo}) + interval '45 minutes')
        from (values (${ids.resident}::uuid, 'resident'), (${ids.psychologist}::uuid, 'guide')) as v (person, part)`
    }
    for (const daysAgo of [200, 150, 100, 10]) await therapy(daysAgo)
    await therapy(120, { missed: true })
    await therapy(130, { cancelled: true })
    const counter = async () => (await loadQuietDoor(who.resident, new Date()))?.therapyHeld
    expect(await counter()).toBe(4)
    await forget()
    await therapy(99)
    await forget()
    expect(await counter()).toBe(5)
    expect(await database.owner`select 1 from sessions where form = 'learning-therapy'`).toHaveLength(1)
    for (const id of [ids.psychologist, ...others.map((name) => ids[name])])
      expect(await as(id, (tx) => tx.select().from(therapyCounts))).toEqual([])
    for (const id of [ids.resident, ids.psychologist])
      await expect(as(id, (tx) => tx.update(therapyCounts).set({ held: 50 }))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })
})
