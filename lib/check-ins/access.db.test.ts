import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { listDatesOnRecord } from '@/lib/coverage/queries'
import { addMinutes } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { keepPromise, undoCheckIn } from './commands'
import { type Office, openOffice } from './office.test-support'
import { loadCheckInList, loadCheckInsWith, loadOwnCheckIns, loadSavedCheckIn } from './queries'

const now = new Date()
let database: Office['database']
let ward: Office['ward']
let surgery: string
let supervisor: Viewer
let resident: Viewer
let colleague: Viewer
let promise: Office['promise']
let log: Office['log']

beforeEach(async () => {
  ;({ database, ward, surgery, supervisor, colleague, resident, promise, log } = await openOffice(now))
})
afterEach(() => database.drop())

describe('after a transfer', () => {
  it('the new supervisor sees the date on record and nothing of what was said before', async () => {
    await log({ topics: ['part-time'], nextOn: ward.on(50), ...promise() })
    await database.owner`update pairings set until_on = ${ward.today}`
    await ward.pair(resident.id, colleague.id, 0)

    const list = await loadCheckInList(colleague, now)
    expect(list?.done).toMatchObject([{ id: resident.id, lastOn: ward.today, nextOn: null, offeredOn: null }])
    expect(await loadCheckInsWith(colleague, resident.id, now)).toMatchObject({
      checkIns: [],
      standing: { lastOn: ward.today },
    })
    await as(colleague.id, async (tx) => {
      expect(await tx.execute(sql`select * from check_ins`)).toEqual([])
      expect(await tx.execute(sql`select * from promises`)).toEqual([])
    })
    // With row security off the code alone must leave out what another wrote.
    await database.owner.unsafe('alter table check_ins disable row level security')
    expect((await loadCheckInList(colleague, now))?.done).toMatchObject([{ nextOn: null, offeredOn: null }])
    expect(await loadCheckInsWith(colleague, resident.id, now)).toMatchObject({ checkIns: [] })
    await database.owner.unsafe('alter table check_ins enable row level security')
    // Whoever wrote it still reads it, without the state of who is no longer her resident.
    expect(await loadCheckInsWith(supervisor, resident.id, now)).toMatchObject({
      standing: null,
      checkIns: [{ topics: ['part-time'] }],
    })
    await expect(log()).rejects.toMatchObject({ reason: 'not-found' })
  })
})

