import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import { addDaysOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { planSession } from './office-commands'
import { loadGroupTimes } from './office-queries'
import { can, loadGroupFacts, startsOf } from './group-times'
import { layOutOffice, type Office } from './office.test-support'
import { loadMoveTimes } from './planned-queries'

let database: TestDatabase
let office: Office
let secretary: Viewer

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 4)
  secretary = await signInAs(office.secretary)
})
afterAll(() => database.drop())
beforeEach(
  () =>
    database.owner`truncate session_people, sessions, outbox, weekly_hours, absences, hours_exceptions, meeting_rules cascade`,
)

const asked = (guideId = office.psychologist) => ({
  form: 'intervision' as const,
  departmentId: office.departmentId,
  residentIds: office.residentIds,
  guideId,
})
const plan = (day: number, wall: string, more: object = {}) =>
  planSession(secretary, { ...asked(), startsAt: office.at(day, wall).toISOString(), ...more })
const why = async (work: Promise<unknown>) =>
  work.then(
    () => 'planned',
    (error: unknown) => (error instanceof Refusal ? String(error.detail?.why) : String(error)),
  )
/** The starts of the first week at which all can. */
const starts = async (now = new Date()) => {
  const found = await loadGroupTimes(secretary, asked(), office.monday, now)
  return (found?.all ?? []).map(({ startAt }) => startAt.getTime())
}
const on = (day: number) => addDaysOn(office.monday, day)
const rules = (rule: object) =>
  database.owner`insert into meeting_rules ${database.owner({
    person_id: office.psychologist,
    form: 'intervision',
    notice_minutes: 0,
    cancel_minutes: 0,
    buffer_minutes: 0,
    ...rule,
  })}`

describe('a time for a group asks of its guide what a time for two does', () => {
  it('her absence', async () => {
    await database.owner`insert into absences (person_id, from_on, until_on, made_by_id)
      values (${office.psychologist}, ${on(1)}, ${on(2)}, ${office.psychologist})`
    expect(await why(plan(1, '10:00'))).toBe('psychologist Kantoor: bezet.')
    expect(await starts()).not.toContain(office.at(1, '10:00').getTime())
    expect(await why(plan(2, '10:00'))).toBe('planned')
  })

  it('her hours on a date of its own', async () => {
    await database.owner`insert into hours_exceptions (person_id, "on", from_time, until_time)
      values (${office.psychologist}, ${on(1)}, '14:00', '17:00'), (${office.psychologist}, ${on(2)}, null, null)`
    expect(await why(plan(1, '10:00'))).toBe('psychologist Kantoor: bezet.')
    expect(await why(plan(2, '14:00'))).toBe('psychologist Kantoor: bezet.')
    expect(await why(plan(1, '14:00'))).toBe('planned')
  })

  it('the time she keeps free around her sessions', async () => {
    await rules({ buffer_minutes: 30 })
    await plan(1, '10:00', { residentIds: [office.residentIds[0]!] })
    const others = { residentIds: office.residentIds.slice(1) }
    expect(await why(plan(1, '11:45', others))).toBe('psychologist Kantoor: bezet.')
    expect(await why(plan(1, '12:00', others))).toBe('planned')
  })

  it('how long ahead she wants to know', async () => {
    const before = new Date(office.at(1, '10:00').getTime() - 48 * 3_600_000)
    await rules({ notice_minutes: 3 * 24 * 60 })
    expect(await starts(before)).not.toContain(office.at(1, '10:00').getTime())
    await database.owner`update meeting_rules set notice_minutes = 30 * 24 * 60`
    expect(await why(plan(1, '10:00'))).toBe('psychologist Kantoor: wil het eerder weten.')
  })

  it('her most in a day and a week; what moves makes room for itself', async () => {
    await rules({ most_per_day: 1, most_per_week: 2 })
    const { id } = await plan(1, '08:00')
    expect(await why(plan(1, '14:00'))).toBe('psychologist Kantoor: bezet.')
    expect(await why(plan(2, '10:00'))).toBe('planned')
    expect(await why(plan(3, '10:00'))).toBe('psychologist Kantoor: bezet.')
    const moving = await loadMoveTimes(secretary, id, office.monday, new Date())
    expect(moving?.all.some(({ startAt }) => startAt > office.at(3, '00:00'))).toBe(true)
  })
})

