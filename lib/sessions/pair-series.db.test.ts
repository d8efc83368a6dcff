import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, dateOf, instantAt, wallTimeOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession } from './commands'
import { bookSeries, loadPairSeries } from './pair-series'
import { cancelOfSeries, moveOfSeries } from './pair-series-changes'
import { loadSession } from './queries'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let resident: Viewer, other: Viewer, mentor: Viewer
const day = (n: number) => addDaysOn(ward.monday, n)
const at = (n: number, wall: string) => instantAt(day(n), wall)

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 2)
  const [one, two] = await Promise.all(ward.residentIds.map((id) => signInAs(id)))
  resident = one!
  other = two!
  mentor = await signInAs(ward.guideId)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, series, outbox, meeting_rules cascade`)

const weekly = (more: object = {}) => ({
  form: 'mentor-session' as const,
  otherId: ward.guideId,
  fromOn: day(0),
  startsTime: '09:00',
  every: 'weeks' as const,
  everyWeeks: 1,
  count: 3,
  skip: [],
  ...more,
})
const rhythm = { fromOn: '', startsTime: '09:00', everyWeeks: 1, monthlyNth: null, lastOn: null, count: 3 }
const stored = () =>
  database.owner<{ id: string; starts_at: Date; sequence: number }[]>`
    select id, starts_at, sequence from sessions where series_id is not null and cancelled_at is null order by series_on`
const times = async () =>
  (await stored()).map(({ starts_at }) => `${dateOf(starts_at)} ${wallTimeOf(starts_at)}`)
const on = (n: number, wall: string) => `${day(n)} ${wall}`

describe('a series of two', () => {
  it('is a row for every occurrence; the other is told, and a form posted twice books once', async () => {
    const requestKey = crypto.randomUUID()
    const first = await bookSeries(resident, weekly({ requestKey }))
    expect(first).toMatchObject({ count: 3, isRepeated: false })
    expect(await bookSeries(resident, weekly({ requestKey }))).toMatchObject({
      id: first.id,
      isRepeated: true,
    })
    expect(await times()).toEqual([on(0, '09:00'), on(7, '09:00'), on(14, '09:00')])
    const [one, ...others] = (await stored()).map(({ id }) => id)
    const told = await database.owner`select kind, recipient_id, data from outbox`
    const data = { sessionId: one, otherIds: others.join(' ') }
    expect(told).toEqual([{ kind: 'session.booked', recipient_id: mentor.id, data }])
    expect(await loadSession(resident, first.id, new Date())).toMatchObject({
      othersToCome: 2,
      seriesOn: day(0),
    })
  })

  it('names each date that cannot before anything is stored, and stores nothing of it', async () => {
    await bookSession(other, {
      form: 'mentor-session',
      otherId: ward.guideId,
      startsAt: at(7, '09:00').toISOString(),
    })
    const asked = { form: 'mentor-session', otherId: ward.guideId } as const
    const seen = await loadPairSeries(resident, asked, { ...rhythm, fromOn: day(0) }, [], new Date())
    expect(seen?.dates.map(({ why }) => why === null)).toEqual([true, false, true])
    expect(await refused(bookSeries(resident, weekly()))).toBe('series-clash')
    expect(await stored()).toEqual([])
    expect(await bookSeries(resident, weekly({ skip: [day(7)] }))).toMatchObject({ count: 2 })
    expect(await times()).toEqual([on(0, '09:00'), on(14, '09:00')])
  })

  it('goes on where a roster ends, and says that nothing is known then', async () => {
    const asked = { form: 'mentor-session', otherId: ward.guideId } as const
    const far = { ...rhythm, fromOn: day(0), everyWeeks: 26, count: 2 }
    const seen = await loadPairSeries(resident, asked, far, [], new Date())
    expect(seen?.dates.map(({ why, isUnknown }) => [why, isUnknown])).toEqual([
      [null, false],
      [null, true],
    ])
  })

  it('is for two who are paired, and not for a resident whose guide says yes first', async () => {
    const stranger = await signInAs(other.id)
    expect(await refused(bookSeries(stranger, weekly({ otherId: resident.id })))).toBe('not-paired')
    await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes, confirms_at) values (${mentor.id}, 'mentor-session', 0, 1440, 0, now())`
    expect(await refused(bookSeries(resident, weekly()))).toBe('series-asks')
    expect(await bookSeries(mentor, weekly({ otherId: resident.id }))).toMatchObject({ count: 3 })
  })

  it('stores one of ten at once, whole', async () => {
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, n) => refused(bookSeries(n % 2 ? resident : other, weekly()))),
    )
    expect(tries.filter((each) => each === 'no refusal')).toHaveLength(1)
    expect(await times()).toHaveLength(3)
  })
})

