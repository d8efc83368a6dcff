import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { bookAny, listAnyTimes } from './pool'
import { layOutPool } from './pool.test-support'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

/** How many statements this sends. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(PostgresJsSession.prototype, 'prepareQuery')
  await work()
  const count = sent.mock.calls.length
  sent.mockRestore()
  return count
}

it('asks the database as often for 3 mentors as for 30, to list and to book', async () => {
  const asked: { list: number; book: number }[] = []
  for (const mentors of [3, 27]) {
    const ward = await layOutPool(database.owner, 1, mentors)
    const her = await signInAs(ward.residentIds[0]!)
    const week = { fromOn: ward.monday, untilOn: addDaysOn(ward.monday, 7) }
    const list = await countStatements(async () => {
      expect((await listAnyTimes(her, week, new Date()))?.mentors).toBe(mentors === 3 ? 3 : 30)
    })
    const startsAt = instantAt(addDaysOn(ward.monday, 1), '10:00').toISOString()
    asked.push({ list, book: await countStatements(() => bookAny(her, { startsAt })) })
  }
  expect(asked[1]).toEqual(asked[0])
  expect(asked[0]!.list).toBeGreaterThan(2)
})
