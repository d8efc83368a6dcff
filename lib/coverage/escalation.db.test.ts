import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, type CalendarDate, daysBetweenOn, instantAt, mondayOf } from '@/lib/time'
import { escalate } from './escalation-round'
import { type Ward, wardOf } from './ward.test-support'

let database: TestDatabase
let ward: Ward
let departmentId: string
let helma: string
let hendrik: string
let noor: string
/** The Monday on which Noor's first talk is due. */
let dueOn: CalendarDate
let startsIn: number

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  departmentId = await ward.department('Chirurgie')
  dueOn = addDaysOn(mondayOf(ward.today), 7)
  startsIn = daysBetweenOn(ward.today, dueOn) - 30
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate people, outbox, coverage_steps, coverage_digests, check_ins, shifts cascade`
  helma = await ward.person('Helma', 'coordinator')
  hendrik = await ward.person('Hendrik', 'supervisor', departmentId)
  noor = await ward.person('Noor', 'resident', departmentId, startsIn)
  await ward.pair(noor, hendrik)
})

/** The night of so many days after the due date. */
const night = (days: number) => asWorker((tx) => escalate(tx, instantAt(addDaysOn(dueOn, days), '02:30')))
/** Every night from one day to another, and who was written to on which: days after the due date. */
async function nights(from: number, until: number) {
  for (let day = from; day <= until; day += 1) await night(day)
  return digests()
}
async function digests() {
  const rows = await database.owner<{ name: string; due: Date }[]>`
    select p.given_name as name, o.due_at as due from outbox o join people p on p.id = o.recipient_id
    where o.kind = 'coverage.digest' order by o.due_at, p.given_name`
  return rows.map(({ name, due }) => `${name} ${daysBetweenOn(dueOn, due.toISOString().slice(0, 10))}`)
}
const offerOn = (day: number) => ward.checkIn(noor, hendrik, 'offered', day + startsIn + 30)
const leave = (person: string, from: number, until: number) =>
  database.owner`insert into shifts (person_id, kind, starts_at, ends_at)
    values (${person}, 'leave', ${instantAt(addDaysOn(dueOn, from), '00:00')}, ${instantAt(addDaysOn(dueOn, until), '00:00')})`

describe('a talk that is due', () => {
  it('is told to the two on the due date, to the education office 14 days later, and then to nobody', async () => {
    expect(await nights(-7, -1)).toEqual([])
    expect(await nights(0, 13)).toEqual(['Hendrik 0', 'Noor 0'])
    expect(await nights(14, 60)).toEqual(['Hendrik 0', 'Noor 0', 'Helma 14'])
    const steps = await database.owner`select step, taken_on::text from coverage_steps order by step`
    expect(steps).toEqual([0, 14, 28].map((day, n) => ({ step: n + 1, taken_on: addDaysOn(dueOn, day) })))
  })

  it('is told to nobody once it was held, and anew when the next is due', async () => {
    await night(0)
    await ward.checkIn(noor, hendrik, 'declined', 0)
    // Ninety days on, counted from today.
    const again = 90 - daysBetweenOn(ward.today, dueOn)
    const told = await nights(1, again + 6)
    expect(told.slice(0, 2)).toEqual(['Hendrik 0', 'Noor 0'])
    expect(told).toHaveLength(4)
  })

  it('waits 14 days longer for each step before which a talk was offered', async () => {
    await night(0)
    await offerOn(0)
    expect(await nights(1, 27)).not.toContain('Helma 14')
    expect(await nights(28, 28)).toContain('Helma 28')
  })

  it('is written at night and sent at nine in the morning', async () => {
    await night(0)
    const rows = await database.owner<
      { due_at: Date }[]
    >`select due_at from outbox where kind = 'coverage.digest'`
    expect(rows.map(({ due_at }) => due_at)).toEqual([instantAt(dueOn, '09:00'), instantAt(dueOn, '09:00')])
  })
})

describe('calm', () => {
  it('one digest in seven days, with what came meanwhile', async () => {
    const sem = await ward.person('Sem', 'resident', departmentId, startsIn + 2)
    await ward.pair(sem, hendrik)
    expect(await nights(0, 6)).toEqual(['Hendrik 0', 'Noor 0', 'Sem 2'])
    expect(await nights(7, 7)).toContain('Hendrik 7')
  })

  it('nothing on a day off, and on Monday what the weekend kept', async () => {
    await database.owner`update roles set from_on = from_on - 2 where person_id = ${noor}`
    await database.owner`select app.refresh_coverage(${noor})`
    expect(await nights(-2, 0)).toEqual(['Hendrik 0', 'Noor 0'])
  })

  it('nothing to who has leave until she is back', async () => {
    await leave(hendrik, -3, 3)
    expect(await nights(0, 5)).toEqual(['Noor 0', 'Hendrik 3'])
  })

  it('nothing at all while the clock stands still', async () => {
    await leave(noor, -1, 30)
    expect(await nights(0, 20)).toEqual([])
  })

  it('a night that is tried again writes nothing twice', async () => {
    await night(0)
    expect(await night(0)).toEqual({ steps: 0, messages: 0 })
  })
})

it('moves with the debt to another supervisor, from her first day', async () => {
  await night(0)
  const carlijn = await ward.person('Carlijn', 'supervisor', departmentId)
  const change = startsIn + 30 + 8
  await database.owner`update pairings set until_on = ${ward.on(change)} where resident_id = ${noor}`
  await ward.pair(noor, carlijn, change)
  expect(await nights(1, 8)).toContain('Carlijn 8')
})

describe('the walls', () => {
  it('keep the debts, the steps and the digests from everybody but the worker', async () => {
    await night(0)
    for (const query of [
      `select * from app.check_in_debts('${dueOn}')`,
      `select * from app.away_on('{}', '${dueOn}')`,
      'select * from coverage_steps',
      'select * from coverage_digests',
    ])
      await expect(as(helma, (tx) => tx.execute(query))).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