describe('both walls', () => {
  async function strangers() {
    const made = [colleague]
    for (const role of ['resident', 'mentor', 'nurse', 'secretary', 'coordinator', 'admin'] as const)
      made.push(await signInAs(await ward.person(role, role, surgery)))
    const stopped = await ward.person('Gestopt', 'supervisor', surgery, -400, 0)
    const theirs = await ward.checkIn(resident.id, stopped, 'held', -20)
    await ward.promise(theirs, stopped)
    return [...made, await signInAs(stopped)]
  }

  it('row security alone shows and changes nothing for anybody else, a former supervisor by role included', async () => {
    const { id } = await log(promise())
    for (const { id: stranger } of await strangers())
      await as(stranger, async (tx) => {
        expect(await tx.execute(sql`select * from check_ins`)).toEqual([])
        expect(await tx.execute(sql`select * from promises`)).toEqual([])
        expect((await tx.execute(sql`update check_ins set topics = '{}' returning id`)).length).toBe(0)
        expect((await tx.execute(sql`update promises set kept_at = now() returning id`)).length).toBe(0)
      })
    for (const { id: stranger } of await strangers()) {
      const refused = { cause: { code: '42501' } }
      await expect(
        as(stranger, (tx) =>
          tx.execute(sql`insert into check_ins (resident_id, supervisor_id, outcome, happened_on)
            values (${resident.id}, ${stranger}, 'held', ${ward.today})`),
        ),
      ).rejects.toMatchObject(refused)
      await expect(
        as(stranger, (tx) =>
          tx.execute(
            sql`insert into promises (check_in_id, text, owner_id) values (${id}, 'x', ${resident.id})`,
          ),
        ),
      ).rejects.toMatchObject(refused)
    }
  })

  it('row security alone keeps the two people as they were, and after a day what was said as well', async () => {
    await log({ outcome: 'declined', nextOn: ward.on(50) }, supervisor, addMinutes(now, -24 * 60 - 6))
    for (const change of [
      "topics = '{roster}'",
      'next_on = next_on + 1',
      'logged_at = now()',
      "outcome = 'held'",
      'happened_on = happened_on - 1',
      `resident_id = '${colleague.id}'`,
    ])
      await expect(
        as(supervisor.id, (tx) => tx.execute(`update check_ins set ${change}`)),
      ).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })

  it('the code alone shows and changes nothing for anybody else', async () => {
    const { id } = await log(promise())
    const promiseId = (await loadOwnCheckIns(resident, now))?.checkIns[0]?.promises[0]?.id ?? ''
    const others = await strangers()
    for (const table of ['check_ins', 'promises', 'coverage', 'pairings'])
      await database.owner.unsafe(`alter table ${table} disable row level security`)
    for (const stranger of others) {
      expect((await loadOwnCheckIns(stranger, now))?.checkIns ?? []).toEqual([])
      expect(await loadCheckInsWith(stranger, resident.id, now)).toBeNull()
      expect(await loadSavedCheckIn(stranger, id, now)).toBeNull()
      const list = await loadCheckInList(stranger, now)
      expect([...(list?.now ?? []), ...(list?.planned ?? []), ...(list?.done ?? [])]).toEqual([])
      await expect(undoCheckIn(stranger, { checkInId: id })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(keepPromise(stranger, { promiseId, kept: 'yes' })).rejects.toMatchObject({
        reason: 'not-found',
      })
      const reason = stranger.id === colleague.id ? 'not-found' : 'forbidden'
      await expect(log({}, stranger)).rejects.toMatchObject({ reason })
    }
    expect(await database.owner`select kept_at from promises where id = ${promiseId}`).toEqual([
      { kept_at: null },
    ])
  })

  it('a denial leaves its own row, after the rollback', async () => {
    await log({}, colleague).catch(() => null)
    expect(await database.owner`select actor_id from audit where action = 'denied:check-in.log'`).toEqual([
      { actor_id: colleague.id },
    ])
  })
})

describe('the list of a supervisor', () => {
  it('shows the owed first, then what is planned and what is done', async () => {
    const add = async (name: string, from: number, last?: number) => {
      const id = await ward.person(name, 'resident', surgery, from)
      await ward.pair(id, supervisor.id, from)
      if (last !== undefined) await ward.checkIn(id, supervisor.id, 'held', last)
      return id
    }
    await add('Vers', -2)
    await add('Bijna', -200, -80)
    await add('Laat', -300, -120)
    await add('Klaar', -200, -5)
    await ward.pair(await ward.person('Straks', 'resident', surgery, 9), supervisor.id, -1)
    const planned = await add('Gepland', -10)
    await ward.session(planned, supervisor.id, 6)
    const list = await loadCheckInList(supervisor, now)
    const names = (group: { givenName: string }[] = []) => group.map(({ givenName }) => givenName)
    expect(names(list?.now)).toEqual(['Laat', 'Res', 'Bijna', 'Vers'])
    expect(names(list?.planned)).toEqual(['Gepland', 'Straks'])
    expect(names(list?.done)).toEqual(['Klaar'])
    expect(list?.planned[0]).toMatchObject({
      nextOn: ward.on(6),
      flag: 'none',
      department: 'Chirurgie',
      kind: 'anios',
    })
  })

  it('leaves one row in the log of who looked, about all of them', async () => {
    await loadCheckInList(supervisor, now)
    await loadCheckInsWith(supervisor, resident.id, now)
    const looks =
      await database.owner`select action, about from audit where actor_id = ${supervisor.id} and action like 'check-in.%' order by id`
    expect(looks).toEqual([
      { action: 'check-in.dates', about: [resident.id] },
      { action: 'check-in.read', about: [resident.id] },
    ])
  })

  it('is not there for somebody whose role of supervisor has ended', async () => {
    await database.owner`update roles set until_on = ${ward.today} where person_id = ${supervisor.id}`
    const ended = await signInAs(supervisor.id)
    expect(await loadCheckInList(ended, now)).toBeNull()
    expect(await loadCheckInsWith(ended, resident.id, now)).toBeNull()
    await expect(log({}, ended)).rejects.toMatchObject({ reason: 'forbidden' })
  })
})

it('a secretary reads the same whether it was held or declined', async () => {
  const secretary = await signInAs(await ward.person('Sec', 'secretary', surgery))
  const read = async () => (await listDatesOnRecord(secretary, now))?.residents
  const none = await read()
  const offered = await log({ outcome: 'offered' })
  expect(await read()).toEqual(none)
  await undoCheckIn(supervisor, { checkInId: offered.id })
  const held = await log({ outcome: 'held', topics: ['career'], ...promise() })
  const afterHeld = await read()
  await undoCheckIn(supervisor, { checkInId: held.id })
  await log({ outcome: 'declined' })
  expect(await read()).toEqual(afterHeld)
})
