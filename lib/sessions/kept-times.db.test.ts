import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { answerSession, bookSession, moveSession } from './commands'
import { waitForTime } from './waiting'
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
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, waiting, outbox, audit, worker_beats, meeting_rules cascade`
  await database.owner`insert into worker_beats (name, at) values ('hourly.waiting', now())`
})

const wait = (viewer: Viewer) => waitForTime(viewer, { form: 'mentor-session', otherId: ward.guideId })
const book = (viewer: Viewer, startsAt: Date) =>
  bookSession(viewer, { form: 'mentor-session', otherId: ward.guideId, startsAt: startsAt.toISOString() })
const move = (viewer: Viewer, sessionId: string, startsAt: Date) =>
  moveSession(viewer, { sessionId, seen: 0, startsAt: startsAt.toISOString() })
const round = () => workForWaiting(new Date())
const offered = () => database.owner<{ id: string; personId: string; startsAt: Date }[]>`
  select s.id, p.person_id as "personId", s.starts_at as "startsAt" from sessions s
  join session_people p on p.session_id = s.id and p.part = 'resident'
  where s.cancelled_at is null and p.answer_by is not null and p.accepted_at is null`
const sessionsOf = (viewer: Viewer) =>
  as(viewer.id, (tx) => tx.execute<{ id: string }>(sql`select id from sessions`))

describe('the time that a move leaves', () => {
  it('is kept for the first who waits and offered to her, as one that was cancelled', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(second)
    await move(her, id, at(2, '10:00'))
    // Nobody takes it from her meanwhile.
    expect(await refused(book(third, at(1, '10:00')))).toBe('taken')
    expect(await round()).toBe(1)
    expect(await offered()).toMatchObject([{ personId: second.id, startsAt: at(1, '10:00') }])
    const [offer] = await offered()
    await answerSession(second, { sessionId: offer!.id, seen: 0, answer: 'accept' })
    expect(await refused(book(third, at(1, '10:00')))).toBe('taken')
  })

  it('is nobody’s session: neither of the two reads it', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(second)
    await move(her, id, at(2, '10:00'))
    expect(await database.owner`select from sessions where left_by_id = ${id}`).toHaveLength(1)
    expect(await sessionsOf(her)).toEqual([{ id }])
    expect(await sessionsOf(mentor)).toEqual([{ id }])
    expect(await sessionsOf(second)).toEqual([])
  })

  it('is not offered to whoever left it, and free again when nobody can', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(her)
    await wait(second)
    await move(her, id, at(2, '10:00'))
    await database.owner`update waiting set ended_at = now() where person_id = ${second.id}`
    expect(await round()).toBe(0)
    expect(await refused(book(third, at(1, '10:00')))).toBe('no refusal')
  })

  it('is free at once when nobody waits, when the guide moves, and where the session still takes a part of it', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await move(her, id, at(2, '10:00'))
    await wait(second)
    await moveSession(mentor, { sessionId: id, seen: 1, startsAt: at(3, '10:00').toISOString() })
    await moveSession(her, { sessionId: id, seen: 2, startsAt: at(3, '10:30').toISOString() })
    expect(await database.owner`select from sessions where left_by_id is not null`).toHaveLength(0)
  })

  it('is offered once, however often and from wherever the session moves at once', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(second)
    await wait(third)
    const outcomes = await Promise.all([
      refused(move(her, id, at(2, '10:00'))),
      refused(move(her, id, at(3, '10:00'))),
      refused(move(her, id, at(4, '10:00'))),
    ])
    expect(outcomes.filter((each) => each === 'no refusal')).toHaveLength(1)
    expect((await Promise.all([round(), round()])).reduce((sum, each) => sum + each, 0)).toBe(1)
    expect(await offered()).toMatchObject([{ personId: second.id }])
  })
})

describe('an offer of a guide who wants to say yes first', () => {
  it('asks her when the resident said yes', async () => {
    const { id } = await book(her, at(1, '10:00'))
    await wait(second)
    await move(her, id, at(2, '10:00'))
    await round()
    await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes, confirms_at) values (${ward.guideId}, 'mentor-session', 0, 0, 0, now())`
    const [offer] = await offered()
    const answered = await answerSession(second, { sessionId: offer!.id, seen: 0, answer: 'accept' })
    expect(answered.isAsked).toBe(true)
    const told =
      await database.owner`select kind, recipient_id from outbox where kind in ('session.asked', 'session.confirmed')`
    expect(told).toEqual([{ kind: 'session.asked', recipient_id: ward.guideId }])
    await answerSession(mentor, { sessionId: offer!.id, seen: 1, answer: 'accept' })
    const seats =
      await database.owner`select from session_people where session_id = ${offer!.id} and accepted_at is not null`
    expect(seats).toHaveLength(2)
  })
})

describe('the end of a pairing', () => {
  const ended = (by: Viewer) => database.owner`
    update pairings set until_on = app.today(), ended_at = now(), ended_by_id = ${by.id} where resident_id = ${her.id}`
  afterEach(() => database.owner`update pairings set until_on = null, ended_at = null, ended_by_id = null`)

  it('keeps the times that it frees for who waits, unless the guide ends it', async () => {
    await book(her, at(1, '10:00'))
    await wait(second)
    await ended(her)
    expect(await round()).toBe(1)
    expect(await offered()).toMatchObject([{ personId: second.id, startsAt: at(1, '10:00') }])
  })
  it('frees them at once when the guide ends it herself', async () => {
    await book(her, at(1, '10:00'))
    await wait(second)
    await ended(mentor)
    expect(await round()).toBe(0)
    expect(await database.owner`select from session_people where released_at is null`).toHaveLength(0)
  })
})
