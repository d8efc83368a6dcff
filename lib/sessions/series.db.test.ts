import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, dateOf, instantAt, wallTimeOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { planSession } from './office-commands'
import { loadSeriesPreview } from './office-queries'
import { openOffice, type Office } from './office.test-support'
import { loadMovePreview } from './planned-queries'
import { planSeries } from './series'
import { cancelPlanned, movePlanned, swapGuide } from './series-changes'

let database: TestDatabase
let office: Office
let secretary: Viewer, guide: Viewer, resident: Viewer

beforeAll(async () => {
  ;({ database, office, secretary, guide, resident } = await openOffice(5))
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, series, outbox cascade`)

const asked = () => ({
  form: 'intervision' as const,
  departmentId: office.departmentId,
  guideId: office.psychologist,
  residentIds: office.residentIds.slice(0, 4),
})
const weekly = (more: object = {}) => ({
  ...asked(),
  fromOn: addDaysOn(office.monday, 1),
  startsTime: '14:00',
  every: 'weeks' as const,
  everyWeeks: 1,
  count: 3,
  skip: [],
  moved: [],
  ...more,
})
const stored = () =>
  database.owner<
    {
      id: string
      starts_at: Date
      series_on: string
      cancelled_at: Date | null
      sequence: number
      planned_anyway_reason: string | null
    }[]
  >`select id, starts_at, to_char(series_on, 'YYYY-MM-DD') as series_on, cancelled_at, sequence, planned_anyway_reason from sessions where series_id is not null order by series_on`
const days = async () =>
  (await stored())
    .filter((row) => !row.cancelled_at)
    .map(({ starts_at }) => `${dateOf(starts_at)} ${wallTimeOf(starts_at)}`)
const on = (day: number, time: string) => `${addDaysOn(office.monday, day)} ${time}`

describe('a series', () => {
  it('is a row for every occurrence, each with its date, its people and their messages', async () => {
    const { count } = await planSeries(secretary, weekly())
    expect(count).toBe(3)
    expect(await days()).toEqual([on(1, '14:00'), on(8, '14:00'), on(15, '14:00')])
    const [seats] = await database.owner<{ n: number }[]>`select count(*)::int as n from session_people`
    const [told] = await database.owner<{ n: number }[]>`select count(*)::int as n from outbox`
    expect([seats?.n, told?.n]).toEqual([15, 5])
  })

  it('stores nothing when one date cannot, and names each before anything is stored', async () => {
    const busy = asked().residentIds[0]!
    await planSession(secretary, {
      ...asked(),
      residentIds: [busy],
      guideId: office.psychologist2,
      startsAt: office.at(8, '14:30').toISOString(),
    })
    await database.owner`truncate outbox`
    expect(await refused(planSeries(secretary, weekly()))).toBe('series-clash')
    expect(await stored()).toEqual([])
    expect(await database.owner`select 1 from outbox`).toHaveLength(0)
    expect(await database.owner`select 1 from series`).toHaveLength(0)
    const rhythm = {
      fromOn: addDaysOn(office.monday, 1),
      startsTime: '14:00',
      everyWeeks: 1,
      monthlyNth: null,
      lastOn: null,
      count: 3,
    }
    const preview = await loadSeriesPreview(secretary, asked(), rhythm, { skip: [], moved: [] }, new Date())
    expect(preview?.dates.map(({ standing, clashes }) => [standing, clashes])).toEqual([
      ['free', []],
      ['never', [{ personId: busy, kind: 'busy' }]],
      ['free', []],
    ])
    const [other] = preview?.dates[1]?.others ?? []
    expect(other).toBeDefined()
    const skip = [addDaysOn(office.monday, 8)]
    await planSeries(secretary, weekly({ moved: [`${skip[0]} ${other!.toISOString()}`] }))
    expect(await days()).toHaveLength(3)
    await database.owner`delete from session_people`
    await database.owner`delete from sessions`
    await planSeries(secretary, weekly({ skip }))
    expect(await days()).toEqual([on(1, '14:00'), on(15, '14:00')])
  })

  it('goes on over somebody’s rest only with a reason, on the dates that need it', async () => {
    await office.noShift(office.residentIds[3]!, 10)
    const thursdays = weekly({ fromOn: addDaysOn(office.monday, 3), count: 3 })
    expect(await refused(planSeries(secretary, thursdays))).toBe('series-clash')
    await planSeries(secretary, { ...thursdays, anyway: 'on', reason: 'Vaste donderdag' })
    expect((await stored()).map((row) => row.planned_anyway_reason)).toEqual([null, 'Vaste donderdag', null])
    const told = await database.owner`select recipient_id from outbox where kind = 'session.anyway'`
    expect(told).toMatchObject([{ recipient_id: office.residentIds[3] }])
    const kept = await database.owner`select person_id, rule from rest_set_aside`
    expect(kept).toEqual([{ person_id: office.residentIds[3], rule: 'day-off' }])
  })

  it('goes on where rosters end, and says so; a week that is on the roster is held to it', async () => {
    const rhythm = {
      fromOn: addDaysOn(office.monday, 14),
      startsTime: '14:00',
      everyWeeks: 1,
      monthlyNth: null,
      lastOn: null,
      count: 2,
    }
    const preview = await loadSeriesPreview(secretary, asked(), rhythm, { skip: [], moved: [] }, new Date())
    expect(preview?.dates.map(({ standing, unknownIds }) => [standing, unknownIds.length])).toEqual([
      ['free', 0],
      ['free', 4],
    ])
  })

  it('is of the office alone', async () => {
    for (const viewer of [resident, await signInAs(office.elsewhere)])
      expect(await refused(planSeries(viewer, weekly()))).toBe('forbidden')
    expect(
      await loadSeriesPreview(
        resident,
        asked(),
        {
          fromOn: office.monday,
          startsTime: '14:00',
          everyWeeks: 1,
          monthlyNth: null,
          lastOn: null,
          count: 2,
        },
        { skip: [], moved: [] },
        new Date(),
      ),
    ).toBeNull()
  })
})

describe('this one, this and the following, all', () => {
  beforeEach(() => planSeries(secretary, weekly()))
  const second = async () => (await stored())[1]!
  const to = (day: number, wall: string) => instantAt(addDaysOn(office.monday, day), wall).toISOString()

  it('moves one', async () => {
    await movePlanned(secretary, {
      sessionId: (await second()).id,
      seen: 0,
      scope: 'one',
      startsAt: to(9, '10:00'),
      skip: [],
    })
    expect(await days()).toEqual([on(1, '14:00'), on(9, '10:00'), on(15, '14:00')])
  })

  it('moves this and the following by as many days, to the new time', async () => {
    await movePlanned(secretary, {
      sessionId: (await second()).id,
      seen: 0,
      scope: 'following',
      startsAt: to(9, '10:00'),
      skip: [],
    })
    expect(await days()).toEqual([on(1, '14:00'), on(9, '10:00'), on(16, '10:00')])
  })

  it('moves all, even into each other’s places, forwards and back', async () => {
    const { id } = await second()
    await movePlanned(secretary, {
      sessionId: id,
      seen: 0,
      scope: 'all',
      startsAt: to(15, '14:00'),
      skip: [],
      anyway: 'on',
      reason: 'x',
    })
    expect(await days()).toEqual([on(8, '14:00'), on(15, '14:00'), on(22, '14:00')])
    await movePlanned(secretary, { sessionId: id, seen: 1, scope: 'all', startsAt: to(8, '14:00'), skip: [] })
    expect(await days()).toEqual([on(1, '14:00'), on(8, '14:00'), on(15, '14:00')])
  })

  it('moves all or none, and shows before what would not do', async () => {
    const busy = asked().residentIds[0]!
    await planSession(secretary, {
      ...asked(),
      residentIds: [busy],
      guideId: office.psychologist2,
      startsAt: to(16, '10:00'),
    })
    const { id } = await second()
    const move = { sessionId: id, seen: 0, scope: 'following' as const, startsAt: to(9, '10:00'), skip: [] }
    expect(await refused(movePlanned(secretary, move))).toBe('series-clash')
    expect(await days()).toEqual([on(1, '14:00'), on(8, '14:00'), on(15, '14:00')])
    const preview = await loadMovePreview(
      secretary,
      { ...move, startsAt: new Date(move.startsAt) },
      new Date(),
    )
    expect(preview?.previews.map(({ standing }) => standing)).toEqual(['free', 'never'])
    await movePlanned(secretary, { ...move, skip: [addDaysOn(office.monday, 15)] })
    expect(await days()).toEqual([on(1, '14:00'), on(9, '10:00'), on(15, '14:00')])
  })

  it('cancels one, the following, or all; the guide may too, a resident may not', async () => {
    const { id } = await second()
    expect(await refused(cancelPlanned(resident, { sessionId: id, seen: 0, scope: 'one' }))).toBe('forbidden')
    await cancelPlanned(secretary, { sessionId: id, seen: 0, scope: 'following' })
    expect(await days()).toEqual([on(1, '14:00')])
    const told = await database.owner`select 1 from outbox where kind = 'session.cancelled'`
    expect(told).toHaveLength(5)
    await cancelPlanned(guide, { sessionId: (await stored())[0]!.id, seen: 0, scope: 'all' })
    expect(await days()).toEqual([])
  })

  it('swaps the guide and swaps back; her time is free at once', async () => {
    const { id } = await second()
    const swap = { sessionId: id, scope: 'following' as const }
    expect(await swapGuide(secretary, { ...swap, seen: 0, guideId: office.psychologist2 })).toMatchObject({
      count: 2,
    })
    const guides = await database.owner<{ person_id: string }[]>`
      select p.person_id from session_people p join sessions s on s.id = p.session_id
      where p.part = 'guide' and p.released_at is null order by s.series_on`
    expect(guides.map((row) => row.person_id)).toEqual([
      office.psychologist,
      office.psychologist2,
      office.psychologist2,
    ])
    await planSession(secretary, {
      ...asked(),
      residentIds: [office.residentIds[4]!],
      startsAt: to(8, '14:00'),
    })
    expect(await refused(swapGuide(secretary, { ...swap, seen: 1, guideId: office.psychologist }))).toBe(
      'series-clash',
    )
    expect(await refused(swapGuide(secretary, { ...swap, seen: 1, guideId: office.nurse }))).toBe(
      'not-a-guide',
    )
    await database.owner`update session_people set released_at = now() where person_id = ${office.residentIds[4]!} or (part = 'guide' and session_id in (select id from sessions where series_id is null))`
    await swapGuide(secretary, { ...swap, seen: 1, guideId: office.psychologist })
    const kinds = await database.owner<
      { kind: string }[]
    >`select distinct kind from outbox where recipient_id = ${office.residentIds[0]!} order by kind`
    expect(kinds.map(({ kind }) => kind)).toEqual(['session.booked', 'session.changed'])
  })
})
