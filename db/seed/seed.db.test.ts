import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { hospital } from './hospital'
import { seedDemo } from './seed'

const monday = '2026-11-23'
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const countOf = async (table: string) => {
  const [row] = await database.owner<{ n: number }[]>`select count(*)::int as n from ${database.owner(table)}`
  return row?.n
}

describe('the demo hospital in the database', () => {
  test('another weekday is refused and nothing is written', async () => {
    await expect(seedDemo(database.ownerUrl, { monday: '2026-11-24' })).rejects.toThrow(RangeError)
    expect(await countOf('installation')).toBe(0)
  })

  test('is written whole, past every constraint, and marks the installation', async () => {
    const now = new Date('2026-11-23T08:00:00Z')
    await seedDemo(database.ownerUrl, { monday, now })
    const made = hospital(monday)
    expect(await countOf('people')).toBe(made.people.length)
    expect(await countOf('shifts')).toBe(made.shifts.length)
    expect(await countOf('pairings')).toBe(made.pairings.length)
    expect(await countOf('check_ins')).toBe(made.checkIns.length)
    expect(await countOf('session_people')).toBe(made.sessionPeople.length)
    const [row] = await database.owner`select created_demo_at from installation`
    expect(row?.created_demo_at).toEqual(now)
  })

  test('gives every resident a row of coverage that the nightly check agrees with', async () => {
    // Sixty residents, six forms that can have a norm.
    expect(await countOf('coverage')).toBe(60 * 6)
    const [row] = await database.owner`select app.recheck_coverage() as differences`
    expect(row?.differences).toBe(0)
  })

  test('a second time is refused whole', async () => {
    await expect(seedDemo(database.ownerUrl, { monday })).rejects.toThrow()
    expect(await countOf('departments')).toBe(10)
  })
})
