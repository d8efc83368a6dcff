import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { cancelSession, moveSession } from './commands'
import { bookAny, listAnyTimes } from './pool'
import { layOutPool } from './pool.test-support'
import { loadSession, loadTimes } from './queries'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutPool>>
let her: Viewer, supervisor: Viewer
const at = (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall)

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutPool(database.owner, 2, 3)
  her = await signInAs(ward.residentIds[0]!)
  supervisor = await signInAs(ward.guideId)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, outbox, audit cascade`)

const book = (startsAt: Date, requestKey?: string) =>
  bookAny(her, { startsAt: startsAt.toISOString(), requestKey })
const guideOf = async (sessionId: string): Promise<string> => {
  const [row] =
    await database.owner`select person_id from session_people where session_id = ${sessionId} and part = 'guide'`
  return row?.person_id
}
const week = () => ({ fromOn: ward.monday, untilOn: addDaysOn(ward.monday, 7) })

describe('any mentor', () => {
  it('gives the sessions to the mentors in turn, and shows with whom', async () => {
    const guides: string[] = []
    for (const day of [0, 1, 2, 3, 4, 7]) guides.push(await guideOf((await book(at(day, '10:00'))).id))
    for (const mentorId of ward.mentorIds) expect(guides.filter((id) => id === mentorId)).toHaveLength(2)
    const told = await database.owner`select kind, recipient_id from outbox`
    expect(told.map((row) => row.recipient_id).toSorted()).toEqual(guides.toSorted())
  })

  it('books once when the same form is posted twice', async () => {
    const key = crypto.randomUUID()
    const booked = await Promise.all([book(at(0, '10:00'), key), book(at(0, '10:00'), key)])
    expect(new Set(booked.map(({ id }) => id)).size).toBe(1)
  })

  it('is an ordinary session: both open it, look for another time, move it and cancel it', async () => {
    const { id } = await book(at(0, '10:00'))
    const mentor = await signInAs(await guideOf(id))
    for (const viewer of [her, mentor]) {
      const session = await loadSession(viewer, id, new Date())
      const question = {
        form: 'mentor-session',
        otherId: session!.other!.id,
        ...week(),
        moving: session!,
      } as const
      const times = await loadTimes(viewer, question, new Date())
      expect(times?.slots.length).toBeGreaterThan(10)
    }
    await moveSession(mentor, { sessionId: id, seen: 0, startsAt: at(1, '10:00').toISOString() })
    await cancelSession(her, { sessionId: id, seen: 1 })
    expect((await loadSession(mentor, id, new Date()))?.state).toBe('cancelled')
  })

  it('opens nothing else: without that session neither finds times of the other', async () => {
    const mentor = await signInAs(ward.mentorIds[0]!)
    const busy = () =>
      as(mentor.id, (tx) =>
        tx.execute(
          sql`select * from app.planning_shifts(array[${her.id}]::uuid[], ${at(0, '00:00').toISOString()}, ${at(7, '00:00').toISOString()})`,
        ),
      )
    expect(await busy()).toHaveLength(0)
    expect(
      await loadTimes(her, { form: 'mentor-session', otherId: mentor.id, ...week() }, new Date()),
    ).toBeNull()
  })

  it('asks them all: an hour at which every mentor is busy is no time', async () => {
    const all = await listAnyTimes(her, week(), new Date())
    const has = (found: typeof all, startsAt: Date) =>
      found?.slots.some((slot) => slot.startAt.getTime() === startsAt.getTime())
    expect(has(all, at(0, '10:00'))).toBe(true)
    const other = await signInAs(ward.residentIds[1]!)
    await Promise.all(ward.mentorIds.map((id) => block(id)))
    expect(has(await listAnyTimes(her, week(), new Date()), at(0, '10:00'))).toBe(false)
    expect(await refused(bookAny(other, { startsAt: at(0, '10:00').toISOString() }))).toBe('nobody-free')
  })

  it('says what is in her own way', async () => {
    await book(at(0, '10:00'))
    expect(await refused(book(at(0, '10:15')))).toBe('not-free')
    expect(await refused(book(at(2, '19:00')))).toBe('nobody-free')
  })

  it('is never a mentor who is not independent of her, or who left the pool', async () => {
    const [first, second, third] = ward.mentorIds as [string, string, string]
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${first}, 'supervisor', ${ward.departmentId}, '2020-01-01')`
    await database.owner`update mentor_places set pooled_at = null where person_id = ${second}`
    const guides: string[] = []
    for (const day of [0, 1, 2]) guides.push(await guideOf((await book(at(day, '10:00'))).id))
    expect(new Set(guides)).toEqual(new Set([third]))
    await database.owner`delete from roles where person_id = ${first} and role = 'supervisor'`
    await database.owner`update mentor_places set pooled_at = now() where person_id = ${second}`
  })

  it('is for residents only, in both walls', async () => {
    expect(await listAnyTimes(supervisor, week(), new Date())).toBeNull()
    expect(await refused(bookAny(supervisor, { startsAt: at(0, '10:00').toISOString() }))).toBe('forbidden')
    const load = (viewer: Viewer) =>
      as(viewer.id, (tx) =>
        tx.execute(sql`select * from app.pool_load(now() - interval '1 day', now() + interval '30 days')`),
      )
    expect(await load(supervisor)).toHaveLength(0)
    expect(await load(her)).toHaveLength(3)
  })

  it('does not count days away against her, nor sessions that were cancelled', async () => {
    const [mentorId] = ward.mentorIds as [string]
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${mentorId}, ${at(7, '00:00')}, ${at(14, '00:00')}, 'leave')`
    const { id } = await book(at(0, '10:00'))
    await cancelSession(her, { sessionId: id, seen: 0 })
    const rows = await as(her.id, (tx) =>
      tx.execute(
        sql`select mentor_id, sessions, days_away from app.pool_load(${at(0, '00:00').toISOString()}, ${at(21, '00:00').toISOString()})`,
      ),
    )
    expect(rows.map((row) => row.sessions)).toEqual([0, 0, 0])
    expect(rows.map((row) => row.days_away).toSorted()).toEqual([0, 0, 5])
    await database.owner`delete from shifts where person_id = ${mentorId}`
  })
})

/** Somebody else has this mentor on the first day from 10:00. */
async function block(mentorId: string): Promise<void> {
  const id = crypto.randomUUID()
  const [startsAt, endsAt] = [at(0, '10:00'), at(0, '11:00')]
  await database.owner`insert into sessions (id, form, starts_at, ends_at, booked_by_id) values (${id}, 'intervision', ${startsAt}, ${endsAt}, ${mentorId})`
  await database.owner`insert into session_people (session_id, person_id, part, during) values (${id}, ${mentorId}, 'guide', tstzrange(${startsAt}, ${endsAt}))`
}
