import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addMinutes } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, cancelSession } from './commands'
import { layOutOffice, type Office } from './office.test-support'
import { loadSession } from './queries'
import { listSeats, takeSeat, waitForSeat } from './seats'
import { listWaiting } from './waiting'
import { workForWaiting } from './waiting-round'

let database: TestDatabase
let office: Office
let one: Viewer, two: Viewer, three: Viewer, nurse: Viewer
const round = () => workForWaiting(new Date())

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 4)
  const [a, b, c] = await Promise.all(office.residentIds.map((id) => signInAs(id)))
  one = a!
  two = b!
  three = c!
  nurse = await signInAs(office.nurse)
})
afterAll(() => database.drop())
afterEach(() => vi.unstubAllEnvs())
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, waiting, outbox, audit, worker_beats cascade`
  await database.owner`insert into worker_beats (name, at) values ('hourly.waiting', now())`
})

/** A session with seats that the ward planned, hosted by its nurse, on the second day from 09:00. */
async function planned(seats: number, form = 'student-teaching', day = 1): Promise<string> {
  const [startsAt, endsAt] = [
    office.at(day, '09:00'),
    office.at(day, form === 'shadow-day' ? '17:00' : '10:00'),
  ]
  const [row] = await database.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, seats, department_id, booked_by_id)
    values (${form}, ${startsAt}, ${endsAt}, ${seats}, ${office.departmentId}, ${office.nurse}) returning id`
  await database.owner`insert into session_people (session_id, person_id, part, during)
    values (${row!.id}, ${office.nurse}, 'guide', tstzrange(${startsAt}, ${endsAt}))`
  return row!.id
}
const take = (viewer: Viewer, sessionId: string) => takeSeat(viewer, { sessionId })
const wait = (viewer: Viewer, sessionId: string) => waitForSeat(viewer, { sessionId })
const leave = (viewer: Viewer, sessionId: string) => cancelSession(viewer, { sessionId, seen: 0 })
const seatOf = async (viewer: Viewer, sessionId: string) =>
  (await listSeats(viewer, new Date()))?.seats.find((seat) => seat.id === sessionId)

describe('a seat', () => {
  it('is taken once by who takes it twice; she is told, the others not, and she is in that session', async () => {
    const id = await planned(2)
    expect((await seatOf(one, id))?.free).toBe(2)
    expect(await take(one, id)).toEqual({ id, isRepeated: false })
    expect(await take(one, id)).toEqual({ id, isRepeated: true })
    expect(await seatOf(one, id)).toMatchObject({ isIn: true, free: 1, why: null })
    expect(await seatOf(two, id)).toMatchObject({ isIn: false, free: 1 })
    const told = await database.owner`select kind, recipient_id from outbox`
    expect(told).toEqual([{ kind: 'session.seat', recipient_id: one.id }])
    expect((await loadSession(one, id, new Date()))?.state).toBe('firm')
    expect(await loadSession(two, id, new Date())).toBeNull()
  })

  it('is for residents, in a session that is to come and has seats', async () => {
    const id = await planned(2)
    expect(await refused(take(nurse, id))).toBe('forbidden')
    expect(await listSeats(nurse, new Date())).toBeNull()
    await database.owner`update sessions set seats = null`
    expect(await refused(take(one, id))).toBe('not-found')
    await database.owner`update sessions set seats = 2, cancelled_at = now()`
    expect(await refused(take(one, id))).toBe('not-found')
    expect((await listSeats(one, new Date()))?.seats).toEqual([])
  })

  it('is not for somebody who is not on shift then: the list says why', async () => {
    const id = await planned(2, 'shadow-day', 5)
    await office.shift(one.id, 'day', office.at(5, '08:00'), office.at(5, '16:00'))
    expect(await refused(take(one, id))).toBe('seat-unfit')
    expect((await seatOf(one, id))?.why).not.toBeNull()
    const weekday = await planned(2, 'shadow-day', 2)
    expect(await seatOf(two, weekday)).toMatchObject({ why: null })
    await office.noShift(three.id, 2)
    expect((await seatOf(three, weekday))?.why).toMatch(/dienst|rooster/)
    expect(await refused(take(three, weekday))).toBe('seat-unfit')
  })

  it('is given back without ending the session for anybody else', async () => {
    const id = await planned(2)
    await take(one, id)
    await take(two, id)
    expect(await leave(one, id)).toEqual({ id, isSeat: true })
    expect((await loadSession(two, id, new Date()))?.state).toBe('firm')
    expect(await loadSession(one, id, new Date())).toBeNull()
    expect(await refused(leave(one, id))).not.toBe('no refusal')
    expect(await take(one, id)).toEqual({ id, isRepeated: false })
  })

  it('is given back until the office must be called', async () => {
    const id = await planned(2)
    await take(one, id)
    const late = new Date(office.at(1, '09:00').getTime() - 3_600_000)
    expect(await refused(cancelSession(one, { sessionId: id, seen: 0 }, late))).toBe('too-late')
  })
})

