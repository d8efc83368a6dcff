import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn, instantAt, mondayOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { askForTalk, offerTimes, takeBackRequest, takeTime } from './asking'
import { listRequests, loadOwnRequest } from './asking-queries'
import { logCheckIn } from './commands'

let database: TestDatabase
let ward: Ward
let noor: Viewer
let hendrik: Viewer
let others: Viewer[]
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate people, departments, outbox, audit cascade`
  const surgery = await ward.department('Chirurgie')
  noor = await signInAs(await ward.person('Noor', 'resident', surgery, -20))
  hendrik = await signInAs(await ward.person('Hendrik', 'supervisor', surgery))
  await ward.pair(noor.id, hendrik.id, -20)
  others = []
  for (const role of ['supervisor', 'secretary', 'coordinator', 'admin', 'mentor'] as const)
    others.push(await signInAs(await ward.person(role, role, surgery)))
})

/** Times next week at which both can talk, in the hospital. */
const timeOn = (day: number, at = '14:00') => instantAt(addDaysOn(mondayOf(ward.today), 7 + day), at)
const messages = () =>
  database.owner<
    { kind: string; recipient_id: string }[]
  >`select kind, recipient_id from outbox order by created_at, kind`
const offer = (times: Date[]) => async () => {
  const [request] = (await listRequests(hendrik, now)) ?? []
  return offerTimes(hendrik, { requestId: request?.id ?? '', times: times.map((at) => at.toISOString()) })
}

describe('asking for a talk', () => {
  it('tells her supervisor once, however often she asks, and stands first in his list', async () => {
    await Promise.all([askForTalk(noor, {}), askForTalk(noor, {})])
    await askForTalk(noor, {})
    expect(await messages()).toEqual([{ kind: 'talk.asked', recipient_id: hendrik.id }])
    expect(await loadOwnRequest(noor, now)).toMatchObject({ offeredTimes: [], isOffered: false })
    expect(await listRequests(hendrik, now)).toMatchObject([
      { residentId: noor.id, givenName: 'Noor', offered: [] },
    ])
  })

  it('is taken back by her, and then she may ask anew', async () => {
    const { id } = await askForTalk(noor, {})
    await takeBackRequest(noor, { requestId: id })
    await takeBackRequest(noor, { requestId: id })
    expect(await loadOwnRequest(noor, now)).toBeNull()
    expect(await listRequests(hendrik, now)).toEqual([])
    expect((await askForTalk(noor, {})).id).not.toBe(id)
  })

  it('needs a supervisor', async () => {
    await database.owner`update pairings set until_on = app.today()`
    await expect(askForTalk(noor, {})).rejects.toMatchObject({ reason: 'no-supervisor' })
    await expect(askForTalk(hendrik, {})).rejects.toMatchObject({ reason: 'forbidden' })
  })
})

describe('offered times', () => {
  it('reach her, and one tap plans the talk: two taps plan one', async () => {
    const { id } = await askForTalk(noor, {})
    await offer([timeOn(1), timeOn(2), timeOn(3)])()
    expect((await loadOwnRequest(noor, now))?.offeredTimes).toEqual([timeOn(1), timeOn(2), timeOn(3)])
    const taking = () => takeTime(noor, { requestId: id, startsAt: timeOn(2).toISOString() })
    const taken = await Promise.allSettled([taking(), taking()])
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await database.owner`select form, starts_at from sessions`).toEqual([
      { form: 'check-in', starts_at: timeOn(2) },
    ])
    expect(await loadOwnRequest(noor, now)).toBeNull()
    expect(await listRequests(hendrik, now)).toEqual([])
    expect((await messages()).map(({ kind }) => kind).sort()).toEqual([
      'session.booked',
      'talk.asked',
      'talk.offered',
    ])
  })

  it('are those that were offered and no others, and none that somebody else has meanwhile', async () => {
    const { id } = await askForTalk(noor, {})
    await offer([timeOn(1)])()
    await expect(takeTime(noor, { requestId: id, startsAt: timeOn(2).toISOString() })).rejects.toMatchObject({
      reason: 'changed',
    })
    const sem = await ward.person('Sem', 'resident', null, -20)
    await ward.pair(sem, hendrik.id, -20)
    await database.owner`insert into sessions (id, form, starts_at, ends_at, booked_by_id) values ('00000000-0000-4000-8000-0000000000aa', 'check-in', ${timeOn(1)}, ${timeOn(1, '14:30')}, ${sem})`
    for (const [person, part] of [
      [sem, 'resident'],
      [hendrik.id, 'guide'],
    ] as const)
      await database.owner`insert into session_people (session_id, person_id, part, during) values ('00000000-0000-4000-8000-0000000000aa', ${person}, ${part}, tstzrange(${timeOn(1)}, ${timeOn(1, '14:30')}))`
    await expect(takeTime(noor, { requestId: id, startsAt: timeOn(1).toISOString() })).rejects.toMatchObject({
      name: 'Refusal',
    })
    expect(await loadOwnRequest(noor, now)).toMatchObject({ id })
  })

  it('are at most three, and none of the past', async () => {
    await askForTalk(noor, {})
    await expect(offer([1, 2, 3, 4].map((day) => timeOn(day)))()).rejects.toMatchObject({ name: 'ZodError' })
    await expect(offer([new Date(Date.now() - 60_000)])()).rejects.toMatchObject({ reason: 'changed' })
  })
})

describe('it is answered', () => {
  it('by a talk that is logged, not by one that was only offered', async () => {
    await askForTalk(noor, {})
    await logCheckIn(hendrik, { residentId: noor.id, outcome: 'offered' })
    expect(await loadOwnRequest(noor, now)).not.toBeNull()
    await logCheckIn(hendrik, { residentId: noor.id, outcome: 'declined' })
    expect(await loadOwnRequest(noor, now)).toBeNull()
  })

  it('by the end of their pairing: whoever takes over sees nothing', async () => {
    await askForTalk(noor, {})
    const [other] = others
    await database.owner`update pairings set until_on = app.today()`
    await ward.pair(noor.id, other!.id, 0)
    expect(await listRequests(hendrik, now)).toEqual([])
    expect(await listRequests(other!, now)).toEqual([])
    expect(await loadOwnRequest(noor, now)).toBeNull()
  })
})

describe('nobody else learns of it', () => {
  it('with the policy in code removed', async () => {
    const { id } = await askForTalk(noor, {})
    for (const viewer of others)
      await as(viewer.id, async (tx) => {
        expect(await tx.execute(sql`select * from talk_requests`)).toEqual([])
        expect(await tx.execute(sql`update talk_requests set ended_at = now() returning id`)).toEqual([])
      })
    // Nor does one of the two what is the other's.
    await expect(
      as(hendrik.id, (tx) => tx.execute(sql`update talk_requests set ended_at = now() where id = ${id}`)),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(
      as(noor.id, (tx) =>
        tx.execute(
          sql`update talk_requests set offered_at = now(), offered_times = array[now() + interval '1 day'] where id = ${id}`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  it('with row security off', async () => {
    const { id } = await askForTalk(noor, {})
    await database.owner.unsafe('alter table talk_requests disable row level security')
    try {
      for (const viewer of others) {
        expect((await listRequests(viewer, now)) ?? []).toEqual([])
        expect(await loadOwnRequest(viewer, now)).toBeNull()
        await expect(
          offerTimes(viewer, { requestId: id, times: [timeOn(1).toISOString()] }),
        ).rejects.toMatchObject({ reason: 'not-found' })
        await expect(
          takeTime(viewer, { requestId: id, startsAt: timeOn(1).toISOString() }),
        ).rejects.toMatchObject({ reason: 'changed' })
        await takeBackRequest(viewer, { requestId: id })
      }
      expect(await loadOwnRequest(noor, now)).toMatchObject({ id })
    } finally {
      await database.owner.unsafe('alter table talk_requests enable row level security')
    }
  })

  it('in the log: the kind is that of every session', async () => {
    const { id } = await askForTalk(noor, {})
    await takeBackRequest(noor, { requestId: id })
    const rows = await database.owner<
      { action: string }[]
    >`select distinct action from audit where subject_id = ${id}`
    expect(rows).toEqual([{ action: 'session.book' }])
  })
})
