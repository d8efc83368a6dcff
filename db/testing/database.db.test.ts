import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as, asWorker } from '@/db/client'
import { type TestDatabase, testDatabase } from './database'

let one: TestDatabase
let other: TestDatabase

beforeAll(async () => {
  one = await testDatabase()
  other = await testDatabase()
})
afterAll(async () => {
  await one.drop()
  await other.drop()
})

test('each test database is migrated, empty and its own', async () => {
  await one.owner`insert into installation (id) values (1)`
  expect(await one.owner`select id from installation`).toHaveLength(1)
  expect(await other.owner`select id from installation`).toHaveLength(0)
})

test('the site and the worker may log in, and own nothing', async () => {
  for (const [url, role] of [
    [one.appUrl, 'klankbord_app'],
    [one.workerUrl, 'klankbord_worker'],
  ] as const) {
    const sql = postgres(url, { max: 1 })
    expect(
      await sql`select current_user as role, rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
    ).toEqual([{ role, rolsuper: false, rolbypassrls: false }])
    await expect(sql`create table mine (id int)`).rejects.toMatchObject({ code: '42501' })
    await sql.end()
  }
})

test('the client of the application is pointed to the last made', async () => {
  await as('00000000-0000-0000-0000-000000000000', async (tx) => {
    const [row] = await tx.execute<{ name: string }>('select current_database() as name')
    expect(other.appUrl).toContain(row?.name)
  })
  await asWorker(async (tx) => {
    const [row] = await tx.execute<{ name: string }>('select current_database() as name')
    expect(other.workerUrl).toContain(row?.name)
  })
})
