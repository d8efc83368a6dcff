import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import type { Role } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { removeShift } from './commands'
import { listRosterDepartments, loadDepartmentWeek, loadOwnRoster, loadShift } from './queries'

const monday = mondayOf(todayOn(new Date()))
const ward = { chi: crypto.randomUUID(), ger: crypto.randomUUID() }
const ids = new Map<string, string>()
const shiftIds = { work: crypto.randomUUID(), leave: crypto.randomUUID(), elsewhere: crypto.randomUUID() }
let database: TestDatabase

const idOf = (name: string) => ids.get(name) ?? ''
const viewerOf = (name: string) => signInAs(idOf(name))

async function lay({ owner }: TestDatabase) {
  await owner`insert into departments (id, code, name, site) values (${ward.chi}, 'CHI', 'Chirurgie', 'Noord'), (${ward.ger}, 'GER', 'Geriatrie', 'Zuid')`
  const staff: [string, Role, string | null][] = [
    ['resident', 'resident', ward.chi],
    ['elsewhere', 'resident', ward.ger],
    ['nurse', 'nurse', ward.chi],
    ['supervisor', 'supervisor', ward.chi],
    ['mentor', 'mentor', null],
    ['student', 'student', ward.chi],
    ['secretary', 'secretary', ward.chi],
    ['coordinator', 'coordinator', null],
    ['admin', 'admin', null],
  ]
  for (const [name, role, departmentId] of staff) {
    const id = ids.get(name) ?? crypto.randomUUID()
    ids.set(name, id)
    await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${name}, ${name}, 'X')`
    await owner`insert into contacts (person_id, email) values (${id}, ${`${name}@zh.nl`})`
    await owner`insert into roles (person_id, role, department_id, from_on) values (${id}, ${role}, ${departmentId}, '2020-01-01')`
  }
}

async function layShifts({ owner }: TestDatabase) {
  const at = (days: number, wall: string) => instantAt(addDaysOn(monday, days), wall)
  await owner`delete from shifts`
  for (const [id, who, from, until, kind] of [
    [shiftIds.work, 'resident', at(0, '22:00'), at(1, '07:30'), 'night'],
    [shiftIds.leave, 'resident', at(3, '00:00'), at(10, '00:00'), 'leave'],
    [crypto.randomUUID(), 'nurse', at(2, '08:00'), at(2, '17:00'), 'day'],
    [shiftIds.elsewhere, 'elsewhere', at(2, '08:00'), at(2, '17:00'), 'day'],
  ] as const)
    await owner`insert into shifts (id, person_id, starts_at, ends_at, kind) values (${id}, ${idOf(who)}, ${from}, ${until}, ${kind})`
}

beforeAll(async () => {
  database = await testDatabase()
  await lay(database)
})
beforeEach(() => layShifts(database))
afterAll(() => database.drop())

const seenBy = async (name: string, departmentId = ward.chi) => {
  const week = await loadDepartmentWeek(await viewerOf(name), departmentId, monday)
  return (
    week && week.people.map((person) => `${person.name}: ${person.shifts.map(({ kind }) => kind).join(' ')}`)
  )
}

describe('the roster of a department', () => {
  it('is whole for its secretary and for the coordinator, residents first', async () => {
    const whole = ['resident X: night leave', 'nurse X: day', 'student X: ', 'supervisor X: ']
    expect(await seenBy('secretary')).toEqual(whole)
    expect(await seenBy('coordinator')).toEqual(whole)
  })
  it('is the working hours of its residents for a supervisor and a nurse: no leave, no colleagues', async () => {
    expect(await seenBy('supervisor')).toEqual(['resident X: night'])
    expect(await seenBy('nurse')).toEqual(['resident X: night'])
  })
  it('is not there for anybody else, nor for those of another department', async () => {
    for (const name of ['resident', 'mentor', 'student', 'admin']) expect(await seenBy(name)).toBeNull()
    for (const name of ['secretary', 'supervisor', 'nurse']) expect(await seenBy(name, ward.ger)).toBeNull()
    expect(await seenBy('coordinator', ward.ger)).toEqual(['elsewhere X: day'])
  })
  it('is offered for the departments that are hers', async () => {
    const names = async (name: string) =>
      (await listRosterDepartments(await viewerOf(name))).map((each) => each.name)
    expect(await names('secretary')).toEqual(['Chirurgie'])
    expect(await names('coordinator')).toEqual(['Chirurgie', 'Geriatrie'])
    expect(await names('resident')).toEqual([])
  })
})

it('shows a resident her own shifts and nobody else’s', async () => {
  const own = await loadOwnRoster(await viewerOf('resident'), monday, 4)
  expect(own.map(({ kind }) => kind)).toEqual(['night', 'leave'])
  expect(await loadOwnRoster(await viewerOf('student'), monday, 4)).toEqual([])
})

describe('taking a shift out of the roster', () => {
  it('is for the secretary of that person, with an audit row about her', async () => {
    const secretary = await viewerOf('secretary')
    expect(await loadShift(secretary, shiftIds.work)).toMatchObject({
      name: 'resident X',
      kind: 'night',
    })
    expect(await removeShift(secretary, { shiftId: shiftIds.work })).toEqual({ monday })
    expect(await database.owner`select from shifts where id = ${shiftIds.work}`).toHaveLength(0)
    expect(
      await database.owner`select about from audit where action = 'shift.remove' and subject_id = ${shiftIds.work}`,
    ).toEqual([{ about: [idOf('resident')] }])
    await expect(removeShift(secretary, { shiftId: shiftIds.work })).rejects.toMatchObject({
      reason: 'not-found',
    })
  })
  it('is not for anybody else', async () => {
    for (const name of ['resident', 'supervisor', 'nurse', 'coordinator']) {
      const viewer = await viewerOf(name)
      expect((await loadShift(viewer, shiftIds.work))?.mayRemove ?? false).toBe(false)
      await expect(removeShift(viewer, { shiftId: shiftIds.work })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }
    await expect(
      removeShift(await viewerOf('secretary'), { shiftId: shiftIds.elsewhere }),
    ).rejects.toMatchObject({
      reason: 'not-found',
    })
    await expect(removeShift(await viewerOf('mentor'), { shiftId: shiftIds.work })).rejects.toMatchObject({
      reason: 'not-found',
    })
  })
})

describe('walls', () => {
  it('row security alone keeps leave, other departments and removal from who may not', async () => {
    const select = (name: string) =>
      as(idOf(name), (tx) => tx.execute<{ id: string }>(sql`select id from shifts`)).then((rows) =>
        rows.map(({ id }) => id),
      )
    for (const name of ['supervisor', 'nurse']) {
      expect(await select(name)).toContain(shiftIds.work)
      expect(await select(name)).not.toContain(shiftIds.leave)
      expect(await select(name)).not.toContain(shiftIds.elsewhere)
    }
    for (const name of ['mentor', 'student', 'admin']) expect(await select(name)).toEqual([])
    for (const name of ['resident', 'supervisor', 'nurse', 'coordinator', 'admin'])
      expect(
        await as(idOf(name), (tx) =>
          tx.execute(sql`delete from shifts where id = ${shiftIds.work} returning id`),
        ),
      ).toHaveLength(0)
    expect(
      await as(idOf('secretary'), (tx) =>
        tx.execute(sql`delete from shifts where id = ${shiftIds.elsewhere} returning id`),
      ),
    ).toHaveLength(0)
  })

  it('the code alone refuses with row security off', async () => {
    const other = await testDatabase()
    try {
      await lay(other)
      await layShifts(other)
      for (const table of ['shifts', 'roles', 'people'])
        await other.owner.unsafe(`alter table ${table} disable row level security`)
      expect(await seenBy('supervisor')).toEqual(['resident X: night'])
      expect(await seenBy('nurse', ward.ger)).toBeNull()
      expect(await seenBy('student')).toBeNull()
      expect(await loadOwnRoster(await viewerOf('resident'), monday, 4)).toHaveLength(2)
      for (const name of ['resident', 'supervisor', 'coordinator', 'mentor'])
        await expect(removeShift(await viewerOf(name), { shiftId: shiftIds.work })).rejects.toMatchObject({
          reason: 'forbidden',
        })
      await expect(
        removeShift(await viewerOf('secretary'), { shiftId: shiftIds.elsewhere }),
      ).rejects.toMatchObject({
        reason: 'forbidden',
      })
    } finally {
      await other.drop()
    }
  })
})
