import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { acceptPairing, askMentor } from './commands'
import { hospital, type Person } from './hospital.test-support'
import { listWishes, wishMentors } from './wishes'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let roos: Person, mieke: Person, otto: Person
let hers: Viewer, office: Viewer
const outsiders: Viewer[] = []

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  roos = await lay.person('Roos', ['resident', 'surgery'])
  mieke = await lay.mentor('Mieke', 2)
  otto = await lay.mentor('Otto', 2)
  hers = await signInAs(roos.id)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  const others = [
    mieke,
    await lay.person('Carlo', ['resident', 'surgery']),
    await lay.person('Sam', ['supervisor', 'surgery']),
    await lay.person('Sien', ['secretary', 'surgery']),
    await lay.person('Ad', ['admin', null]),
    await lay.person('Oud', ['coordinator', null, -400, -1]),
  ]
  for (const person of others) outsiders.push(await signInAs(person.id))
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate pairings, mentor_wishes cascade`
  await wishMentors(hers, { first: otto.id, third: mieke.id })
})

const seenBy = (viewer: Viewer) =>
  as(viewer.id, async (tx) => (await listWishes(tx, roos.id)).map(({ id }) => id))
const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )

describe('row security alone', () => {
  it('shows wishes to her and the coordinator, and to no mentor', async () => {
    expect(await seenBy(hers)).toEqual([otto.id, mieke.id])
    expect(await seenBy(office)).toEqual([otto.id, mieke.id])
    for (const viewer of outsiders) expect(await seenBy(viewer)).toEqual([])
  })

  it('lets nobody wish for her, change or remove what she wished', async () => {
    for (const viewer of [office, ...outsiders]) {
      expect(await raw(viewer, `insert into mentor_wishes values ('${roos.id}', 2, '${mieke.id}')`)).toBe(
        '42501',
      )
      expect(await raw(viewer, `update mentor_wishes set place = 3`)).toBe('42501')
      expect(await raw(viewer, `delete from mentor_wishes`)).toBe(0)
    }
    const own = `insert into mentor_wishes values ('${mieke.id}', 1, '${otto.id}')`
    expect(await raw(await signInAs(mieke.id), own)).toBe('42501')
  })
})

describe('the command', () => {
  it('replaces what she wished, in its order', async () => {
    await wishMentors(hers, { first: mieke.id })
    expect(await seenBy(hers)).toEqual([mieke.id])
    await wishMentors(hers, {})
    expect(await seenBy(hers)).toEqual([])
  })

  it('refuses whoever is no resident or wishes for who is no mentor, and one wish twice', async () => {
    for (const viewer of [office, ...outsiders.filter((each) => each.roles[0]?.role !== 'resident')])
      expect(await refused(wishMentors(viewer, { first: otto.id }))).toBe('forbidden')
    expect(await refused(wishMentors(hers, { first: office.id }))).toBe('not-a-mentor')
    expect(await refused(wishMentors(hers, { first: roos.id }))).toBe('self-pairing')
    await expect(wishMentors(hers, { first: otto.id, second: otto.id })).rejects.toThrow('wish-twice')
    expect(await seenBy(hers)).toEqual([otto.id, mieke.id])
  })

  it('is forgotten when she has a mentor, and when an account closes', async () => {
    await database.owner`update people set closed_at = now() where id = ${otto.id}`
    expect(await seenBy(hers)).toEqual([mieke.id])
    await database.owner`update people set closed_at = null where id = ${otto.id}`
    const { id } = await askMentor(hers, { guideId: mieke.id })
    await acceptPairing(await signInAs(mieke.id), { pairingId: id })
    expect(await seenBy(hers)).toEqual([])
  })
})
