import { randomUUID } from 'node:crypto'
import { ZodError } from 'zod'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import { loadOwnProgress } from '@/lib/sessions/progress'
import { loadQuietDoor } from '@/lib/sessions/quiet'
import { allRoles, type Role, type Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import {
  correctCounter,
  distrustHospital,
  importCounters,
  nameHospital,
  removeBrought,
  trustHospital,
} from './commands'
import { exportCounters } from './export'
import { readFile } from './file'
import { anotherHospital } from './file.test-support'
import { ownPublicKey } from './own-key'
import { loadCounters, loadHospitals } from './queries'

let database: TestDatabase
const who = {} as Record<Role | 'colleague', Viewer>
const now = new Date()
const east = anotherHospital()

beforeAll(async () => {
  vi.stubEnv('AUTH_SECRET', 'the secret of this test, and no other')
  database = await testDatabase()
  for (const name of [...allRoles, 'colleague' as const])
    who[name] = await addPerson(name === 'resident' ? 'Noor' : name, name === 'colleague' ? 'resident' : name)
})
afterAll(async () => {
  await database.drop()
  vi.unstubAllEnvs()
})
beforeEach(async () => {
  await database.owner`truncate counter_corrections, brought_counts, trusted_hospitals, therapy_counts, audit, sessions, session_people cascade`
  await database.owner`update hospital set name = null`
})

async function addPerson(givenName: string, role: string) {
  const id = randomUUID()
  const { owner } = database
  await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${id}, ${givenName}, 'de Vries')`
  await owner`insert into contacts (person_id, email) values (${id}, ${`${id}@ziekenhuis.test`})`
  await owner`insert into roles (person_id, role, from_on) values (${id}, ${role}, '2020-01-01')`
  return signInAs(id)
}

async function held(form: string, person: Viewer, but: { missed?: true; cancelled?: true } = {}) {
  const [startsAt, endsAt] = [new Date(now.getTime() - 90 * 60_000), new Date(now.getTime() - 60_000)]
  const [session] = await database.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id, missed_at, missed_by_id, cancelled_at)
    values (${form}, ${startsAt}, ${endsAt}, ${person.id}, ${but.missed ? endsAt : null}, ${but.missed ? person.id : null}, ${but.cancelled ? startsAt : null})
    returning id`
  // A time that is not asked about here: a person may have several in this test.
  await database.owner`insert into session_people (session_id, person_id, part, during)
    values (${session!.id}, ${person.id}, 'resident', 'empty')`
}

const totals = async (viewer: Viewer) =>
  (await loadCounters(viewer, now))?.counters.map(({ total }) => total) ?? null
const fileOf = (text: string) => new File([text], 'klankbord.json')
const bring = (text: string, viewer = who.resident) => importCounters(viewer, { file: fileOf(text) }, now)
const reasonOf = (done: Promise<unknown>) =>
  done.then(
    () => null,
    (error: unknown) =>
      error instanceof Refusal
        ? error.reason
        : error instanceof ZodError
          ? error.issues.map((issue) => issue.message).join()
          : error,
  )
const trustEast = () => trustHospital(who.coordinator, { name: 'Oost', publicKey: east.key })
const actions = async () =>
  (await database.owner<{ action: string }[]>`select action from audit order by id`).map((row) => row.action)

