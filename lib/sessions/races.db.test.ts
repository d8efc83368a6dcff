import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, bookSession, cancelSession, moveSession } from './commands'
import { bookAny } from './pool'
import { layOutPool } from './pool.test-support'
import { takeSeat } from './seats'
import { waitForTime } from './waiting'
import { workForWaiting } from './waiting-round'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutPool>>
let residents: Viewer[]
let supervisor: Viewer
/** The longest that one request took, in milliseconds; printed at the end. */
let longest = 0
const at = (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall)

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutPool(database.owner, 20, 3)
  residents = await Promise.all(ward.residentIds.map((id) => signInAs(id)))
  supervisor = await signInAs(ward.guideId)
})
afterAll(async () => {
  console.log(`The longest request in a race took ${Math.round(longest)} ms.`)
  await database.drop()
})
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, waiting, outbox, audit, worker_beats cascade`
  await database.owner`insert into worker_beats (name, at) values ('hourly.waiting', now())`
})

/** What became of it: 'done', or the reason why not. Anything but a refusal is an error, and fails the test. */
async function outcomeOf(work: Promise<unknown>): Promise<string> {
  const began = performance.now()
  const outcome = await work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.reason
      throw error
    },
  )
  longest = Math.max(longest, performance.now() - began)
  return outcome
}
const race = (works: Promise<unknown>[]) => Promise.all(works.map(outcomeOf))
const count = (outcomes: string[]) =>
  Object.fromEntries(
    [...new Set(outcomes)].map((each) => [each, outcomes.filter((one) => one === each).length]),
  )
const nth = (n: number) => residents[n]!
const book = (viewer: Viewer, startsAt: Date) =>
  bookSession(viewer, { form: 'check-in', otherId: ward.guideId, startsAt: startsAt.toISOString() })

/** Nobody is in two places, and of every session that stands both are in it, of every other nobody is. */
async function expectConsistent(): Promise<void> {
  const twice = await database.owner`
    select from session_people a join session_people b on a.person_id = b.person_id and a.session_id < b.session_id
    where a.released_at is null and b.released_at is null and a.during && b.during`
  expect(twice).toHaveLength(0)
  const torn = await database.owner`
    select s.id from sessions s where s.seats is null and (
      select count(*) from session_people p where p.session_id = s.id and p.released_at is null and p.during = tstzrange(s.starts_at, s.ends_at))
      <> case when s.cancelled_at is null then 2 else 0 end`
  expect(torn).toHaveLength(0)
}

describe('many at once', () => {
  it('overlapping starts of one guide: those that do not overlap get through, and no two that do', async () => {
    const starts = residents.map((_, n) => addMinutes(at(0, '09:00'), n * 15))
    const outcomes = await race(residents.map((viewer, n) => book(viewer, starts[n]!)))
    expect(Object.keys(count(outcomes)).toSorted()).toEqual(['done', 'taken'])
    expect(count(outcomes).done).toBeGreaterThanOrEqual(7)
    await expectConsistent()
  })

  it('three free mentors and ten who ask for any: three get one each, seven are told', async () => {
    const startsAt = at(0, '10:00').toISOString()
    const outcomes = await race(residents.slice(0, 10).map((viewer) => bookAny(viewer, { startsAt })))
    expect(count(outcomes)).toEqual({ done: 3, 'nobody-free': 7 })
    const guides = await database.owner`select person_id from session_people where part = 'guide'`
    expect(guides.map((row) => row.person_id).toSorted()).toEqual(ward.mentorIds.toSorted())
    await expectConsistent()
  })

  it('the last seat and twenty who want it: one has it, nineteen are told', async () => {
    const [startsAt, endsAt] = [at(0, '10:00'), at(0, '11:00')]
    const [session] = await database.owner<{ id: string }[]>`
      insert into sessions (form, starts_at, ends_at, seats, department_id, booked_by_id)
      values ('student-teaching', ${startsAt}, ${endsAt}, 1, ${ward.departmentId}, ${ward.guideId}) returning id`
    const sessionId = session!.id
    const outcomes = await race(residents.map((viewer) => takeSeat(viewer, { sessionId })))
    expect(count(outcomes)).toEqual({ done: 1, 'seat-gone': 19 })
    expect(await database.owner`select from session_people where released_at is null`).toHaveLength(1)
  })

  it('a kept time, the worker and everybody who tries to book it: only the first in line gets it', async () => {
    const startsAt = at(0, '10:00')
    const { id } = await book(nth(0), startsAt)
    await waitForTime(nth(1), { form: 'check-in', otherId: ward.guideId })
    await waitForTime(nth(2), { form: 'check-in', otherId: ward.guideId })
    const others = residents.slice(3)
    const outcomes = await Promise.all([
      ...others.map((viewer) => outcomeOf(book(viewer, startsAt))),
      cancelSession(nth(0), { sessionId: id, seen: 0 }).then(() => 'done'),
      ...[1, 2, 3].map(() => workForWaiting(new Date())),
      ...others.map((viewer) => outcomeOf(book(viewer, addMinutes(startsAt, 15)))),
    ])
    expect(outcomes.filter((each) => each === 'done')).toHaveLength(1)
    const offeredTo = async () => {
      await Promise.all([workForWaiting(new Date()), workForWaiting(new Date())])
      const rows = await database.owner<{ id: string; personId: string }[]>`
        select s.id, p.person_id as "personId" from sessions s join session_people p on p.session_id = s.id and p.part = 'resident'
        where s.cancelled_at is null`
      expect(rows).toHaveLength(1)
      return rows[0]!
    }
    const first = await offeredTo()
    expect(first.personId).toBe(nth(1).id)
    // She says no while all the others try again: the second in line gets it, and nothing is lost.
    const declined = answerSession(nth(1), { sessionId: first.id, seen: 0, answer: 'decline' })
    const tried = await race([...others.map((viewer) => book(viewer, startsAt)), declined])
    expect(count(tried)).toEqual({ taken: others.length, done: 1 })
    const second = await offeredTo()
    expect(second.personId).toBe(nth(2).id)
    await answerSession(nth(2), { sessionId: second.id, seen: 0, answer: 'accept' })
    await expectConsistent()
  })
})

describe('one session, changed from several places', () => {
  it('moved from two tabs: one of the two times, the other tab is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await book(nth(round), at(0, '10:00'))
      const to = (wall: string) =>
        moveSession(nth(round), { sessionId: id, seen: 0, startsAt: at(1, wall).toISOString() })
      expect(count(await race([to(`1${round}:00`), to(`1${round}:30`)]))).toEqual({ done: 1, changed: 1 })
      await expectConsistent()
      await database.owner`truncate session_people, sessions cascade`
    }
  })

  const acts = {
    confirm: (id: string) => answerSession(supervisor, { sessionId: id, seen: 0, answer: 'accept' }),
    cancel: (id: string) => cancelSession(nth(0), { sessionId: id, seen: 0 }),
    move: (id: string) =>
      moveSession(nth(0), { sessionId: id, seen: 0, startsAt: at(1, '10:00').toISOString() }),
  }
  type ActName = keyof typeof acts
  const orders: ActName[][] = [
    ['confirm', 'cancel', 'move'],
    ['confirm', 'move', 'cancel'],
    ['cancel', 'confirm', 'move'],
    ['cancel', 'move', 'confirm'],
    ['move', 'confirm', 'cancel'],
    ['move', 'cancel', 'confirm'],
  ]
  /** A session that her guide was asked for and must still confirm. */
  const asked = async () => {
    const { id } = await book(nth(0), at(0, '10:00'))
    await database.owner`update session_people set answer_by = now() + interval '1 day' where part = 'guide'`
    return id
  }

  it.each(orders)(
    'first %s, then %s, then %s: the first counts, whoever saw the old state is told',
    async (...order) => {
      const id = await asked()
      const outcomes: string[] = []
      for (const act of order) outcomes.push(await outcomeOf(acts[act](id)))
      const over = order[0] === 'cancel' ? 'already-cancelled' : 'changed'
      expect(outcomes).toEqual(['done', over, over])
      await expectConsistent()
    },
  )

  it('confirmed, cancelled and moved at the same moment: one of the three, and one state', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await asked()
      const names = orders[round % orders.length]!
      const outcomes = await race(names.map((name) => acts[name](id)))
      expect(outcomes.filter((each) => each === 'done')).toHaveLength(1)
      for (const each of outcomes) expect(['done', 'changed', 'already-cancelled']).toContain(each)
      await expectConsistent()
      const [session] = await database.owner`select sequence from sessions where id = ${id}`
      expect(session?.sequence).toBe(1)
      await database.owner`truncate session_people, sessions, outbox cascade`
    }
  })

  it('an offer that is taken at the moment it passes: hers or the next one’s, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await book(nth(0), at(0, '10:00'))
      for (const n of [1, 2]) await waitForTime(nth(n), { form: 'check-in', otherId: ward.guideId })
      await cancelSession(nth(0), { sessionId: id, seen: 0 })
      await workForWaiting(new Date())
      const [offer] = await database.owner<
        { id: string }[]
      >`select id from sessions where cancelled_at is null`
      await database.owner`update session_people set answer_by = now() + interval '30 milliseconds' where session_id = ${offer!.id} and part = 'resident'`
      const answers = [0, 20, 30, 40].map(async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms))
        return answerSession(nth(1), { sessionId: offer!.id, seen: 0, answer: 'accept' })
      })
      const [outcomes] = await Promise.all([
        race(answers),
        ...[25, 35, 45].map(async (ms) => {
          await new Promise((resolve) => setTimeout(resolve, ms))
          await workForWaiting(new Date())
        }),
      ])
      expect(outcomes.filter((each) => each === 'done').length).toBeLessThanOrEqual(1)
      await workForWaiting(new Date())
      const standing =
        await database.owner`select p.person_id from sessions s join session_people p on p.session_id = s.id and p.part = 'resident'
        where s.cancelled_at is null`
      expect(standing.map((row) => row.person_id)).toEqual([
        outcomes.includes('done') ? nth(1).id : nth(2).id,
      ])
      await expectConsistent()
      await database.owner`truncate session_people, sessions, waiting, outbox cascade`
    }
  })
})
