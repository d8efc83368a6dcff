import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage, addPerson, addSession } from './staff.test-support'

const now = new Date('2026-11-23T08:00:00Z')
let database: TestDatabase
let noor: string
let guide: string
let groupId: string
let planId: string
let sessionId: string

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  noor = await addPerson(owner, 'Noor')
  guide = await addPerson(owner, 'Bram')
  const [department] = await owner<
    { id: string }[]
  >`insert into departments (code, name, site) values ('D', 'Chirurgie', 'Noord') returning id`
  const departmentId = department!.id
  const [plan] = await owner<
    { id: string }[]
  >`insert into group_plans (name, form, department_id, asked, seed, made_by_id) values ('Voorjaar', 'intervision', ${departmentId}, '{}', 1, ${guide}) returning id`
  planId = plan!.id
  const [group] = await owner<
    { id: string }[]
  >`insert into groups (form, name, department_id, facilitator_id, quorum, made_by_id) values ('intervision', 'Voorjaar A', ${departmentId}, ${guide}, 4, ${guide}) returning id`
  groupId = group!.id
  sessionId = await addSession(owner, 'intervision', [noor, guide], { department_id: departmentId })
  await owner`insert into group_meetings (session_id, group_id, plan_id) values (${sessionId}, ${groupId}, ${planId})`
})
afterAll(() => database.drop())
beforeEach(() => database.owner`delete from outbox`)

async function mailFor(kind: string, recipientId: string, data: Record<string, string>) {
  await addMessage(database.owner, kind, recipientId, data)
  const sent: Mail[] = []
  await sendDue(now, async (mail) => void sent.push(mail))
  return sent[0]
}

it('says all of somebody’s dates in one message, and nobody else’s name', async () => {
  const mail = (await mailFor('group.planned', noor, { groupId }))!
  expect(mail.subject).toContain('Voorjaar A')
  expect(mail.text).toContain('Je zit in de groep Voorjaar A.')
  expect(mail.text).toContain('do 26 nov, 14:30–15:15')
  expect(mail.text).not.toContain('Bram')
})

it('says nothing of a date at which she is not expected', async () => {
  await database.owner`update session_people set released_at = now() where person_id = ${noor}`
  const mail = (await mailFor('group.planned', noor, { groupId }))!
  expect(mail.text).not.toContain('26 nov')
  await database.owner`update session_people set released_at = null where person_id = ${noor}`
})

it('tells a facilitator once about all of her groups of a plan', async () => {
  const mail = (await mailFor('group.leads', guide, { planId }))!
  expect(mail.text).toContain('Je begeleidt: Voorjaar A.')
  expect(mail.text).toContain('do 26 nov, 14:30–15:15')
  expect(await mailFor('group.leads', noor, { planId })).toBeUndefined()
})

it('sends nothing about a group that has ended meanwhile, but that it has', async () => {
  await database.owner`update groups set ended_at = now() where id = ${groupId}`
  expect(await mailFor('group.planned', noor, { groupId })).toBeUndefined()
  expect(await mailFor('group.leads', guide, { planId })).toBeUndefined()
  expect((await mailFor('group.ended', noor, { groupId }))!.text).toContain('is gestopt')
  await database.owner`update groups set ended_at = null where id = ${groupId}`
})
