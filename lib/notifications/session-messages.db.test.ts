import ICAL from 'ical.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import type { Mail } from './mailer'
import { sendDue } from './outbox'
import { addMessage, addPerson, addSession } from './staff.test-support'

const now = new Date('2026-11-23T08:00:00Z')
let database: TestDatabase
let noor: string
let bram: string
let carl: string

beforeAll(async () => {
  database = await testDatabase()
  noor = await addPerson(database.owner, 'Noor')
  bram = await addPerson(database.owner, 'Bram')
  carl = await addPerson(database.owner, 'Carl')
})
afterAll(() => database.drop())
beforeEach(() => database.owner`delete from outbox`)

async function mailFor(kind: string, recipientId: string, data: Record<string, string>, at = now) {
  await addMessage(database.owner, kind, recipientId, data)
  const sent: Mail[] = []
  await sendDue(at, async (mail) => void sent.push(mail))
  return sent[0]
}

/** A session that waits for the yes of one of the two until Wednesday 12:00 in the hospital. */
async function awaiting(personId: string, form = 'mentor-session', columns: Record<string, string> = {}) {
  const sessionId = await addSession(database.owner, form, [noor, bram], columns)
  await database.owner`update session_people set answer_by = '2026-11-25T11:00:00Z'
    where session_id = ${sessionId} and person_id = ${personId}`
  return sessionId
}
const cancel = (sessionId: string, byId: string | null) =>
  database.owner`update sessions set cancelled_at = '2026-11-23T07:00:00Z', cancelled_by_id = ${byId}, sequence = sequence + 1
    where id = ${sessionId}`

function invitationIn(mail: Mail | undefined) {
  if (!mail?.invitation) return undefined
  const calendar = new ICAL.Component(ICAL.parse(mail.invitation.calendar))
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
  return {
    method: mail.invitation.method,
    inFile: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    location: event.location,
    status: event.component.getFirstPropertyValue('status'),
    class: event.component.getFirstPropertyValue('class'),
    startsAt: event.startDate.toJSDate(),
    occurrenceAt: event.recurrenceId?.toJSDate(),
    attendees: event.attendees.map((each) => each.getFirstValue()),
  }
}