it('asks of a guide with a roster her own hours too: her free day can be set aside, her absence never', async () => {
  const guideId = office.psychologist2
  await office.shift(guideId, 'day', office.at(0, '08:00'), office.at(0, '17:00'))
  await office.shift(guideId, 'day', office.at(4, '08:00'), office.at(4, '17:00'))
  const anyway = { guideId, anyway: 'on', reason: 'x' }
  expect(await why(plan(1, '10:00', { guideId }))).toContain('rust')
  await database.owner`insert into absences (person_id, from_on, until_on, made_by_id) values (${guideId}, ${addDaysOn(office.monday, 1)}, ${addDaysOn(office.monday, 2)}, ${guideId})`
  expect(await why(plan(1, '10:00', anyway))).toContain('bezet')
  expect(await why(plan(2, '10:00', anyway))).toBe('planned')
  await database.owner`delete from shifts where person_id = ${guideId}`
})

it('names everybody who cannot, each with her own reason in the fewest words', async () => {
  const [first, second] = office.residentIds as [string, string]
  await database.owner`insert into absences (person_id, from_on, until_on, made_by_id)
    values (${office.psychologist}, ${on(1)}, ${on(2)}, ${office.psychologist})`
  await office.noShift(first, 1)
  await office.shift(first, 'evening', office.at(1, '09:00'), office.at(1, '18:00'))
  await office.noShift(second, 1)
  await office.shift(second, 'night', office.at(0, '23:00'), office.at(1, '08:00'))
  const said = await why(plan(1, '10:00'))
  expect(said).toBe('Nr1 Test: op dienst. Nr2 Test: rust. psychologist Kantoor: bezet.')
})

it('moves to no time at which its room is taken', async () => {
  const roomId = await office.room(10)
  const { id } = await plan(3, '10:00', { roomId })
  const [startsAt, endsAt] = [office.at(2, '08:00'), office.at(2, '18:00')]
  await database.owner`insert into sessions (form, starts_at, ends_at, room_id, booked_by_id)
    values ('intervision', ${startsAt}, ${endsAt}, ${roomId}, ${office.secretary})`
  const times = await loadMoveTimes(secretary, id, office.monday, new Date())
  const days = new Set(times?.all.map(({ startAt }) => startAt.toISOString().slice(0, 10)))
  expect(days).not.toContain(on(2))
  expect(days).toContain(on(4))
})

describe('what a planner of many groups is told of a facilitator', () => {
  /** What she can at a moment of these two weeks: a byte of `can`. */
  const kindAt = async (day: number, wall: string) => {
    const guideId = office.psychologist
    const window = { fromOn: on(0), untilOn: on(14) }
    const gathering = { form: 'intervision' as const, residentIds: [], guideId, minutes: 90 }
    const now = new Date()
    const facts = await as(secretary.id, (tx) => loadGroupFacts(tx, [guideId], window, [], gathering))
    const { startMs, canOf } = startsOf(facts, gathering, window, now)
    return canOf.get(guideId)![startMs.indexOf(office.at(day, wall).getTime())]
  }

  it('is her absence, also on a day that her roster does not reach, or on which she is free', async () => {
    await office.shift(office.psychologist, 'day', office.at(0, '08:00'), office.at(0, '17:00'))
    await office.shift(office.psychologist, 'day', office.at(2, '08:00'), office.at(2, '17:00'))
    expect([await kindAt(0, '10:00'), await kindAt(1, '10:00'), await kindAt(8, '10:00')]).toEqual([
      can.yes,
      can.rest,
      can.unknown,
    ])
    await database.owner`insert into absences (person_id, from_on, until_on, made_by_id)
      values (${office.psychologist}, ${on(0)}, ${on(14)}, ${office.psychologist})`
    expect([await kindAt(0, '10:00'), await kindAt(1, '10:00'), await kindAt(8, '10:00')]).toEqual([
      can.busy,
      can.busy,
      can.busy,
    ])
    await database.owner`delete from shifts where person_id = ${office.psychologist}`
  })

  it('is her hours, and the time she keeps free around her sessions', async () => {
    await database.owner`insert into weekly_hours (person_id, weekday, from_time, until_time) values (${office.psychologist}, 1, '09:00', '17:00')`
    await rules({ buffer_minutes: 30 })
    await plan(1, '10:00', { residentIds: [office.residentIds[3]!] })
    expect([await kindAt(1, '11:45'), await kindAt(1, '12:00'), await kindAt(2, '12:00')]).toEqual([
      can.busy,
      can.yes,
      can.busy,
    ])
  })
})
