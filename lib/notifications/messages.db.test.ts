import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { messages } from './messages'
import { sendDue } from './outbox'
import { addMessage, addPerson, addSession } from './staff.test-support'

const now = new Date('2026-11-23T08:00:00Z')
let database: TestDatabase
let noor: string
let bram: string
let kate: string
let coordinator: string

beforeAll(async () => {
  database = await testDatabase()
  noor = await addPerson(database.owner, 'Noor')
  bram = await addPerson(database.owner, 'Bram')
  kate = await addPerson(database.owner, 'Kate', 'en')
  coordinator = await addPerson(database.owner, 'Fleur')
})
afterAll(() => database.drop())
beforeEach(() => database.owner`delete from outbox`)

/** The mail that somebody gets, or undefined. */
async function mailFor(
  kind: string,
  recipientId: string,
  data: Record<string, string>,
): Promise<Mail | undefined> {
  await addMessage(database.owner, kind, recipientId, data)
  const sent: Mail[] = []
  await sendDue(now, async (mail) => void sent.push(mail))
  return sent[0]
}

async function addPairing(kind: string, columns: Record<string, string | null> = {}): Promise<string> {
  const id = crypto.randomUUID()
  await database.owner`delete from pairings`
  await database.owner`insert into pairings ${database.owner({
    id,
    kind,
    resident_id: noor,
    guide_id: bram,
    from_on: '2026-12-01',
    ...columns,
  })}`
  return id
}

const asked = { asked_at: '2026-11-22T09:00:00Z' }
const accepted = { accepted_at: '2026-11-22T09:00:00Z' }

describe('a message about a session', () => {
  it('says what, with whom, when and where, in the language of whoever gets it', async () => {
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
    const mail = await mailFor('session.booked', bram, { sessionId })
    expect(mail?.subject).toBe('Afspraak geboekt: do 26 nov, 14:30–15:15')
    expect(mail?.text).toContain('Dag Bram,')
    expect(mail?.text).toContain('Noor de Vries heeft een afspraak met je geboekt.')
    expect(mail?.text).toContain('Mentorgesprek met Noor de Vries')
    expect(mail?.text).toContain('Plaats: Kamer 2.14')
    expect(mail?.text).toMatch(new RegExp(`https?://\\S+/sessions/${sessionId}\n`))

    const english = await addSession(database.owner, 'mentor-session', [noor, kate])
    expect((await mailFor('session.booked', kate, { sessionId: english }))?.subject).toBe(
      'Session booked: Thu 26 Nov, 14:30–15:15',
    )
  })

  it.each(['psychologist-session', 'learning-therapy'])(
    'tells of a %s only that there is one and when',
    async (form) => {
      const hidden = await addSession(database.owner, form, [noor, bram])
      const mail = await mailFor('session.booked', bram, { sessionId: hidden })
      const said = `${mail?.subject} ${mail?.text} ${mail?.html}`
      expect(said).not.toMatch(/Noor|Kamer|psycholo|therap|mentor/i)
      expect(mail?.text).toContain('do 26 nov, 14:30–15:15')
      const open = await addSession(database.owner, 'mentor-session', [noor, bram])
      // And its subject gives nothing away by being different.
      expect(mail?.subject).toBe((await mailFor('session.booked', bram, { sessionId: open }))?.subject)
    },
  )

  it('is not sent any more once the session was cancelled, except that it was', async () => {
    const sessionId = await addSession(database.owner, 'check-in', [noor, bram])
    expect(await mailFor('session.cancelled', bram, { sessionId })).toBeUndefined()
    await database.owner`update sessions set cancelled_at = now(), cancelled_by_id = ${noor} where id = ${sessionId}`
    expect(await mailFor('session.booked', bram, { sessionId })).toBeUndefined()
    expect(await mailFor('session.moved', bram, { sessionId })).toBeUndefined()
    expect(await mailFor('session.confirmed', bram, { sessionId })).toBeUndefined()
    expect((await mailFor('session.cancelled', bram, { sessionId }))?.text).toContain(
      'Noor de Vries heeft jullie afspraak afgezegd.',
    )
  })

  it('does not say that the other cancelled when somebody else did', async () => {
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
    await database.owner`update sessions set cancelled_at = now(), cancelled_by_id = ${coordinator} where id = ${sessionId}`
    const mail = await mailFor('session.cancelled', bram, { sessionId })
    expect(mail?.text).toContain('Je afspraak met Noor de Vries is afgezegd.')
  })

  it('reaches nobody who is not in it', async () => {
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
    expect(await mailFor('session.booked', coordinator, { sessionId })).toBeUndefined()
  })
})

