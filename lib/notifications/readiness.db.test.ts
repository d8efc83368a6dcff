import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { listNotReady } from './readiness'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(
  () => database.owner`insert into worker_beats (name, at) values ('worker', now())
    on conflict (name) do update set at = excluded.at`,
)
afterEach(() => vi.unstubAllEnvs())

it('is ready when the database answers, every migration ran and the worker beats', async () => {
  expect(await listNotReady()).toEqual([])
})

it('misses a worker that was silent for a minute, and one that never was', async () => {
  await database.owner`update worker_beats set at = now() - interval '61 seconds'`
  expect(await listNotReady()).toEqual(['worker'])
  await database.owner`delete from worker_beats`
  expect(await listNotReady()).toEqual(['worker'])
})

it('misses a migration', async () => {
  const [last] = await database.owner`
    delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *`
  expect(await listNotReady()).toEqual(['migrations'])
  await database.owner`insert into drizzle.__drizzle_migrations ${database.owner(last ?? {})}`
})

it('misses a database that is not there, and one that does not answer in time', async () => {
  await database.owner.begin(async (tx) => {
    await tx`lock table worker_beats in access exclusive mode`
    expect(await listNotReady(50)).toEqual(['database'])
  })
  vi.stubEnv('DATABASE_APP_URL', 'postgres://nobody@127.0.0.1:1/none')
  expect(await listNotReady()).toEqual(['database'])
})
