import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from './database'
import { fillLargeHospital } from './large-hospital'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await fillLargeHospital(database.owner, { residents: 100, sessions: 2_000 })
})
afterAll(() => database.drop())

const count = async (query: string) => Number((await database.owner.unsafe(query))[0]?.n)

it('has as many residents and sessions as were asked for, each with a guide', async () => {
  expect(await count(`select count(*) as n from roles where role = 'resident'`)).toBe(100)
  expect(await count('select count(*) as n from sessions')).toBe(2_000)
  expect(await count('select count(*) as n from session_people')).toBe(4_000)
  expect(await count(`select count(distinct form) as n from sessions`)).toBe(6)
})

it('has nobody in two places, and state rows that are true', async () => {
  const overlaps = `select count(*) as n from session_people a join session_people b on b.person_id = a.person_id and b.session_id > a.session_id and a.during && b.during`
  expect(await count(overlaps)).toBe(0)
  expect(await count('select app.recheck_coverage() as n')).toBe(0)
})

it('has figures of a year, and something on either side of them', async () => {
  expect(await count('select count(distinct month) as n from figures')).toBe(12)
  expect(
    await count(`select count(*) as n from figures where scope = 'hospital' and reached is not null`),
  ).toBeGreaterThan(12)
})