describe('the invitation in a mail', () => {
  it('is for one person, under the same UID with a rising SEQUENCE, until it is cancelled', async () => {
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram])
    const booked = await mailFor('session.booked', bram, { sessionId })
    expect(invitationIn(booked)).toMatchObject({
      method: 'REQUEST',
      inFile: 'REQUEST',
      sequence: 0,
      summary: 'Mentorgesprek met Noor de Vries',
      location: 'Kamer 2.14',
      status: 'CONFIRMED',
      startsAt: new Date('2026-11-26T13:30:00Z'),
      attendees: [`mailto:${booked?.to}`],
    })
    await database.owner`update sessions set sequence = 1, moved_at = now(), starts_at = '2026-11-27T13:30:00Z',
      ends_at = '2026-11-27T14:15:00Z' where id = ${sessionId}`
    const moved = invitationIn(await mailFor('session.moved', bram, { sessionId }))
    expect(moved).toMatchObject({
      method: 'REQUEST',
      sequence: 1,
      startsAt: new Date('2026-11-27T13:30:00Z'),
    })
    await cancel(sessionId, noor)
    const cancelled = invitationIn(await mailFor('session.cancelled', bram, { sessionId }))
    expect(cancelled).toMatchObject({ method: 'CANCEL', inFile: 'CANCEL', sequence: 2, status: 'CANCELLED' })
    expect(new Set([invitationIn(booked)?.uid, moved?.uid, cancelled?.uid]).size).toBe(1)
  })

  it('overrules the one before when a seat is given back and taken again, also by whom it is written', async () => {
    const sessionId = await addSession(database.owner, 'student-teaching', [noor, bram], { seats: 5 })
    const seat = (released: string | null) =>
      database.owner`update session_people set released_at = ${released}, turns = 0 where session_id = ${sessionId} and person_id = ${noor}`
    const sequence = async (kind: string) => invitationIn(await mailFor(kind, noor, { sessionId }))?.sequence
    const sequences = [await sequence('session.booked')]
    await seat('2026-11-22T08:00:00Z')
    sequences.push(await sequence('session.left'))
    await seat(null)
    sequences.push(await sequence('session.booked'))
    expect(sequences).toEqual([0, 1, 2])
  })

  it('is of one occurrence of a series, also after it was moved', async () => {
    const [row] = await database.owner<{ id: string }[]>`
      insert into series (form, every_weeks, from_on, starts_time, count, made_by_id)
      values ('mentor-session', 2, '2026-11-25', '16:00', 6, ${noor}) returning id`
    const columns = { series_id: row?.id ?? '', series_on: '2026-11-25', moved_at: '2026-11-22T08:00:00Z' }
    const sessionId = await addSession(database.owner, 'mentor-session', [noor, bram], columns)
    const invitation = invitationIn(await mailFor('session.moved', bram, { sessionId }))
    expect(invitation?.uid).toContain(row?.id)
    expect(invitation?.occurrenceAt).toEqual(new Date('2026-11-25T15:00:00Z'))
    expect(invitation?.startsAt).toEqual(new Date('2026-11-26T13:30:00Z'))
  })

  it.each(['psychologist-session', 'learning-therapy'])(
    'of a %s says that she is busy, and when',
    async (form) => {
      const sessionId = await addSession(database.owner, form, [noor, bram], {
        link: 'https://video.example/1',
      })
      for (const kind of ['session.booked', 'session.cancelled']) {
        if (kind === 'session.cancelled') await cancel(sessionId, noor)
        const mail = await mailFor(kind, bram, { sessionId })
        expect(invitationIn(mail)).toMatchObject({ summary: 'Bezet', class: 'PRIVATE' })
        expect(mail?.invitation?.calendar).not.toMatch(/Noor|Kamer|video|psycho|therap|LOCATION|URL:/i)
        expect(mail?.invitation?.calendar).not.toContain(sessionId)
      }
    },
  )

  it('does not come with a question, unless that overrules a time that stands in the calendar', async () => {
    const asked = await mailFor('session.asked', bram, { sessionId: await awaiting(bram) })
    expect(asked?.text).toContain('Je kunt ja of nee zeggen tot wo 25 nov, 12:00.')
    expect(asked?.invitation).toBeUndefined()
    const sessionId = await awaiting(bram, 'mentor-session', {
      moved_at: '2026-11-23T07:00:00Z',
      sequence: '1',
    })
    const again = await mailFor('session.asked', bram, { sessionId })
    expect(invitationIn(again)).toMatchObject({ method: 'REQUEST', status: 'TENTATIVE', sequence: 1 })
  })
})

describe('a question', () => {
  it('is asked while it is open, answered with a yes', async () => {
    const sessionId = await awaiting(bram)
    expect(await mailFor('session.confirmed', noor, { sessionId })).toBeUndefined()
    expect(
      await mailFor('session.asked', bram, { sessionId }, new Date('2026-11-25T11:00:00Z')),
    ).toBeUndefined()
    await database.owner`update session_people set accepted_at = now() where session_id = ${sessionId} and person_id = ${bram}`
    expect(await mailFor('session.asked', bram, { sessionId })).toBeUndefined()
    const confirmed = await mailFor('session.confirmed', noor, { sessionId })
    expect(confirmed?.text).toContain('Bram de Vries heeft ja gezegd.')
    expect(invitationIn(confirmed)).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED' })
  })

  it('ends with a no or with no answer, without blame', async () => {
    const sessionId = await awaiting(bram)
    expect(await mailFor('session.declined', noor, { sessionId })).toBeUndefined()
    await cancel(sessionId, bram)
    const declined = await mailFor('session.declined', noor, { sessionId })
    expect(declined?.text).toContain('Bram de Vries kan dan niet.')
    expect(invitationIn(declined)?.method).toBe('CANCEL')
    const expired = await mailFor('session.expired', noor, { sessionId })
    expect(expired?.text).toContain('Er kwam op tijd geen antwoord')
    expect(expired?.subject).toBe(declined?.subject)
  })

  it('can be an offer, until somebody took it', async () => {
    const sessionId = await awaiting(noor)
    const offered = await mailFor('session.offered', noor, { sessionId })
    expect(offered?.text).toContain(
      'Er is een tijd vrij bij Bram de Vries. Hij is voor jou tot wo 25 nov, 12:00',
    )
    expect(offered?.invitation).toBeUndefined()
    expect(await mailFor('session.offered', bram, { sessionId })).toBeUndefined()
  })
})

const telling = [
  'asked',
  'confirmed',
  'declined',
  'expired',
  'offered',
  'anyway',
  'seat',
  'moved',
  'changed',
] as const

