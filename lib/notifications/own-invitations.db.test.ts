import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { bookSession, cancelSession, moveSession } from '@/lib/sessions/commands'
import { openWard, type Ward } from '@/lib/sessions/ward.test-support'
import type { Viewer } from '@/lib/viewer'
import type { Mail } from './mailer'
import { sendDue } from './outbox'

let database: Ward['database'], mentor: Viewer, her: Viewer, at: (day: number, wall: string) => string

beforeAll(async () => {
  const open = await openWard(1)
  ;({ database, guide: mentor } = open)
  her = open.residents[0]!
  at = (day, wall) => open.at(day, wall).toISOString()
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, outbox, audit cascade`)

const book = (by: Viewer, other: Viewer) =>
  bookSession(by, { form: 'mentor-session', otherId: other.id, startsAt: at(1, '10:00') })
/** Sends what is due; answers what went out, as receiver, method and first words. */
async function sent() {
  const mails: Mail[] = []
  await sendDue(new Date(), async (mail) => void mails.push(mail))
  const who = (to: string) => (to.startsWith(her.id) ? 'her' : 'mentor')
  return mails.map(({ to, text, invitation }) => ({
    to: who(to),
    method: invitation?.method,
    says: text.includes('Je hebt je afspraak met'),
  }))
}

describe('whoever acts herself', () => {
  it('has her calendar kept right where an invitation was mailed to her', async () => {
    const { id } = await book(mentor, her)
    expect(await sent()).toEqual([{ to: 'her', method: 'REQUEST', says: false }])
    await moveSession(her, { sessionId: id, seen: 0, startsAt: at(2, '10:00') })
    const moved = await sent()
    expect(moved).toHaveLength(2)
    expect(moved).toContainEqual({ to: 'her', method: 'REQUEST', says: true })
    expect(moved).toContainEqual({ to: 'mentor', method: 'REQUEST', says: false })
    await cancelSession(her, { sessionId: id, seen: 1 })
    const cancelled = await sent()
    expect(cancelled).toContainEqual({ to: 'her', method: 'CANCEL', says: true })
    expect(cancelled).toContainEqual({ to: 'mentor', method: 'CANCEL', says: false })
  })

  it('gets no mail about what never was in her calendar by mail', async () => {
    const { id } = await book(her, mentor)
    await sent()
    await moveSession(her, { sessionId: id, seen: 0, startsAt: at(2, '10:00') })
    await cancelSession(her, { sessionId: id, seen: 1 })
    expect((await sent()).map(({ to }) => to)).not.toContain('her')
  })

  it('learns of nobody else’s invitations', async () => {
    const { id } = await book(mentor, her)
    await sent()
    const invited = (viewer: Viewer) =>
      as(viewer.id, (tx) => tx.execute<{ yes: boolean }>(sql`select app.was_invited(${id}::uuid) as yes`))
    expect(await invited(her)).toEqual([{ yes: true }])
    expect(await invited(mentor)).toEqual([{ yes: false }])
  })
})
