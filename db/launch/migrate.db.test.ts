import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { hasNobody, isEmpty, isOfDemo, letLogIn, migrate, noteOrigin } from './migrate'
import { derivePassword, urlAs } from './passwords'

let database: TestDatabase
let bareUrl: string
const bare = 'test_bare'

async function maintain(statement: string): Promise<void> {
  const sql = postgres(inject('testCluster').ownerUrl, { max: 1, onnotice: () => {} })
  await sql.unsafe(statement)
  await sql.end()
}

beforeAll(async () => {
  database = await testDatabase()
  await maintain(`drop database if exists ${bare} with (force)`)
  await maintain(`create database ${bare}`)
  bareUrl = Object.assign(new URL(database.ownerUrl), { pathname: `/${bare}` }).href
})
afterAll(async () => {
  await database.drop()
  await maintain(`drop database ${bare} with (force)`)
})

test('several that migrate a new database at once take turns', async () => {
  expect(await isEmpty(bareUrl)).toBe(true)
  await Promise.all([migrate(bareUrl, {}), migrate(bareUrl, {}), migrate(bareUrl, {})])
  expect(await isEmpty(bareUrl)).toBe(false)
  expect(await hasNobody(bareUrl)).toBe(true)
})

test('how a database came to be is noted once, unless demo mode was told its name', async () => {
  expect(await isOfDemo(database.ownerUrl)).toBe(false)
  await noteOrigin(database.ownerUrl, { isDemo: false, isNamed: false })
  await noteOrigin(database.ownerUrl, { isDemo: true, isNamed: false })
  expect(await isOfDemo(database.ownerUrl)).toBe(false)
  await noteOrigin(database.ownerUrl, { isDemo: true, isNamed: true })
  expect(await isOfDemo(database.ownerUrl)).toBe(true)
})

test('a role gets in with its password, also one that would break out of a statement', async () => {
  const role = 'test_login'
  await maintain(`drop role if exists ${role}`)
  await maintain(`create role ${role} nologin`)
  for (const password of [derivePassword('a secret', role), `'; drop table people; --"\\`]) {
    await letLogIn(database.owner, role, password)
    const sql = postgres(urlAs(database.ownerUrl, role, password), { max: 1 })
    expect(await sql`select current_user as role`).toEqual([{ role }])
    await sql.end()
  }
  await maintain(`drop role ${role}`)
})
