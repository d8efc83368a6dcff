import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addMinutes } from '@/lib/time'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { leastAttempts } from './patience'
import { addMessage, addPerson, addSession } from './staff.test-support'

const now = new Date('2026-11-23T08:00:00Z')
let database: TestDatabase
let resident: string
let mentor: string
let sessionId: string
let sent: Mail[]
const keep = async (mail: Mail) => void sent.push(mail)
const refuse = async () => {
  throw Object.assign(new Error('550 noor@ziekenhuis.test: who is that?'), {
    code: 'EENVELOPE',
    responseCode: 550,
  })
}

beforeAll(async () => {
  database = await testDatabase()
  resident = await addPerson(database.owner, 'Noor')
  mentor = await addPerson(database.owner, 'Bram')
  sessionId = await addSession(database.owner, 'mentor-session', [resident, mentor])
})
afterAll(() => database.drop())
beforeEach(async () => {
  sent = []
  await database.owner`delete from outbox`
  await database.owner`update sessions set starts_at = '2026-11-26T13:30:00Z', ends_at = '2026-11-26T14:15:00Z'`
})

async function messageRow(id: string) {
  const [row] = await database.owner`select * from outbox where id = ${id}`
  return row ?? {}
}

describe('sending what is due', () => {
  it('sends each message once, under a Message-ID that follows from its row', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    expect(await sendDue(now, keep)).toBe(1)
    expect(await sendDue(addMinutes(now, 600), keep)).toBe(0)
    expect(sent).toMatchObject([{ messageId: id }])
    expect((await messageRow(id)).sent_at).toEqual(now)
  })

  it('leaves a message that is not due yet', async () => {
    await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    expect(await sendDue(addMinutes(now, -1), keep)).toBe(0)
  })

  it('never sends one message from two workers', async () => {
    for (let count = 0; count < 30; count += 1)
      await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    const worker = async () => {
      while ((await sendDue(now, keep)) > 0);
    }
    await Promise.all([worker(), worker(), worker()])
    expect(sent).toHaveLength(30)
    expect(new Set(sent.map((mail) => mail.messageId)).size).toBe(30)
  })

  /** Every attempt fails until the message is given up: the pauses in minutes, and when that was. */
  async function tryUntilGivenUp(id: string, from = now) {
    const pauses: number[] = []
    for (let at = from; ;) {
      const taken = await sendDue(at, refuse)
      const { due_at: dueAt, dropped_at: droppedAt } = await messageRow(id)
      if (droppedAt) return { pauses, at: droppedAt as Date }
      expect(taken).toBe(1)
      pauses.push((dueAt.getTime() - at.getTime()) / 60_000)
      at = dueAt
    }
  }
  const startsIn = (minutes: number) =>
    database.owner`update sessions set starts_at = ${addMinutes(now, minutes)}, ends_at = ${addMinutes(now, minutes + 45)}`

  it('waits longer after every failure, an hour at most, and is given up after five days', async () => {
    await startsIn(30 * 24 * 60)
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await database.owner`update outbox set created_at = ${now}`
    const { pauses, at } = await tryUntilGivenUp(id)
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(Math.max(...pauses)).toBe(60)
    const days = (at.getTime() - now.getTime()) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(5)
    expect(days).toBeLessThan(5 + 1.1 / 24)
    expect((await messageRow(id)).last_error).toBe('EENVELOPE 550')
    expect(await sendDue(addMinutes(at, 1000), keep)).toBe(0)
  })

  it('is sent after an outage of four days, while its session is still to come', async () => {
    await startsIn(6 * 24 * 60)
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await database.owner`update outbox set created_at = ${now}`
    for (let at = now; at < addMinutes(now, 4 * 24 * 60); at = (await messageRow(id)).due_at)
      await sendDue(at, refuse)
    await sendDue((await messageRow(id)).due_at, keep)
    expect(sent).toHaveLength(1)
  })

  it('is given up once the session has begun, and the operator reads why it failed', async () => {
    await startsIn(5 * 60)
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    const { at } = await tryUntilGivenUp(id)
    const hours = (at.getTime() - now.getTime()) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(5)
    expect(hours).toBeLessThan(6.1)
    expect((await messageRow(id)).last_error).toBe('EENVELOPE 550')
  })

  it('goes on while the time that a session was moved away from, or another of the series, is to come', async () => {
    await startsIn(-60)
    const later = addMinutes(now, 600).toISOString()
    const otherIds = await addSession(database.owner, 'check-in', [resident, mentor], { startsAt: later })
    await database.owner`update session_people set released_at = null`
    const told: Record<string, string>[] = [
      { sessionId, wasAt: later },
      { sessionId, otherIds },
    ]
    for (const data of told) {
      const id = await addMessage(database.owner, 'session.moved', mentor, data)
      await database.owner`update outbox set attempts = 3 where id = ${id}`
      await sendDue(now, refuse)
      expect(await messageRow(id)).toMatchObject({ dropped_at: null, attempts: 4 })
    }
    await database.owner`delete from session_people where session_id = ${otherIds}`
    await database.owner`delete from sessions where id = ${otherIds}`
  })

  it('keeps why it failed as a code, never in the words of a server', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await sendDue(now, refuse)
    expect((await messageRow(id)).last_error).toBe('EENVELOPE 550')
  })

  it('is tried twelve times at least, also when the worker was away for longer than the five days', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await database.owner`update outbox set attempts = ${leastAttempts - 1}, created_at = ${addMinutes(now, -9 * 24 * 60)} where id = ${id}`
    expect(await sendDue(now, keep)).toBe(1)
  })

  it('counts an attempt before it sends, so that a message cannot kill worker after worker', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await database.owner`update outbox set attempts = ${leastAttempts}, created_at = ${addMinutes(now, -5 * 24 * 60)} where id = ${id}`
    expect(await sendDue(now, keep)).toBe(0)
    expect(await messageRow(id)).toMatchObject({ dropped_at: now, last_error: 'too many attempts' })
  })

  it('writes nothing to somebody whose account is closed', async () => {
    const left = await addPerson(database.owner, 'Sem')
    await database.owner`update people set closed_at = now() where id = ${left}`
    const id = await addMessage(database.owner, 'session.booked', left, { sessionId })
    await sendDue(now, keep)
    expect(sent).toEqual([])
    expect(await messageRow(id)).toMatchObject({ dropped_at: now, last_error: 'account closed' })
  })

  it('drops a kind that it does not know, and one named like a property of every object', async () => {
    for (const kind of ['check-in.logged', 'constructor']) {
      const id = await addMessage(database.owner, kind, mentor)
      await sendDue(now, keep)
      expect(await messageRow(id)).toMatchObject({ dropped_at: now, last_error: 'unknown kind' })
    }
    expect(sent).toEqual([])
  })

  it('goes on with the others when one cannot be made', async () => {
    const bad = await addMessage(database.owner, 'session.booked', mentor, { sessionId: 'no id' })
    await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await sendDue(now, keep)
    expect(sent).toHaveLength(1)
    expect(await messageRow(bad)).toMatchObject({ sent_at: null, attempts: 1 })
  })
})
