import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { loadAgenda } from './agenda'
import { bookSession, cancelSession, moveSession } from './commands'
import { listFreeTimes, loadConfirmation, loadSession, loadTimes } from './queries'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let residents: Viewer[]
let mentor: Viewer
const at = (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall)
const iso = (date: Date) => date.toISOString()

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 50)
  residents = await Promise.all(ward.residentIds.map((id) => signInAs(id)))
  mentor = await signInAs(ward.guideId)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, outbox cascade`)

const first = () => residents[0] ?? mentor
const book = (viewer: Viewer, startsAt: Date, requestKey?: string) =>
  bookSession(viewer, {
    form: 'mentor-session',
    otherId: viewer.id === ward.guideId ? (ward.residentIds[0] ?? '') : ward.guideId,
    startsAt: iso(startsAt),
    requestKey,
  })

it('books with somebody else, never with oneself as a stand-in for the first who is paired', async () => {
  for (const viewer of [mentor, first()]) {
    const own = { form: 'mentor-session', otherId: viewer.id } as const
    expect(await refused(bookSession(viewer, { ...own, startsAt: iso(at(0, '08:00')) }))).toBe('not-paired')
    const week = { fromOn: ward.monday, untilOn: addDaysOn(ward.monday, 7) }
    expect(await loadTimes(viewer, { ...own, ...week }, new Date())).toBeNull()
  }
})

describe('one slot, fifty residents', () => {
  it('lets one through in each of twenty rounds and answers the others in words', async () => {
    for (let round = 0; round < 20; round++) {
      const startsAt = addMinutes(at(Math.floor(round / 8), '08:00'), (round % 8) * 60)
      const outcomes = await Promise.all(residents.map((viewer) => refused(book(viewer, startsAt))))
      expect(outcomes.filter((outcome) => outcome === 'no refusal')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(49)
    }
  })

  it('never lets overlapping starts of one guide both in', async () => {
    const outcomes = await Promise.all(
      [0, 15, 30].map((shift, n) => refused(book(residents[n] ?? mentor, addMinutes(at(0, '10:00'), shift)))),
    )
    expect(outcomes.toSorted()).toEqual(['no refusal', 'taken', 'taken'])
  })
})

describe('booking', () => {
  it('tells the other, writes one audit row, and shows in both agendas', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    const messages = await database.owner`select kind, recipient_id, data from outbox`
    expect(messages).toEqual([
      { kind: 'session.booked', recipient_id: ward.guideId, data: { sessionId: id } },
    ])
    const rows = await database.owner`select action, actor_id from audit where subject_id = ${id}`
    expect(rows).toEqual([{ action: 'session.book', actor_id: first().id }])
    for (const viewer of [first(), mentor]) {
      const agenda = await loadAgenda(viewer, ward.monday, addDaysOn(ward.monday, 7), new Date())
      expect(agenda.sessions.map((session) => session.id)).toEqual([id])
    }
  })

  it('books once when the same form is posted twice, also at the same moment', async () => {
    const key = crypto.randomUUID()
    const booked = await Promise.all([book(first(), at(1, '14:00'), key), book(first(), at(1, '14:00'), key)])
    expect(new Set(booked.map(({ id }) => id)).size).toBe(1)
    expect(booked.filter(({ isRepeated }) => isRepeated)).toHaveLength(1)
    expect(await database.owner`select id from outbox`).toHaveLength(1)
  })

  it('refuses a time on which the engine says no, with its reason', async () => {
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${first().id}, ${at(5, '23:00')}, ${at(6, '08:00')}, 'night')`
    const late = addMinutes(at(4, '17:00'), 60)
    expect(await refused(book(first(), addMinutes(late, 0)))).toBe('not-free')
    await database.owner`delete from shifts where person_id = ${first().id} and kind = 'night'`
  })

  it('refuses somebody with whom there is no pairing, and a pairing that ended', async () => {
    const stranger = residents[1] ?? mentor
    const work = bookSession(first(), {
      form: 'mentor-session',
      otherId: stranger.id,
      startsAt: iso(at(1, '14:00')),
    })
    expect(await refused(work)).toBe('not-paired')
    await database.owner`update pairings set until_on = '2021-01-01' where resident_id = ${first().id}`
    expect(await refused(book(first(), at(1, '14:00')))).toBe('not-paired')
    await database.owner`update pairings set until_on = null where resident_id = ${first().id}`
  })

  it('offers only times that can be booked, and takes a booked one away', async () => {
    const offered = await listFreeTimes(first(), {
      form: 'mentor-session',
      otherId: ward.guideId,
      fromOn: ward.monday,
      most: 3,
    })
    expect(offered).toHaveLength(3)
    const startAt = offered[0]?.startAt ?? new Date(0)
    await book(residents[1] ?? mentor, startAt)
    const times = await loadTimes(
      first(),
      {
        form: 'mentor-session',
        otherId: ward.guideId,
        fromOn: ward.monday,
        untilOn: addDaysOn(ward.monday, 5),
      },
      new Date(),
    )
    expect(times?.slots.some((slot) => slot.startAt.getTime() === startAt.getTime())).toBe(false)
    expect(times?.refused.some((time) => time.startAt.getTime() === startAt.getTime())).toBe(true)
  })
})

