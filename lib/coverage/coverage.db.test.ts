import { and, eq } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { coverage } from '@/db/schema/coverage'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from './ward.test-support'

let database: TestDatabase
let ward: Ward
let departmentId: string
let supervisorId: string
let residentId: string

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  departmentId = await ward.department('Chirurgie')
  supervisorId = await ward.person('Sup', 'supervisor', departmentId)
})
afterAll(() => database.drop())
beforeEach(async () => {
  residentId = await ward.person('Res', 'resident', departmentId, -50)
})

/** The row as the resident reads it through the application, in the first read after the write. */
async function row(of = residentId) {
  const [found] = await as(of, (tx) =>
    tx
      .select()
      .from(coverage)
      .where(and(eq(coverage.residentId, of), eq(coverage.form, 'check-in'))),
  )
  return found
}

describe('the row of coverage follows its sources in the transaction that changes them', () => {
  it('begins with the role of resident, on its first day', async () => {
    expect(await row()).toMatchObject({
      form: 'check-in',
      startsOn: ward.on(-50),
      lastOn: null,
      plannedAt: [],
    })
    const [{ n } = { n: -1 }] = await database.owner<{ n: number }[]>`
      select count(*)::int as n from coverage where resident_id = ${supervisorId}`
    expect(n).toBe(0)
  })
  it('takes the last day held or declined, and not one that was only offered', async () => {
    await ward.checkIn(residentId, supervisorId, 'offered', -5)
    expect((await row())?.lastOn).toBeNull()
    await ward.checkIn(residentId, supervisorId, 'declined', -10)
    expect((await row())?.lastOn).toBe(ward.on(-10))
    await ward.checkIn(residentId, supervisorId, 'held', -20)
    expect((await row())?.lastOn).toBe(ward.on(-10))
    await ward.checkIn(residentId, supervisorId, 'held', -3)
    expect((await row())?.lastOn).toBe(ward.on(-3))
  })
  it('goes back when a check-in is withdrawn', async () => {
    await ward.checkIn(residentId, supervisorId, 'held', -20)
    const id = await ward.checkIn(residentId, supervisorId, 'held', -3)
    await database.owner`update check_ins set withdrawn_at = now() where id = ${id}`
    expect((await row())?.lastOn).toBe(ward.on(-20))
  })
  it('keeps the date when the supervisor changes', async () => {
    const pairing = await ward.pair(residentId, supervisorId, -50)
    await ward.checkIn(residentId, supervisorId, 'held', -20)
    const before = await row()
    await database.owner`update pairings set until_on = ${ward.today} where id = ${pairing}`
    await ward.pair(residentId, await ward.person('Nieuw', 'supervisor', departmentId), 0)
    expect(await row()).toEqual(before)
  })
  it('does not count a talk before the first working day', async () => {
    await ward.checkIn(residentId, supervisorId, 'held', -51)
    expect((await row())?.lastOn).toBeNull()
    await ward.checkIn(residentId, supervisorId, 'held', -50)
    expect((await row())?.lastOn).toBe(ward.on(-50))
  })
  it('knows the sessions to come as they are booked, moved and cancelled', async () => {
    const id = await ward.session(residentId, supervisorId, 12)
    const at = (day: number) => new Date(`${ward.on(day)}T12:00:00Z`)
    expect((await row())?.plannedAt).toEqual([at(12)])
    const second = await ward.session(residentId, supervisorId, 10)
    expect((await row())?.plannedAt).toEqual([at(10), at(12)])
    await database.owner`update sessions set starts_at = ${at(20)}, ends_at = ${at(21)} where id = ${id}`
    expect((await row())?.plannedAt).toEqual([at(10), at(20)])
    await database.owner`update sessions set cancelled_at = now() where id = ${second}`
    expect((await row())?.plannedAt).toEqual([at(20)])
  })
})