describe('a resident’s counters', () => {
  it('count what was held here, what was forgotten since, what she corrected and what she brought', async () => {
    await held('supervision-group', who.resident)
    await held('supervision-group', who.resident, { missed: true })
    await held('supervision-group', who.resident, { cancelled: true })
    await held('learning-therapy', who.resident)
    await held('learning-therapy', who.colleague)
    await database.owner`insert into therapy_counts (resident_id, held) values (${who.resident.id}, 4)`
    expect(await totals(who.resident)).toEqual([1, 5])
    await correctCounter(who.resident, { form: 'learning-therapy', 'learning-therapy': '3' })
    await correctCounter(who.resident, { form: 'supervision-group', 'supervision-group': '−1' })
    expect(await totals(who.resident)).toEqual([0, 8])
    await trustEast()
    await bring(east.fileOf(6))
    expect(await totals(who.resident)).toEqual([6, 8])
    expect(await totals(who.colleague)).toEqual([0, 1])
    // What she sees on other pages of hers is the same number.
    const progress = await loadOwnProgress(who.resident, now)
    expect(progress.find(({ form }) => form === 'supervision-group')?.held).toBe(6)
    expect((await loadQuietDoor(who.resident, now))?.therapyHeld).toBe(8)
  })

  it('take one number, which replaces the one before; no more goes off than was held', async () => {
    for (const added of ['3', '+2', '']) {
      await correctCounter(who.resident, {
        form: 'supervision-group',
        'supervision-group': added || undefined,
      })
    }
    expect(await totals(who.resident)).toEqual([0, 0])
    const correct = (added: string) =>
      reasonOf(correctCounter(who.resident, { form: 'supervision-group', 'supervision-group': added }))
    expect(await correct('-1')).toBe('counter-below-none')
    expect(await correct('201')).toBe('number-range')
    for (const text of ['1.5', 'x', '1e2', '--1', ' ']) expect(await correct(text)).toBe('whole-number')
  })

  it('are of nobody else: another role has none, and can keep none', async () => {
    await trustEast()
    for (const role of allRoles.filter((each) => each !== 'resident')) {
      expect([role, await loadCounters(who[role], now)]).toEqual([role, null])
      expect(await exportCounters(who[role], true, now)).toBeNull()
      const given = { form: 'learning-therapy', 'learning-therapy': '1' } as const
      expect(await reasonOf(correctCounter(who[role], given))).toBe('forbidden')
      expect(await reasonOf(bring(east.fileOf(1), who[role]))).toBe('forbidden')
      const from = { form: 'supervision-group' as const, source: east.source }
      expect(await reasonOf(removeBrought(who[role], from))).toBe('forbidden')
    }
  })

  it('can be taken along after her role has ended, and not changed', async () => {
    const leaver = await addPerson('Noor', 'resident')
    await correctCounter(leaver, { form: 'supervision-group', 'supervision-group': '4' })
    await database.owner`update roles set until_on = current_date - 1 where person_id = ${leaver.id}`
    const after = await signInAs(leaver.id)
    expect(await totals(after)).toEqual([4, 0])
    expect(await exportCounters(after, false, now)).toContain('"added": 4')
    expect(await reasonOf(correctCounter(after, { form: 'supervision-group' }))).toBe('forbidden')
  })

  it('leave one neutral kind in the log, about nobody, and no message', async () => {
    await trustEast()
    await correctCounter(who.resident, { form: 'learning-therapy', 'learning-therapy': '3' })
    await bring(east.fileOf(6))
    await removeBrought(who.resident, { form: 'supervision-group', source: east.source })
    const rows =
      await database.owner`select action, subject_id, about from audit where actor_id = ${who.resident.id}`
    expect(rows).toHaveLength(3)
    for (const row of rows)
      expect({ ...row }).toEqual({ action: 'profile.change', subject_id: null, about: [] })
    expect(await database.owner`select id from outbox`).toHaveLength(0)
  })
})

