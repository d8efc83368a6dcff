import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn, instantAt, mondayOf, todayOn, type WallTime } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { loadBreaches, loadOwnLoad, loadResidentLoad } from './queries'

let database: TestDatabase
let departmentId: string
let ward: ReturnType<typeof wardOf>
const ids: Record<string, string> = {}
const now = new Date()
const monday = mondayOf(todayOn(now))

const shift = (
  who: string,
  day: number,
  from: WallTime,
  until: WallTime,
  kind = 'day',
  endedAt: Date | null = null,
) =>
  database.owner`insert into shifts (person_id, starts_at, ends_at, kind, ended_at)
    values (${ids[who]!}, ${instantAt(addDaysOn(monday, day), from)}, ${instantAt(addDaysOn(monday, day), until)}, ${kind}, ${endedAt})`

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  departmentId = await ward.department('Chirurgie')
  const other = await ward.department('Geriatrie')
  for (const name of ['resident', 'two', 'three', 'four'])
    ids[name] = await ward.person(name, 'resident', departmentId)
  ids.elsewhere = await ward.person('elsewhere', 'resident', other)
  for (const name of ['supervisor', 'colleague'])
    ids[name] = await ward.person(name, 'supervisor', departmentId)
  ids.secretary = await ward.person('secretary', 'secretary', departmentId)
  ids.otherSecretary = await ward.person('otherSecretary', 'secretary', other)
  ids.coordinator = await ward.person('coordinator', 'coordinator')
  for (const name of ['mentor', 'nurse', 'admin'] as const)
    ids[name] = await ward.person(name, name, name === 'nurse' ? departmentId : null)
  await ward.pair(ids.resident!, ids.supervisor!)
  // Last week: 9 hours a day; on Monday she went home three hours later than planned, and came back eight hours after that.
  for (const day of [-6, -5, -4, -3]) await shift('resident', day, '08:00', '17:00')
  await shift('resident', -7, '14:00', '21:00', 'evening', instantAt(addDaysOn(monday, -6), '00:00'))
  await shift('resident', 7, '00:00', '23:59', 'leave')
})
afterAll(() => database.drop())

const as = (name: string) => signInAs(ids[name]!)

it('a resident sees her own, with the ends as they were noted', async () => {
  const load = (await loadOwnLoad(await as('resident'), now))!
  expect(load.weeks.at(-1)).toEqual({ mondayOn: addDaysOn(monday, -7), hours: 46 })
  expect(load.average).toBe(46)
  expect(load.fte).toBe(1)
  expect(load.breaches).toEqual([
    { rule: 'rest-after-shift', on: addDaysOn(monday, -6), hours: 8, bound: 11 },
  ])
})

it('her supervisor sees the same; no other supervisor, nor anybody else', async () => {
  const load = await loadOwnLoad(await as('resident'), now)
  expect(await loadResidentLoad(await as('supervisor'), ids.resident!, now)).toEqual(load)
  for (const name of ['colleague', 'secretary', 'coordinator', 'mentor', 'nurse', 'admin', 'two'])
    expect([name, await loadResidentLoad(await as(name), ids.resident!, now)]).toEqual([name, null])
  expect(await loadResidentLoad(await as('supervisor'), ids.two!, now)).toBe(null)
  for (const name of ['supervisor', 'secretary', 'admin'])
    expect([name, await loadOwnLoad(await as(name), now)]).toEqual([name, null])
})

it('its secretary and the education office see where a roster breaks a rule, and it is noted that they looked', async () => {
  for (const name of ['secretary', 'coordinator']) {
    const found = (await loadBreaches(await as(name), departmentId, now))!
    expect(found.breaches).toEqual([
      {
        rule: 'rest-after-shift',
        on: addDaysOn(monday, -6),
        hours: 8,
        bound: 11,
        personId: ids.resident,
        name: 'resident Test',
      },
    ])
  }
  const noted = await database.owner`select actor_id from audit where action = 'load.read'`
  expect(noted).toHaveLength(2)
  for (const name of ['otherSecretary', 'supervisor', 'mentor', 'nurse', 'admin', 'resident'])
    expect([name, await loadBreaches(await as(name), departmentId, now)]).toEqual([name, null])
})

it('the average of a department is shown from five people with a roster up', async () => {
  const secretary = await as('secretary')
  const figure = async () => (await loadBreaches(secretary, departmentId, now))!.figure
  for (const name of ['two', 'three', 'four']) await shift(name, -7, '08:00', '18:00')
  expect(await figure()).toBe(null)
  ids.five = await ward.person('five', 'resident', departmentId)
  await shift('five', -7, '08:00', '18:00')
  expect(await figure()).toEqual({ people: 5, average: (46 + 4 * 10) / 5 })
})
