import { afterAll, beforeAll, expect, it } from 'vitest'
import { asWorker } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { escalate } from '@/lib/coverage/escalation-round'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn, daysBetweenOn, formatDate, instantAt, mondayOf } from '@/lib/time'
import type { Mail } from './mailer'
import { sendDue } from './outbox'

let database: TestDatabase
let ward: Ward
let departmentId: string
let hendrik: string
const residents: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  departmentId = await ward.department('Chirurgie')
  hendrik = await ward.person('Hendrik', 'supervisor', departmentId)
  await ward.person('Helma', 'coordinator')
})
afterAll(() => database.drop())

/** A resident whose first talk was due so many days ago, and the steps that were taken for it. */
async function owed(name: string, daysAgo: number, steps: number) {
  const id = await ward.person(name, 'resident', departmentId, -30 - daysAgo)
  await ward.pair(id, hendrik)
  for (let step = 1; step <= steps; step += 1)
    await database.owner`insert into coverage_steps (resident_id, form, due_on, step, taken_on)
      values (${id}, 'check-in', ${ward.on(-daysAgo)}, ${step}, ${ward.on(-daysAgo + (step - 1) * 14)})`
  residents.push(id)
}

/** What is sent when the night has put this in the outbox. */
async function mailsOf(kind: string, data: Record<string, string> = {}): Promise<Mail[]> {
  const mails: Mail[] = []
  await database.owner`delete from outbox`
  await database.owner`insert into outbox (kind, recipient_id, data) select ${kind}, id, ${database.owner.json(data)} from people`
  const noon = instantAt(ward.today, '12:00')
  await database.owner`update outbox set due_at = ${noon}`
  while (await sendDue(noon, async (mail) => void mails.push(mail)));
  return mails
}
const textOf = (mails: Mail[], subject: RegExp) =>
  mails.filter((mail) => subject.test(mail.subject)).map(({ text }) => text)

it('names a resident to her supervisor alone, leads him to her form, and tells the education office a number', async () => {
  await owed('Noor', 15, 2)
  const mails = await mailsOf('coverage.digest')
  expect(mails).toHaveLength(3)
  const [toSupervisor] = textOf(mails, /die aan de beurt zijn/)
  expect(toSupervisor).toContain(`Noor Test: uiterlijk ${formatDate(ward.on(-15), 'nl', ward.today)}.`)
  expect(toSupervisor).toContain(`/check-ins?open=${residents[0]}`)
  const [toResident] = textOf(mails, /Je balansgesprek/)
  expect(toResident).toContain('Hendrik Test nodigt je uit.')
  const [toOffice] = textOf(mails, /die nog moeten komen/)
  expect(toOffice).toContain('Hendrik Test: 1 gesprek.')
  expect(toOffice).not.toContain('Noor')
  expect(toOffice).not.toContain(residents[0])
})

it('counts several, and leads to the list', async () => {
  await owed('Sem', 3, 1)
  const mails = await mailsOf('coverage.digest')
  const [toSupervisor] = textOf(mails, /die aan de beurt zijn/)
  expect(toSupervisor).toContain('2 balansgesprekken zijn aan de beurt.')
  expect(toSupervisor).not.toContain('?open=')
  const [toOffice] = textOf(mails, /die nog moeten komen/)
  expect(toOffice).toContain('Hendrik Test: 1 gesprek.')
})

it('says nothing that is no longer so', async () => {
  for (const id of residents) await ward.checkIn(id, hendrik, 'held', -1)
  expect(await mailsOf('coverage.digest')).toEqual([])
})

it('gives the training committee a count of at least five, with five for whom it does not hold', async () => {
  const daysAgo = daysBetweenOn(`${ward.today.slice(0, 7)}-01`, ward.today) + 30
  const month = { month: ward.today.slice(0, 7) }
  for (const name of ['A', 'B', 'C', 'D']) await owed(name, daysAgo, 3)
  await owed('E', daysAgo, 2)
  for (const name of ['F', 'G', 'H']) await ward.person(name, 'resident', departmentId, -10)
  expect(await mailsOf('coverage.committee', month)).toEqual([])
  await owed('I', daysAgo, 3)
  const mails = await mailsOf('coverage.committee', month)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain('waren 5 balansgesprekken meer dan vier weken te laat')
  // Four for whom it does not hold would be told by the five for whom it does.
  await database.owner`update people set closed_at = now() where given_name in ('Noor', 'Sem', 'G')`
  await database.owner`update roles set until_on = app.today() where person_id in (select id from people where given_name in ('Noor', 'Sem', 'G'))`
  expect(await mailsOf('coverage.committee', month)).toEqual([])
})

it('tells the committee of no other month than the one it was made for', async () => {
  const other = addDaysOn(mondayOf(ward.today), -60).slice(0, 7)
  expect(await mailsOf('coverage.committee', { month: other })).toEqual([])
})

it('is written once a month', async () => {
  await database.owner`delete from outbox`
  const on = (days: number) => instantAt(addDaysOn(mondayOf(ward.today), days), '02:30')
  await asWorker((tx) => escalate(tx, on(0)))
  await asWorker((tx) => escalate(tx, on(1)))
  const rows = await database.owner`select distinct data from outbox where kind = 'coverage.committee'`
  const all = await database.owner`select id from outbox where kind = 'coverage.committee'`
  expect(all).toHaveLength(rows.length)
})
