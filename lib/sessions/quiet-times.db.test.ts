import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { hospital, type Person } from '@/lib/pairings/hospital.test-support'
import { addDaysOn, instantAt, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { listFreeTimes } from './queries'
import { loadQuietDoor } from './quiet'

let database: TestDatabase
let her: Viewer
let first: Person, second: Person, other: Person
const monday = addDaysOn(mondayOf(todayOn(new Date())), 14)

beforeAll(async () => {
  database = await testDatabase()
  const lay = hospital(database.owner)
  const resident = await lay.person('Roos', ['resident', 'surgery'])
  other = await lay.person('Carlo', ['resident', 'surgery'])
  first = await lay.person('Pia', ['psychologist', null])
  second = await lay.person('Quirijn', ['psychologist', null])
  await lay.paired('psychologist', resident, second)
  for (const day of [0, 1])
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${resident.id}, ${instantAt(addDaysOn(monday, day), '08:00')}, ${instantAt(addDaysOn(monday, day), '17:00')}, 'day')`
  her = await signInAs(resident.id)
})
afterAll(() => database.drop())

const door = async () => (await loadQuietDoor(her, new Date()))!

it('says of each psychologist on what date she could first come, and that alone', async () => {
  expect((await door()).doors).toEqual([{ id: first.id, name: expect.any(String), firstOn: monday }])
  expect((await door()).pairings).toMatchObject([{ id: second.id, firstOn: monday }])
})

it('is later when the psychologist is taken, which says nothing of by whom or for what', async () => {
  const [startsAt, endsAt] = [instantAt(monday, '08:00'), instantAt(monday, '18:00')]
  const id = randomUUID()
  await database.owner`insert into sessions (id, form, starts_at, ends_at, booked_by_id) values (${id}, 'psychologist-session', ${startsAt}, ${endsAt}, ${other.id})`
  await database.owner`insert into session_people (session_id, person_id, part, during) values
    (${id}, ${first.id}, 'guide', tstzrange(${startsAt}, ${endsAt})), (${id}, ${other.id}, 'resident', tstzrange(${startsAt}, ${endsAt}))`
  const found = await door()
  expect(found.doors).toEqual([{ id: first.id, name: expect.any(String), firstOn: addDaysOn(monday, 1) }])
  expect(JSON.stringify(found)).not.toContain(id)
  expect(JSON.stringify(found)).not.toContain(other.id)
  const question = {
    form: 'psychologist-session',
    otherId: second.id,
    fromOn: todayOn(new Date()),
    most: 1,
  } as const
  const [shown] = await listFreeTimes(her, question)
  expect(shown?.startAt).toEqual(instantAt(monday, '08:00'))
})

it('is nothing when she is away for weeks, and nothing for a psychologist herself', async () => {
  await database.owner`insert into absences (person_id, from_on, until_on, made_by_id) values (${first.id}, ${todayOn(new Date())}, ${addDaysOn(monday, 90)}, ${first.id})`
  expect((await door()).doors[0]?.firstOn).toBeNull()
  const hers = await loadQuietDoor(await signInAs(second.id), new Date())
  expect(hers?.pairings).toMatchObject([{ firstOn: null }])
})
