import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { swapGuide } from '@/lib/sessions/series-changes'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'
import { giveFacilitator, planMeetings } from './commands'
import { listToNote } from './led'
import { loadGroup, loadMeetingAttendance } from './queries'

let database: TestDatabase
let circle: Circle
let standIn: Viewer
beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
  standIn = await signInAs(circle.psychologist2)
})
afterAll(() => database.drop())

let groupId: string
let members: string[]
/** A meeting of last week that somebody else led than the facilitator of its group, and one that she led herself. */
let stoodInId: string
let ownId: string
beforeEach(async () => {
  await database.owner`truncate attendance, attendance_earlier, group_meetings, group_members, groups, session_people, sessions cascade`
  members = circle.residentIds.slice(0, 3)
  groupId = await circle.newGroup('Maandag A', members)
  ownId = await circle.held(groupId, 10, members)
  stoodInId = await circle.held(groupId, 3, members)
  await database.owner`update session_people set person_id = ${standIn.id} where session_id = ${stoodInId} and part = 'guide'`
})

const note = (viewer: Viewer, sessionId = stoodInId) =>
  noteAttendance(viewer, { sessionId, attendance: members.map((id) => `${id} present`) })
const count = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then((rows) => rows.length)
/** How many rows it touches by row security alone, or the state of its refusal. */
const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )
const insertOf = (viewer: Viewer, sessionId: string, personId: string) =>
  `insert into attendance (session_id, person_id, outcome, noted_by_id, noted_at) values ('${sessionId}', '${personId}', 'present', '${viewer.id}', now())`

it('whoever stood in is asked who was there, notes it, and the meeting was held', async () => {
  expect(await listToNote(standIn, new Date())).toMatchObject([
    { groupId, sessionId: stoodInId, name: 'Maandag A' },
  ])
  const page = (await loadMeetingAttendance(standIn, groupId, stoodInId))!
  expect([page.name, page.isStandIn, page.members.length]).toEqual(['Maandag A', true, 3])
  expect(await note(standIn)).toMatchObject({ isStandIn: true })
  expect(await listToNote(standIn, new Date())).toEqual([])
  const [session] = await database.owner`select held_by_id from sessions where id = ${stoodInId}`
  expect(session).toEqual({ held_by_id: standIn.id })
  const again = (await loadMeetingAttendance(standIn, groupId, stoodInId))!
  expect(again.members.map(({ outcome }) => outcome)).toEqual(['present', 'present', 'present'])
})

it('the facilitator, who keeps the sheet of her group, notes it as well, and is not asked for it', async () => {
  const { facilitator } = circle.viewers
  expect((await listToNote(facilitator, new Date())).map(({ sessionId }) => sessionId)).toEqual([ownId])
  expect(await note(facilitator)).toMatchObject({ isStandIn: false })
})

it('whoever stood in reads nothing else of the group, by row security alone', async () => {
  await note(circle.viewers.facilitator, ownId)
  expect(await loadGroup(standIn, groupId, new Date())).toBe(null)
  expect(await loadMeetingAttendance(standIn, groupId, ownId)).toBe(null)
  expect(await refused(note(standIn, ownId))).toBe('not-found')
  for (const statement of [
    'select 1 from groups',
    'select 1 from group_members',
    'select 1 from group_meetings',
    'select 1 from attendance',
    `select 1 from app.meetings_of('${groupId}')`,
    `select 1 from app.led_meeting('${ownId}')`,
  ])
    expect([statement, await count(standIn, statement)]).toEqual([statement, 0])
  expect(await count(standIn, `select 1 from app.led_meeting('${stoodInId}')`)).toBe(1)
})

it('nobody else gets at it, in the code or by row security alone', async () => {
  for (const name of Object.keys(circle.viewers) as CircleName[]) {
    const viewer = circle.viewers[name]
    if (name === 'facilitator') continue
    expect([name, await refused(note(viewer))]).toEqual([name, 'not-found'])
    expect([name, await loadMeetingAttendance(viewer, groupId, stoodInId)]).toEqual([name, null])
    expect([name, await listToNote(viewer, new Date())]).toEqual([name, []])
    expect([name, await count(viewer, `select 1 from app.led_meeting('${stoodInId}')`)]).toEqual([name, 0])
  }
})

it('whoever stood in writes of that meeting and its members, and of no other, by row security alone', async () => {
  await note(circle.viewers.facilitator, ownId)
  const outsider = circle.residentIds[4]!
  expect(await raw(standIn, insertOf(standIn, stoodInId, outsider))).toBe('42501')
  expect(await raw(standIn, insertOf(standIn, ownId, members[0]!))).toBe('42501')
  expect(await raw(standIn, insertOf(circle.viewers.facilitator, stoodInId, members[0]!))).toBe('42501')
  expect(
    await raw(
      standIn,
      `update attendance set outcome = 'absent', noted_by_id = '${standIn.id}', noted_at = now()`,
    ),
  ).toBe(0)
  for (const viewer of Object.values(circle.viewers).filter(({ id }) => id !== circle.psychologist))
    expect(await raw(viewer, insertOf(viewer, stoodInId, members[0]!))).toBe('42501')
  expect(await raw(standIn, insertOf(standIn, stoodInId, members[0]!))).toBe(1)
})

it('one meeting that an office gave to somebody else is hers to note once it has begun; the others are not', async () => {
  const { secretary, facilitator } = circle.viewers
  await planMeetings(secretary, circle.twoMeetings(groupId))
  const coming = (await loadGroup(secretary, groupId, new Date()))!.coming
  const [swapped, kept] = [coming[0]!, coming[1]!]
  await swapGuide(secretary, {
    sessionId: swapped.id,
    seen: swapped.sequence,
    scope: 'one',
    guideId: standIn.id,
  })
  expect(await refused(note(standIn, swapped.id))).toBe('not-begun')
  await database.owner`update sessions set starts_at = starts_at - interval '21 days', ends_at = ends_at - interval '21 days' where id = ${swapped.id}`
  expect((await listToNote(standIn, new Date())).map(({ sessionId }) => sessionId)).toContain(swapped.id)
  expect((await listToNote(facilitator, new Date())).map(({ sessionId }) => sessionId)).not.toContain(
    swapped.id,
  )
  expect(await refused(note(standIn, kept.id))).toBe('not-found')
  expect(await note(standIn, swapped.id)).toMatchObject({ isStandIn: true })
})

it('whoever gave the group away notes what she led herself, and no more than that', async () => {
  const { secretary, facilitator } = circle.viewers
  await giveFacilitator(secretary, { groupId, facilitatorId: standIn.id })
  expect(await note(facilitator, ownId)).toMatchObject({ isStandIn: true })
  expect(await refused(note(facilitator))).toBe('not-found')
  expect(await loadMeetingAttendance(facilitator, groupId, stoodInId)).toBe(null)
})

it('once she was replaced herself she notes nothing any more', async () => {
  await database.owner`update session_people set released_at = now() where session_id = ${stoodInId} and person_id = ${standIn.id}`
  expect(await refused(note(standIn))).toBe('not-found')
  expect(await listToNote(standIn, new Date())).toEqual([])
})
