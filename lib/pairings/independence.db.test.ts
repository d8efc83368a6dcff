import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { day, hospital, type Person } from './hospital.test-support'
import { recheckIndependence, recheckIndependenceNightly } from './independence'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let resident: Person, mentor: Person
let office: Viewer
const now = new Date()

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
})
afterAll(() => database.drop())
let mentoring: string
beforeEach(async () => {
  await database.owner`truncate pairings, outbox cascade`
  resident = await lay.person('Roos', ['resident', 'surgery', -200])
  mentor = await lay.mentor('Mieke', 5)
  mentoring = await lay.paired('mentor', resident, mentor, -150)
})

const recheck = (at = now) => as(office.id, (tx) => recheckIndependence(tx, at))
const conflict = async () => (await lay.pairing(mentoring))?.conflict

describe('the recheck after roles have changed', () => {
  it('leaves an independent mentor as she is', async () => {
    expect(await recheck()).toEqual([])
    expect(await conflict()).toBeNull()
  })

  it.each([
    ['assesses-in-her-department', 'supervisor'],
    ['rosters-her', 'secretary'],
    ['resident-beside-her', 'resident'],
  ] as const)('finds %s', async (reason, role) => {
    await lay.giveRole(mentor, role, 'surgery', -3)
    expect(await recheck()).toEqual([
      { pairingId: mentoring, residentId: resident.id, mentorId: mentor.id, conflict: reason },
    ])
    expect(await lay.pairing(mentoring)).toMatchObject({ conflict: reason, conflict_found_at: now })
  })

  it('finds who selects, and who supervised her', async () => {
    await lay.giveRole(mentor, 'coordinator', null, -3)
    await recheck()
    expect(await conflict()).toBe('selects')
    await lay.paired('supervisor', resident, mentor, -300, -200)
    await recheck()
    expect(await conflict()).toBe('supervised-her')
  })

  it('keeps the instant at which it was found, and finds it once', async () => {
    await lay.giveRole(mentor, 'supervisor', 'surgery', -3)
    await recheck(new Date(now.getTime() - 86_400_000))
    expect(await recheck()).toEqual([])
    expect((await lay.pairing(mentoring))?.conflict_found_at).toEqual(new Date(now.getTime() - 86_400_000))
  })

  it('clears it where the mentor is independent again', async () => {
    await database.owner`update pairings set conflict = 'selects', conflict_found_at = now() where id = ${mentoring}`
    await recheck()
    expect(await lay.pairing(mentoring)).toMatchObject({ conflict: null, conflict_found_at: null })
  })

  it('lets pairings that ended, and questions, be', async () => {
    await lay.giveRole(mentor, 'supervisor', 'surgery', -3)
    await database.owner`update pairings set until_on = ${day(0)}`
    const other = await lay.person('Rik', ['resident', 'surgery'])
    await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, asked_at, asked_by_id)
      values ('mentor', ${other.id}, ${mentor.id}, ${day(0)}, now(), ${other.id})`
    expect(await recheck()).toEqual([])
  })

  it('is the same whatever the number, in four statements', async () => {
    await lay.giveRole(mentor, 'supervisor', 'surgery', -3)
    for (let n = 0; n < 30; n += 1)
      await lay.paired(
        'mentor',
        await lay.person(`Rik ${n}`, ['resident', n % 2 ? 'surgery' : 'medicine']),
        mentor,
      )
    expect(await recheck()).toHaveLength(16)
  })
})

describe('the nightly check', () => {
  it('finds it as the worker, with a message for each coordinator of today', async () => {
    await lay.giveRole(mentor, 'supervisor', 'surgery', -3)
    await lay.person('Oud', ['coordinator', null, -400, -1])
    const { found, messages } = await asWorker((tx) => recheckIndependenceNightly(tx, now))
    expect(found.map((each) => each.pairingId)).toEqual([mentoring])
    expect(await conflict()).toBe('assesses-in-her-department')
    const offices =
      await database.owner`select distinct person_id from roles where role = 'coordinator' and until_on is null`
    expect(messages.map((message) => message.recipientId).sort()).toEqual(
      offices.map((row) => String(row.person_id)).sort(),
    )
    expect(messages[0]).toMatchObject({ kind: 'pairing.conflict', data: { pairingId: mentoring } })
    expect(await asWorker((tx) => recheckIndependenceNightly(tx, now))).toEqual({ found: [], messages: [] })
  })
})
