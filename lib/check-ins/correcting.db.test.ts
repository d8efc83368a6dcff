import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { countOwed, listDatesOnRecord, loadOwnState } from '@/lib/coverage/queries'
import { addMinutes, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { keepPromise, undoCheckIn } from './commands'
import { correctCheckIn } from './correcting'
import { type Office, openOffice } from './office.test-support'
import { loadCheckInList, loadCheckInsWith, loadOwnCheckIns } from './queries'

const now = new Date()
const day = 24 * 60
/** When a talk was logged that is older than a day, for the clock of the database as well. */
const longAgo = addMinutes(now, -3 * day)
let database: Office['database']
let ward: Office['ward']
let supervisor: Viewer
let resident: Viewer
let colleague: Viewer
let surgery: string
let promise: Office['promise']
let log: Office['log']

beforeEach(async () => {
  ;({ database, ward, surgery, supervisor, colleague, resident, promise, log } = await openOffice(now))
})
afterEach(() => database.drop())

type Fields = Partial<Parameters<typeof correctCheckIn>[1]>
const correct = (checkInId: string, fields: Fields = {}, by = supervisor, at = now) =>
  correctCheckIn(by, { checkInId, outcome: 'held', happenedOn: ward.on(-3), ...fields }, at)
const seenBy = async (viewer: Viewer) =>
  viewer === resident
    ? ((await loadOwnCheckIns(resident, now))?.checkIns[0] ?? null)
    : ((await loadCheckInsWith(viewer, resident.id, now))?.checkIns[0] ?? null)
const fieldsOf = (error: { issues?: { path: PropertyKey[]; message: string }[] }) =>
  error.issues?.map((issue) => [issue.path.join('.'), issue.message])
const count = async (table: string) =>
  (await database.owner.unsafe(`select count(*)::int as n from ${table}`))[0]?.n as number
/** Whether the nightly check would find the state of coverage as it is. */
const isTrue = async () => {
  const [row] = await database.owner`select app.recheck_coverage() as differences`
  return row?.differences === 0
}

describe('within 24 hours', () => {
  it('changes in place what was said, and coverage follows', async () => {
    const { id } = await log({ topics: ['roster'], nextOn: ward.on(50), ...promise() })
    const changed = { topics: ['duties' as const], happenedOn: ward.on(-2), nextOn: ward.on(60) }
    await correct(id, { ...changed, ...promise(), promiseText: 'Een andere afspraak.' })
    for (const viewer of [supervisor, resident])
      expect(await seenBy(viewer)).toMatchObject({
        ...changed,
        outcome: 'held',
        corrections: [],
        promises: [{ text: 'Een andere afspraak.' }],
      })
    expect(await loadOwnState(resident, now)).toMatchObject({ lastOn: ward.on(-2) })
    await correct(id, { outcome: 'offered', happenedOn: ward.on(-2) })
    expect(await loadOwnState(resident, now)).toMatchObject({ lastOn: null, flag: 'none-late' })
    expect(await count('promises')).toBe(0)
    expect(await isTrue()).toBe(true)
  })
  it('leaves a promise alone that stands as it was, with its mark', async () => {
    const { id } = await log(promise())
    const before = (await seenBy(resident))?.promises[0]
    await keepPromise(resident, { promiseId: before?.id ?? '', kept: 'no' })
    await correct(id, { ...promise(), happenedOn: ward.today })
    expect((await seenBy(resident))?.promises).toMatchObject([
      { id: before?.id, notKeptAt: expect.any(Date) },
    ])
  })
  it('is over after exactly a day', async () => {
    const { id } = await log({ happenedOn: ward.on(-3) })
    const [row] = await database.owner<{ logged_at: Date }[]>`select logged_at from check_ins`
    const loggedAt = row?.logged_at ?? now
    await correct(
      id,
      { topics: ['roster'] },
      supervisor,
      new Date(addMinutes(loggedAt, day).getTime() - 1000),
    )
    expect(await count('check_in_corrections')).toBe(0)
    await correct(id, { topics: ['career'] }, supervisor, addMinutes(loggedAt, day))
    expect(await count('check_in_corrections')).toBe(1)
    expect(await seenBy(resident)).toMatchObject({
      topics: ['roster'],
      corrections: [{ topics: ['career'] }],
    })
  })
  it('is not possible for what was undone', async () => {
    const { id } = await log()
    await undoCheckIn(supervisor, { checkInId: id })
    await expect(correct(id)).rejects.toMatchObject({ reason: 'changed' })
  })
})

describe('after 24 hours', () => {
  it('stands beside what was written, newest first, and both see both', async () => {
    const { id } = await log({ topics: ['roster'] }, supervisor, longAgo)
    await correct(id, { outcome: 'offered', happenedOn: ward.on(-4) }, supervisor, addMinutes(now, -60))
    await correct(id, { topics: ['career'], happenedOn: ward.on(-5) })
    for (const viewer of [supervisor, resident])
      expect(await seenBy(viewer)).toMatchObject({
        outcome: 'held',
        happenedOn: todayOn(longAgo),
        topics: ['roster'],
        corrections: [
          { outcome: 'held', happenedOn: ward.on(-5), topics: ['career'], correctedAt: now },
          { outcome: 'offered', happenedOn: ward.on(-4), topics: [] },
        ],
        correcting: viewer === supervisor ? 'beside' : null,
      })
  })
  it('coverage follows the corrected outcome and day, in both directions', async () => {
    const { id } = await log({ nextOn: ward.on(30) }, supervisor, longAgo)
    expect(await countOwed(supervisor, now)).toBe(0)
    await correct(id, { happenedOn: ward.on(-7) }, supervisor, addMinutes(now, -3))
    expect(await loadOwnState(resident, now)).toMatchObject({ lastOn: ward.on(-7) })
    await correct(id, { outcome: 'offered', happenedOn: ward.on(-4) }, supervisor, addMinutes(now, -2))
    expect(await loadOwnState(resident, now)).toMatchObject({ lastOn: null, flag: 'none-late' })
    expect(await countOwed(supervisor, now)).toBe(1)
    expect((await loadCheckInList(supervisor, now))?.now[0]).toMatchObject({ offeredOn: ward.on(-4) })
    const debts = await asWorker((tx) =>
      tx.execute<{ offered_on: string }>(sql`select offered_on::text from app.check_in_debts(${ward.today})`),
    )
    expect(debts).toMatchObject([{ offered_on: ward.on(-4) }])
    expect(await isTrue()).toBe(true)
    await correct(id, { outcome: 'declined' }, supervisor, addMinutes(now, -1))
    expect(await loadOwnState(resident, now)).toMatchObject({ lastOn: ward.on(-3), flag: null })
    expect((await loadCheckInList(supervisor, now))?.done[0]).toMatchObject({ offeredOn: null })
    expect(await isTrue()).toBe(true)
  })
  it('adds a promise without rewriting one, however often the form is sent', async () => {
    const { id } = await log(promise(), supervisor, longAgo)
    const form = {
      ...promise(),
      promiseText: 'Een nieuwe.',
      topics: ['career' as const],
      requestKey: crypto.randomUUID(),
    }
    await Promise.all([correct(id, form), correct(id, form)])
    await correct(id, form)
    await correct(id, { ...form, ...promise(), requestKey: crypto.randomUUID() })
    expect((await seenBy(resident))?.promises.map(({ text }) => text).toSorted()).toEqual([
      'Een nieuwe.',
      promise().promiseText,
    ])
    expect(await count('check_in_corrections')).toBe(1)
  })
  it('refuses a day after it was logged, and one before the two were paired', async () => {
    const { id } = await log({}, supervisor, longAgo)
    const mistakes = (happenedOn: string) => correct(id, { happenedOn }).catch(fieldsOf)
    expect(await mistakes(ward.on(-2))).toEqual([['happenedOn', 'date-after-logged']])
    expect(await mistakes(ward.on(-41))).toEqual([['happenedOn', 'date-before-pairing']])
    expect(await count('check_in_corrections')).toBe(0)
  })
  it('is possible for who wrote it, also when somebody else supervises her since', async () => {
    const { id } = await log({}, supervisor, longAgo)
    await database.owner`update pairings set until_on = ${ward.today}`
    await ward.pair(resident.id, colleague.id, 0)
    await expect(correct(id, {}, colleague)).rejects.toMatchObject({ reason: 'not-found' })
    await correct(id, { topics: ['career'] })
    expect(await seenBy(resident)).toMatchObject({ corrections: [{ topics: ['career'] }] })
    expect(await seenBy(colleague)).toBeNull()
  })
})

it('says neither outcome nor day nor promise in the audit log or the outbox', async () => {
  const { id } = await log({}, supervisor, longAgo)
  for (const [n, outcome] of (['offered', 'held', 'declined'] as const).entries())
    await correct(id, { outcome }, supervisor, addMinutes(now, n))
  const rows = await database.owner<{ row: Record<string, unknown> }[]>`
    select to_jsonb(a) - 'id' - 'at' as row from audit a where action = 'check-in.correct'`
  expect(rows).toHaveLength(3)
  expect(new Set(rows.map(({ row }) => JSON.stringify(row))).size).toBe(1)
  expect(await count('outbox')).toBe(0)
})

it('an office reads the same, whether held became declined or declined held', async () => {
  const secretary = await signInAs(await ward.person('Sec', 'secretary', surgery))
  const read = async () => (await listDatesOnRecord(secretary, now))?.residents
  const { id } = await log({}, supervisor, longAgo)
  const before = await read()
  await correct(id, { outcome: 'declined' })
  expect(await read()).toEqual(before)
})

describe('both walls', () => {
  async function strangers() {
    const made = [colleague]
    for (const role of ['resident', 'mentor', 'nurse', 'secretary', 'coordinator', 'admin'] as const)
      made.push(await signInAs(await ward.person(role, role, surgery)))
    return made
  }
  const add = (checkInId: string, by: string, signedBy = by) =>
    as(by, (tx) =>
      tx.execute(sql`insert into check_in_corrections (check_in_id, outcome, happened_on, corrected_by_id)
        values (${checkInId}, 'declined', ${ward.on(-3)}, ${signedBy})`),
    )
  const denied = { cause: { code: '42501' } }

  it('row security alone shows a correction to the two, and lets nobody else add one', async () => {
    const { id } = await log({}, supervisor, longAgo)
    await correct(id, { outcome: 'declined' })
    const read = (viewer: Viewer) =>
      as(viewer.id, (tx) => tx.execute(sql`select outcome from check_in_corrections`))
    for (const viewer of [supervisor, resident]) expect(await read(viewer)).toHaveLength(1)
    for (const viewer of await strangers()) {
      expect(await read(viewer)).toEqual([])
      await expect(add(id, viewer.id)).rejects.toMatchObject(denied)
    }
    await expect(add(id, resident.id)).rejects.toMatchObject(denied)
    await expect(add(id, supervisor.id, resident.id)).rejects.toMatchObject(denied)
    await database.owner`update roles set until_on = ${ward.today} where person_id = ${supervisor.id}`
    expect(await read(supervisor)).toEqual([])
    await expect(add(id, supervisor.id)).rejects.toMatchObject(denied)
  })
  it('its own policy is enough, with that of check-ins removed', async () => {
    const { id } = await log({}, supervisor, longAgo)
    await correct(id, { outcome: 'declined' })
    const others = await strangers()
    await database.owner.unsafe('alter table check_ins disable row level security')
    for (const viewer of others) {
      expect(await as(viewer.id, (tx) => tx.execute(sql`select * from check_in_corrections`))).toEqual([])
      await expect(add(id, viewer.id)).rejects.toMatchObject(denied)
    }
  })
  it('nobody changes or removes one, nor adds one to what is still fresh', async () => {
    const { id } = await log({}, supervisor, longAgo)
    await correct(id, { outcome: 'declined' })
    for (const change of [
      "update check_in_corrections set outcome = 'held'",
      'delete from check_in_corrections',
    ])
      for (const viewer of [supervisor, resident])
        await expect(as(viewer.id, (tx) => tx.execute(change))).rejects.toMatchObject(denied)
    const fresh = await log()
    await expect(add(fresh.id, supervisor.id)).rejects.toMatchObject(denied)
  })
  it('a promise does not go any more once a day has passed', async () => {
    await log(promise(), supervisor, longAgo)
    await as(supervisor.id, (tx) => tx.execute(sql`delete from promises`))
    expect(await count('promises')).toBe(1)
  })
  it('nobody asks the database what stands', async () => {
    const ask = sql`select * from app.check_ins_standing(${resident.id})`
    for (const viewer of [supervisor, resident, ...(await strangers())])
      await expect(as(viewer.id, (tx) => tx.execute(ask))).rejects.toMatchObject(denied)
    await expect(asWorker((tx) => tx.execute(ask))).rejects.toMatchObject(denied)
  })
  it('the code alone shows and adds nothing for anybody else', async () => {
    const { id } = await log({}, supervisor, longAgo)
    await correct(id, { topics: ['career'] })
    const others = await strangers()
    for (const table of ['check_ins', 'check_in_corrections', 'promises', 'coverage', 'pairings'])
      await database.owner.unsafe(`alter table ${table} disable row level security`)
    for (const viewer of [...others, resident])
      await expect(correct(id, { outcome: 'declined' }, viewer)).rejects.toMatchObject({
        reason: 'not-found',
      })
    for (const viewer of others) {
      expect((await loadOwnCheckIns(viewer, now))?.checkIns ?? []).toEqual([])
      expect(await loadCheckInsWith(viewer, resident.id, now)).toBeNull()
    }
    expect(await count('check_in_corrections')).toBe(1)
  })
})
