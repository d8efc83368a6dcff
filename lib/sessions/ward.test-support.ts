import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'

/** A small department for tests of booking: one guide, some residents paired with her, all on day shifts for three weeks. */
export async function layOutWard(
  owner: postgres.Sql,
  count: number,
  kind: 'mentor' | 'supervisor' = 'mentor',
) {
  const monday = addDaysOn(mondayOf(todayOn(new Date())), 14)
  const id = () => randomUUID()
  const ward = { departmentId: id(), guideId: id(), residentIds: Array.from({ length: count }, id), monday }
  const everybody = [ward.guideId, ...ward.residentIds]
  await owner`insert into departments (id, code, name, site, phone) values (${ward.departmentId}, ${ward.departmentId}, 'Chirurgie', 'Noord', '050 055 0101')`
  await owner`insert into people ${owner(everybody.map((personId, n) => ({ id: personId, staff_number: personId, given_name: `Nr${n}`, family_name: 'Test' })))}`
  await owner`insert into contacts ${owner(everybody.map((personId) => ({ person_id: personId, email: `${personId}@klankbord.example` })))}`
  await owner`insert into roles ${owner([
    { person_id: ward.guideId, role: kind, department_id: null, from_on: '2020-01-01' },
    ...ward.residentIds.map((personId) => ({
      person_id: personId,
      role: 'resident',
      department_id: ward.departmentId,
      from_on: '2020-01-01',
    })),
  ])}`
  await owner`insert into pairings ${owner(
    ward.residentIds.map((residentId) => ({
      kind,
      resident_id: residentId,
      guide_id: ward.guideId,
      from_on: '2020-01-01',
      accepted_at: new Date(),
      accepted_by_id: ward.guideId,
    })),
  )}`
  await owner`insert into weekly_hours ${owner(
    [0, 1, 2, 3, 4].map((weekday) => ({
      person_id: ward.guideId,
      weekday,
      from_time: '08:00',
      until_time: '18:00',
    })),
  )}`
  await owner`insert into shifts ${owner(
    ward.residentIds.flatMap((personId) =>
      [0, 1, 2, 3, 4].flatMap((day) =>
        [0, 7, 14].map((week) => ({
          person_id: personId,
          starts_at: instantAt(addDaysOn(monday, day + week), '08:00'),
          ends_at: instantAt(addDaysOn(monday, day + week), '17:00'),
          kind: 'day',
        })),
      ),
    ),
  )}`
  return ward
}

/** A database with such a department, and its guide and residents signed in; `at` is a moment counted from its Monday. */
export async function openWard(count: number, kind: 'mentor' | 'supervisor' = 'mentor') {
  const database = await testDatabase()
  const ward = await layOutWard(database.owner, count, kind)
  return {
    database,
    ward,
    guide: await signInAs(ward.guideId),
    residents: await Promise.all(ward.residentIds.map((residentId) => signInAs(residentId))),
    at: (day: number, wall: string) => instantAt(addDaysOn(ward.monday, day), wall),
  }
}

export type Ward = Awaited<ReturnType<typeof openWard>>