describe('a guide who has not said when she can be met', () => {
  it('is met in office hours, so that whoever was imported today can be booked today', async () => {
    const hours = await database.owner`delete from weekly_hours where person_id = ${ward.guideId} returning *`
    const times = await loadTimes(
      first(),
      {
        form: 'mentor-session',
        otherId: ward.guideId,
        fromOn: ward.monday,
        untilOn: addDaysOn(ward.monday, 1),
      },
      new Date(),
    )
    expect(times?.slots.at(0)?.startAt).toEqual(at(0, '08:00'))
    expect(times?.slots.at(-1)?.startAt).toEqual(at(0, '17:15'))
    await database.owner`insert into weekly_hours ${database.owner(hours)}`
  })
})

describe('moving and cancelling', () => {
  it('moves to a time that overlaps the old one, and frees the old time', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    await moveSession(first(), { sessionId: id, seen: 0, startsAt: iso(at(1, '14:30')) })
    expect((await loadSession(first(), id, new Date()))?.startsAt).toEqual(at(1, '14:30'))
    await book(residents[1] ?? mentor, at(1, '13:45'))
  })

  it('lets one of two tabs move it, and tells the other that it changed', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    const outcomes = await Promise.all([
      refused(moveSession(first(), { sessionId: id, seen: 0, startsAt: iso(at(2, '09:00')) })),
      refused(moveSession(first(), { sessionId: id, seen: 0, startsAt: iso(at(3, '09:00')) })),
    ])
    expect(outcomes.toSorted()).toEqual(['changed', 'no refusal'])
  })

  it('ends in one state when cancel meets move, in either order', async () => {
    for (let round = 0; round < 6; round++) {
      const { id } = await book(first(), at(round % 5, '15:00'))
      const move = () =>
        refused(moveSession(first(), { sessionId: id, seen: 0, startsAt: iso(at(6 - (round % 3), '09:00')) }))
      const cancel = () => refused(cancelSession(mentor, { sessionId: id, seen: 0 }))
      const outcomes = await Promise.all(round % 2 ? [move(), cancel()] : [cancel(), move()])
      expect(outcomes.filter((outcome) => outcome === 'no refusal').length).toBeLessThanOrEqual(1)
      const session = await loadSession(first(), id, new Date())
      if (!session?.cancelledAt) await cancelSession(mentor, { sessionId: id, seen: session?.sequence ?? 0 })
    }
    expect(await database.owner`select 1 from session_people where released_at is null`).toHaveLength(0)
  })

  it('frees the time at once and tells the other', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    await cancelSession(mentor, { sessionId: id, seen: 0 })
    await book(residents[1] ?? mentor, at(1, '14:00'))
    const told = await database.owner`select recipient_id from outbox where kind = 'session.cancelled'`
    expect(told).toEqual([{ recipient_id: first().id }])
  })

  it('gives the phone of her department when it is too late for the resident', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    const error = await cancelSession(
      first(),
      { sessionId: id, seen: 0 },
      addMinutes(at(1, '14:00'), -60),
    ).catch((e) => e)
    expect(error).toMatchObject({ reason: 'too-late', detail: { phone: '050 055 0101' } })
  })
})

