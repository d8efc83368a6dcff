import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn } from '@/lib/time'
import { allRoles, type Role, type Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { listFigureDepartments, listFiguresByDepartment, listMissing, loadFigures } from './queries'

let database: TestDatabase
let ward: Ward
let surgery: string
let medicine: string
let month: string
const viewers: Partial<Record<Role, Viewer>> = {}
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  surgery = await ward.department('Chirurgie')
  medicine = await ward.department('Interne')
  for (const role of allRoles)
    viewers[role] = await signInAs(
      await ward.person(role, role, role === 'coordinator' || role === 'admin' ? null : surgery, -20),
    )
  month = `${addDaysOn(`${ward.today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`
  const months = [month, `${addDaysOn(month, -1).slice(0, 7)}-01`]
  for (const [n, each] of months.entries())
    await database.owner`insert into figures (month, scope, department_id, measure, total, reached) values
      (${each}, 'department', ${surgery}, 'check-in', 20, ${12 - n}), (${each}, 'department', ${surgery}, 'mentor-session', null, null),
      (${each}, 'department', ${medicine}, 'check-in', 30, 15), (${each}, 'hospital', null, 'check-in', 50, ${27 - n})`
})
afterAll(() => database.drop())

const of = (role: Role) => viewers[role]!
const none: Role[] = ['resident', 'mentor', 'psychologist', 'nurse', 'student', 'admin']

describe('figures', () => {
  it('come over the months, oldest first, and say when there is none', async () => {
    const loaded = await loadFigures(of('secretary'), surgery)
    expect(loaded?.asOf).toBe(addDaysOn(`${ward.today.slice(0, 7)}-01`, -1))
    expect(loaded?.lines.map(({ measure }) => measure)).toEqual(['check-in', 'mentor-session'])
    expect(loaded?.lines[0]?.months.map(({ reached }) => reached)).toEqual([11, 12])
    expect(loaded?.lines[1]?.months.map(({ reached }) => reached)).toEqual([null, null])
    expect(await loadFigures(of('coordinator'), null)).toMatchObject({ lines: [{ measure: 'check-in' }] })
    const beside = await listFiguresByDepartment(of('coordinator'))
    expect(beside?.map(({ department, reached }) => [department, reached])).toEqual([
      ['Chirurgie, Noord', 12],
      ['Interne, Noord', 15],
      ['Chirurgie, Noord', null],
    ])
  })

  it('are of the own department, or of all for the education office', async () => {
    const names = async (role: Role) => (await listFigureDepartments(of(role)))?.map(({ name }) => name)
    expect(await names('secretary')).toEqual(['Chirurgie'])
    expect(await names('supervisor')).toEqual(['Chirurgie'])
    expect(await names('coordinator')).toEqual(['Chirurgie', 'Interne'])
    for (const role of ['secretary', 'supervisor'] as const) {
      expect(await loadFigures(of(role), medicine)).toBeNull()
      expect(await loadFigures(of(role), null)).toBeNull()
      expect(await listFiguresByDepartment(of(role))).toBeNull()
    }
    for (const role of none) {
      expect(await listFigureDepartments(of(role))).toBeNull()
      expect(await loadFigures(of(role), surgery)).toBeNull()
    }
  })
})

describe('the walls', () => {
  it('show the same rows with the policy in code removed', async () => {
    const seen = (role: Role) =>
      as(of(role).id, async (tx) => {
        const rows = await tx.execute<{ scope: string; department_id: string | null }>(
          sql`select scope, department_id from figures`,
        )
        return new Set(rows.map((row) => row.department_id ?? row.scope))
      })
    expect(await seen('coordinator')).toEqual(new Set([surgery, medicine, 'hospital']))
    for (const role of ['secretary', 'supervisor'] as const)
      expect(await seen(role)).toEqual(new Set([surgery]))
    for (const role of none) expect((await seen(role)).size).toBe(0)
  })

  it('keep who is counted, and counting, from everybody', async () => {
    for (const query of [
      'select * from figure_bases',
      `select * from app.figure_units('${month}')`,
      `select app.close_month('${month}')`,
      'select app.close_months()',
      `insert into figures (month, scope, measure) values ('${month}', 'hospital', 'promises')`,
      'update figures set reached = 1',
      'delete from figures',
    ])
      await expect(as(of('coordinator').id, (tx) => tx.execute(query))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })

  it('hold in code with row security off', async () => {
    await database.owner.unsafe('alter table figures disable row level security')
    try {
      expect(await loadFigures(of('secretary'), medicine)).toBeNull()
      for (const role of none) expect(await loadFigures(of(role), surgery)).toBeNull()
    } finally {
      await database.owner.unsafe('alter table figures enable row level security')
    }
  })
})

describe('who still misses one', () => {
  it('is for the own secretary alone: who is late, the longest first, and of a check-in no plan', async () => {
    const sem = await ward.person('Sem', 'resident', surgery, -70)
    const supervisor = await ward.person('Sup', 'supervisor', surgery)
    await ward.pair(sem, supervisor)
    await ward.session(sem, supervisor, 3)
    await ward.person('Elders', 'resident', medicine, -70)
    const loaded = await listMissing(of('secretary'), surgery, now)
    expect(loaded?.missing.map(({ name, form, dueOn, nextAt }) => [name, form, dueOn, nextAt])).toEqual([
      ['Sem Test', 'check-in', ward.on(-40), null],
      ['Sem Test', 'intervision', ward.on(-14), null],
      ['Sem Test', 'shadow-day', ward.on(-14), null],
    ])
    expect(await listMissing(of('secretary'), medicine, now)).toBeNull()
    for (const role of [...none, 'supervisor', 'coordinator'] as Role[])
      expect(await listMissing(of(role), surgery, now)).toBeNull()
    const audit =
      await database.owner`select about from audit where actor_id = ${of('secretary').id} and action = 'check-in.dates'`
    expect(audit).toEqual([{ about: [sem] }])
  })
})
