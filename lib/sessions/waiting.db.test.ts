import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, addMinutes, instantAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { answerSession, bookSession, cancelSession } from './commands'
import { listFreeTimes, loadSession } from './queries'
import { findWaiting, listWaiting, stopWaiting, waitForTime } from './waiting'
import { workForWaiting } from './waiting-round'
import { openWard, type Ward } from './ward.test-support'

let database: Ward['database'], ward: Ward['ward'], at: Ward['at']
let mentor: Viewer, her: Viewer, second: Viewer, third: Viewer

beforeAll(async () => {
  const open = await openWard(3)
  ;({ database, ward, at, guide: mentor } = open)
  ;[her, second, third] = open.residents as [Viewer, Viewer, Viewer]
})
afterAll(() => database.drop())
afterEach(() => vi.unstubAllEnvs())
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, waiting, outbox, audit, worker_beats cascade`
  // The hour has begun: a round makes offers only.
  await database.owner`insert into worker_beats (name, at) values ('hourly.waiting', now())`
})

const wait = (viewer: Viewer) => waitForTime(viewer, { form: 'mentor-session', otherId: ward.guideId })
const book = (viewer: Viewer, startsAt: Date) =>
  bookSession(viewer, { form: 'mentor-session', otherId: ward.guideId, startsAt: startsAt.toISOString() })
const cancel = (viewer: Viewer, sessionId: string) => cancelSession(viewer, { sessionId, seen: 0 })
const answer = (viewer: Viewer, sessionId: string, said: 'accept' | 'decline') =>
  answerSession(viewer, { sessionId, seen: 0, answer: said })
const round = () => workForWaiting(new Date())
/** The session that is offered now, and to whom. */
const offered = async () => {
  const [row] = await database.owner<{ id: string; personId: string; until: Date; bookedById: string }[]>`
    select s.id, p.person_id as "personId", p.answer_by as until, s.booked_by_id as "bookedById"
    from sessions s join session_people p on p.session_id = s.id and p.part = 'resident'
    where s.cancelled_at is null and p.answer_by is not null and p.accepted_at is null`
  return row
}
/** She cancels a session of the first week that the others wait for, in that order. */
const freed = async (...line: Viewer[]) => {
  const { id } = await book(her, at(1, '10:00'))
  for (const viewer of line) await wait(viewer)
  await cancel(her, id)
}

describe('a time that a resident gives back', () => {
  it('is offered to who asked first, in her name and until tomorrow; she is told and nobody else', async () => {
    await freed(third, second)
    expect(await round()).toBe(1)
    const offer = await offered()
    expect(offer).toMatchObject({ personId: third.id, bookedById: third.id })
    expect(Math.round((Number(offer?.until) - Date.now()) / 3_600_000)).toBe(24)
    const told = await database.owner`select recipient_id, data from outbox where kind = 'session.offered'`
    expect(told).toEqual([{ recipient_id: third.id, data: { sessionId: offer?.id } }])
    const rows = await database.owner`select actor_id, about from audit where action = 'session.offer'`
    expect(rows).toEqual([{ actor_id: null, about: [third.id, ward.guideId] }])
    expect(await round()).toBe(0)
  })

  it('is kept until the worker comes: nobody else can book it, and it is not among the free times', async () => {
    await freed(second)
    expect(await refused(book(third, at(1, '10:00')))).toBe('taken')
    const times = {
      form: 'mentor-session',
      otherId: ward.guideId,
      fromOn: addDaysOn(ward.monday, 1),
      most: 1,
    } as const
    expect((await listFreeTimes(third, times))[0]?.startAt).not.toEqual(at(1, '10:00'))
  })

  it('is hers when she takes it; then she waits no more, and the guide is told', async () => {
    await freed(second, third)
    await round()
    const offer = await offered()
    await answer(second, offer?.id ?? '', 'accept')
    expect(await findWaiting(second, 'mentor-session', ward.guideId)).toBeNull()
    expect(await findWaiting(third, 'mentor-session', ward.guideId)).not.toBeNull()
    expect((await loadSession(second, offer?.id ?? '', new Date()))?.state).toBe('firm')
    const told = await database.owner`select recipient_id from outbox where kind = 'session.confirmed'`
    expect(told).toEqual([{ recipient_id: ward.guideId }])
  })

  it('goes to the next when she says no, who keeps her place for another time; free at the end of the line', async () => {
    await freed(second, third)
    await round()
    await answer(second, (await offered())?.id ?? '', 'decline')
    expect(await refused(book(her, at(1, '10:00')))).toBe('taken')
    await round()
    const next = await offered()
    expect(next?.personId).toBe(third.id)
    await answer(third, next?.id ?? '', 'decline')
    expect(await round()).toBe(0)
    expect(await refused(book(her, at(1, '10:00')))).toBe('no refusal')
    expect(await listWaiting(second)).toHaveLength(1)
  })

  it('goes to the next when she lets it pass, and is booked by nobody else meanwhile', async () => {
    await freed(second, third)
    await round()
    await database.owner`update session_people set answer_by = now() - interval '1 minute' where answer_by is not null and released_at is null`
    expect(await refused(book(her, at(1, '10:00')))).toBe('taken')
    await round()
    expect((await offered())?.personId).toBe(third.id)
    expect(await database.owner`select from outbox where kind = 'session.expired'`).toHaveLength(0)
  })

  it('passes over who cannot then and who has another offer open; they stay where they are', async () => {
    await database.owner`delete from shifts where person_id = ${second.id} and starts_at = ${at(1, '08:00')}`
    await freed(second, third)
    await round()
    expect((await offered())?.personId).toBe(third.id)
    const { id } = await book(her, at(2, '10:00'))
    await cancel(her, id)
    await round()
    const offers =
      await database.owner`select p.person_id from sessions s join session_people p on p.session_id = s.id
      where s.cancelled_at is null and p.part = 'resident' order by s.starts_at`
    expect(offers.map((row) => row.person_id)).toEqual([third.id, second.id])
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${second.id}, ${at(1, '08:00')}, ${at(1, '17:00')}, 'day')`
  })

  it('is free at once when it is the guide who cancels, and when the only one in line is who gave it back', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(her)
    await cancel(her, id)
    expect(await refused(book(second, at(1, '10:00')))).toBe('no refusal')
    await wait(third)
    const { id: next } = await book(her, at(2, '10:00'))
    await cancelSession(mentor, { sessionId: next, seen: 0 })
    expect(await round()).toBe(0)
  })

  it('is free again when nobody was found for it within the time it is kept', async () => {
    await freed(second)
    await database.owner`update session_people set answer_by = now() - interval '1 second' where released_at is null`
    expect(await refused(book(her, at(1, '10:00')))).toBe('no refusal')
  })

  it('is not offered with the room of before when that was taken meanwhile', async () => {
    const roomId = crypto.randomUUID()
    await database.owner`insert into rooms (id, name, site, places) values (${roomId}, ${roomId}, 'Noord', 4)`
    const startsAt = at(1, '10:00')
    const { id } = await bookSession(her, {
      form: 'mentor-session',
      otherId: ward.guideId,
      startsAt: startsAt.toISOString(),
      roomId,
    })
    await wait(second)
    await cancel(her, id)
    await database.owner`insert into sessions (form, starts_at, ends_at, room_id, booked_by_id)
      values ('intervision', ${startsAt}, ${addMinutes(startsAt, 60)}, ${roomId}, ${mentor.id})`
    await round()
    const [session] =
      await database.owner`select room_id from sessions where id = ${(await offered())?.id ?? ''}`
    expect(session?.room_id).toBeNull()
    await database.owner`truncate session_people, sessions, waiting cascade`
  })
})

