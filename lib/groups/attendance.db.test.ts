import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { Refusal } from '@/lib/command'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'
import { listToNote } from './led'
import { loadMeetingAttendance } from './queries'

let database: TestDatabase
let circle: Circle
beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
})
afterAll(() => database.drop())

let groupId: string
let heldId: string
let members: string[]
beforeEach(async () => {
  await database.owner`truncate attendance, attendance_earlier, group_meetings, group_members, groups, session_people, sessions, outbox cascade`
  members = circle.residentIds.slice(0, 3)
  groupId = await circle.newGroup('Maandag A', members)
  heldId = await circle.held(groupId, 3, members)
})

type Outcome = 'present' | 'absent'
const note = (outcomes: Outcome[]) =>
  noteAttendance(circle.viewers.facilitator, {
    sessionId: heldId,
    attendance: outcomes.map((outcome, n) => `${members[n]} ${outcome}`),
  })
const page = async () => (await loadMeetingAttendance(circle.viewers.facilitator, groupId, heldId))!
const outcomes = async () => {
  const found = await page()
  return members.map((id) => found.members.find((member) => member.id === id)!.outcome)
}
const earlier = async () =>
  (await page()).members.flatMap((member) => member.earlier.map(({ outcome }) => [member.id, outcome]))
/** The trigger keeps the first moment within a day, and rows that stay as they are: so a row is made old by the owner without it. */
const makeOld = async (hours: number) => {
  await database.owner`alter table attendance disable trigger attendance_append`
  await database.owner`update attendance set noted_at = now() - make_interval(hours => ${hours})`
  await database.owner`alter table attendance enable trigger attendance_append`
}
const whatBecame = async () => {
  const [row] = await database.owner<{ held: boolean; missed: boolean }[]>`
    select held_at is not null as held, missed_at is not null as missed from sessions where id = ${heldId}`
  return row!.held ? 'held' : row!.missed ? 'missed' : 'open'
}
const raw = (name: CircleName, statement: string) =>
  as(circle.viewers[name].id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )

describe('a correction', () => {
  it('within a day of the first time takes the place of what stood there', async () => {
    await note(['present', 'absent'])
    await makeOld(23)
    await note(['absent', 'absent'])
    expect(await outcomes()).toEqual(['absent', 'absent', null])
    expect(await earlier()).toEqual([])
    await makeOld(25)
    await note(['absent', 'absent', 'present'])
    expect(await earlier()).toEqual([])
  })

  it('later than that comes after it: what stood there stays', async () => {
    await note(['present', 'absent'])
    await makeOld(25)
    await note(['absent', 'absent'])
    expect(await outcomes()).toEqual(['absent', 'absent', null])
    expect(await earlier()).toEqual([[members[0], 'present']])
  })

  it('does not make the day longer', async () => {
    await note(['present'])
    await makeOld(23)
    await note(['absent'])
    const [row] = await database.owner<{ old: boolean }[]>`
      select noted_at < now() - interval '22 hours' as old from attendance`
    expect(row!.old).toBe(true)
  })
})

describe('what stood there before, by row security alone', () => {
  it('is read by who leads the meeting and by herself, and written by the database only', async () => {
    await note(['present', 'present', 'present'])
    await makeOld(25)
    await note(['absent', 'absent', 'absent'])
    for (const name of Object.keys(circle.viewers) as CircleName[]) {
      const rows = name === 'facilitator' ? 3 : name === 'member' ? 1 : 0
      expect([name, await raw(name, 'select 1 from attendance_earlier')]).toEqual([name, rows])
      for (const statement of [
        `insert into attendance_earlier (session_id, person_id, outcome, noted_by_id, noted_at, replaced_at) values ('${heldId}', '${members[0]}', 'present', '${circle.psychologist}', now(), now())`,
        `update attendance_earlier set outcome = 'absent'`,
        'delete from attendance_earlier',
        'select 1 from group_checks',
      ])
        expect([name, await raw(name, statement)]).toEqual([name, '42501'])
    }
  })
})

describe('what became of the meeting', () => {
  it('follows from who was there', async () => {
    await note(['absent', 'absent'])
    expect(await whatBecame()).toBe('open')
    await note(['absent', 'absent', 'absent'])
    expect(await whatBecame()).toBe('missed')
    await note(['absent', 'present'])
    expect(await whatBecame()).toBe('held')
  })
})

it('asks who led a meeting that has begun, until she has noted it', async () => {
  const asked = async (name: CircleName) => (await listToNote(circle.viewers[name], new Date())).length
  expect(await asked('facilitator')).toBe(1)
  for (const name of ['secretary', 'coordinator', 'member', 'supervisor'] as const)
    expect([name, await asked(name)]).toEqual([name, 0])
  await note(['present'])
  expect(await asked('facilitator')).toBe(0)
})

it('refuses a form on which nothing was chosen', async () => {
  await expect(note([])).rejects.toEqual(new Refusal('attendance-none'))
})