describe('the walls around a session', () => {
  const asIntruder = <Row extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
    as((residents[9] ?? mentor).id, (tx) => tx.execute<Row>(statement))

  it('row security alone shows an outsider nothing and lets her change nothing', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    expect(await asIntruder(sql`select * from sessions where id = ${id}`)).toHaveLength(0)
    expect(await asIntruder(sql`select * from session_people where session_id = ${id}`)).toHaveLength(0)
    await asIntruder(sql`update sessions set cancelled_at = now() where id = ${id}`)
    await asIntruder(sql`update session_people set released_at = now() where session_id = ${id}`)
    expect((await loadSession(first(), id, new Date()))?.cancelledAt).toBeNull()
    const planted = asIntruder(
      sql`insert into session_people (session_id, person_id, part, during) values (${id}, ${residents[8]?.id}, 'resident', tstzrange(now(), now() + interval '1 hour'))`,
    )
    await expect(planted).rejects.toThrow()
    const signed = asIntruder(
      sql`insert into sessions (form, starts_at, ends_at, booked_by_id) values ('mentor-session', now(), now() + interval '1 hour', ${first().id})`,
    )
    await expect(signed).rejects.toThrow()
  })

  it('shows a paired person no more than when the other is busy, in quarters of an hour', async () => {
    await book(first(), at(1, '14:00'))
    const blocks = await asIntruder(
      sql`select * from app.busy_blocks(array[${ward.guideId}]::uuid[], ${iso(at(0, '00:00'))}, ${iso(at(6, '00:00'))})`,
    )
    expect(blocks.map((block) => Object.keys(block).toSorted())).toEqual([
      ['ends_at', 'person_id', 'starts_at'],
    ])
    const ofOthers = await asIntruder(
      sql`select * from app.busy_blocks(array[${first().id}]::uuid[], ${iso(at(0, '00:00'))}, ${iso(at(6, '00:00'))})`,
    )
    expect(ofOthers).toHaveLength(0)
  })

  it('the code alone refuses when row security is off', async () => {
    const { id } = await book(first(), at(1, '14:00'))
    const outsider = residents[9] ?? mentor
    await database.owner`alter table sessions disable row level security`
    await database.owner`alter table session_people disable row level security`
    expect(await loadSession(outsider, id, new Date())).toBeNull()
    expect(await refused(cancelSession(outsider, { sessionId: id, seen: 0 }))).toBe('not-found')
    expect(
      await refused(moveSession(outsider, { sessionId: id, seen: 0, startsAt: iso(at(2, '09:00')) })),
    ).toBe('not-found')
    // With both walls away the row is there for anybody: these tests would fail, so each wall is what holds them.
    expect(await asIntruder(sql`select * from sessions where id = ${id}`)).toHaveLength(1)
    await database.owner`alter table sessions enable row level security`
    await database.owner`alter table session_people enable row level security`
  })
})

describe('a week that the roster does not reach', () => {
  it('is not called a day off: the resident reads that it is not known yet, and may still choose', async () => {
    const asked = { form: 'mentor-session', otherId: ward.guideId } as const
    const monday = addDaysOn(ward.monday, 28)
    const week = { ...asked, fromOn: monday, untilOn: addDaysOn(monday, 5) }
    const times = await loadTimes(first(), week, new Date())
    expect(times?.slots).toEqual([])
    expect(times?.count.unknown).toBeGreaterThan(0)
    expect(times?.count.shift).toBe(0)
    expect(times?.refused.map(({ why }) => why)).toContain(
      'Je rooster van die week is nog niet bekend. Kijk later nog eens.',
    )
    expect(times?.rosterUntil != null && times.rosterUntil <= monday).toBe(true)
    const own = await loadTimes(first(), { ...week, isOwn: true }, new Date())
    const startsAt = own!.slots[0]!.startAt
    const told = await loadConfirmation(first(), { ...asked, startsAt }, new Date())
    expect(told).toMatchObject({ why: null, isUnknown: true, warnings: [] })
  })
})
