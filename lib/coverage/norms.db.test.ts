import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { listNorms, setNorm } from './norms'
import { type Ward, wardOf } from './ward.test-support'

let database: TestDatabase
let ward: Ward
let own: string
let elsewhere: string
let secretary: Viewer
let coordinator: Viewer
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  own = await ward.department('Chirurgie')
  elsewhere = await ward.department('Interne')
  secretary = await signInAs(await ward.person('Sec', 'secretary', own))
  coordinator = await signInAs(await ward.person('Coo', 'coordinator'))
})
afterAll(() => database.drop())

const checkIn = { form: 'check-in', firstWithinDays: 20, everyDays: 60 } as const

describe('a norm', () => {
  it('is set by the education office for the hospital, and holds from its day on', async () => {
    const sinceOn = ward.on(7)
    await setNorm(coordinator, { ...checkIn, sinceOn }, now)
    await setNorm(coordinator, { ...checkIn, everyDays: 70, sinceOn }, now)
    const listed = (await listNorms(coordinator, now))?.filter(({ form }) => form === 'check-in')
    expect(listed).toMatchObject([
      { everyDays: 90, isInForce: true },
      { everyDays: 70, isInForce: false, sinceOn },
    ])
  })
  it('is set by a secretary for her own department, with an audit row, and replaces what held there', async () => {
    const { id } = await setNorm(secretary, { ...checkIn, departmentId: own, sinceOn: ward.today }, now)
    const listed = (await listNorms(secretary, now))?.filter(({ department }) => department !== null)
    expect(listed).toMatchObject([{ id, department: 'Chirurgie', everyDays: 60, isInForce: true }])
    const [row] = await database.owner<{ n: number }[]>`
      select count(*)::int as n from audit where action = 'norm.set' and subject_id = ${id} and actor_id = ${secretary.id}`
    expect(row?.n).toBe(1)
    await setNorm(secretary, { form: 'check-in', departmentId: own, sinceOn: ward.today }, now)
    expect((await listNorms(secretary, now))?.filter(({ department }) => department !== null)).toEqual([])
  })
  it('is not a secretary’s elsewhere, nor for the hospital, and nobody else’s at all', async () => {
    const supervisor = await signInAs(await ward.person('Sup', 'supervisor', own))
    for (const [viewer, departmentId] of [
      [secretary, elsewhere],
      [secretary, undefined],
      [supervisor, own],
    ] as const)
      expect(await refused(setNorm(viewer, { ...checkIn, departmentId, sinceOn: ward.today }, now))).toBe(
        'forbidden',
      )
  })
  it('never holds before today, and a form has the days that belong to it', async () => {
    await expect(setNorm(coordinator, { ...checkIn, sinceOn: ward.on(-1) }, now)).rejects.toMatchObject({
      issues: [{ path: ['sinceOn'], message: 'date-past' }],
    })
    for (const wrong of [
      { form: 'check-in' },
      { form: 'check-in', firstWithinDays: 20 },
      { form: 'shadow-day', firstWithinDays: 20, everyDays: 20 },
      { form: 'intervision', everyDays: 20 },
      { form: 'intervision', firstWithinDays: 0, everyDays: 20 },
    ] as const)
      await expect(setNorm(coordinator, { ...wrong, sinceOn: ward.today }, now)).rejects.toMatchObject({
        name: 'ZodError',
      })
  })
  it('is shown to who guides, plans or is guided, and to nobody else', async () => {
    expect(await listNorms(await signInAs(await ward.person('Ver', 'nurse', own)), now)).toBeNull()
    expect(
      (await listNorms(await signInAs(await ward.person('Res', 'resident', own)), now))?.length,
    ).toBeGreaterThan(4)
  })
})

describe('the wall of row security, with the code out of the way', () => {
  const add = (viewer: Viewer, departmentId: string | null, sinceOn: string) =>
    as(viewer.id, (tx) =>
      tx.execute(sql`insert into norms (form, department_id, since_on, first_within_days, every_days, set_by_id)
        values ('intervision', ${departmentId}, ${sinceOn}, 40, 40, ${viewer.id})`),
    )
  it('refuses another department, the hospital, and the past', async () => {
    for (const [departmentId, sinceOn] of [
      [elsewhere, ward.today],
      [null, ward.today],
      [own, ward.on(-1)],
    ] as const)
      await expect(add(secretary, departmentId, sinceOn)).rejects.toMatchObject({ cause: { code: '42501' } })
    await add(secretary, own, ward.today)
  })
  it('keeps norms from whoever has nothing to do with them', async () => {
    const nurse = await signInAs(await ward.person('Ver', 'nurse', own))
    expect(await as(nurse.id, (tx) => tx.execute(sql`select * from norms`))).toEqual([])
  })
})
