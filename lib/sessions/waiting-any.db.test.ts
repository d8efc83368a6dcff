import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, cancelSession } from './commands'
import { bookAny, listAnyTimes, waitForAny } from './pool'
import { layOutPool } from './pool.test-support'
import { findWaiting, listWaiting } from './waiting'
import { workForWaiting } from './waiting-round'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutPool>>
let residents: Viewer[]
let her: Viewer, second: Viewer, third: Viewer, supervisor: Viewer
const at = (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall)

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutPool(database.owner, 8, 2)
  residents = await Promise.all(ward.residentIds.map((id) => signInAs(id)))
  ;[her, second, third] = residents as [Viewer, Viewer, Viewer]
  supervisor = await signInAs(ward.guideId)
})
afterAll(() => database.drop())
afterEach(() => vi.unstubAllEnvs())
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, waiting, outbox, audit, worker_beats, weekly_hours, meeting_rules cascade`
  await database.owner`insert into worker_beats (name, at) values ('hourly.waiting', now())`
})

/** These mentors are met for one session on that day at ten. */
const opens = (day: number, ...mentorIds: string[]) =>
  database.owner`insert into weekly_hours ${database.owner(
    mentorIds.map((id) => ({ person_id: id, weekday: day, from_time: '10:00', until_time: '10:45' })),
  )}`
/** Nobody is met before hours of the whole week are known: a mentor without hours would be met always. */
const closeAll = () =>
  database.owner`insert into absences ${database.owner(
    ward.mentorIds.map((id) => ({
      person_id: id,
      from_on: '2020-01-01',
      until_on: '2120-01-01',
      made_by_id: id,
    })),
  )}`
const reopen = () => database.owner`truncate absences`
/** A round in which the worker also looks for what opened. */
const round = async (now = new Date()) => {
  await database.owner`delete from worker_beats where name = 'often.waiting'`
  return workForWaiting(now)
}
const offers = () => database.owner<{ id: string; personId: string; guideId: string; startsAt: Date }[]>`
    select s.id, p.person_id as "personId", g.person_id as "guideId", s.starts_at as "startsAt"
    from sessions s join session_people p on p.session_id = s.id and p.part = 'resident'
    join session_people g on g.session_id = s.id and g.part = 'guide'
    where s.cancelled_at is null and p.answer_by > now() and p.accepted_at is null order by s.starts_at, p.person_id`
const answer = (viewer: Viewer, sessionId: string, said: 'accept' | 'decline') =>
  answerSession(viewer, { sessionId, seen: 0, answer: said })
const [mentor, other] = [() => ward.mentorIds[0]!, () => ward.mentorIds[1]!]

describe('who waits for any mentor', () => {
  beforeEach(() => closeAll())
  beforeEach(() => () => reopen())

  it('is a resident, in one line, and is told nothing while nothing opens', async () => {
    expect(await refused(waitForAny(supervisor, {}))).toBe('forbidden')
    const [one, two] = await Promise.all([waitForAny(her, {}), waitForAny(her, {})])
    expect(one.id).toBe(two.id)
    expect(await listWaiting(her)).toMatchObject([{ form: 'mentor-session', guideId: null, seat: null }])
    expect((await findWaiting(her, 'mentor-session', null))?.id).toBe(one.id)
    expect(await listWaiting(second)).toEqual([])
    expect(await round()).toBe(0)
    expect(await database.owner`select from outbox`).toHaveLength(0)
  })

  it('is offered what opens, who asked first the earliest, until tomorrow; a mentor once, with whom is said', async () => {
    await waitForAny(second, {})
    await waitForAny(her, {})
    await reopen()
    await opens(0, mentor())
    await opens(1, mentor(), other())
    expect(await round()).toBe(2)
    const [first, next] = await offers()
    expect(first).toMatchObject({ personId: second.id })
    expect(next).toMatchObject({ personId: her.id })
    expect(await round()).toBe(0)
    const told = await database.owner`select kind, recipient_id from outbox order by created_at, kind`
    expect(told.map((row) => row.kind)).toEqual(['session.offered', 'session.offered'])
    await answer(second, first!.id, 'accept')
    expect(await listWaiting(second)).toEqual([])
    expect(await listWaiting(her)).toHaveLength(1)
  })

  it('who lets it pass leaves it to the next in line, and is not offered what opens again for a week', async () => {
    await waitForAny(her, {})
    await reopen()
    await opens(0, mentor())
    await round()
    const [lost] = await offers()
    expect(lost?.personId).toBe(her.id)
    await waitForAny(second, {})
    await database.owner`update session_people set answer_by = now() - interval '1 second' where session_id = ${lost!.id} and part = 'resident'`
    expect(await round()).toBe(1)
    const [next, ...more] = await offers()
    expect(next).toMatchObject({
      personId: second.id,
      guideId: lost!.guideId,
      startsAt: lost!.startsAt,
    })
    expect(more).toEqual([])
    await answer(second, next!.id, 'decline')
    expect(await round()).toBe(0)
    expect(await round(new Date(Date.now() + 8 * 86_400_000))).toBe(2)
    expect((await offers()).map(({ startsAt }) => startsAt)).not.toContainEqual(lost!.startsAt)
  })

  it('keeps her turn for the week when no mail may reach her before all there is', async () => {
    await waitForAny(her, {})
    await database.owner`update absences set until_on = ${ward.monday}`
    await database.owner`insert into absences ${database.owner(
      ward.mentorIds.map((id) => ({
        person_id: id,
        from_on: addDaysOn(ward.monday, 1),
        until_on: '2120-01-01',
        made_by_id: id,
      })),
    )}`
    await opens(0, mentor(), other())
    for (const id of [mentor(), other()])
      await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes) values (${id}, 'mentor-session', 120, 60, 0)`
    vi.stubEnv('QUIET_HOURS', '22:00-09:45')
    expect(await round(at(0, '03:00'))).toBe(0)
    expect(await database.owner`select told_at from waiting`).toEqual([{ told_at: null }])
    expect(await database.owner`select from outbox`).toHaveLength(0)
    vi.stubEnv('QUIET_HOURS', '22:00-07:00')
    expect(await round(at(0, '03:00'))).toBe(1)
    const [row] = await database.owner`select answer_by from session_people where part = 'resident'`
    expect(row?.answer_by).toEqual(at(0, '08:00'))
  })

  it('is not offered a mentor who is not independent of her, nor one who wants to say yes first', async () => {
    await waitForAny(her, {})
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${mentor()}, 'supervisor', ${ward.departmentId}, '2020-01-01')`
    await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes, confirms_at)
      values (${other()}, 'mentor-session', 1500, 1440, 0, now())`
    await reopen()
    expect(await round()).toBe(0)
    const told = await database.owner`select kind, recipient_id from outbox`
    expect(told).toEqual([{ kind: 'waiting.times', recipient_id: her.id }])
    await database.owner`delete from roles where person_id = ${mentor()} and role = 'supervisor'`
  })

  it('waits no more once she is no resident, or has booked with one of them herself', async () => {
    await waitForAny(her, {})
    await waitForAny(second, {})
    await reopen()
    await bookAny(her, { startsAt: at(0, '10:00').toISOString() })
    expect(await listWaiting(her)).toEqual([])
    await database.owner`update roles set until_on = app.today() where person_id = ${second.id}`
    await database.owner`truncate worker_beats`
    expect(await workForWaiting(new Date())).toBe(0)
    expect(await database.owner`select from waiting where ended_at is null`).toHaveLength(0)
    await database.owner`update roles set until_on = null where person_id = ${second.id}`
  })
})

