import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage, addSession, openMailroom } from './staff.test-support'

let database: TestDatabase
let noor: string
let bram: string
/** Three Wednesdays at 16:00 in the hospital, by date. */
let ids: string[]

beforeAll(async () => {
  ;({ database, noor, bram } = await openMailroom())
})
afterAll(() => database.drop())
beforeAll(() => void vi.stubEnv('QUIET_HOURS', '22:00-07:00'))
afterAll(() => void vi.unstubAllEnvs())
beforeEach(async () => {
  await database.owner`delete from outbox`
  ids = await addSeries('mentor-session')
})

async function addSeries(form: string): Promise<string[]> {
  const [row] = await database.owner<{ id: string }[]>`
    insert into series (form, every_weeks, from_on, starts_time, count, made_by_id)
    values (${form}, 1, '2026-11-25', '16:00', 3, ${noor}) returning id`
  const added: string[] = []
  for (const on of ['2026-11-25', '2026-12-02', '2026-12-09'])
    added.push(
      await addSession(database.owner, form, [noor, bram], {
        series_id: row!.id,
        series_on: on,
        startsAt: `${on}T15:00:00Z`,
      }),
    )
  await database.owner`update session_people set released_at = null where session_id = any(${added})`
  return added
}

async function mailsAt(at: string, kind = 'session.booked'): Promise<Mail[]> {
  const [sessionId, ...others] = ids
  await addMessage(database.owner, kind, bram, { sessionId: sessionId!, otherIds: others.join(' ') }, at)
  const sent: Mail[] = []
  await sendDue(new Date(at), async (mail) => void sent.push(mail))
  return sent
}
const eventsIn = (mail: Mail | undefined) =>
  new ICAL.Component(ICAL.parse(mail!.invitation!.calendar))
    .getAllSubcomponents('vevent')
    .map((each) => new ICAL.Event(each))
const cancel = (some: readonly string[]) =>
  database.owner`update sessions set cancelled_at = '2026-11-23T07:00:00Z', cancelled_by_id = ${noor}, sequence = 1 where id = any(${some})`

describe('a message about a series', () => {
  it('is one mail with all of its times, as text and as one invitation', async () => {
    const sent = await mailsAt('2026-11-23T08:00:00Z')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.subject).toBe('3 afspraken geboekt, vanaf wo 25 nov, 16:00–16:45')
    expect(sent[0]?.text).toContain('Noor de Vries heeft 3 afspraken met je geboekt.')
    expect(sent[0]?.text).toContain('wo 25 nov, 16:00–16:45\nwo 2 dec, 16:00–16:45\nwo 9 dec, 16:00–16:45')
    expect(sent[0]?.html).toContain('wo 25 nov, 16:00–16:45<br>wo 2 dec')
    expect(sent[0]?.text).toContain('Plaats: Kamer 2.14')
    const events = eventsIn(sent[0])
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(1)
    expect(events.map(({ recurrenceId }) => recurrenceId?.toJSDate().toISOString())).toEqual([
      '2026-11-25T15:00:00.000Z',
      '2026-12-02T15:00:00.000Z',
      '2026-12-09T15:00:00.000Z',
    ])
  })

  it('tells what is still so: a cancelled one is not announced, and one that is left is told as one', async () => {
    await cancel(ids.slice(0, 1))
    const [mail] = await mailsAt('2026-11-23T08:00:00Z')
    expect(eventsIn(mail)).toHaveLength(2)
    await cancel(ids.slice(0, 2))
    const [single] = await mailsAt('2026-11-23T08:00:00Z')
    expect(single?.subject).toBe('Afspraak geboekt: wo 9 dec, 16:00–16:45')
    await cancel(ids)
    expect(await mailsAt('2026-11-23T08:00:00Z')).toEqual([])
    const [cancelled] = await mailsAt('2026-11-23T08:00:00Z', 'session.cancelled')
    expect(cancelled?.subject).toBe('3 afspraken afgezegd, vanaf wo 25 nov, 16:00–16:45')
    expect(cancelled?.invitation?.method).toBe('CANCEL')
    expect(eventsIn(cancelled)).toHaveLength(3)
  })

  it('names no place when they are not in one place', async () => {
    await database.owner`update sessions set place = 'Kamer 3' where id = ${ids[1]!}`
    expect((await mailsAt('2026-11-23T08:00:00Z'))[0]?.text).not.toContain('Plaats')
  })

  it('does not wait for the morning when any of them begins in it', async () => {
    ids = [ids[1]!, ids[0]!, ids[2]!]
    await cancel(ids)
    expect(await mailsAt('2026-11-25T02:00:00Z', 'session.cancelled')).toHaveLength(1)
    expect(await mailsAt('2026-11-24T23:00:00Z', 'session.cancelled')).toEqual([])
  })

  it('says nothing of what is confidential but when', async () => {
    ids = await addSeries('psychologist-session')
    const [mail] = await mailsAt('2026-11-23T08:00:00Z')
    expect(mail?.subject).toBe('3 afspraken geboekt, vanaf wo 25 nov, 16:00–16:45')
    expect(`${mail?.text} ${mail?.html} ${mail?.invitation?.calendar}`).not.toMatch(/Noor|Kamer|psycho/i)
  })
})