it.each(telling)(
  'session.%s has one subject for every form, and tells nothing of a confidential one',
  async (event) => {
    const mails: (Mail | undefined)[] = []
    for (const form of ['psychologist-session', 'learning-therapy', 'mentor-session']) {
      const isQuestion = event === 'asked' || event === 'offered'
      const sessionId = isQuestion
        ? await awaiting(noor, form)
        : await addSession(database.owner, form, [noor, bram], {
            ...(event === 'anyway' && {
              planned_anyway_at: '2026-11-20T08:00:00Z',
              planned_anyway_reason: 'Ruil',
            }),
          })
      if (event === 'declined' || event === 'expired') await cancel(sessionId, bram)
      mails.push(await mailFor(`session.${event}`, noor, { sessionId }))
    }
    expect(new Set(mails.map((mail) => mail?.subject)).size).toBe(1)
    for (const mail of mails.slice(0, 2))
      expect(`${mail?.subject} ${mail?.text} ${mail?.html} ${mail?.invitation?.calendar}`).not.toMatch(
        /Bram|Kamer|psycholo|therap|mentor|sessions\//i,
      )
  },
)

describe('a message about a group', () => {
  async function addGroup(seats: number | null) {
    const sessionId = await addSession(database.owner, 'intervision', [noor, bram], { seats })
    await database.owner`insert into session_people (session_id, person_id, part, during)
      select session_id, ${carl}, 'resident', during from session_people where session_id = ${sessionId} and person_id = ${noor}`
    return sessionId
  }

  it('names who guides it to a resident, and nobody to the guide', async () => {
    const sessionId = await addGroup(null)
    const toResident = await mailFor('session.booked', noor, { sessionId })
    expect(toResident?.text).toContain('Er staat een nieuwe afspraak in je agenda.')
    expect(toResident?.text).toContain('Intervisie met Bram de Vries')
    expect(`${toResident?.text} ${toResident?.invitation?.calendar}`).not.toContain('Carl')
    const toGuide = await mailFor('session.booked', bram, { sessionId })
    expect(`${toGuide?.text} ${toGuide?.invitation?.calendar}`).not.toMatch(/Carl|Noor/)
    expect(invitationIn(toGuide)?.summary).toBe('Intervisie')
  })

  it('tells somebody who lost her seat that it is over for her, and others nothing', async () => {
    const sessionId = await addGroup(2)
    await database.owner`update session_people set released_at = now() where session_id = ${sessionId} and person_id = ${carl}`
    expect(invitationIn(await mailFor('session.cancelled', carl, { sessionId }))?.method).toBe('CANCEL')
    expect(await mailFor('session.seat', carl, { sessionId })).toBeUndefined()
    expect(await mailFor('session.cancelled', noor, { sessionId })).toBeUndefined()
    expect((await mailFor('session.seat', noor, { sessionId }))?.text).toContain('Je hebt een plek')
  })

  it('gives the reason of the office when it is planned although the rules refuse it', async () => {
    const sessionId = await addGroup(null)
    expect(await mailFor('session.anyway', noor, { sessionId })).toBeUndefined()
    await database.owner`update sessions set planned_anyway_at = now(), planned_anyway_reason = 'Alle anderen kunnen alleen dan.'
      where id = ${sessionId}`
    const mail = await mailFor('session.anyway', noor, { sessionId })
    expect(mail?.text).toContain('“Alle anderen kunnen alleen dan.”')
  })
})

describe('free times again', () => {
  const addWaiting = async (form: string) => {
    const [line] = await database.owner<{ id: string }[]>`
      insert into waiting (person_id, form, guide_id) values (${noor}, ${form}, ${bram}) returning id`
    return line?.id ?? ''
  }

  it('are told to whoever still waits, and to nobody else', async () => {
    const waitingId = await addWaiting('mentor-session')
    expect((await mailFor('waiting.times', noor, { waitingId }))?.text).toContain(
      `/sessions/book?form=mentor-session&with=${bram}`,
    )
    expect(await mailFor('waiting.times', carl, { waitingId })).toBeUndefined()
    await database.owner`update waiting set ended_at = now() where id = ${waitingId}`
    expect(await mailFor('waiting.times', noor, { waitingId })).toBeUndefined()
  })

  it('of a psychologist name nobody and nothing', async () => {
    const waitingId = await addWaiting('psychologist-session')
    const mail = await mailFor('waiting.times', noor, { waitingId })
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toMatch(/Bram|psycholo|form=/i)
  })
})