describe('a file', () => {
  const readOwn = (text: string) => {
    const read = readFile(Buffer.from(text), (key) => key === ownPublicKey())
    if ('problem' in read) throw new Error(read.problem)
    return read.content
  }

  it('holds her name, this hospital and her counters, of learning therapy nothing unless she asks', async () => {
    await nameHospital(who.coordinator, { ownName: 'Ziekenhuis Noord' })
    await correctCounter(who.resident, { form: 'learning-therapy', 'learning-therapy': '31' })
    await held('supervision-group', who.resident)
    const text = (await exportCounters(who.resident, false, now))!
    expect(readOwn(text)).toMatchObject({ name: 'Noor de Vries', hospital: 'Ziekenhuis Noord' })
    expect(text).toContain('Supervisiegroep: 1 van 12')
    expect(text).not.toMatch(/therap/i)
    expect(text).not.toContain(who.resident.id)
    const whole = (await exportCounters(who.resident, true, now))!
    expect(whole).toContain('Leertherapie: 31 van 50')
    expect(readOwn(whole).parts[0]?.counts).toMatchObject([
      { form: 'supervision-group', held: 1, added: 0 },
      { form: 'learning-therapy', held: 0, added: 31 },
    ])
  })

  it('that was brought is carried on from the place that counted it', async () => {
    await trustEast()
    await bring(east.fileOf(6))
    await held('supervision-group', who.resident)
    const { parts } = readOwn((await exportCounters(who.resident, false, now))!)
    expect(parts.map(({ hospital, counts }) => [hospital, counts[0]?.held])).toEqual([
      ['localhost', 1],
      ['Oost', 6],
    ])
  })

  it('read twice changes nothing, a newer one replaces the number, an older one does not come back', async () => {
    await trustEast()
    const old = east.fileOf(6)
    const fresh = east.signed(east.contentOf(8, { issuedAt: '2026-11-22T10:00:00.000Z' }))
    await bring(old)
    expect(await reasonOf(bring(old))).toBe('counters-file-same')
    await bring(fresh)
    expect(await reasonOf(bring(old))).toBe('counters-file-older')
    expect(await totals(who.resident)).toEqual([8, 0])
    expect(await database.owner`select 1 from brought_counts`).toHaveLength(1)
    const from = { form: 'supervision-group' as const, source: east.source }
    await removeBrought(who.resident, from)
    expect(await totals(who.resident)).toEqual([0, 0])
    expect(await reasonOf(removeBrought(who.resident, from))).toBe('not-found')
    await bring(old)
    expect(await totals(who.resident)).toEqual([6, 0])
  })

  it('read twice at once counts once', async () => {
    await trustEast()
    const file = east.fileOf(6)
    const reasons = await Promise.all([1, 2, 3].map(() => reasonOf(bring(file))))
    expect(reasons.filter((reason) => reason === null)).toHaveLength(1)
    expect(await totals(who.resident)).toEqual([6, 0])
  })

  it('is refused when it was changed, is of somebody else, of an unknown hospital, or of this account', async () => {
    const file = east.fileOf(6)
    expect(await reasonOf(bring(file))).toBe('counters-hospital-unknown')
    await trustEast()
    expect(await reasonOf(bring(file.replace('"held": 6', '"held": 9')))).toBe('counters-file-changed')
    expect(await reasonOf(bring(file, who.colleague))).toBe('counters-file-name')
    expect(await reasonOf(bring((await exportCounters(who.resident, true, now))!))).toBe('counters-file-own')
    expect(await reasonOf(bring('{}'))).toBe('counters-file-other')
    expect(await reasonOf(bring(''))).toBe('file')
    expect(await reasonOf(bring(' '.repeat(70_000)))).toBe('counters-file-large')
    expect(await database.owner`select 1 from brought_counts`).toHaveLength(0)
  })

  it('of an account that she had here before counts beside what is held now', async () => {
    const before = await addPerson('Noor', 'resident')
    await correctCounter(before, { form: 'supervision-group', 'supervision-group': '5' })
    await bring((await exportCounters(before, false, now))!)
    await held('supervision-group', who.resident)
    expect(await totals(who.resident)).toEqual([6, 0])
  })
})

describe('hospitals whose files count', () => {
  it('are kept by the coordinator alone, with an audit row each time', async () => {
    for (const role of allRoles.filter((each) => each !== 'coordinator')) {
      expect(await loadHospitals(who[role])).toBeNull()
      expect(await reasonOf(trustHospital(who[role], { name: 'X', publicKey: east.key }))).toBe('forbidden')
      expect(await reasonOf(nameHospital(who[role], { ownName: 'X' }))).toBe('forbidden')
      expect(await reasonOf(distrustHospital(who[role], { hospitalId: randomUUID() }))).toBe('forbidden')
    }
    await database.owner`truncate audit`
    await nameHospital(who.coordinator, { ownName: 'Noord' })
    await trustEast()
    const [known] = (await loadHospitals(who.coordinator))!.trusted
    await distrustHospital(who.coordinator, { hospitalId: known!.id })
    expect(await actions()).toEqual(['hospital.name', 'hospital.trust', 'hospital.distrust'])
    expect(await loadHospitals(who.coordinator)).toEqual({
      name: 'Noord',
      publicKey: ownPublicKey(),
      trusted: [],
    })
    expect(await reasonOf(bring(east.fileOf(1)))).toBe('counters-hospital-unknown')
    expect(await reasonOf(distrustHospital(who.coordinator, { hospitalId: known!.id }))).toBe('not-found')
    // It can be trusted again.
    await trustEast()
  })

  it('have a key that is one, theirs, strong, and in the list once', async () => {
    const trust = (publicKey: string) => reasonOf(trustHospital(who.coordinator, { name: 'Oost', publicKey }))
    expect(await trust('abc')).toBe('hospital-key')
    expect(await trust(`01${'00'.repeat(31)}`)).toBe('hospital-key')
    expect(await trust(ownPublicKey())).toBe('hospital-own')
    expect(await trust(east.key.toUpperCase().replaceAll(/(.{4})/g, '$1 '))).toBeNull()
    expect(await trust(east.key)).toBe('hospital-known')
  })
})
