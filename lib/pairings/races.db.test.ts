import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { acceptPairing, askMentor, endPairing, giveSupervisor, withdrawQuestion } from './commands'
import { hospital, today, type Person } from './hospital.test-support'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let mentor: Person
let guide: Viewer, office: Viewer, secretary: Viewer
const residents: Viewer[] = []
const supervisors: Person[] = []
let mentors: Person[] = []

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  for (let n = 0; n < 12; n += 1)
    residents.push(await signInAs((await lay.person(`Roos ${n}`, ['resident', 'surgery'])).id))
  for (let n = 0; n < 4; n += 1) supervisors.push(await lay.person(`Sam ${n}`, ['supervisor', 'surgery']))
  mentor = await lay.mentor('Mieke', 1)
  mentors = [await lay.mentor('Otto', 9), await lay.mentor('Olga', 9), await lay.mentor('Oscar', 9)]
  guide = await signInAs(mentor.id)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  secretary = await signInAs((await lay.person('Sien', ['secretary', 'surgery'])).id)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate pairings, outbox cascade`)

const first = () => residents[0] ?? guide
const count = (outcomes: string[], wanted: string) => outcomes.filter((each) => each === wanted).length

describe('at the same moment', () => {
  it('one of twelve residents gets the last place, the others hear that there is no room', async () => {
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.all(
        residents.map((viewer) => refused(askMentor(viewer, { guideId: mentor.id }))),
      )
      expect(count(outcomes, 'no refusal')).toBe(1)
      expect(count(outcomes, 'no-room')).toBe(11)
      await database.owner`truncate pairings cascade`
    }
  })

  it('one of three questions of one resident stands', async () => {
    const outcomes = await Promise.all(
      mentors.map((each) => refused(askMentor(first(), { guideId: each.id }))),
    )
    expect(outcomes.sort()).toEqual(['no refusal', 'question-open', 'question-open'])
  })

  it('either the mentor accepts or the resident withdraws, never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await askMentor(first(), { guideId: mentor.id })
      const acts = [
        () => refused(acceptPairing(guide, { pairingId: id })),
        () => refused(withdrawQuestion(first(), { pairingId: id })),
      ]
      const outcomes = await Promise.all((round % 2 ? acts.toReversed() : acts).map((act) => act()))
      expect(outcomes.sort()).toEqual(['changed', 'no refusal'])
      const row = await lay.pairing(id)
      expect(Boolean(row?.accepted_at) !== Boolean(row?.ended_at)).toBe(true)
      await database.owner`truncate pairings cascade`
    }
  })

  it('accepting after withdrawing, and withdrawing after accepting, finds it changed', async () => {
    const { id } = await askMentor(first(), { guideId: mentor.id })
    await withdrawQuestion(first(), { pairingId: id })
    expect(await refused(acceptPairing(guide, { pairingId: id }))).toBe('changed')
    const { id: again } = await askMentor(first(), { guideId: mentor.id })
    await acceptPairing(guide, { pairingId: again })
    expect(await refused(withdrawQuestion(first(), { pairingId: again }))).toBe('changed')
  })

  it('two transfers leave one supervisor', async () => {
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(
        supervisors.map((each, n) =>
          refused(
            giveSupervisor(n % 2 ? office : secretary, {
              residentId: first().id,
              guideId: each.id,
              fromOn: today,
            }),
          ),
        ),
      )
      expect(count(outcomes, 'no refusal')).toBe(4)
      const standing = await database.owner`select from pairings where until_on is null`
      expect(standing).toHaveLength(1)
      await database.owner`truncate pairings cascade`
    }
  })

  it('both sides ending is one end', async () => {
    const id = await lay.paired('mentor', { id: first().id, name: '' }, mentor)
    const outcomes = await Promise.all([
      refused(endPairing(first(), { pairingId: id })),
      refused(endPairing(guide, { pairingId: id })),
    ])
    expect(outcomes.sort()).toEqual(['changed', 'no refusal'])
  })
})
