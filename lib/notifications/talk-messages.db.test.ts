import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addMinutes, formatRange } from '@/lib/time'
import type { Mail } from './mailer'
import { sendDue } from './outbox'

let database: TestDatabase
let ward: Ward
let noor: string
let hendrik: string
const now = new Date('2026-11-26T11:00:00Z')
const [over, first, second] = ['2026-11-26T10:00:00Z', '2030-12-03T13:00:00Z', '2030-12-04T13:00:00Z'].map(
  (text) => new Date(text),
) as [Date, Date, Date]

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate people, departments, outbox cascade`
  noor = await ward.person('Noor', 'resident', await ward.department('Chirurgie'))
  hendrik = await ward.person('Hendrik', 'supervisor')
  await ward.pair(noor, hendrik)
})

async function request(times: Date[]): Promise<string> {
  const [row] = await database.owner<{ id: string }[]>`
    insert into talk_requests (resident_id, supervisor_id, offered_at, offered_times)
    values (${noor}, ${hendrik}, ${times.length > 0 ? now : null}, ${`{${times.map((at) => at.toISOString()).join(',')}}`}::text::timestamptz[]) returning id`
  return row?.id ?? ''
}

/** What both would get. */
async function mailsOf(kind: string, requestId: string): Promise<Mail[]> {
  const mails: Mail[] = []
  for (const person of [noor, hendrik])
    await database.owner`insert into outbox (kind, recipient_id, data, due_at)
      values (${kind}, ${person}, ${database.owner.json({ requestId })}, ${now})`
  while (await sendDue(now, async (mail) => void mails.push(mail)));
  return mails
}

it('the supervisor alone hears that she asks, without a reason, and is led to his list', async () => {
  const mails = await mailsOf('talk.asked', await request([]))
  expect(mails.map(({ subject }) => subject)).toEqual(['Iemand vraagt om een balansgesprek'])
  expect(mails[0]?.text).toContain('Noor Test wil graag een balansgesprek.')
  expect(mails[0]?.text).toContain('/check-ins')
})

it('she alone hears which times are offered, those that are still to come', async () => {
  const mails = await mailsOf('talk.offered', await request([over, first, second]))
  expect(mails).toHaveLength(1)
  for (const at of [first, second])
    expect(mails[0]?.text).toContain(formatRange(at, addMinutes(at, 30), 'nl', '2026-11-26'))
  expect(mails[0]?.text).not.toContain('26 nov')
})

it('nobody hears of what was taken back, answered, or is over', async () => {
  const asked = await request([])
  await database.owner`update talk_requests set ended_at = now()`
  expect(await mailsOf('talk.asked', asked)).toEqual([])
  await ward.checkIn(noor, hendrik, 'held', 0)
  expect(await mailsOf('talk.asked', await request([]))).toEqual([])
  await database.owner`update check_ins set withdrawn_at = now()`
  await database.owner`update talk_requests set ended_at = now()`
  expect(await mailsOf('talk.offered', await request([over]))).toEqual([])
})
