import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { listOwnConflicts } from './conflicts'
import { planSession } from './office-commands'
import { layOutOffice, type Office } from './office.test-support'
import { listRosterConflicts } from './roster-conflicts'
import { movePlanned } from './series-changes'

let database: TestDatabase
let office: Office
let secretary: Viewer, coordinator: Viewer, elsewhere: Viewer, psychologist: Viewer, nurse: Viewer
let sessionId: string

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 3)
  secretary = await signInAs(office.secretary)
  coordinator = await signInAs(office.coordinator)
  elsewhere = await signInAs(office.elsewhere)
  psychologist = await signInAs(office.psychologist)
  nurse = await signInAs(office.nurse)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate sessions, session_people, outbox cascade`
  await office.noShift(office.residentIds[0]!, 0)
  await office.noShift(office.residentIds[0]!, 1)
  await office.shift(office.residentIds[0]!, 'day', office.at(0, '08:00'), office.at(0, '17:00'))
  await office.shift(office.residentIds[0]!, 'day', office.at(1, '08:00'), office.at(1, '17:00'))
  const planned = await planSession(secretary, {
    form: 'intervision',
    departmentId: office.departmentId,
    guideId: office.psychologist,
    residentIds: office.residentIds,
    startsAt: office.at(1, '10:00').toISOString(),
    roomId: await office.room(8),
  })
  sessionId = planned.id
})

const list = (viewer: Viewer) => listRosterConflicts(viewer, new Date())
/** The first resident works the night before instead. */
const nightBefore = async () => {
  await office.noShift(office.residentIds[0]!, 0)
  await office.noShift(office.residentIds[0]!, 1)
  await office.shift(office.residentIds[0]!, 'night', office.at(0, '23:00'), office.at(1, '08:00'))
}

/** Moved over the rest of whoever has it then, with a reason. */
const anyway = (to: Date) =>
  movePlanned(secretary, {
    sessionId,
    scope: 'one',
    skip: [],
    seen: 0,
    startsAt: to.toISOString(),
    anyway: 'on',
    reason: 'x',
  })

it('is nothing while all fits', async () => {
  expect(await list(secretary)).toEqual({ planned: [], others: [] })
})

it('proposes three days on which all can for what she planned, and each of them will do', async () => {
  await nightBefore()
  const { planned, others } = await list(secretary)
  expect(others).toEqual([])
  expect(planned).toMatchObject([{ session: { id: sessionId }, why: 'Nr1 Test: rust.' }])
  expect(planned[0]?.next).toHaveLength(3)
  const move = { scope: 'one' as const, sessionId, skip: [] }
  for (const [seen, startsAt] of planned[0]!.next!.entries()) {
    await movePlanned(secretary, { ...move, seen, startsAt: startsAt.toISOString() })
    expect(await list(secretary)).toEqual({ planned: [], others: [] })
  }
})

it('leaves out the times at which its room is taken', async () => {
  await nightBefore()
  const [before] = (await list(secretary)).planned
  const [first] = before!.next!
  await database.owner`insert into sessions (form, starts_at, ends_at, room_id, booked_by_id)
    select 'intervision', ${first!}, ${first!}::timestamptz + interval '15 minutes', room_id, ${office.secretary} from sessions where id = ${sessionId}`
  const [after] = (await list(secretary)).planned
  expect(after!.next!.map(Number)).not.toContain(first!.getTime())
  expect(after!.next).toHaveLength(3)
})

it('is listed for the education office too, with times; of what two people agreed it learns nothing', async () => {
  await nightBefore()
  const { planned, others } = await list(coordinator)
  expect(planned).toMatchObject([{ session: { id: sessionId }, why: 'Nr1 Test: rust.' }])
  expect(planned[0]?.next).toHaveLength(3)
  expect(others).toEqual([])
  const [start, end] = [office.at(1, '12:00'), office.at(1, '12:45')]
  const [pair] = await database.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id) values ('check-in', ${start}, ${end}, ${office.guideId}) returning id`
  await database.owner`insert into session_people (session_id, person_id, part, during) values
    (${pair!.id}, ${office.residentIds[0]!}, 'resident', tstzrange(${start}, ${end})),
    (${pair!.id}, ${office.guideId}, 'guide', tstzrange(${start}, ${end}))`
  expect((await list(coordinator)).others).toEqual([])
  expect((await list(nurse)).others).toEqual([])
  expect((await list(secretary)).others).toHaveLength(1)
})

