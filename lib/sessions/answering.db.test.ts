import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { asWorker } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, addMinutes, instantAt, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, bookSession, cancelSession } from './commands'
import { markSession } from './marking'
import { loadSession } from './queries'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let mentor: Viewer
let resident: Viewer
let colleague: Viewer

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 2)
  mentor = await signInAs(ward.guideId)
  ;[resident, colleague] = await Promise.all([signInAs(ward.residentIds[0]!), signInAs(ward.residentIds[1]!)])
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate sessions, session_people, audit, outbox, rooms, waiting cascade`
})

const at = (day: number, time: WallTime) => instantAt(addDaysOn(ward.monday, day), time)
const book = (viewer: Viewer, startsAt: Date, more = {}) =>
  bookSession(viewer, {
    form: 'mentor-session',
    otherId: viewer.id === mentor.id ? resident.id : mentor.id,
    startsAt: startsAt.toISOString(),
    ...more,
  })

/** A session in which the mentor's yes is awaited until then. */
async function ask(until: Date): Promise<string> {
  const { id } = await book(resident, at(1, '14:00'))
  await database.owner`update session_people set answer_by = ${until} where session_id = ${id} and person_id = ${mentor.id}`
  return id
}
const stateOf = async (id: string) => (await loadSession(resident, id, new Date()))?.state
const inAnHour = () => addMinutes(new Date(), 60)

describe('a question', () => {
  it('is answered with yes: the session stands, and the other hears of it', async () => {
    const id = await ask(inAnHour())
    expect(await stateOf(id)).toBe('asked')
    await answerSession(mentor, { sessionId: id, seen: 0, answer: 'accept' })
    expect(await stateOf(id)).toBe('firm')
    const told = await database.owner`select recipient_id from outbox where kind = 'session.confirmed'`
    expect(told).toEqual([{ recipient_id: resident.id }])
  })
  it('is answered with no: the time is free at once, without a reason', async () => {
    const id = await ask(inAnHour())
    await answerSession(mentor, { sessionId: id, seen: 0, answer: 'decline' })
    expect(await stateOf(id)).toBe('declined')
    await book(colleague, at(1, '14:00'))
  })
  it('is not answered by whoever asked, nor by somebody else', async () => {
    const id = await ask(inAnHour())
    const yes = { sessionId: id, seen: 0, answer: 'accept' } as const
    await expect(answerSession(resident, yes)).rejects.toMatchObject({ reason: 'nothing-asked' })
    await expect(answerSession(colleague, yes)).rejects.toMatchObject({ reason: 'not-found' })
  })
  it('keeps the time of both until then, and not a moment longer', async () => {
    const id = await ask(inAnHour())
    await expect(book(colleague, at(1, '14:00'))).rejects.toMatchObject({ reason: 'taken' })
    await database.owner`update session_people set answer_by = now() where session_id = ${id} and answer_by is not null`
    // The worker has not looked yet: whoever books finds it free all the same.
    await book(colleague, at(1, '14:00'))
    expect(await stateOf(id)).toBe('expired')
  })
  it('that nobody answered is ended by the worker, who tells whoever asked', async () => {
    const id = await ask(addMinutes(new Date(), -1))
    await asWorker((tx) => tx.execute(sql`select app.expire_offers(null)`))
    expect(await stateOf(id)).toBe('expired')
    const told = await database.owner`select recipient_id from outbox where kind = 'session.expired'`
    expect(told).toEqual([{ recipient_id: resident.id }])
    await expect(answerSession(mentor, { sessionId: id, seen: 1, answer: 'accept' })).rejects.toMatchObject({
      reason: 'offer-over',
    })
  })
})

describe('a time that somebody waits for', () => {
  const wait = () =>
    database.owner`insert into waiting (person_id, form, guide_id) values (${colleague.id}, 'mentor-session', ${mentor.id})`

  it('is kept when a resident cancels, and free again after ten minutes', async () => {
    await wait()
    const { id } = await book(resident, at(1, '14:00'))
    await cancelSession(resident, { sessionId: id, seen: 0 })
    expect(await stateOf(id)).toBe('cancelled')
    await expect(book(resident, at(1, '14:00'))).rejects.toMatchObject({ reason: 'taken' })
    await database.owner`update session_people set answer_by = now() where session_id = ${id} and answer_by is not null`
    await book(resident, at(1, '14:00'))
  })
  it('is not kept when the guide cancels: she cannot, for anybody', async () => {
    await wait()
    const { id } = await book(resident, at(1, '14:00'))
    await cancelSession(mentor, { sessionId: id, seen: 0 })
    await book(resident, at(1, '14:00'))
  })
})

describe('what became of it', () => {
  const begun = async () => {
    const { id } = await book(resident, at(1, '14:00'))
    return { id, now: at(1, '15:30') }
  }
  it('is noted by either, from the start on, and may be noted again', async () => {
    const { id, now } = await begun()
    const held = { sessionId: id, outcome: 'held' } as const
    await expect(markSession(resident, held, at(1, '13:59'))).rejects.toMatchObject({ reason: 'not-begun' })
    await markSession(resident, { ...held, endedTime: '15:10' }, now)
    expect(await loadSession(mentor, id, now)).toMatchObject({ state: 'held', endedAt: at(1, '15:10') })
    await markSession(mentor, { sessionId: id, outcome: 'missed' }, now)
    expect(await loadSession(mentor, id, now)).toMatchObject({ state: 'missed', heldAt: null, endedAt: null })
  })
  it('does not end before now', async () => {
    const { id, now } = await begun()
    const late = { sessionId: id, outcome: 'held', endedTime: '15:31' } as const
    await expect(markSession(resident, late, now)).rejects.toMatchObject({ reason: 'ended-impossible' })
  })
  it('closes the session for planning', async () => {
    const { id, now } = await begun()
    await expect(cancelSession(mentor, { sessionId: id, seen: 0 }, now)).rejects.toMatchObject({
      reason: 'past',
    })
  })
})

describe('a room', () => {
  const addRoom = async (places = 4) => {
    const [room] = await database.owner<{ id: string }[]>`
      insert into rooms (name, site, places) values (${crypto.randomUUID()}, 'Noord', ${places}) returning id`
    return room!.id
  }
  it('is taken by one session at a time', async () => {
    const roomId = await addRoom()
    await book(resident, at(1, '14:00'), { roomId })
    await database.owner`update session_people set released_at = now() where person_id = ${mentor.id}`
    await expect(book(colleague, at(1, '14:30'), { roomId })).rejects.toMatchObject({ reason: 'room-taken' })
    await book(colleague, at(1, '14:45'), { roomId })
  })
  it('is held by the constraint as well', async () => {
    const roomId = await addRoom()
    const insert = () =>
      database.owner`insert into sessions (form, starts_at, ends_at, booked_by_id, room_id)
        values ('mentor-session', ${at(1, '14:00')}, ${at(1, '15:00')}, ${resident.id}, ${roomId})`
    await insert()
    await expect(insert()).rejects.toMatchObject({ code: '23P01' })
  })
  it('holds everybody', async () => {
    const roomId = await addRoom(1)
    await expect(book(resident, at(1, '14:00'), { roomId })).rejects.toMatchObject({ reason: 'room-small' })
  })
  it('that was closed is not booked', async () => {
    const roomId = await addRoom()
    await database.owner`update rooms set closed_at = now() where id = ${roomId}`
    await expect(book(resident, at(1, '14:00'), { roomId })).rejects.toMatchObject({ reason: 'room-closed' })
  })
})

it('takes an address online over https only', async () => {
  for (const link of ['http://meet.example/1', 'https://ada:pw@meet.example/1', 'javascript:alert(1)', 'x'])
    await expect(book(resident, at(1, '14:00'), { link })).rejects.toMatchObject({
      issues: [{ message: 'link' }],
    })
  await book(resident, at(1, '14:00'), { link: 'https://meet.example/1' })
})
