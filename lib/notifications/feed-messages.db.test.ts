import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage, addPerson } from './staff.test-support'

const now = new Date('2026-11-23T08:00:00Z')
let database: TestDatabase
let wilma: string

beforeAll(async () => {
  database = await testDatabase()
  wilma = await addPerson(database.owner, 'Wilma')
})
afterAll(() => database.drop())

/** What she hears when a calendar that she added is not read. */
async function heardOf(whose: { person_id?: string; department_id?: string }): Promise<string> {
  const { owner } = database
  const id = crypto.randomUUID()
  const feed = {
    address: 'https://rooster.example/secret-token',
    host: 'rooster.example',
    problem: 'missing',
  }
  await owner`insert into roster_feeds ${owner({ id, made_by_id: wilma, ...feed, ...whose })}`
  await addMessage(owner, 'feed.failed', wilma, { feedId: id, problem: 'missing' })
  const sent: Mail[] = []
  await sendDue(now, async (mail) => void sent.push(mail))
  expect(sent).toHaveLength(1)
  expect(JSON.stringify(sent)).not.toContain('secret-token')
  return sent[0]?.text ?? ''
}

it('says whose roster is not filled now, and why', async () => {
  const department = crypto.randomUUID()
  await database.owner`insert into departments (id, code, name, site) values (${department}, 'd', 'Chirurgie', 'Noord')`
  const noor = await addPerson(database.owner, 'Noor')
  const ofDepartment = await heardOf({ department_id: department })
  expect(ofDepartment).toContain('De agenda van rooster.example vult het rooster van Chirurgie nu niet.')
  expect(ofDepartment).toContain('Iemand van de afdeling staat ineens niet meer in de agenda.')
  expect(await heardOf({ person_id: noor })).toContain('vult het rooster van Noor de Vries nu niet.')
  expect(await heardOf({ person_id: wilma })).toContain('vult je rooster nu niet.')
})