it('is listed for a nurse where her own ward hosts it, and for nobody of another', async () => {
  const { id } = await planSession(nurse, {
    form: 'shadow-day',
    departmentId: office.departmentId,
    residentIds: [office.residentIds[1]!],
    startsAt: office.at(2, '08:30').toISOString(),
    seats: 3,
  })
  expect(await list(nurse)).toEqual({ planned: [], others: [] })
  await office.noShift(office.residentIds[1]!, 2)
  const { planned, others } = await list(nurse)
  expect(planned.map(({ session }) => session.id)).toEqual([id])
  expect(planned[0]?.why).not.toMatch(/vrij|verlof|nacht/i)
  expect(others).toEqual([])
  expect((await list(secretary)).planned.map(({ session }) => session.id)).toEqual([id])
  for (const viewer of [elsewhere, coordinator]) expect((await list(viewer)).planned).toEqual([])
  const start = office.at(2, '08:00')
  await office.shift(office.residentIds[1]!, 'day', start, office.at(2, '17:00'))
})

it('is listed for her office and that of education alone; the resident reads that it does not fit, and leaves the moving to the office', async () => {
  await nightBefore()
  for (const viewer of [elsewhere, psychologist, nurse])
    expect(await list(viewer)).toEqual({ planned: [], others: [] })
  const resident = await signInAs(office.residentIds[0]!)
  const [own] = await listOwnConflicts(resident, new Date())
  expect(own).toMatchObject({ session: { id: sessionId }, next: [] })
})

it('is not what was planned against rest with a reason, nor what a roster does not reach yet', async () => {
  await nightBefore()
  await anyway(office.at(1, '13:00'))
  expect(await list(secretary)).toEqual({ planned: [], others: [] })
  await database.owner`truncate rest_set_aside`
  expect((await list(secretary)).planned).toHaveLength(1)
  await database.owner`insert into rest_set_aside (session_id, person_id, rule) values (${sessionId}, ${office.residentIds[0]!}, 'any')`
  expect((await list(secretary)).planned).toEqual([])
  await database.owner`delete from shifts where person_id = ${office.residentIds[0]!}`
  expect(await list(secretary)).toEqual({ planned: [], others: [] })
})

describe('what was planned against rest with a reason', () => {
  beforeEach(async () => {
    await nightBefore()
    await anyway(office.at(1, '13:00'))
  })
  const one = () => office.residentIds[0]!
  const two = () => office.residentIds[1]!

  it('keeps whose rest that was and which rule, for her and her office to read', async () => {
    expect(await database.owner`select person_id, rule from rest_set_aside`).toEqual([
      { person_id: one(), rule: 'rest-after-night' },
    ])
    for (const [viewer, count] of [
      [secretary, 1],
      [coordinator, 1],
      [await signInAs(one()), 1],
      [await signInAs(two()), 0],
      [psychologist, 0],
      [nurse, 0],
      [elsewhere, 0],
    ] as const)
      expect(await as(viewer.id, (tx) => tx.execute(sql`select 1 from rest_set_aside`))).toHaveLength(count)
  })

  it('is accepted by whoever planned it alone: nobody adds to it', async () => {
    for (const viewer of [coordinator, nurse, psychologist, elsewhere, await signInAs(two())])
      await expect(
        as(viewer.id, (tx) =>
          tx.execute(
            sql`insert into rest_set_aside (session_id, person_id, rule) values (${sessionId}, ${two()}, 'load')`,
          ),
        ),
      ).rejects.toThrow()
  })

  it('is shown when a roster brings her a leave, a duty or another rule', async () => {
    const own = await signInAs(one())
    expect((await list(secretary)).planned).toEqual([])
    expect(await listOwnConflicts(own, new Date())).toEqual([])
    await office.noShift(one(), 0)
    await office.shift(one(), 'evening', office.at(0, '15:00'), office.at(1, '03:00'))
    expect((await list(secretary)).planned).toMatchObject([{ why: 'Nr1 Test: rust.' }])
    expect(await listOwnConflicts(own, new Date())).toHaveLength(1)
    await office.shift(one(), 'leave', office.at(1, '00:00'), office.at(2, '00:00'))
    expect((await list(secretary)).planned).toMatchObject([{ why: 'Nr1 Test: bezet.' }])
    expect(await listOwnConflicts(own, new Date())).toHaveLength(1)
  })

  it('is shown when a roster takes the rest of somebody else in it', async () => {
    await office.noShift(two(), 0)
    await office.noShift(two(), 1)
    await office.shift(two(), 'night', office.at(0, '23:00'), office.at(1, '08:00'))
    expect((await list(secretary)).planned).toMatchObject([{ why: 'Nr2 Test: rust.' }])
    expect(await listOwnConflicts(await signInAs(two()), new Date())).toHaveLength(1)
    for (const day of [0, 1]) {
      await office.noShift(two(), day)
      await office.shift(two(), 'day', office.at(day, '08:00'), office.at(day, '17:00'))
    }
  })

  it('is asked again when it is moved, or she leaves it', async () => {
    await database.owner`update session_people set released_at = now() where person_id = ${one()}`
    expect(await database.owner`select 1 from rest_set_aside`).toEqual([])
    await database.owner`update session_people set released_at = null where person_id = ${one()}`
    expect((await list(secretary)).planned).toHaveLength(1)
  })
})
