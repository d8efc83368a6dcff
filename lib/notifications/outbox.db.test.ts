import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addMinutes } from '@/lib/time'
import type { Mail } from './mailer'
import { mostAttempts, sendDue } from './outbox'
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
afterEach(() => vi.unstubAllEnvs())
beforeEach(async () => {
  sent = []
  await database.owner`delete from outbox`
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

  it('waits longer after every failure, and drops the message after the last attempt', async () => {
    vi.stubEnv('QUIET_HOURS', 'none')
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    const pauses: number[] = []
    let at = now
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      expect(await sendDue(at, refuse)).toBe(1)
      const { due_at: dueAt, dropped_at: droppedAt } = await messageRow(id)
      expect(droppedAt === null).toBe(attempt < mostAttempts)
      pauses.push((dueAt.getTime() - at.getTime()) / 60_000)
      expect(await sendDue(new Date(dueAt.getTime() - 1), refuse)).toBe(0)
      at = dueAt
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    expect(await sendDue(addMinutes(at, 1000), keep)).toBe(0)
  })

  it('keeps why it failed as a code, never in the words of a server', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await sendDue(now, refuse)
    expect((await messageRow(id)).last_error).toBe('EENVELOPE 550')
  })

  it('counts an attempt before it sends, so that a message cannot kill worker after worker', async () => {
    const id = await addMessage(database.owner, 'session.booked', mentor, { sessionId })
    await database.owner`update outbox set attempts = ${mostAttempts} where id = ${id}`
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