describe('a time with a mentor of the pool that a resident gives back', () => {
  const freed = async (...line: Viewer[]) => {
    const { id } = await bookAny(her, { startsAt: at(0, '10:00').toISOString() })
    await waitForAnyOf(line)
    await cancelSession(her, { sessionId: id, seen: 0 })
  }
  const waitForAnyOf = async (line: Viewer[]) => {
    for (const viewer of line) await waitForAny(viewer, {})
  }

  it('is kept, and offered to the first who waits for any of them, then to the next', async () => {
    await freed(third, second)
    expect(await workForWaiting(new Date())).toBe(1)
    const [offer] = await offers()
    expect(offer).toMatchObject({ personId: third.id, startsAt: at(0, '10:00') })
    await answer(third, offer!.id, 'decline')
    await workForWaiting(new Date())
    expect(await offers()).toMatchObject([{ personId: second.id, guideId: offer!.guideId }])
  })

  it('while all book, cancel and three workers run: one has it, and who waits first is asked first', async () => {
    // One mentor alone, so that there is one time to have.
    await database.owner`update mentor_places set pooled_at = null where person_id = ${other()}`
    const startsAt = at(0, '10:00')
    const { id } = await bookAny(her, { startsAt: startsAt.toISOString() })
    await waitForAny(second, {})
    await waitForAny(third, {})
    const others = residents.slice(3)
    const tried = await Promise.all([
      ...others.map((viewer) => refused(bookAny(viewer, { startsAt: startsAt.toISOString() }))),
      refused(cancelSession(her, { sessionId: id, seen: 0 })),
      ...[1, 2, 3].map(() => refused(round())),
      ...others.map((viewer) =>
        refused(bookAny(viewer, { startsAt: addMinutes(startsAt, 15).toISOString() })),
      ),
    ])
    expect(tried.filter((each) => each !== 'no refusal')).toEqual(Array(10).fill('nobody-free'))
    await Promise.all([round(), round(), round()])
    const [offer, ...more] = await offers()
    expect(offer).toMatchObject({ personId: second.id, startsAt })
    expect(more).toEqual([])
    const week = { fromOn: ward.monday, untilOn: addDaysOn(ward.monday, 1) }
    const found = await listAnyTimes(third, week, new Date())
    expect(found?.slots.some((slot) => slot.startAt.getTime() === startsAt.getTime())).toBe(false)
    await database.owner`update mentor_places set pooled_at = now() where person_id = ${other()}`
  })

  it('when times open and three workers run, each in line gets one offer and no mentor two at once', async () => {
    for (const viewer of residents) await waitForAny(viewer, {})
    await database.owner`update waiting set told_at = null`
    await Promise.all([round(), round(), round(), round()])
    await round()
    const all = await offers()
    expect(all.map(({ personId }) => personId).toSorted()).toEqual(ward.residentIds.toSorted())
    const taken = all.map(({ guideId, startsAt }) => guideId + startsAt.toISOString())
    expect(new Set(taken).size).toBe(all.length)
  })
})
