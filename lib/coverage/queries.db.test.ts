import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { countOwed, listDatesOnRecord, listTalksOwed, loadOwnState } from './queries'
import { coverageOn, isOwed } from './rules'
import { type Ward, wardOf } from './ward.test-support'

let database: TestDatabase
let ward: Ward
const now = new Date()

beforeEach(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
})
afterEach(() => database.drop())

/** Every database test of the second kind: the policy in code must hold when row security is off. */
const withoutRowSecurity = () =>
  database.owner.unsafe(
    'alter table coverage disable row level security; alter table check_ins disable row level security',
  )

describe('dates on record, for a secretary', () => {
  it('are the same for held and for declined, and the same for offered and for nothing', async () => {
    const surgery = await ward.department('Chirurgie')
    const supervisor = await ward.person('Sup', 'supervisor', surgery)
    const secretary = await signInAs(await ward.person('Sec', 'secretary', surgery))
    const residents: string[] = []
    for (const name of ['Alfa', 'Bravo', 'Charlie', 'Delta'])
      residents.push(await ward.person(name, 'resident', surgery, -100))
    const [alfa = '', bravo = '', charlie = ''] = residents
    await ward.checkIn(alfa, supervisor, 'held', -10)
    await ward.checkIn(bravo, supervisor, 'declined', -10)
    await ward.checkIn(charlie, supervisor, 'offered', -10)

    const listed = await listDatesOnRecord(secretary, now)
    expect(listed?.residents).toEqual([
      { name: 'Charlie Test', department: 'Chirurgie', lastOn: null },
      { name: 'Delta Test', department: 'Chirurgie', lastOn: null },
      { name: 'Alfa Test', department: 'Chirurgie', lastOn: ward.on(-10) },
      { name: 'Bravo Test', department: 'Chirurgie', lastOn: ward.on(-10) },
    ])
    // Whatever else she asks as herself: no row of a check-in, and coverage rows that differ in nothing but the person.
    await as(secretary.id, async (tx) => {
      expect(await tx.execute(sql`select * from check_ins`)).toEqual([])
      expect(await tx.execute(sql`select * from promises`)).toEqual([])
      const [held, declined] = await tx.execute<{ row: string }>(
        sql`select to_jsonb(c) - 'resident_id' as row from coverage c where form = 'check-in' and resident_id = any(${`{${alfa},${bravo}}`}::uuid[])`,
      )
      expect(held).toEqual(declined)
    })
  })

  it('are of her own departments only, of residents of today, each once, with an audit row', async () => {
    const [surgery, medicine] = [await ward.department('Chirurgie'), await ward.department('Interne')]
    const secretary = await signInAs(await ward.person('Sec', 'secretary', surgery))
    const both = await ward.person('Beide', 'resident', surgery, -100)
    await ward.role(both, 'resident', surgery, -20)
    await ward.role(both, 'resident', medicine, -10)
    await ward.person('Elders', 'resident', medicine)
    await ward.person('Weg', 'resident', surgery, -100, 0)
    await ward.person('Straks', 'resident', surgery, 5)
    for (const isOff of [false, true]) {
      if (isOff) await withoutRowSecurity()
      const listed = await listDatesOnRecord(secretary, now)
      expect(listed?.residents.map(({ name, department }) => [name, department])).toEqual([
        ['Beide Test', 'Chirurgie'],
      ])
      expect(listed?.count).toBe(1)
    }
    const audit = await database.owner`select action, about from audit where actor_id = ${secretary.id}`
    expect(audit).toContainEqual({ action: 'check-in.dates', about: [both] })
  })

  it('are for nobody who is not a secretary, with row security off too', async () => {
    const surgery = await ward.department('Chirurgie')
    await ward.person('Res', 'resident', surgery)
    await withoutRowSecurity()
    for (const role of ['resident', 'supervisor', 'mentor', 'nurse', 'coordinator', 'admin'] as const)
      expect(await listDatesOnRecord(await signInAs(await ward.person(role, role, surgery)), now)).toBeNull()
    const ended = await ward.person('Was', 'secretary', surgery, -100, 0)
    expect(await listDatesOnRecord(await signInAs(ended), now)).toBeNull()
  })
})

