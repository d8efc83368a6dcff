import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import type { Viewer } from '@/lib/viewer'
import { openOffice, type Office } from './office.test-support'
import { listPlanned, plannedPerPage } from './planned-queries'
import { listRosterConflicts } from './roster-conflicts'
import { listSeats, seatsPerPage } from './seats'

let database: TestDatabase
let office: Office
let secretary: Viewer, coordinator: Viewer, nurse: Viewer, elsewhere: Viewer, resident: Viewer
const many = 1000

beforeAll(async () => {
  const opened = await openOffice(2)
  ;({ database, office, secretary, coordinator, nurse, elsewhere, resident } = opened)
})
afterAll(() => database.drop())

/** Sessions of a department, each day one more, from a date of the test on; the ids by their start. */
async function plan(count: number, form: string, departmentId: string, from: Date, seats: number | null) {
  const rows = await database.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, department_id, booked_by_id, seats)
    select ${form}, t, t + interval '1 hour', ${departmentId}, ${office.secretary}, ${seats}
    from (select ${from}::timestamptz + n * interval '10 minutes' as t from generate_series(0, ${count - 1}::integer) n) x returning id`
  return rows.map(({ id }) => id)
}
const clear = () => database.owner`truncate sessions, session_people, outbox cascade`

/** Every page after the other, until one says that it is another. */
async function allPages<T>(load: (page: number) => Promise<{ page: number; rows: T[] }>): Promise<T[]> {
  const found: T[] = []
  for (let page = 1; ; page += 1) {
    const read = await load(page)
    if (read.page !== page) return found
    found.push(...read.rows)
  }
}

describe('the open places', () => {
  it('are all found, the last of a thousand too, those of her own department first', async () => {
    await clear()
    const others = await plan(many, 'student-teaching', office.otherDepartmentId, office.at(1, '09:00'), 3)
    const own = await plan(
      seatsPerPage + 1,
      'student-teaching',
      office.departmentId,
      office.at(20, '09:00'),
      3,
    )
    const seen = await allPages(async (page) => {
      const read = (await listSeats(resident, new Date(), { page }))!
      expect(read.count).toBe(many + own.length)
      expect(read.seats.length).toBeLessThanOrEqual(seatsPerPage)
      return { page: read.page, rows: read.seats }
    })
    expect(seen.map(({ id }) => id)).toEqual([...own, ...others])
    expect(seen.map(({ isOwn }) => isOwn)).toEqual(seen.map((_, n) => n < own.length))
    const after = await listSeats(resident, new Date(), { seatId: others.at(-1)! })
    expect(after).toMatchObject({ page: Math.ceil((many + own.length) / seatsPerPage) })
    expect(after!.seats.at(-1)?.id).toBe(others.at(-1))
  })

  it('are none where nothing is planned, on whatever page', async () => {
    await clear()
    expect(await listSeats(resident, new Date(), { page: 9 })).toEqual({ seats: [], count: 0, page: 1 })
  })
})

describe('what is planned', () => {
  it('is found behind whatever others plan, page by page, for each who plans it', async () => {
    await clear()
    const others = await plan(many, 'student-teaching', office.otherDepartmentId, office.at(1, '09:00'), 3)
    const own = await plan(plannedPerPage + 1, 'shadow-day', office.departmentId, office.at(20, '09:00'), 3)
    const groups = await plan(1, 'intervision', office.departmentId, office.at(40, '09:00'), null)
    const all = (viewer: Viewer) =>
      allPages(async (page) => {
        const read = await listPlanned(viewer, new Date(), page)
        return { page: read.page, rows: read.planned.map(({ id }) => id) }
      })
    expect(await all(secretary)).toEqual([...own, ...groups])
    expect(await all(nurse)).toEqual(own)
    expect(await all(elsewhere)).toEqual(others)
    expect(await all(coordinator)).toEqual([...others, ...groups])
    expect(await all(resident)).toEqual([])
  })

  it('stands first where it is of her own department, for who plans for all', async () => {
    await clear()
    const others = await plan(2, 'intervision', office.otherDepartmentId, office.at(1, '09:00'), null)
    const own = await plan(2, 'intervision', office.departmentId, office.at(20, '09:00'), null)
    const both = {
      ...coordinator,
      roles: [...coordinator.roles, { role: 'nurse' as const, departmentId: office.departmentId }],
    }
    const { planned } = await listPlanned(both, new Date())
    expect(planned.map(({ id, isOwn }) => [id, isOwn])).toEqual([
      ...own.map((id) => [id, true]),
      ...others.map((id) => [id, false]),
    ])
  })

  it('is held against the rosters of the weeks ahead behind any number of sessions', async () => {
    await clear()
    await plan(many, 'student-teaching', office.otherDepartmentId, office.at(0, '09:00'), 3)
    await plan(plannedPerPage * 5, 'student-teaching', office.departmentId, office.at(0, '09:00'), 3)
    const [last] = await plan(1, 'intervision', office.departmentId, office.at(14, '10:00'), null)
    const [start, end] = [office.at(14, '10:00'), office.at(14, '11:00')]
    await database.owner`insert into session_people (session_id, person_id, part, during)
      values (${last!}, ${resident.id}, 'resident', tstzrange(${start}, ${end}))`
    await office.noShift(resident.id, 14)
    await office.shift(resident.id, 'night', office.at(13, '23:00'), office.at(14, '08:00'))
    const { planned } = await listRosterConflicts(secretary, new Date())
    expect(planned.map(({ session }) => session.id)).toEqual([last])
  })
})
