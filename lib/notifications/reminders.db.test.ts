import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { writeReminders } from './reminders'
import { addSession, openMailroom } from './staff.test-support'

let database: TestDatabase
let noor: string
let bram: string
let sent: Mail[]

beforeAll(async () => {
  ;({ database, noor, bram } = await openMailroom())
})
afterAll(() => database.drop())
beforeAll(() => void vi.stubEnv('QUIET_HOURS', '22:00-07:00'))
afterAll(() => void vi.unstubAllEnvs())
beforeEach(async () => {
  sent = []
  await database.owner`delete from outbox`
  await database.owner`update sessions set cancelled_at = now() where cancelled_at is null`
})

const at = (text: string) => new Date(text)
const add = (columns: Record<string, string> = {}, form = 'mentor-session') =>
  addSession(database.owner, form, [noor, bram], columns)
/** One round of the worker. */
async function round(now: string) {
  const written = await writeReminders(at(now))
  while ((await sendDue(at(now), async (mail) => void sent.push(mail))) > 0);
  return written
}
const move = (sessionId: string, startsAt: string, movedAt: string) =>
  database.owner.begin(async (tx) => {
    await tx`update sessions set starts_at = ${startsAt}, ends_at = ${startsAt}::timestamptz + interval '45 minutes', moved_at = ${movedAt},
      sequence = sequence + 1 where id = ${sessionId}`
    await tx`update session_people set during = tstzrange(${startsAt}, ${startsAt}::timestamptz + interval '45 minutes') where session_id = ${sessionId}`
  })

describe('reminders', () => {
  it('go to both, the day before at nine and two hours before, once', async () => {
    await add()
    expect(await round('2026-11-25T07:59:00Z')).toBe(0)
    expect(await round('2026-11-25T08:00:00Z')).toBe(2)
    expect(await round('2026-11-25T08:01:00Z')).toBe(0)
    expect(sent.map((mail) => mail.subject)).toEqual(
      Array(2).fill('Herinnering aan je afspraak: do 26 nov, 14:30–15:15'),
    )
    expect(sent[0]?.text).toContain('Mentorgesprek met')
    expect(sent[0]?.invitation).toBeUndefined()
    expect(await round('2026-11-26T11:29:00Z')).toBe(0)
    expect(await round('2026-11-26T11:30:00Z')).toBe(2)
    expect(await round('2026-11-26T11:31:00Z')).toBe(0)
    expect(sent).toHaveLength(4)
  })

  it.each([
    // The day before is the day of the clock change; nine is nine on the hospital's clock.
    ['2026-03-30T08:00:00Z', '2026-03-29T07:00:00Z'],
    ['2026-10-26T09:00:00Z', '2026-10-25T08:00:00Z'],
  ])('of %s are due at nine, at %s', async (startsAt, due) => {
    await add({ startsAt, booked_at: '2026-01-01T08:00:00Z' })
    expect(await round(new Date(at(due).getTime() - 60_000).toISOString())).toBe(0)
    expect(await round(due)).toBe(2)
  })

  it('are written once by two workers', async () => {
    await add()
    const written = await Promise.all([1, 2, 3].map(() => writeReminders(at('2026-11-25T08:00:00Z'))))
    expect(written.reduce((sum, each) => sum + each, 0)).toBe(2)
  })

  it('are made up for when no worker ran at nine, but not after the next one is due, and never after the start', async () => {
    await add()
    expect(await round('2026-11-25T15:00:00Z')).toBe(2)
    await database.owner`delete from outbox`
    expect(await round('2026-11-26T11:30:00Z')).toBe(2)
    await database.owner`delete from outbox`
    expect(await round('2026-11-26T13:30:00Z')).toBe(0)
  })

  it('that could not be sent in time are not sent late', async () => {
    await add()
    await writeReminders(at('2026-11-25T08:00:00Z'))
    await sendDue(at('2026-11-26T11:30:00Z'), async (mail) => void sent.push(mail))
    await writeReminders(at('2026-11-26T11:30:00Z'))
    await sendDue(at('2026-11-26T13:30:00Z'), async (mail) => void sent.push(mail))
    expect(sent).toEqual([])
    expect(await database.owner`select distinct last_error from outbox`).toEqual([
      { last_error: 'no longer so' },
    ])
  })

  it('go with a session that is moved, and never tell the old time', async () => {
    const sessionId = await add()
    await writeReminders(at('2026-11-25T08:00:00Z'))
    await move(sessionId, '2026-11-27T09:00:00Z', '2026-11-25T08:00:01Z')
    await round('2026-11-25T08:00:02Z')
    expect(sent).toEqual([])
    await round('2026-11-26T08:00:00Z')
    expect(sent.map((mail) => mail.subject)).toEqual(
      Array(2).fill('Herinnering aan je afspraak: vr 27 nov, 10:00–10:45'),
    )
  })

  it('end with a session that is cancelled', async () => {
    const sessionId = await add()
    await writeReminders(at('2026-11-25T08:00:00Z'))
    await database.owner`update sessions set cancelled_at = now() where id = ${sessionId}`
    await round('2026-11-25T08:00:01Z')
    await round('2026-11-26T11:30:00Z')
    expect(sent).toEqual([])
  })

  it('are not for somebody who booked, moved or agreed after that moment', async () => {
    await add({ booked_at: '2026-11-25T10:00:00Z' })
    expect(await round('2026-11-25T10:01:00Z')).toBe(0)
    expect(await round('2026-11-26T11:30:00Z')).toBe(2)
  })

  it('wait for everybody’s yes', async () => {
    const sessionId = await add()
    await database.owner`update session_people set answer_by = '2026-11-26T12:00:00Z' where session_id = ${sessionId} and person_id = ${bram}`
    expect(await round('2026-11-25T08:00:00Z')).toBe(0)
    await database.owner`update session_people set accepted_at = '2026-11-25T12:00:00Z' where session_id = ${sessionId} and person_id = ${bram}`
    expect(await round('2026-11-25T12:01:00Z')).toBe(0)
    expect(await round('2026-11-26T11:30:00Z')).toBe(2)
  })

  it('early in the morning wait for the end of the quiet hours', async () => {
    await add({ startsAt: '2026-11-26T07:30:00Z' })
    await round('2026-11-26T05:30:00Z')
    expect(sent).toEqual([])
    await round('2026-11-26T06:00:00Z')
    expect(sent).toHaveLength(2)
  })

  it('of a confidential session say that there is one and when', async () => {
    await add({}, 'psychologist-session')
    await round('2026-11-25T08:00:00Z')
    expect(sent).toHaveLength(2)
    for (const mail of sent)
      expect(`${mail.subject} ${mail.html} ${mail.text}`).not.toMatch(
        /(Noor|Bram) de Vries|Kamer|psycho|sessions\//i,
      )
  })
})