describe('this one, this and the following, all', () => {
  const change = async (n: number) => {
    const row = (await stored())[n]!
    return { sessionId: row.id, seen: row.sequence }
  }
  it('moves as many as were asked for, by either of the two, or none when one cannot', async () => {
    await bookSeries(resident, weekly())
    await moveOfSeries(mentor, {
      ...(await change(1)),
      scope: 'following',
      startsAt: at(8, '10:00').toISOString(),
    })
    expect(await times()).toEqual([on(0, '09:00'), on(8, '10:00'), on(15, '10:00')])
    await moveOfSeries(resident, {
      ...(await change(0)),
      scope: 'one',
      startsAt: at(1, '11:00').toISOString(),
    })
    expect(await times()).toEqual([on(1, '11:00'), on(8, '10:00'), on(15, '10:00')])
    await bookSession(other, {
      form: 'mentor-session',
      otherId: ward.guideId,
      startsAt: at(16, '10:00').toISOString(),
    })
    const all = { ...(await change(0)), scope: 'all' as const, startsAt: at(2, '10:00').toISOString() }
    expect(await refused(moveOfSeries(resident, all))).toBe('series-clash')
    expect(await times()).toEqual([on(1, '11:00'), on(8, '10:00'), on(15, '10:00')])
  })

  it('takes its own place when it goes an hour later', async () => {
    await bookSeries(resident, weekly({ everyWeeks: 1 }))
    await moveOfSeries(resident, {
      ...(await change(0)),
      scope: 'all',
      startsAt: at(0, '09:15').toISOString(),
    })
    expect(await times()).toEqual([on(0, '09:15'), on(7, '09:15'), on(14, '09:15')])
  })

  it('cancels as many as were asked for; nobody else does', async () => {
    await bookSeries(resident, weekly())
    expect(await refused(cancelOfSeries(other, { ...(await change(0)), scope: 'all' }))).toBe('not-found')
    await cancelOfSeries(mentor, { ...(await change(1)), scope: 'following' })
    expect(await times()).toEqual([on(0, '09:00')])
    const told = await database.owner`select recipient_id from outbox where kind = 'session.cancelled'`
    expect(told).toEqual([{ recipient_id: resident.id }])
    await cancelOfSeries(resident, { ...(await change(0)), scope: 'one' })
    expect(await times()).toEqual([])
  })
  it('is not moved past the end of the pairing, by either of the two, whatever is asked for', async () => {
    await bookSeries(resident, weekly())
    await database.owner`update pairings set until_on = ${day(16)} where resident_id = ${resident.id}`
    const move = async (viewer: Viewer, nth: number, scope: 'one' | 'following' | 'all', to: number) =>
      moveOfSeries(viewer, { ...(await change(nth)), scope, startsAt: at(to, '10:00').toISOString() })
    for (const viewer of [resident, mentor]) {
      expect(await refused(move(viewer, 0, 'all', 3))).toBe('not-paired')
      expect(await refused(move(viewer, 0, 'following', 3))).toBe('not-paired')
      expect(await refused(move(viewer, 2, 'one', 17))).toBe('not-paired')
    }
    expect(await refused(move(resident, 0, 'all', 1))).toBe('no refusal')
    await database.owner`update pairings set until_on = null`
  })
})
