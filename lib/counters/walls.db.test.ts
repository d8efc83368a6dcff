import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { as, asNobody, asWorker, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { allRoles, type Role, type Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'

// The first wall is taken away: row security stands alone here.
vi.mock('./policy', () => ({ mayKeepCounters: () => true, mayKeepHospitals: () => true }))
const { correctCounter, nameHospital, trustHospital, distrustHospital } = await import('./commands')
const { loadCounters, loadHospitals } = await import('./queries')

let database: TestDatabase
const who = {} as Record<Role, Viewer>
let her: Viewer
const now = new Date()
const key = 'b'.repeat(64)
const hospitalId = randomUUID()
const others = allRoles.filter((role) => role !== 'resident')

beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'the secret of this test, and no other')
  database = await testDatabase()
  for (const role of allRoles) who[role] = await addPerson(role)
  her = await addPerson('resident')
})
afterAll(async () => {
  await database.drop()
  vi.unstubAllEnvs()
})
beforeEach(async () => {
  const { owner } = database
  await owner`truncate counter_corrections, brought_counts, trusted_hospitals`
  await owner`update hospital set name = null`
  await owner`insert into counter_corrections (person_id, form, added) values (${her.id}, 'learning-therapy', 31)`
  await owner`insert into brought_counts (person_id, source, form, hospital, held, added, counted_at, file_id)
    values (${her.id}, 's', 'learning-therapy', 'Oost', 7, 0, now(), ${randomUUID()})`
  await owner`insert into trusted_hospitals (id, name, public_key, added_by_id)
    values (${hospitalId}, 'Oost', ${key}, ${who.coordinator.id})`
})

async function addPerson(role: Role) {
  const id = randomUUID()
  const { owner } = database
  await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${id}, ${role}, 'Test')`
  await owner`insert into contacts (person_id, email) values (${id}, ${`${id}@ziekenhuis.test`})`
  await owner`insert into roles (person_id, role, from_on) values (${id}, ${role}, '2020-01-01')`
  return signInAs(id)
}

/** How many rows a statement reaches, or the SQLSTATE with which it is refused. */
const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )
const reasonOf = (done: Promise<unknown>) =>
  done.then(
    () => null,
    (error: { reason?: string }) => error.reason,
  )

it('shows nobody else’s counters to anybody, not even another resident', async () => {
  for (const role of allRoles)
    for (const table of ['counter_corrections', 'brought_counts', 'therapy_counts'])
      expect([role, table, await raw(who[role], `select * from ${table}`)]).toEqual([role, table, 0])
  expect(await raw(her, 'select * from counter_corrections')).toBe(1)
  expect(await raw(her, 'select * from brought_counts')).toBe(1)
  for (const role of others)
    expect((await loadCounters(who[role], now))?.counters.map(({ total }) => total)).toEqual([0, 0])
})

it('lets nobody write in somebody else’s, and nobody but a resident in her own', async () => {
  for (const role of allRoles) {
    const viewer = who[role]
    const add = (personId: string) =>
      raw(
        viewer,
        `insert into counter_corrections (person_id, form, added) values ('${personId}', 'supervision-group', 1)`,
      )
    const bring = (personId: string) =>
      raw(
        viewer,
        `insert into brought_counts (person_id, source, form, hospital, held, added, counted_at, file_id)
         values ('${personId}', 't', 'supervision-group', 'X', 1, 0, now(), gen_random_uuid())`,
      )
    expect([role, await add(her.id), await bring(her.id)]).toEqual([role, '42501', '42501'])
    const own = role === 'resident' ? [1, 1] : ['42501', '42501']
    expect([role, await add(viewer.id), await bring(viewer.id)]).toEqual([role, ...own])
    expect(await raw(viewer, `update counter_corrections set added = 0 where person_id = '${her.id}'`)).toBe(
      0,
    )
    expect(await raw(viewer, `update brought_counts set held = 0 where person_id = '${her.id}'`)).toBe(0)
    expect(await raw(viewer, `delete from brought_counts where person_id = '${her.id}'`)).toBe(0)
  }
  expect(await raw(her, `update counter_corrections set person_id = '${who.resident.id}'`)).toBe('42501')
  expect(await raw(her, `update brought_counts set person_id = '${who.resident.id}'`)).toBe('42501')
  for (const role of others) {
    const given = { form: 'learning-therapy', 'learning-therapy': '1' } as const
    expect(await reasonOf(correctCounter(who[role], given))).toBe('forbidden')
  }
})

it('shows trusted hospitals to the coordinator and, for their files, to residents; only she changes them', async () => {
  for (const role of allRoles) {
    const viewer = who[role]
    const isShown = role === 'coordinator' || role === 'resident'
    expect([role, (await loadHospitals(viewer))?.trusted.length]).toEqual([role, isShown ? 1 : 0])
    if (role === 'coordinator') continue
    const trusted = { name: 'West', publicKey: 'c'.repeat(64) }
    expect([role, await reasonOf(trustHospital(viewer, trusted))]).toEqual([role, 'forbidden'])
    expect(await reasonOf(distrustHospital(viewer, { hospitalId }))).toBe('not-found')
    await reasonOf(nameHospital(viewer, { ownName: 'X' }))
  }
  expect((await database.owner`select name from hospital`)[0]?.name).toBeNull()
  expect(await raw(who.coordinator, `update trusted_hospitals set public_key = '${'d'.repeat(64)}'`)).toBe(
    '42501',
  )
  expect(await raw(who.coordinator, 'delete from trusted_hospitals')).toBe('42501')
  expect(await raw(who.coordinator, 'update hospital set id = gen_random_uuid()')).toBe('42501')
  expect(await raw(who.coordinator, 'insert into hospital default values')).toBe('42501')
  await distrustHospital(who.coordinator, { hospitalId })
  expect((await loadHospitals(who.resident))?.trusted).toEqual([])
})

it('gives neither the worker nor anybody outside a viewer’s transaction anything of it', async () => {
  for (const table of ['counter_corrections', 'brought_counts', 'trusted_hospitals', 'hospital']) {
    const read = sql`select * from ${sql.identifier(table)}`
    expect((await asNobody((tx) => tx.execute(read))).count).toBe(0)
    expect(await asWorker((tx) => tx.execute(read)).catch(sqlState)).toBe('42501')
  }
})
