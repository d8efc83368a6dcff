import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { as, asWorker } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn, type CalendarDate, formatDate, instantAt, mondayOf } from '@/lib/time'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { remindOfPromises } from './promise-reminders'

let database: TestDatabase
let ward: Ward
let supervisor: string
let resident: string
let checkIn: string

beforeEach(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  const departmentId = await ward.department('Chirurgie')
  supervisor = await ward.person('Hendrik', 'supervisor', departmentId)
  resident = await ward.person('Noor', 'resident', departmentId)
  await ward.pair(resident, supervisor)
  checkIn = await ward.checkIn(resident, supervisor, 'held', -3)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const secret = 'Geen dienst na een cursusdag.'
/** A day counted from the Monday after next. */
const day = (n: number): CalendarDate => addDaysOn(mondayOf(ward.today), 14 + n)
const night = (n: number) => asWorker((tx) => remindOfPromises(tx, instantAt(day(n), '02:30')))

/** A promise of one of the two, due on a day counted from that Monday; made long before. */
async function promised(ownerId: string, due: number) {
  const id = await ward.promise(checkIn, ownerId, secret)
  await database.owner`update promises set due_on = ${day(due)}, made_at = now() - interval '30 days' where id = ${id}`
  return id
}
const written = () =>
  database.owner<{ kind: string; recipient_id: string; data: Record<string, string>; due_at: Date }[]>`
    select kind, recipient_id, data, due_at from outbox order by due_at, kind`

async function mailsOn(n: number, at = '10:00'): Promise<Mail[]> {
  const mails: Mail[] = []
  while (await sendDue(instantAt(day(n), at), async (mail) => void mails.push(mail)));
  return mails
}

describe('the owner of an open promise', () => {
  it('is reminded once two days before its date and once after it, in the morning', async () => {
    // Due on Thursday of the second week.
    const id = await promised(supervisor, 10)
    for (let n = 0; n < 28; n += 1) await night(n)
    expect(await written()).toEqual([
      {
        kind: 'promise.due',
        recipient_id: supervisor,
        data: { promiseId: id },
        due_at: instantAt(day(8), '09:00'),
      },
      {
        kind: 'promise.past',
        recipient_id: supervisor,
        data: { promiseId: id },
        due_at: instantAt(day(11), '09:00'),
      },
    ])
  })
  it('hears nothing on a day off or during leave, and then when she is back', async () => {
    const monday = await promised(supervisor, 7)
    await night(5)
    await night(6)
    expect(await written()).toEqual([])
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${supervisor}, ${instantAt(day(3), '00:00')}, ${instantAt(day(5), '00:00')}, 'leave')`
    expect(await night(4)).toEqual({ reminders: 0 })
    expect(await night(7)).toEqual({ reminders: 1 })
    expect(await written()).toMatchObject([{ kind: 'promise.due', data: { promiseId: monday } }])
  })
  it('hears once, however many workers there are and however often the night is tried', async () => {
    await promised(resident, 10)
    await Promise.all([night(8), night(8), night(8)])
    await night(8)
    await night(9)
    expect(await written()).toHaveLength(1)
    // A night that dies writes nothing, and the next one makes up for it.
    await database.owner`delete from outbox`
    await asWorker(async (tx) => {
      await remindOfPromises(tx, instantAt(day(8), '02:30'))
      throw new Error('died')
    }).catch(() => null)
    expect(await written()).toEqual([])
    await night(9)
    expect(await written()).toHaveLength(1)
  })
  it('hears nothing of what was marked, of a check-in that was undone, or without her role', async () => {
    const [kept, missed] = [await promised(supervisor, 10), await promised(supervisor, 10)]
    await database.owner`update promises set kept_at = now() where id = ${kept}`
    await database.owner`update promises set not_kept_at = now() where id = ${missed}`
    await night(8)
    await promised(resident, 10)
    await database.owner`update check_ins set withdrawn_at = now()`
    await night(8)
    await database.owner`update check_ins set withdrawn_at = null`
    await database.owner`update roles set until_on = ${ward.today} where person_id = ${resident}`
    await night(8)
    expect(await written()).toEqual([])
  })
})

describe('the mail', () => {
  it('says the date and leads to the page, and never what was promised or to whom', async () => {
    await promised(supervisor, 10)
    await promised(resident, 10)
    await night(8)
    const mails = await mailsOn(8)
    const date = formatDate(day(10), 'nl', day(8))
    expect(mails.map(({ subject }) => subject)).toEqual(
      Array(2).fill(`Je hebt een toezegging die ${date} afloopt`),
    )
    expect(mails.some(({ text }) => text.includes(`/check-ins/with/${resident}`))).toBe(true)
    await night(11)
    const later = await mailsOn(11)
    expect(later.map(({ subject }) => subject)).toEqual(Array(2).fill(`Je toezegging van ${date}`))
    for (const mail of [...mails, ...later]) {
      expect(JSON.stringify(mail)).not.toContain(secret)
      expect(mail.text).not.toContain(mail.to.startsWith('t1') ? 'Noor' : 'Hendrik')
    }
  })
  it('waits for the end of the quiet hours, and is not sent of what was marked meanwhile', async () => {
    vi.stubEnv('QUIET_HOURS', '22:00-07:00')
    const id = await promised(resident, 10)
    await night(8)
    await database.owner`update outbox set due_at = ${instantAt(day(8), '05:00')}`
    expect(await mailsOn(8, '05:30')).toEqual([])
    await database.owner`update promises set not_kept_at = now() where id = ${id}`
    expect(await mailsOn(8)).toEqual([])
    expect(await database.owner`select last_error from outbox`).toEqual([{ last_error: 'no longer so' }])
  })
  it('that a promise is about to end is not said after its date', async () => {
    await promised(resident, 10)
    await night(8)
    expect(await mailsOn(11)).toEqual([])
  })
})

it('only the worker asks which promises are open, and it never reads what was promised', async () => {
  await promised(supervisor, 10)
  const ask = sql`select * from app.open_promises('2000-01-01', '2100-01-01')`
  const [row] = await asWorker((tx) => tx.execute(ask))
  expect(JSON.stringify(row)).not.toContain(secret)
  await expect(asWorker((tx) => tx.execute(sql`select text from promises`))).rejects.toThrow()
  for (const viewer of [supervisor, resident])
    await expect(as(viewer, (tx) => tx.execute(ask))).rejects.toMatchObject({ cause: { code: '42501' } })
})
