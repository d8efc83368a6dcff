import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { acceptPairing, askMentor, declinePairing, takeUpProposal } from './commands'
import { hospital, type Person } from './hospital.test-support'
import { loadProposal, proposeMentors } from './proposals'
import { wishMentors } from './wishes'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let roos: Person, daan: Person, late: Person, mieke: Person, otto: Person, sam: Person
let office: Viewer, hers: Viewer

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  roos = await lay.person('Roos', ['resident', 'surgery', -300])
  daan = await lay.person('Daan', ['resident', 'surgery', -200])
  late = await lay.person('Late', ['resident', 'medicine', -10])
  mieke = await lay.mentor('Mieke', 1)
  otto = await lay.mentor('Otto', 1, ['mentor', 'medicine', -400])
  // A mentor who assesses in surgery, and is none for Roos and Daan.
  sam = await lay.mentor('Sam', 1, ['supervisor', 'surgery'])
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  hers = await signInAs(roos.id)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate pairings, mentor_wishes cascade`
  await database.owner`truncate outbox`
})

const now = () => new Date()
const propose = async (isApart = false) => (await loadProposal(office, { isApart }, now()))!
const pairsOf = async () => {
  const { proposed } = await propose()
  return proposed.map(({ residentId, mentorId }) => `${residentId} ${mentorId}`)
}
const namesOf = ({ proposed }: Awaited<ReturnType<typeof propose>>) =>
  proposed.map(({ resident, mentor }) => `${resident.split(' ')[0]} ${mentor.split(' ')[0]}`)
const count = async (table: 'pairings' | 'outbox') =>
  (await database.owner`select count(*)::integer from ${database.owner(table)}`)[0]!.count as number

describe('a proposal', () => {
  it('gives everybody a mentor who is independent, after her wishes, and stores nothing', async () => {
    await wishMentors(hers, { first: otto.id })
    const found = await propose()
    expect(namesOf(found)).toEqual(['Daan Mieke', 'Late Sam', 'Roos Otto'])
    expect(found.proposed.map(({ wish }) => wish)).toEqual([undefined, undefined, 1])
    expect(found.unplaced).toEqual([])
    expect(await count('pairings')).toBe(0)
    expect(await count('outbox')).toBe(0)
  })

  it('says what is in the way of whoever finds no place', async () => {
    await lay.paired('supervisor', late, sam, -100, -30)
    const { proposed, unplaced } = await propose()
    expect(proposed.map(({ resident }) => resident)).toEqual(['Daan Test', 'Roos Test'])
    expect(unplaced).toMatchObject([
      {
        resident: 'Late Test',
        obstacles: [
          { reason: 'no-room', count: 2 },
          { reason: 'supervised-her', count: 1 },
        ],
      },
    ])
  })

  it('keeps to other departments when that is asked', async () => {
    for (const other of [roos, daan]) await lay.paired('mentor', other, mieke)
    await wishMentors(await signInAs(late.id), { first: otto.id })
    expect(namesOf(await propose())).toContain('Late Otto')
    expect(namesOf(await propose(true))).toContain('Late Sam')
  })

  it('leaves out whoever has a mentor or an open question, and counts open proposals as taken', async () => {
    await lay.paired('mentor', daan, sam)
    await proposeMentors(office, { pairs: [`${late.id} ${mieke.id}`] })
    expect(namesOf(await propose())).toEqual(['Roos Otto'])
    await askMentor(hers, { guideId: otto.id })
    expect(await propose()).toEqual({ proposed: [], unplaced: [] })
  })

  it('does not bring back who said no', async () => {
    await proposeMentors(office, { pairs: [`${roos.id} ${mieke.id}`] })
    const [{ id }] = (await database.owner`select id from pairings`) as unknown as [{ id: string }]
    await declinePairing(hers, { pairingId: id })
    expect(namesOf(await propose())).toContain('Roos Otto')
    expect(await refused(proposeMentors(office, { pairs: [`${roos.id} ${mieke.id}`] }))).toBe(
      'proposal-changed',
    )
  })
})

describe('sending it', () => {
  it('tells each resident and no mentor; the yes of both stays as it was', async () => {
    const pairs = await pairsOf()
    expect(await proposeMentors(office, { pairs })).toEqual({ count: 3 })
    const told = await database.owner`select kind, recipient_id from outbox`
    expect(told.map((row) => row.recipient_id).sort()).toEqual([roos.id, daan.id, late.id].sort())
    expect(new Set(told.map((row) => row.kind))).toEqual(new Set(['pairing.proposed']))
    const [{ id, guide_id: guideId }] =
      (await database.owner`select id, guide_id from pairings where resident_id = ${roos.id}`) as unknown as [
        { id: string; guide_id: string },
      ]
    await takeUpProposal(hers, { pairingId: id })
    await acceptPairing(await signInAs(guideId), { pairingId: id })
    expect((await lay.pairing(id))?.accepted_by_id).toBe(guideId)
  })

  it('is once, however often it is sent, also at the same time', async () => {
    const pairs = await pairsOf()
    const sent = await Promise.all([1, 2, 3].map(() => proposeMentors(office, { pairs })))
    expect(sent.map((each) => each.count).sort()).toEqual([0, 0, 3])
    expect(await count('pairings')).toBe(3)
    expect(await count('outbox')).toBe(3)
  })

  it('is all or nothing', async () => {
    const pairs = await pairsOf()
    await askMentor(await signInAs(late.id), { guideId: otto.id })
    await database.owner`truncate outbox`
    expect(await refused(proposeMentors(office, { pairs }))).toBe('proposal-changed')
    expect(await count('pairings')).toBe(1)
    expect(await count('outbox')).toBe(0)
  })

  it('takes no pair that the rules refuse, nor more than a mentor has room for', async () => {
    const changed = [
      [`${roos.id} ${sam.id}`],
      [`${roos.id} ${mieke.id}`, `${daan.id} ${mieke.id}`],
      [`${roos.id} ${mieke.id}`, `${roos.id} ${otto.id}`],
      [`${roos.id} ${daan.id}`],
      [`${sam.id} ${mieke.id}`],
    ]
    for (const pairs of changed)
      expect(await refused(proposeMentors(office, { pairs }))).toBe('proposal-changed')
    await expect(proposeMentors(office, { pairs: [] })).rejects.toThrow()
    expect(await count('pairings')).toBe(0)
  })
})

describe('who may', () => {
  it('is the coordinator alone', async () => {
    const pairs = await pairsOf()
    const others = [
      hers,
      await signInAs(mieke.id),
      await signInAs(sam.id),
      await signInAs((await lay.person('Sien', ['secretary', 'surgery'])).id),
      await signInAs((await lay.person('Ad', ['admin', null])).id),
      await signInAs((await lay.person('Oud', ['coordinator', null, -400, -1], ['secretary', 'surgery'])).id),
    ]
    for (const viewer of others) {
      expect(await loadProposal(viewer, { isApart: false }, now())).toBeNull()
      expect(await refused(proposeMentors(viewer, { pairs }))).toBe('forbidden')
    }
    expect(await count('pairings')).toBe(0)
  })

  it('never proposes for herself', async () => {
    const both = await lay.person('Bo', ['coordinator', null], ['resident', 'medicine'])
    const viewer = await signInAs(both.id)
    const found = (await loadProposal(viewer, { isApart: false }, now()))!
    const named = [...found.proposed, ...found.unplaced].map((each) => each.residentId)
    expect(named).not.toContain(both.id)
    expect(await refused(proposeMentors(viewer, { pairs: [`${both.id} ${mieke.id}`] }))).toBe('forbidden')
  })

  it('leaves a row with those who were looked at', async () => {
    const before = (
      await database.owner`select count(*)::integer from audit where action = 'pairing.read'`
    )[0]
    await propose()
    const rows =
      await database.owner`select about from audit where action = 'pairing.read' order by at desc limit 1`
    expect(before).toBeDefined()
    expect(rows[0]?.about).toContain(roos.id)
  })
})
