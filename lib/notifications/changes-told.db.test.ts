import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { as } from '@/db/client'
import { answerSession, bookSession, cancelSession, moveSession } from '@/lib/sessions/commands'
import { planSession } from '@/lib/sessions/office-commands'
import { openOffice } from '@/lib/sessions/office.test-support'
import { placePair } from '@/lib/sessions/pair-place'
import { takeSeat } from '@/lib/sessions/seats'
import { movePlanned } from '@/lib/sessions/series-changes'
import { openWard, type Ward } from '@/lib/sessions/ward.test-support'
import type { Viewer } from '@/lib/viewer'
import type { Mail } from './mailer'
import { sendDue } from './outbox'

/** Sends what is due at a moment; answers what went out, by receiver. */
async function sent(now = new Date()) {
  const mails = new Map<string, { method?: string; text: string }>()
  const keep = ({ to, text, invitation }: Mail) =>
    void mails.set(to.split('@')[0]!, { method: invitation?.method, text })
  await sendDue(now, async (mail) => keep(mail))
  return mails
}

describe('a session of two', () => {
  let database: Ward['database'], at: Ward['at'], mentor: Viewer, her: Viewer
  beforeAll(async () => {
    const open = await openWard(1)
    ;({ database, at, guide: mentor } = open)
    her = open.residents[0]!
  })
  afterAll(() => database.drop())
  afterEach(() => vi.unstubAllEnvs())
  beforeEach(() => database.owner`truncate session_people, sessions, outbox, audit, meeting_rules cascade`)

  const book = (by: Viewer, other: Viewer) =>
    bookSession(by, { form: 'mentor-session', otherId: other.id, startsAt: at(1, '10:00').toISOString() })
  const move = (by: Viewer, sessionId: string, seen: number, to: Date, now?: Date) =>
    moveSession(by, { sessionId, seen, startsAt: to.toISOString() }, now)
  const confirms = (cancelMinutes = 0) =>
    database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes, confirms_at) values (${mentor.id}, 'mentor-session', 0, ${cancelMinutes}, 0, now())`

  it('that somebody changes herself is right in her calendar again, where an invitation was mailed to her', async () => {
    const { id } = await book(mentor, her)
    expect([...(await sent()).keys()]).toEqual([her.id])
    await move(her, id, 0, at(2, '10:00'))
    const moved = await sent()
    expect(moved.get(her.id)).toMatchObject({
      method: 'REQUEST',
      text: expect.stringContaining('Je hebt je afspraak met'),
    })
    expect(moved.get(mentor.id)).toMatchObject({ method: 'REQUEST' })
    await placePair(her, { sessionId: id, seen: 1, place: 'Kamer 9' })
    expect((await sent()).get(her.id)).toMatchObject({
      method: 'REQUEST',
      text: expect.stringContaining('Kamer 9'),
    })
    await cancelSession(her, { sessionId: id, seen: 2 })
    const cancelled = await sent()
    expect(cancelled.get(her.id)).toMatchObject({
      method: 'CANCEL',
      text: expect.stringContaining('afgezegd'),
    })
    expect(cancelled.get(mentor.id)).toMatchObject({ method: 'CANCEL' })
  })

  it('brings no mail about what never was in her calendar by mail, and nothing of anybody else’s', async () => {
    const { id } = await book(her, mentor)
    await sent()
    await move(her, id, 0, at(2, '10:00'))
    expect((await sent()).has(her.id)).toBe(false)
    const invited = (viewer: Viewer) =>
      as(viewer.id, (tx) => tx.execute<{ yes: boolean }>(sql`select app.was_invited(${id}::uuid) as yes`))
    expect([await invited(her), await invited(mentor)]).toEqual([[{ yes: false }], [{ yes: true }]])
    await cancelSession(her, { sessionId: id, seen: 1 })
    expect((await sent()).has(her.id)).toBe(false)
  })

  it('that was asked, moved and declined leaves the calendar of who declines it', async () => {
    await confirms()
    const { id } = await book(her, mentor)
    expect((await sent()).get(mentor.id)!.method).toBeUndefined()
    await move(her, id, 0, at(2, '10:00'))
    expect((await sent()).get(mentor.id)!.method).toBe('REQUEST')
    await answerSession(mentor, { sessionId: id, seen: 1, answer: 'decline' })
    expect((await sent()).get(mentor.id)!.method).toBe('CANCEL')
  })

  it('that is moved at 23:00 away from tomorrow morning is told at once; later ones wait for the morning', async () => {
    vi.stubEnv('QUIET_HOURS', '22:00-07:00')
    await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes) values (${mentor.id}, 'mentor-session', 0, 0, 0)`
    const { id } = await book(her, mentor)
    await database.owner`delete from outbox`
    const late = at(0, '23:00')
    await move(her, id, 0, at(3, '10:00'), late)
    expect((await sent(late)).has(mentor.id)).toBe(true)
    await move(her, id, 1, at(4, '10:00'), late)
    expect((await sent(late)).has(mentor.id)).toBe(false)
    expect((await sent(at(1, '07:01'))).has(mentor.id)).toBe(true)
  })
})

describe('what an office plans', () => {
  let open: Awaited<ReturnType<typeof openOffice>>
  beforeAll(async () => {
    open = await openOffice(2)
  })
  afterAll(() => open.database.drop())
  beforeEach(() => open.database.owner`truncate session_people, sessions, outbox, audit cascade`)

  it('and its guide moves herself is right in her calendar again too', async () => {
    const { office, secretary, guide } = open
    const { id } = await planSession(secretary, {
      form: 'intervision',
      departmentId: office.departmentId,
      guideId: office.psychologist,
      residentIds: office.residentIds,
      startsAt: office.at(1, '10:00').toISOString(),
    })
    expect((await sent()).get(guide.id)!.method).toBe('REQUEST')
    const startsAt = office.at(2, '10:00').toISOString()
    await movePlanned(guide, { sessionId: id, seen: 0, scope: 'one', startsAt, skip: [] })
    expect((await sent()).get(guide.id)).toMatchObject({ method: 'REQUEST' })
  })

  it('says to who gives her place back that she did, and takes it out of her calendar: the session stands', async () => {
    const { office, nurse, resident } = open
    const { id } = await planSession(nurse, {
      form: 'shadow-day',
      departmentId: office.departmentId,
      guideId: office.nurse,
      residentIds: [],
      seats: 1,
      startsAt: office.at(1, '08:00').toISOString(),
    })
    await sent()
    await takeSeat(resident, { sessionId: id })
    expect((await sent()).get(resident.id)!.method).toBe('REQUEST')
    await cancelSession(resident, { sessionId: id, seen: 0 })
    const left = (await sent()).get(resident.id)!
    expect(left.method).toBe('CANCEL')
    expect(left.text).toContain('Je hebt je plek bij deze afspraak teruggegeven. De afspraak zelf gaat door.')
    expect(left.text).not.toContain('afgezegd')
    await takeSeat(resident, { sessionId: id })
    expect((await sent()).get(resident.id)!.method).toBe('REQUEST')
  })
})