describe('an offer that is made when no mail may go', () => {
  const dayOf = (days: number, wall: string) => instantAt(addDaysOn(todayOn(new Date()), days), wall)
  const until = async () => (await offered())?.until
  beforeEach(() => vi.stubEnv('QUIET_HOURS', '22:00-07:00'))

  it('stands a day from the end of the quiet hours', async () => {
    await freed(second)
    expect(await workForWaiting(dayOf(1, '23:00'))).toBe(1)
    expect(await until()).toEqual(dayOf(3, '07:00'))
  })

  it('stands a day from the end of her rest after a night, and of the quiet hours in which that ends', async () => {
    await freed(second)
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind) values (${second.id}, ${dayOf(0, '23:00')}, ${dayOf(1, '08:15')}, 'night')`
    await workForWaiting(dayOf(1, '09:00'))
    expect(await until()).toEqual(dayOf(3, '07:00'))
    await database.owner`delete from shifts where kind = 'night'`
  })

  it('is not made when she could read it too late: the time is free, and she keeps her turn', async () => {
    vi.stubEnv('QUIET_HOURS', '22:00-09:45')
    await freed(second)
    expect(await workForWaiting(at(1, '03:00'))).toBe(0)
    expect(await database.owner`select from outbox where kind = 'session.offered'`).toHaveLength(0)
    expect(await database.owner`select offered_at from waiting where ended_at is null`).toEqual([
      { offered_at: null },
    ])
    expect(await refused(book(third, at(1, '10:00')))).toBe('no refusal')
  })
})

describe('standing in line', () => {
  it('is for the resident of the pairing; asked twice she stands there once, in her first place', async () => {
    expect(await refused(waitForTime(mentor, { form: 'mentor-session', otherId: her.id }))).toBe('not-paired')
    expect(await refused(waitForTime(her, { form: 'mentor-session', otherId: second.id }))).toBe('not-paired')
    const [one, two] = await Promise.all([wait(her), wait(her)])
    expect(one.id).toBe(two.id)
    expect(await listWaiting(her)).toHaveLength(1)
  })

  it('ends when she stops, which nobody else can do for her', async () => {
    const { id } = await wait(her)
    expect(await refused(stopWaiting(second, { waitingId: id }))).toBe('not-found')
    await stopWaiting(her, { waitingId: id })
    await stopWaiting(her, { waitingId: id })
    expect(await listWaiting(her)).toEqual([])
  })

  it('ends by itself within the hour when she is no longer paired with whom she waits for', async () => {
    await wait(her)
    await wait(second)
    await database.owner`update pairings set until_on = app.today() where resident_id = ${her.id}`
    await database.owner`truncate worker_beats`
    await round()
    expect(await listWaiting(her)).toEqual([])
    expect(await listWaiting(second)).toHaveLength(1)
    await database.owner`update pairings set until_on = null where resident_id = ${her.id}`
  })

  it('is told once a week that there are times, and not at once of what she saw herself', async () => {
    await database.owner`truncate worker_beats`
    await wait(her)
    await round()
    expect(await database.owner`select from outbox`).toHaveLength(0)
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    await database.owner`update waiting set told_at = null`
    for (const days of [0.1, 1, 6.9]) await workForWaiting(inDays(days))
    const told = await database.owner`select kind, recipient_id from outbox`
    expect(told).toEqual([{ kind: 'waiting.times', recipient_id: her.id }])
    await workForWaiting(inDays(7.2))
    expect(await database.owner`select from outbox`).toHaveLength(2)
  })
})
