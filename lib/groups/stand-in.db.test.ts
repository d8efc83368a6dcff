import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'
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

it('once she was replaced herself she notes nothing any more', async () => {
  await database.owner`update session_people set released_at = now() where session_id = ${stoodInId} and person_id = ${standIn.id}`
  expect(await refused(note(standIn))).toBe('not-found')
  expect(await listToNote(standIn, new Date())).toEqual([])
})