describe('waiting for a seat', () => {
  it('is answered in order: kept for the line, offered, and the next asked when she says no', async () => {
    const id = await planned(1)
    await take(one, id)
    expect(await refused(take(two, id))).toBe('seat-gone')
    await wait(two, id)
    await wait(three, id)
    await leave(one, id)
    const fourth = await signInAs(office.residentIds[3]!)
    expect(await refused(take(fourth, id))).toBe('seat-gone')
    expect((await seatOf(fourth, id))?.free).toBe(0)
    expect(await round()).toBe(1)
    expect(await seatOf(two, id)).toMatchObject({ isOffered: true })
    expect((await loadSession(two, id, new Date()))?.state).toBe('offered')
    await answerSession(two, { sessionId: id, seen: 0, answer: 'decline' })
    expect(await listWaiting(two)).toEqual([])
    expect(await round()).toBe(1)
    expect(await answerSession(three, { sessionId: id, seen: 0, answer: 'accept' })).toMatchObject({
      isSeat: true,
    })
    expect(await listWaiting(three)).toEqual([])
    expect(await seatOf(three, id)).toMatchObject({ isIn: true, isOffered: false })
    const told = await database.owner`select kind, recipient_id from outbox order by created_at, kind`
    expect(told.map((row) => row.kind)).toEqual([
      'session.seat',
      'session.offered',
      'session.offered',
      'session.seat',
    ])
  })

  it('goes on when an offer passes, and she may ask again at the end of the line', async () => {
    const id = await planned(1)
    await take(one, id)
    await wait(two, id)
    await wait(three, id)
    await leave(one, id)
    await round()
    await database.owner`update session_people set answer_by = now() - interval '1 second' where released_at is null and answer_by is not null`
    await round()
    expect(await seatOf(three, id)).toMatchObject({ isOffered: true })
    await wait(two, id)
    await answerSession(three, { sessionId: id, seen: 0, answer: 'decline' })
    expect(await round()).toBe(1)
    expect(await seatOf(two, id)).toMatchObject({ isOffered: true })
    expect(await take(two, id)).toEqual({ id, isRepeated: false })
    expect(await seatOf(two, id)).toMatchObject({ isIn: true, isOffered: false, waitingId: null })
  })

  it('is offered until a day after a mail may reach her, and to nobody whom it reaches too late', async () => {
    const id = await planned(1)
    await take(one, id)
    await wait(two, id)
    await leave(one, id)
    const now = addMinutes(office.at(1, '09:00'), -6 * 60)
    vi.stubEnv('QUIET_HOURS', '22:00-08:45')
    expect(await workForWaiting(now)).toBe(0)
    expect(await database.owner`select offered_at from waiting`).toEqual([{ offered_at: null }])
    vi.stubEnv('QUIET_HOURS', '22:00-07:15')
    await database.owner`truncate worker_beats`
    expect(await workForWaiting(now)).toBe(1)
    const [row] = await database.owner`select answer_by from session_people where person_id = ${two.id}`
    expect(row?.answer_by).toEqual(office.at(1, '07:45'))
  })

  it('passes over whom it does not fit, and is free for all after ten minutes', async () => {
    const id = await planned(1, 'shadow-day', 2)
    await take(one, id)
    await wait(three, id)
    await leave(one, id)
    expect(await round()).toBe(0)
    expect(await refused(take(two, id))).toBe('seat-gone')
    await database.owner`update session_people set released_at = released_at - interval '11 minutes' where released_at is not null`
    expect(await take(two, id)).toMatchObject({ isRepeated: false })
    expect(await listWaiting(three)).toHaveLength(1)
  })

  it('ends when the session is cancelled', async () => {
    const id = await planned(1)
    await take(one, id)
    await wait(two, id)
    await database.owner`update sessions set cancelled_at = now(), cancelled_by_id = ${office.nurse} where id = ${id}`
    await database.owner`truncate worker_beats`
    await round()
    const [line] = await database.owner`select ended_at from waiting`
    expect(line?.ended_at).not.toBeNull()
  })

  it('of another does not change how the session stands for those who are in it', async () => {
    const id = await planned(2)
    await take(one, id)
    await take(two, id)
    await wait(three, id)
    await leave(two, id)
    await round()
    expect((await loadSession(one, id, new Date()))?.state).toBe('firm')
    expect(await leave(one, id)).toMatchObject({ isSeat: true })
  })
})