describe('a message about a pairing', () => {
  it('names nobody in its subject', async () => {
    for (const kind of ['mentor', 'supervisor', 'psychologist']) {
      const pairingId = await addPairing(kind, asked)
      expect((await mailFor('pairing.asked', bram, { pairingId }))?.subject).toBe(
        'Bericht over een koppeling',
      )
    }
  })

  it('asks a mentor, and is silent once the question was answered or withdrawn', async () => {
    const pairingId = await addPairing('mentor', asked)
    expect((await mailFor('pairing.asked', bram, { pairingId }))?.text).toContain(
      'Noor de Vries vraagt of je mentor wilt zijn.',
    )
    await database.owner`update pairings set ended_at = now() where id = ${pairingId}`
    expect(await mailFor('pairing.asked', bram, { pairingId })).toBeUndefined()
  })

  it('tells of a psychologist nothing at all', async () => {
    const pairingId = await addPairing('psychologist', asked)
    const mail = await mailFor('pairing.asked', bram, { pairingId })
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/Noor|psycholo|mentor/i)
  })

  it('tells a resident who her mentor or supervisor is from when', async () => {
    const mentor = await addPairing('mentor', { ...asked, ...accepted })
    expect((await mailFor('pairing.accepted', noor, { pairingId: mentor }))?.text).toContain(
      'Bram de Vries is vanaf di 1 dec je mentor.',
    )
    const supervisor = await addPairing('supervisor', accepted)
    expect((await mailFor('pairing.given', noor, { pairingId: supervisor }))?.text).toContain(
      'Bram de Vries is vanaf di 1 dec je supervisor.',
    )
    expect((await mailFor('pairing.given', bram, { pairingId: supervisor }))?.text).toContain(
      'Je bent vanaf di 1 dec supervisor van Noor de Vries.',
    )
  })

  it('names the last day on which a pairing holds', async () => {
    const pairingId = await addPairing('mentor', {
      ...accepted,
      from_on: '2026-01-01',
      until_on: '2026-11-24',
      ended_at: '2026-11-23T07:00:00Z',
    })
    expect((await mailFor('pairing.ended', bram, { pairingId }))?.text).toContain('stopt op ma 23 nov')
  })

  it('tells the coordinator of a conflict, without the reason, and of nothing else', async () => {
    const pairingId = await addPairing('mentor', { ...accepted, conflict: 'supervised-her' })
    const mail = await mailFor('pairing.conflict', coordinator, { pairingId })
    expect(mail?.text).toContain('Bram de Vries is niet meer onafhankelijk als mentor van Noor de Vries.')
    expect(mail?.text).not.toMatch(/supervis/)
    expect(await mailFor('pairing.accepted', coordinator, { pairingId })).toBeUndefined()
  })
})

it('changes nothing through a link: each leads to a page that one reads', async () => {
  const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
  const pairingId = await addPairing('mentor', { ...accepted, conflict: 'selects' })
  for (const kind of Object.keys(messages)) {
    const mail = await mailFor(kind, bram, { sessionId, pairingId })
    for (const [link] of mail?.html.matchAll(/https?:[^"<]+/g) ?? [])
      expect(link).toMatch(/\/(agenda|pairings|sessions\/[\w-]+)$/)
  }
})
