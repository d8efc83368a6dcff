import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import {
  acceptPairing,
  askMentor,
  declinePairing,
  endPairing,
  giveSupervisor,
  proposeMentor,
  takeUpProposal,
  withdrawQuestion,
} from './commands'
import { day, hospital, today, type Person } from './hospital.test-support'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let resident: Person, colleague: Person, supervisor: Person, next: Person, mentor: Person, other: Person
let office: Viewer, secretary: Viewer, her: Viewer, guide: Viewer

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  resident = await lay.person('Roos', ['resident', 'surgery', -300])
  colleague = await lay.person('Carlo', ['resident', 'surgery', -300])
  supervisor = await lay.person('Sam', ['supervisor', 'surgery'])
  next = await lay.person('Noor', ['supervisor', 'surgery', -400, 200])
  mentor = await lay.mentor('Mieke', 2)
  other = await lay.mentor('Otto', 2)
  her = await signInAs(resident.id)
  guide = await signInAs(mentor.id)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  secretary = await signInAs((await lay.person('Sien', ['secretary', 'surgery'])).id)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate pairings, sessions, session_people, check_ins, outbox cascade`)

const give = (viewer: Viewer, guideId: string, fromOn = today) =>
  giveSupervisor(viewer, { residentId: resident.id, guideId, fromOn })

describe('giving a supervisor', () => {
  it('makes a pairing from that day and tells both', async () => {
    const { id } = await give(office, supervisor.id)
    expect(await lay.pairing(id)).toMatchObject({ kind: 'supervisor', from_on: today, until_on: null })
    expect((await lay.messagesAbout(id)).sort()).toEqual(
      [`pairing.given ${resident.id}`, `pairing.given ${supervisor.id}`].sort(),
    )
  })

  it('transfers: the standing pairing ends on that day, the new one begins, in one audit trail', async () => {
    const { id: first } = await give(secretary, supervisor.id, day(-30))
    const { id: second } = await give(secretary, next.id, day(7))
    expect(await lay.pairing(first)).toMatchObject({ until_on: day(7), ended_by_id: secretary.id })
    expect(await lay.pairing(second)).toMatchObject({ from_on: day(7), until_on: null })
    expect(await lay.messagesAbout(first)).toContain(`pairing.ended ${supervisor.id}`)
    const rows = await database.owner`select action from audit where subject_id in (${first}, ${second})`
    expect(rows.map((row) => row.action).sort()).toEqual(['pairing.end', 'pairing.give', 'pairing.give'])
  })

  it('takes back a transfer that was planned, when another is decided', async () => {
    const { id: first } = await give(office, supervisor.id, day(-30))
    const { id: planned } = await give(office, next.id, day(20))
    const { id: last } = await give(office, supervisor.id, day(20))
    expect(await lay.pairing(first)).toMatchObject({ until_on: day(20) })
    expect(await lay.pairing(planned)).toMatchObject({ from_on: day(20), until_on: day(20) })
    expect(await lay.pairing(last)).toMatchObject({ until_on: null })
  })

  it('refuses who does not supervise on that day', async () => {
    expect(await refused(give(office, mentor.id))).toBe('not-a-supervisor-then')
    expect(await refused(give(office, next.id, day(200)))).toBe('not-a-supervisor-then')
    expect(await refused(give(office, next.id, day(199)))).toBe('no refusal')
  })
  it('refuses a day before the standing one began, the same one, and herself', async () => {
    await give(office, supervisor.id, day(-30))
    expect(await refused(give(office, next.id, day(-31)))).toBe('before-standing')
    expect(await refused(give(office, supervisor.id, day(3)))).toBe('same-supervisor')
    expect(await refused(give(office, resident.id))).toBe('self-pairing')
  })
  it('is for the coordinator and the secretary of her department alone', async () => {
    const elsewhere = await signInAs((await lay.person('Els', ['secretary', 'medicine'])).id)
    for (const viewer of [her, guide, elsewhere, await signInAs(supervisor.id)])
      expect(await refused(give(viewer, supervisor.id))).toBe('forbidden')
    expect(await database.owner`select from audit where action = 'denied:pairing.give'`).toHaveLength(4)
  })

  it('marks her mentor as not independent when he becomes her supervisor', async () => {
    const both = await lay.mentor('Bo', 3, ['supervisor', 'medicine'])
    const mentoring = await lay.paired('mentor', resident, both)
    await give(office, both.id)
    expect(await lay.pairing(mentoring)).toMatchObject({ conflict: 'supervised-her' })
  })

  it('opens nothing of older check-ins to the new one', async () => {
    await lay.paired('supervisor', resident, supervisor, -100)
    const id = crypto.randomUUID()
    await database.owner`insert into check_ins (id, resident_id, supervisor_id, outcome, happened_on)
      values (${id}, ${resident.id}, ${supervisor.id}, 'held', ${day(-20)})`
    await database.owner`insert into promises (check_in_id, text, owner_id) values (${id}, 'rooster', ${supervisor.id})`
    const read = (viewer: Viewer) =>
      as(viewer.id, (tx) => tx.execute('select id from check_ins')).then((rows) => rows.length)
    const successor = await signInAs(next.id)
    await give(office, next.id)
    expect(await read(successor)).toBe(0)
    expect(await as(successor.id, (tx) => tx.execute('select id from promises'))).toHaveLength(0)
    expect(await read(await signInAs(supervisor.id))).toBe(1)
    expect(await read(her)).toBe(1)
  })

  it('cancels check-ins with the former one from that day on, and tells both', async () => {
    await lay.paired('supervisor', resident, supervisor)
    const before = await lay.session('check-in', resident, supervisor, 5)
    const after = await lay.session('check-in', resident, supervisor, 12)
    await give(secretary, next.id, day(7))
    const cancelled = await database.owner`select id from sessions where cancelled_by_id = ${secretary.id}`
    expect(cancelled.map((row) => row.id)).toEqual([after])
    const told = await database.owner`select recipient_id from outbox where kind = 'session.cancelled'`
    expect(told.map((row) => row.recipient_id).sort()).toEqual([resident.id, supervisor.id].sort())
    expect(
      await database.owner`select from session_people where session_id = ${before} and released_at is null`,
    ).toHaveLength(2)
    expect(
      await database.owner`select from session_people where session_id = ${after} and released_at is null`,
    ).toHaveLength(0)
  })
})

describe('a question to a mentor', () => {
  it('waits, is accepted, and begins on that day', async () => {
    const { id } = await askMentor(her, { guideId: mentor.id })
    expect(await lay.messagesAbout(id)).toEqual([`pairing.asked ${mentor.id}`])
    await acceptPairing(guide, { pairingId: id })
    expect(await lay.pairing(id)).toMatchObject({ accepted_by_id: mentor.id, from_on: today, until_on: null })
    expect(await lay.messagesAbout(id)).toContain(`pairing.accepted ${resident.id}`)
  })

  it('is declined without a reason, and another can be asked', async () => {
    const { id } = await askMentor(her, { guideId: mentor.id })
    await declinePairing(guide, { pairingId: id })
    expect(await lay.messagesAbout(id)).toContain(`pairing.declined ${resident.id}`)
    expect(await refused(acceptPairing(guide, { pairingId: id }))).toBe('changed')
    await askMentor(her, { guideId: other.id })
  })

  it('is one at a time', async () => {
    const { id } = await askMentor(her, { guideId: mentor.id })
    expect(await refused(askMentor(her, { guideId: other.id }))).toBe('question-open')
    await withdrawQuestion(her, { pairingId: id })
    expect(await refused(askMentor(her, { guideId: other.id }))).toBe('no refusal')
  })

  it('goes only to a mentor, with room, who is independent', async () => {
    const full = await lay.mentor('Vol', 0)
    const near = await lay.mentor('Nabij', 3, ['supervisor', 'surgery'])
    expect(await refused(askMentor(her, { guideId: supervisor.id }))).toBe('not-a-mentor')
    expect(await refused(askMentor(her, { guideId: full.id }))).toBe('no-room')
    expect(await refused(askMentor(her, { guideId: near.id }))).toBe('assesses-in-her-department')
  })

  it('is refused at the answer when the mentor is not independent any more', async () => {
    const late = await lay.mentor('Laat', 3)
    const { id } = await askMentor(her, { guideId: late.id })
    await lay.giveRole(late, 'supervisor', 'surgery', 0)
    expect(await refused(acceptPairing(await signInAs(late.id), { pairingId: id }))).toBe(
      'assesses-in-her-department',
    )
  })

  it('is answered by the mentor alone', async () => {
    const { id } = await askMentor(her, { guideId: mentor.id })
    expect(await refused(acceptPairing(her, { pairingId: id }))).toBe('forbidden')
    expect(await refused(acceptPairing(office, { pairingId: id }))).toBe('forbidden')
    const someone = await signInAs(other.id)
    for (const act of [acceptPairing, declinePairing, withdrawQuestion, endPairing])
      expect(await refused(act(someone, { pairingId: id }))).toBe('not-found')
    for (const act of [acceptPairing, declinePairing, withdrawQuestion, endPairing])
      expect(await refused(act(secretary, { pairingId: id }))).toBe('not-found')
  })

  it('ends with the former mentor when the new one accepts, and neither learns of the other', async () => {
    const former = await lay.paired('mentor', resident, other)
    const talk = await lay.session('mentor-session', resident, other, 9)
    const { id } = await askMentor(her, { guideId: mentor.id })
    expect(await lay.pairing(former)).toMatchObject({ until_on: null })
    await acceptPairing(guide, { pairingId: id })
    expect(await lay.pairing(former)).toMatchObject({ until_on: today, ended_by_id: resident.id })
    expect(await lay.messagesAbout(former)).toEqual([`pairing.ended ${other.id}`])
    expect(
      await database.owner`select from sessions where id = ${talk} and cancelled_at is null`,
    ).toHaveLength(0)
    const seen = await as(other.id, (tx) =>
      tx.execute(`select from audit where actor_id = '${mentor.id}' or '${mentor.id}' = any(about)`),
    )
    expect(seen).toHaveLength(0)
    expect(
      await as(mentor.id, (tx) => tx.execute(`select from audit where '${other.id}' = any(about)`)),
    ).toHaveLength(0)
    expect(await refused(askMentor(her, { guideId: mentor.id }))).toBe('already-her-mentor')
  })
})

describe('a proposal', () => {
  const propose = () => proposeMentor(office, { residentId: resident.id, guideId: mentor.id })

  it('reaches the mentor only after the resident says yes', async () => {
    const { id } = await propose()
    expect(await lay.messagesAbout(id)).toEqual([`pairing.proposed ${resident.id}`])
    expect(await refused(acceptPairing(guide, { pairingId: id }))).toBe('changed')
    expect(await refused(askMentor(her, { guideId: other.id }))).toBe('proposal-open')
    await takeUpProposal(her, { pairingId: id })
    await acceptPairing(guide, { pairingId: id })
    expect(await lay.pairing(id)).toMatchObject({ proposed_by_id: office.id, asked_by_id: resident.id })
  })
  it('is declined by the resident without a message, or taken back by the coordinator', async () => {
    const { id } = await propose()
    expect(await refused(declinePairing(guide, { pairingId: id }))).toBe('forbidden')
    await declinePairing(her, { pairingId: id })
    expect(await lay.messagesAbout(id)).toEqual([`pairing.proposed ${resident.id}`])
    const { id: again } = await propose()
    await withdrawQuestion(office, { pairingId: again })
    expect(await refused(takeUpProposal(her, { pairingId: again }))).toBe('changed')
  })
  it('goes only to a resident, by the coordinator', async () => {
    expect(await refused(proposeMentor(office, { residentId: supervisor.id, guideId: mentor.id }))).toBe(
      'not-found',
    )
    for (const viewer of [her, guide, secretary])
      expect(await refused(proposeMentor(viewer, { residentId: colleague.id, guideId: other.id }))).toBe(
        'forbidden',
      )
  })
})

describe('ending', () => {
  it.each([
    ['the resident', () => her, () => [mentor.id]],
    ['the mentor', () => guide, () => [resident.id]],
    ['the coordinator', () => office, () => [resident.id, mentor.id]],
  ])('is for %s, today, and the others hear of it', async (_who, viewer, told) => {
    const id = await lay.paired('mentor', resident, mentor)
    const past = await lay.session('mentor-session', resident, mentor, -3)
    const coming = await lay.session('mentor-session', resident, mentor, 3)
    await endPairing(viewer(), { pairingId: id })
    expect(await lay.pairing(id)).toMatchObject({ until_on: today, ended_by_id: viewer().id })
    expect((await lay.messagesAbout(id)).sort()).toEqual(
      told()
        .map((each) => `pairing.ended ${each}`)
        .sort(),
    )
    const left = await database.owner`select id from sessions where cancelled_at is null`
    expect(left.map((row) => row.id)).toEqual([past])
    expect(await database.owner`select from outbox where data ->> 'sessionId' = ${coming}`).toHaveLength(2)
    expect(await refused(endPairing(viewer(), { pairingId: id }))).toBe('changed')
  })

  it('of a supervisor is for those who give one, not for the two', async () => {
    const id = await lay.paired('supervisor', resident, supervisor)
    expect(await refused(endPairing(her, { pairingId: id }))).toBe('forbidden')
    expect(await refused(endPairing(await signInAs(supervisor.id), { pairingId: id }))).toBe('forbidden')
    await endPairing(secretary, { pairingId: id })
    expect(await lay.pairing(id)).toMatchObject({ until_on: today })
  })

  it('gives the mentor the place back', async () => {
    const single = await lay.mentor('Een', 1)
    const id = await lay.paired('mentor', colleague, single)
    expect(await refused(askMentor(her, { guideId: single.id }))).toBe('no-room')
    await endPairing(await signInAs(single.id), { pairingId: id })
    expect(await refused(askMentor(her, { guideId: single.id }))).toBe('no refusal')
  })
})