describe('the first working day', () => {
  it('is that of a stay: periods without a gap are one, also across departments', async () => {
    const other = await ward.department(`Interne ${residentId.slice(0, 4)}`)
    const next = await ward.person('Over', 'resident', departmentId, -300, -100)
    await ward.role(next, 'resident', other, -100)
    expect((await row(next))?.startsOn).toBe(ward.on(-300))
    await ward.role(next, 'resident', other, -400, -301)
    expect((await row(next))?.startsOn).toBe(ward.on(-300))
    await ward.role(next, 'resident', other, -350, -300)
    expect((await row(next))?.startsOn).toBe(ward.on(-400))
  })
  it('is anew for who comes back after a gap, with nothing on record of before', async () => {
    const back = await ward.person('Terug', 'resident', departmentId, -300, -100)
    await ward.checkIn(back, supervisorId, 'held', -120)
    expect(await row(back)).toMatchObject({ startsOn: ward.on(-300), lastOn: ward.on(-120) })
    await ward.role(back, 'resident', departmentId, 7)
    expect(await row(back)).toMatchObject({ startsOn: ward.on(7), lastOn: null })
  })
  it('stays that of the present stay while the next one is still to come', async () => {
    const now = await ward.person('Nu', 'resident', departmentId, -30, 5)
    await ward.role(now, 'resident', departmentId, 40)
    expect((await row(now))?.startsOn).toBe(ward.on(-30))
  })
  it('moves when the role is corrected', async () => {
    await database.owner`update roles set from_on = ${ward.on(-20)} where person_id = ${residentId}`
    expect((await row())?.startsOn).toBe(ward.on(-20))
  })
})

it('loses nothing when two transactions write about one resident side by side', async () => {
  const one = postgres(database.ownerUrl, { max: 1 })
  const other = postgres(database.ownerUrl, { max: 1 })
  try {
    const insert = (sql: postgres.Sql | postgres.TransactionSql, day: number) =>
      sql`insert into check_ins (resident_id, supervisor_id, outcome, happened_on)
        values (${residentId}, ${supervisorId}, 'held', ${ward.on(day)})`
    let late: Promise<unknown> = Promise.resolve()
    await one.begin(async (sql) => {
      await insert(sql, -2)
      late = other.begin((tx) => insert(tx, -9))
      // The other has begun and waits; without the lock it would have read the sources already.
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    await late
    expect((await row())?.lastOn).toBe(ward.on(-2))
  } finally {
    await Promise.all([one.end(), other.end()])
  }
})

describe('the nightly check', () => {
  it('finds no difference in what the triggers wrote, and mends and counts what somebody broke', async () => {
    await ward.checkIn(residentId, supervisorId, 'held', -3)
    const recheck = () => asWorker((tx) => tx.execute<{ n: number }>('select app.recheck_coverage() as n'))
    expect((await recheck())[0]?.n).toBe(0)
    await database.owner`update coverage set last_on = null where resident_id = ${residentId}`
    expect((await recheck())[0]?.n).toBe(1)
    expect((await row())?.lastOn).toBe(ward.on(-3))
  })
})

describe('the wall of row security', () => {
  const readAs = (id: string) =>
    as(id, (tx) =>
      tx
        .select()
        .from(coverage)
        .where(and(eq(coverage.residentId, residentId), eq(coverage.form, 'check-in'))),
    )

  it('shows the row to the resident, her supervisor of today and her secretary, and to nobody else', async () => {
    const elsewhere = await ward.department(`Elders ${residentId.slice(0, 4)}`)
    await ward.pair(residentId, supervisorId, -50)
    const former = await ward.person('Oud', 'supervisor', departmentId)
    await ward.pair(await ward.person('Ander', 'resident', departmentId), former)
    const endedRole = await ward.person('Gestopt', 'supervisor', departmentId, -400, 0)
    await database.owner`update pairings set until_on = ${ward.today} where resident_id = ${residentId}`
    await ward.pair(residentId, endedRole, 0)
    const names = {
      self: residentId,
      secretary: await ward.person('Sec', 'secretary', departmentId),
    }
    const strangers = [
      supervisorId,
      former,
      endedRole,
      await ward.person('Sec2', 'secretary', elsewhere),
      await ward.person('Coo', 'coordinator'),
      await ward.person('Adm', 'admin'),
      await ward.person('Men', 'mentor'),
      await ward.person('Ver', 'nurse', departmentId),
      await ward.person('Col', 'resident', departmentId),
    ]
    for (const id of Object.values(names)) expect(await readAs(id)).toHaveLength(1)
    for (const id of strangers) expect(await readAs(id)).toEqual([])
    const current = await ward.person('Nu', 'supervisor', departmentId)
    await database.owner`update pairings set until_on = from_on where guide_id = ${endedRole}`
    await ward.pair(residentId, current, 0)
    expect(await readAs(current)).toHaveLength(1)
  })
  it('lets nobody write it but the triggers', async () => {
    await expect(
      as(residentId, (tx) =>
        tx.update(coverage).set({ lastOn: ward.today }).where(eq(coverage.residentId, residentId)),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(
      as(residentId, (tx) => tx.execute(`select app.refresh_coverage('${residentId}')`)),
    ).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
