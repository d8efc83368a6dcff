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

/** What each of these hears when a calendar that Wilma added is not read. */
async function heardBy(
  whose: { person_id?: string; department_id?: string },
  recipients: readonly string[],
): Promise<Mail[]> {
  const { owner } = database
  const id = crypto.randomUUID()
  await owner`delete from roster_feeds`
  const feed = {
    address: 'https://rooster.example/secret-token',
    host: 'rooster.example',
    problem: 'missing',
  }
  await owner`insert into roster_feeds ${owner({ id, made_by_id: wilma, ...feed, ...whose })}`
  for (const recipient of recipients)
    await addMessage(owner, 'feed.failed', recipient, { feedId: id, problem: 'missing' })
  const sent: Mail[] = []
  await sendDue(now, async (mail) => void sent.push(mail))
  expect(JSON.stringify(sent)).not.toContain('secret-token')
  return sent
}

async function heardOf(whose: { person_id?: string; department_id?: string }): Promise<string> {
  const sent = await heardBy(whose, [wilma])
  expect(sent).toHaveLength(1)
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

it('is told to the secretaries whom the department has today, and to whoever added it when there is none', async () => {
  const { owner } = database
  const department = crypto.randomUUID()
  await owner`insert into departments (id, code, name, site) values (${department}, 'e', 'Interne', 'Noord')`
  const later = await addPerson(owner, 'Later')
  expect(await heardBy({ department_id: department }, [wilma, later])).toMatchObject([{ to: /wilma/ }])
  await owner`insert into roles (person_id, role, department_id, from_on) values (${later}, 'secretary', ${department}, '2020-01-01')`
  expect(await heardBy({ department_id: department }, [wilma, later])).toMatchObject([{ to: /later/ }])
})
