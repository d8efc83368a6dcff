import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { instantAt } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { layOutOffice, type Office } from './office.test-support'
import { loadOwnProgress } from './progress'

let database: TestDatabase
let office: Office
const now = instantAt('2027-06-15', '12:00')

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 2)
})
afterAll(() => database.drop())

/** A session from 10:00 that she is in, unless it is said otherwise. */
async function sits(
  personId: string,
  form: string,
  on: string,
  but: { missed?: true; asked?: true; left?: true } = {},
) {
  const [startsAt, endsAt] = [instantAt(on, '10:00'), instantAt(on, '11:00')]
  const [row] = await database.owner<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, department_id, booked_by_id, missed_at, missed_by_id)
    values (${form}, ${startsAt}, ${endsAt}, ${office.departmentId}, ${office.nurse},
            ${but.missed ? endsAt : null}, ${but.missed ? office.nurse : null}) returning id`
  await database.owner`insert into session_people (session_id, person_id, part, during, answer_by, released_at)
    values (${row!.id}, ${personId}, 'resident', tstzrange(${startsAt}, ${endsAt}), ${but.asked ? startsAt : null},
            ${but.left ? startsAt : null})`
}

it('counts what she had and has, of this year or of all time, as the norm of the form says', async () => {
  const [her, other] = office.residentIds as [string, string]
  await sits(her, 'mentor-session', '2026-12-31')
  await sits(her, 'mentor-session', '2027-01-01')
  await sits(her, 'mentor-session', '2027-06-14')
  await sits(her, 'mentor-session', '2027-05-03', { missed: true })
  await sits(her, 'mentor-session', '2027-12-31')
  await sits(her, 'mentor-session', '2028-01-03')
  await sits(her, 'shadow-day', '2025-09-01')
  await sits(her, 'student-teaching', '2027-07-01', { asked: true })
  await sits(her, 'intervision', '2027-07-02')
  await sits(her, 'intervision', '2027-07-05', { left: true })
  await sits(her, 'psychologist-session', '2027-02-01')
  await sits(other, 'intervision', '2027-03-01')
  expect(await loadOwnProgress(await signInAs(her), now)).toEqual([
    { form: 'mentor-session', held: 2, planned: 1, times: 4 },
    { form: 'intervision', held: 0, planned: 1, times: 13 },
    { form: 'supervision-group', held: 0, planned: 0, times: 12 },
    { form: 'shadow-day', held: 1, planned: 0, times: 1 },
    { form: 'student-teaching', held: 0, planned: 0, times: 1 },
  ])
})

it('leaves out a meeting that was held without her', async () => {
  const [, other] = office.residentIds as [string, string]
  const held = async () =>
    (await loadOwnProgress(await signInAs(other), now)).find(({ form }) => form === 'intervision')!.held
  const before = await held()
  const note = (outcome: string) => database.owner`
    insert into attendance (session_id, person_id, outcome, noted_by_id)
    select p.session_id, p.person_id, ${outcome}, ${office.psychologist} from session_people p join sessions s on s.id = p.session_id
    where s.form = 'intervision' and p.person_id = ${other} and s.starts_at < ${now}`
  await note('absent')
  expect(await held()).toBe(before - 1)
  await database.owner`truncate attendance`
  await note('present')
  expect(await held()).toBe(before)
})

it('turns the year at midnight in Amsterdam', async () => {
  const [, other] = office.residentIds as [string, string]
  await sits(other, 'mentor-session', '2026-12-31')
  const held = async (at: Date) => (await loadOwnProgress(await signInAs(other), at))[0]!.held
  expect(await held(new Date('2026-12-31T22:59:00Z'))).toBe(1)
  expect(await held(new Date('2026-12-31T23:00:00Z'))).toBe(0)
})

it('asks for as much as the norm of her own department says, from the day on which it holds', async () => {
  const viewer = await signInAs(office.residentIds[0]!)
  const set = (form: string, sinceOn: string, first: number | null, every: number | null) => database.owner`
    insert into norms (form, department_id, since_on, first_within_days, every_days)
    values (${form}, ${office.departmentId}, ${sinceOn}, ${first}, ${every})`
  const times = async () =>
    (await loadOwnProgress(viewer, now)).find(({ form }) => form === 'intervision')?.times
  await set('intervision', '2027-06-16', 14, 14)
  expect(await times()).toBe(13)
  await set('intervision', '2027-06-15', 60, 60)
  expect(await times()).toBe(6)
})
