import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
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
  withdrawQuestion,
} from './commands'
import { hospital, today, type Person } from './hospital.test-support'
import { loadOverview, loadResidentPairings, previewSupervisor } from './overview'
import { listMentors, loadMyPairings } from './queries'

let database: TestDatabase
let lay: ReturnType<typeof hospital>
let resident: Person, supervisor: Person, mentor: Person, stranger: Person, psychologist: Person
/** Everybody to whom these pairings are nothing: a colleague, guides of others, a nurse, a secretary from elsewhere, the admin. */
const outsiders: Viewer[] = []
let her: Viewer, guide: Viewer, office: Viewer, secretary: Viewer

beforeAll(async () => {
  database = await testDatabase()
  lay = hospital(database.owner)
  resident = await lay.person('Roos', ['resident', 'surgery'])
  supervisor = await lay.person('Sam', ['supervisor', 'surgery'])
  mentor = await lay.mentor('Mieke', 3)
  psychologist = await lay.person('Pia', ['psychologist', null])
  stranger = await lay.person('Carlo', ['resident', 'surgery'])
  const others = [
    stranger,
    await lay.person('Vera', ['supervisor', 'surgery']),
    await lay.mentor('Otto', 3),
    await lay.person('Nel', ['nurse', 'surgery']),
    await lay.person('Stan', ['student', 'surgery']),
    await lay.person('Els', ['secretary', 'medicine']),
    await lay.person('Ad', ['admin', null]),
    await lay.person('Oud', ['coordinator', null, -400, -1], ['secretary', 'surgery', -400, 0]),
  ]
  for (const person of others) outsiders.push(await signInAs(person.id))
  her = await signInAs(resident.id)
  guide = await signInAs(mentor.id)
  office = await signInAs((await lay.person('Cora', ['coordinator', null])).id)
  secretary = await signInAs((await lay.person('Sien', ['secretary', 'surgery'])).id)
})
afterAll(() => database.drop())

let supervising: string, mentoring: string, confidential: string
beforeEach(async () => {
  await database.owner`truncate pairings cascade`
  supervising = await lay.paired('supervisor', resident, supervisor)
  mentoring = await lay.paired('mentor', resident, mentor)
  confidential = await lay.paired('psychologist', resident, psychologist)
})

const kindsSeen = (viewer: Viewer) =>
  as(viewer.id, (tx) => tx.execute<{ kind: string }>(sql`select kind from pairings order by kind`)).then(
    (rows) => rows.map((row) => row.kind),
  )
/** What the database says to a statement of this viewer: rows touched, or the state of its error. */
const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )

describe('row security alone', () => {
  it('shows each viewer the pairings of the matrix and no other', async () => {
    expect(await kindsSeen(her)).toEqual(['mentor', 'psychologist', 'supervisor'])
    expect(await kindsSeen(await signInAs(supervisor.id))).toEqual(['supervisor'])
    expect(await kindsSeen(guide)).toEqual(['mentor'])
    expect(await kindsSeen(office)).toEqual(['mentor', 'supervisor'])
    expect(await kindsSeen(secretary)).toEqual(['supervisor'])
    for (const viewer of outsiders) expect(await kindsSeen(viewer)).toEqual([])
  })

  it('takes the pairing away from a guide whose role has ended', async () => {
    await lay.paired('mentor', stranger, supervisor)
    expect(await kindsSeen(await signInAs(supervisor.id))).toEqual(['supervisor'])
  })

  it('lets no outsider change or add one', async () => {
    for (const viewer of outsiders) {
      for (const id of [supervising, mentoring, confidential])
        expect(await raw(viewer, `update pairings set until_on = '${today}' where id = '${id}'`)).toBe(0)
      const values = `'${resident.id}', '${mentor.id}', '${today}'`
      for (const kind of ['supervisor', 'mentor', 'psychologist'])
        expect(
          await raw(
            viewer,
            `insert into pairings (kind, resident_id, guide_id, from_on) values ('${kind}', ${values})`,
          ),
        ).toBe('42501')
      expect(await raw(viewer, `delete from pairings`)).toBe('42501')
    }
  })

  it('keeps mentors from a secretary, also when she writes', async () => {
    expect(await raw(secretary, `update pairings set until_on = '${today}' where kind = 'mentor'`)).toBe(0)
    expect(
      await raw(
        secretary,
        `insert into pairings (kind, resident_id, guide_id, from_on) values ('mentor', '${resident.id}', '${mentor.id}', '${today}')`,
      ),
    ).toBe('42501')
  })

  it('gives nobody a supervisor of her own choice', async () => {
    const own = `insert into pairings (kind, resident_id, guide_id, from_on, accepted_at, accepted_by_id)
      values ('supervisor', '${resident.id}', '${stranger.id}', '${today}', now(), '${resident.id}')`
    expect(await raw(her, own)).toBe('42501')
  })
})