describe('talks owed', () => {
  it('are the same in the rules, for the supervisor, and in the database for the coordinator', async () => {
    const surgery = await ward.department('Chirurgie')
    const coordinator = await signInAs(await ward.person('Coo', 'coordinator'))
    const nobody = await ward.person('Leeg', 'supervisor', surgery)
    let owed = 0
    const supervisor = await ward.person('Sup', 'supervisor', surgery)
    // [first day, last talk]
    const cases: [number, number | null][] = [
      [-29, null],
      [-30, null],
      [-31, null],
      [3, null],
      [-200, -89],
      [-200, -90],
      [-200, -91],
      [-31, -31],
    ]
    for (const [from, last] of cases) {
      const resident = await ward.person(`R${from}${last}`, 'resident', surgery, from)
      await ward.pair(resident, supervisor, -400)
      if (last !== null) await ward.checkIn(resident, supervisor, 'held', last)
      const facts = {
        form: 'check-in' as const,
        startsOn: ward.on(from),
        lastOn: last === null ? null : ward.on(last),
        plannedAt: [],
        pausesOn: [],
        resumesOn: [],
      }
      const norm = { firstWithinDays: 30, everyDays: 90, sinceOn: '2000-01-01' }
      if (isOwed(coverageOn(facts, norm, ward.today))) owed += 1
    }
    // A debt moves with the pairing, and ends with the resident's stay or account.
    const moved = await ward.person('Over', 'resident', surgery, -100)
    await ward.pair(moved, nobody, -100, 0)
    await ward.pair(moved, supervisor, 0)
    owed += 1
    await ward.pair(await ward.person('Weg', 'resident', surgery, -100, 0), supervisor)
    const closed = await ward.person('Dicht', 'resident', surgery, -100)
    await ward.pair(closed, supervisor)
    await database.owner`update people set closed_at = now() where id = ${closed}`

    expect(owed).toBe(3)
    expect(await countOwed(await signInAs(supervisor), now)).toBe(3)
    expect(await countOwed(await signInAs(nobody), now)).toBe(0)
    expect(await countOwed(coordinator, now)).toBe(0)
    expect(await listTalksOwed(coordinator)).toEqual([{ name: 'Sup Test', owed: 3 }])
  })

  it('are for the coordinator only, whichever wall is asked', async () => {
    const surgery = await ward.department('Chirurgie')
    const supervisor = await ward.person('Sup', 'supervisor', surgery)
    await ward.pair(await ward.person('Res', 'resident', surgery, -100), supervisor)
    for (const role of ['resident', 'supervisor', 'secretary', 'admin'] as const) {
      const viewer = await signInAs(await ward.person(role, role, surgery))
      expect(await listTalksOwed(viewer)).toBeNull()
      await as(viewer.id, async (tx) => {
        expect(await tx.execute(sql`select * from app.talks_owed()`)).toEqual([])
      })
    }
  })
})

describe('how a resident stands herself', () => {
  it('comes with her supervisor of today, and for residents only', async () => {
    const surgery = await ward.department('Chirurgie')
    const supervisor = await ward.person('Sup', 'supervisor', surgery)
    const resident = await ward.person('Res', 'resident', surgery, -31)
    const viewer = await signInAs(resident)
    expect(await loadOwnState(viewer, now)).toMatchObject({
      state: 'overdue',
      flag: 'none-late',
      supervisor: null,
    })
    await ward.pair(resident, supervisor, -31)
    expect(await loadOwnState(viewer, now)).toMatchObject({ lastOn: null, supervisor: 'Sup Test' })
    await ward.checkIn(resident, supervisor, 'declined', -1)
    expect(await loadOwnState(viewer, now)).toMatchObject({
      flag: null,
      lastOn: ward.on(-1),
      dueOn: addDaysOn(ward.today, 89),
    })
    expect(await loadOwnState(await signInAs(supervisor), now)).toBeNull()
    const former = await ward.person('Weg', 'resident', surgery, -100, 0)
    expect(await loadOwnState(await signInAs(former), now)).toBeNull()
  })
})
