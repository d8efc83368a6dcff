import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, dateOf, instantAt, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession, moveSession } from './commands'
import { listOwnConflicts } from './conflicts'
import { listRosterConflicts } from './roster-conflicts'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let resident: Viewer
let secretary: Viewer
const secretaryId = crypto.randomUUID()

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 2)
  const { owner } = database
  await owner`insert into people (id, staff_number, given_name, family_name) values (${secretaryId}, 'S1', 'Sanne', 'Kok')`
  await owner`insert into contacts (person_id, email) values (${secretaryId}, 's@klankbord.example')`
  await owner`insert into roles (person_id, role, department_id, from_on) values (${secretaryId}, 'secretary', ${ward.departmentId}, '2020-01-01')`
  resident = await signInAs(ward.residentIds[0]!)
  secretary = await signInAs(secretaryId)
})
afterAll(() => database.drop())

const at = (day: number, time: WallTime) => instantAt(addDaysOn(ward.monday, day), time)
/** The resident's roster of two days, instead of what she had. */
async function roster(...shifts: [number, WallTime, number, WallTime, string][]) {
  await database.owner`delete from shifts where person_id = ${resident.id} and starts_at between ${at(0, '00:00')} and ${at(3, '00:00')}`
  for (const [day, from, untilDay, until, kind] of shifts)
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${resident.id}, ${at(day, from)}, ${at(untilDay, until)}, ${kind})`
}

let sessionId: string
beforeEach(async () => {
  await database.owner`truncate sessions, session_people, outbox cascade`
  await roster([0, '08:00', 0, '17:00', 'day'], [1, '08:00', 1, '17:00', 'day'])
  const { id } = await bookSession(resident, {
    form: 'mentor-session',
    otherId: ward.guideId,
    startsAt: at(1, '09:00').toISOString(),
  })
  sessionId = id
})

it('is nothing while the roster is as it was', async () => {
  expect(await listOwnConflicts(resident, new Date())).toEqual([])
  expect(await listRosterConflicts(secretary, new Date())).toEqual({ planned: [], others: [] })
})

describe('what comes over a session that stands', () => {
  it('is shown when it is leave or a night on the same date, not when it is her free day', async () => {
    await roster([0, '08:00', 0, '17:00', 'day'])
    expect(await listOwnConflicts(resident, new Date())).toEqual([])
    await roster([1, '00:00', 2, '00:00', 'leave'])
    expect(await listOwnConflicts(resident, new Date())).toMatchObject([{ session: { id: sessionId } }])
    await roster([1, '23:00', 2, '08:00', 'night'])
    expect(await listOwnConflicts(resident, new Date())).toMatchObject([{ session: { id: sessionId } }])
    expect((await listRosterConflicts(secretary, new Date()))?.others).toHaveLength(1)
  })

  it('is shown over what was planned anyway too, when it is leave or a duty, not when it is rest', async () => {
    await database.owner`update sessions set planned_anyway_at = now(), planned_anyway_by_id = ${resident.id}, planned_anyway_reason = 'x'`
    await database.owner`insert into rest_set_aside (session_id, person_id, rule) values (${sessionId}, ${resident.id}, 'rest-after-night')`
    await roster([0, '23:00', 1, '08:00', 'night'])
    expect(await listOwnConflicts(resident, new Date())).toEqual([])
    await roster([1, '00:00', 2, '00:00', 'leave'])
    expect(await listOwnConflicts(resident, new Date())).toHaveLength(1)
  })
})

describe('a roster that changed', () => {
  beforeEach(() => roster([0, '23:00', 1, '08:00', 'night']))

  it('shows the session that now stands in the rest, why, and the next times that fit', async () => {
    const [conflict, ...more] = await listOwnConflicts(resident, new Date())
    expect(more).toEqual([])
    expect(conflict).toMatchObject({
      session: { id: sessionId },
      why: expect.stringContaining('nachtdienst'),
    })
    expect(conflict?.next).toHaveLength(3)
    expect(new Set(conflict?.next.map(dateOf)).size).toBe(3)
    const [first] = conflict!.next
    await moveSession(resident, { sessionId, seen: 0, startsAt: first!.toISOString() })
    expect(await listOwnConflicts(resident, new Date())).toEqual([])
  })
  it('shows it to her guide as well, without the shift, with times that fit both', async () => {
    const guide = await signInAs(ward.guideId)
    const [conflict, ...more] = await listOwnConflicts(guide, new Date())
    expect(more).toEqual([])
    expect(conflict).toMatchObject({ session: { id: sessionId }, next: expect.any(Array) })
    expect(conflict?.next).toHaveLength(3)
    expect(conflict?.why).not.toMatch(/nacht/i)
    await moveSession(guide, { sessionId, seen: 0, startsAt: conflict!.next[0]!.toISOString() })
    expect(await listOwnConflicts(guide, new Date())).toEqual([])
  })

  it('shows the secretary who and when, and not what or with whom', async () => {
    const found = await listRosterConflicts(secretary, new Date())
    expect(found.planned).toEqual([])
    expect(found.others).toMatchObject([
      { personId: resident.id, startsAt: at(1, '09:00'), endsAt: at(1, '09:45') },
    ])
    expect(JSON.stringify(found)).not.toMatch(/mentor|nacht|night/i)
    expect(JSON.stringify(found)).not.toContain(ward.guideId)
    expect(JSON.stringify(found)).not.toContain(sessionId)
  })
})

it('counts rest from when a shift really ended', async () => {
  await roster([0, '12:00', 0, '21:30', 'evening'], [1, '09:00', 1, '17:00', 'day'])
  await database.owner`update sessions set starts_at = ${at(1, '08:30')}, ends_at = ${at(1, '09:00')} where id = ${sessionId}`
  await database.owner`update session_people set during = tstzrange(${at(1, '08:30')}, ${at(1, '09:00')})`
  expect(await listOwnConflicts(resident, new Date())).toEqual([])
  await database.owner`update shifts set ended_at = ${at(0, '22:30')} where kind = 'evening' and person_id = ${resident.id}`
  expect(await listOwnConflicts(resident, new Date())).toHaveLength(1)
})

it('shows each of two sessions in the same rest: none hides behind the other', async () => {
  await bookSession(resident, {
    form: 'mentor-session',
    otherId: ward.guideId,
    startsAt: at(1, '09:45').toISOString(),
  })
  await roster([0, '23:00', 1, '08:00', 'night'])
  const starts = (await listOwnConflicts(resident, new Date())).map(({ session }) => session.startsAt)
  expect(starts).toEqual([at(1, '09:00'), at(1, '09:45')])
  const guide = await signInAs(ward.guideId)
  expect(await listOwnConflicts(guide, new Date())).toHaveLength(2)
  expect((await listRosterConflicts(secretary, new Date())).others).toHaveLength(2)
})

describe('a day that a roster makes free afterwards', () => {
  const guided = async () => {
    const guide = await signInAs(ward.guideId)
    await database.owner`truncate sessions, session_people, outbox cascade`
    const { id } = await bookSession(guide, {
      form: 'mentor-session',
      otherId: resident.id,
      startsAt: at(1, '09:00').toISOString(),
    })
    return { guide, id }
  }

  it('is left to her when she gave the time herself', async () => {
    await roster()
    expect(await listOwnConflicts(resident, new Date())).toEqual([])
    expect(await listOwnConflicts(await signInAs(ward.guideId), new Date())).toEqual([])
  })

  it('is told to the guide who booked it, calmly, with times, and not that it is a free day', async () => {
    const { guide, id } = await guided()
    expect(await listOwnConflicts(guide, new Date())).toEqual([])
    await roster()
    const [conflict, ...more] = await listOwnConflicts(guide, new Date())
    expect(more).toEqual([])
    expect(conflict).toMatchObject({ session: { id }, isCalm: true })
    expect(conflict?.next).toHaveLength(3)
    expect(conflict?.why).toBe('Bezet.')
    expect(await listOwnConflicts(resident, new Date())).toEqual([])
    await moveSession(guide, { sessionId: id, seen: 0, startsAt: conflict!.next[0]!.toISOString() })
    expect(await listOwnConflicts(guide, new Date())).toEqual([])
  })

  it('reads for that guide as a leave does', async () => {
    const { guide } = await guided()
    await roster()
    const [free] = await listOwnConflicts(guide, new Date())
    await roster([1, '00:00', 2, '00:00', 'leave'])
    const [leave] = await listOwnConflicts(guide, new Date())
    expect([leave?.why, leave?.isCalm]).toEqual([free?.why, free?.isCalm])
    expect(await listOwnConflicts(resident, new Date())).toMatchObject([{ isCalm: false }])
  })

  it('is hers again once she moves it herself', async () => {
    const { guide, id } = await guided()
    await moveSession(resident, { sessionId: id, seen: 0, startsAt: at(1, '10:00').toISOString() })
    await roster()
    expect(await listOwnConflicts(guide, new Date())).toEqual([])
  })

  it('is none where her roster does not reach', async () => {
    const { guide } = await guided()
    await database.owner`update shifts set starts_at = starts_at - interval '2 years', ends_at = ends_at - interval '2 years' where person_id = ${resident.id}`
    expect(await listOwnConflicts(guide, new Date())).toEqual([])
    await database.owner`update shifts set starts_at = starts_at + interval '2 years', ends_at = ends_at + interval '2 years' where person_id = ${resident.id}`
  })
})

it('says nothing of what was planned although it did not fit', async () => {
  await roster([0, '23:00', 1, '08:00', 'night'])
  await database.owner`update sessions set planned_anyway_at = now(), planned_anyway_by_id = ${secretaryId}, planned_anyway_reason = 'x'`
  await database.owner`insert into rest_set_aside (session_id, person_id, rule) values (${sessionId}, ${resident.id}, 'rest-after-night')`
  expect(await listOwnConflicts(resident, new Date())).toEqual([])
})

it('is nothing for who plans for no department', async () => {
  await roster([0, '23:00', 1, '08:00', 'night'])
  expect(await listRosterConflicts(resident, new Date())).toEqual({ planned: [], others: [] })
})