describe('signatures', () => {
  const open = async (columns: string, values: string) => {
    await database.owner`delete from pairings where kind = 'mentor'`
    const id = crypto.randomUUID()
    await database.owner.unsafe(
      `insert into pairings (id, kind, resident_id, guide_id, from_on, ${columns})
       values ('${id}', 'mentor', '${resident.id}', '${mentor.id}', '${today}', ${values})`,
    )
    return id
  }
  const asked = () => open('asked_at, asked_by_id', `now(), '${resident.id}'`)
  const accept = (by: string) => `accepted_at = now(), accepted_by_id = ${by}`

  it('lets a resident not accept for the mentor, in whatever way she writes it', async () => {
    const id = await asked()
    for (const set of [accept(`'${mentor.id}'`), accept(`'${resident.id}'`), accept('null')])
      expect(await raw(her, `update pairings set ${set} where id = '${id}'`)).toMatch(/42501|23514/)
    expect(await raw(guide, `update pairings set ${accept(`'${mentor.id}'`)} where id = '${id}'`)).toBe(1)
  })
  it('lets a coordinator neither ask nor accept for somebody', async () => {
    const id = await open('proposed_at, proposed_by_id', `now(), '${office.id}'`)
    for (const set of [
      `asked_at = now(), asked_by_id = '${office.id}'`,
      `asked_at = now(), asked_by_id = '${resident.id}'`,
      accept(`'${office.id}'`),
      accept(`'${mentor.id}'`),
    ])
      expect(await raw(office, `update pairings set ${set} where id = '${id}'`)).toMatch(/42501|23514/)
  })
  it('lets a mentor accept only what the resident asks', async () => {
    const id = await open('proposed_at, proposed_by_id', `now(), '${office.id}'`)
    expect(await raw(guide, `update pairings set ${accept(`'${mentor.id}'`)} where id = '${id}'`)).toBe(
      '42501',
    )
  })
  it('keeps what was signed: a no stays a no, an end stays an end', async () => {
    const id = await open(
      'asked_at, asked_by_id, declined_at, declined_by_id',
      `now(), '${resident.id}', now(), '${mentor.id}'`,
    )
    expect(
      await raw(her, `update pairings set declined_at = null, declined_by_id = null where id = '${id}'`),
    ).toBe('42501')
    expect(await raw(guide, `update pairings set ${accept(`'${mentor.id}'`)} where id = '${id}'`)).toBe(
      '42501',
    )
    const ended = await open(
      'asked_at, asked_by_id, ended_at, ended_by_id',
      `now(), '${resident.id}', now(), '${resident.id}'`,
    )
    expect(await raw(guide, `update pairings set ${accept(`'${mentor.id}'`)} where id = '${ended}'`)).toBe(
      '42501',
    )
  })
  it('keeps the two people, the first day, and an end that was set', async () => {
    for (const set of [
      `guide_id = '${stranger.id}'`,
      `resident_id = '${stranger.id}'`,
      `kind = 'supervisor'`,
      `from_on = from_on - 1`,
    ])
      expect(await raw(her, `update pairings set ${set} where id = '${mentoring}'`)).toBe('42501')
    await endPairing(her, { pairingId: mentoring })
    expect(await raw(guide, `update pairings set until_on = null where id = '${mentoring}'`)).toBe('42501')
  })
  it('never lets two mentors or two supervisors hold at once', async () => {
    const second = (kind: string) =>
      database.owner.unsafe(`insert into pairings (kind, resident_id, guide_id, from_on, accepted_at)
        values ('${kind}', '${resident.id}', '${stranger.id}', '${today}', now())`)
    for (const kind of ['supervisor', 'mentor'])
      await expect(second(kind)).rejects.toMatchObject({ code: '23P01' })
  })
})

describe('the code alone, with row security off', () => {
  beforeEach(() => database.owner`alter table pairings disable row level security`)
  afterEach(() => database.owner`alter table pairings enable row level security`)

  it('bites: the rows are open to whoever asks the table', async () => {
    expect(await kindsSeen(outsiders[0] ?? her)).toHaveLength(3)
  })
  it('refuses every command of an outsider', async () => {
    const now = new Date()
    for (const viewer of outsiders) {
      for (const act of [acceptPairing, declinePairing, withdrawQuestion, endPairing])
        for (const pairingId of [supervising, mentoring, confidential])
          expect(await refused(act(viewer, { pairingId }))).toBe('not-found')
      const both = { residentId: resident.id, guideId: supervisor.id }
      expect(await refused(giveSupervisor(viewer, { ...both, fromOn: today }))).toBe('forbidden')
      expect(await refused(proposeMentor(viewer, both))).toBe('forbidden')
      expect(await previewSupervisor(viewer, { ...both, fromOn: today }, now)).toBeNull()
      expect(await loadResidentPairings(viewer, resident.id, today, now)).toBeNull()
      const mine = await loadMyPairings(viewer, now)
      expect(mine.resident?.supervisors ?? []).toEqual([])
      expect([...(mine.mentor?.residents ?? []), ...(mine.supervisor?.residents ?? [])]).toEqual([])
      const overview = await loadOverview(viewer, {}, now)
      expect(overview?.residents.map((each) => each.name) ?? []).toEqual([])
    }
    expect(await refused(askMentor(guide, { guideId: mentor.id }))).toBe('forbidden')
    expect(await listMentors(guide, now)).toBeNull()
  })
  it('keeps mentors from a secretary, and psychologists from everybody', async () => {
    const now = new Date()
    expect((await loadResidentPairings(secretary, resident.id, today, now))?.mentoring).toBeNull()
    const overview = await loadOverview(secretary, {}, now)
    expect(overview?.residents.map((each) => each.mentoring)).toEqual([null, null])
    expect(await refused(endPairing(secretary, { pairingId: mentoring }))).toBe('not-found')
    for (const viewer of [office, secretary])
      expect(await refused(endPairing(viewer, { pairingId: confidential }))).toBe('not-found')
    expect(JSON.stringify(await loadResidentPairings(office, resident.id, today, now))).not.toContain('Pia')
    expect(JSON.stringify(await loadMyPairings(her, now))).not.toContain('Pia')
  })
})
