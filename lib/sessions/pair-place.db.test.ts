import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession, moveSession } from './commands'
import { placePair } from './pair-place'
import { loadSession } from './queries'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let mentor: Viewer
let resident: Viewer
let colleague: Viewer

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 2)
  mentor = await signInAs(ward.guideId)
  ;[resident, colleague] = await Promise.all([signInAs(ward.residentIds[0]!), signInAs(ward.residentIds[1]!)])
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate sessions, session_people, audit, outbox, rooms, waiting cascade`
})

const at = (day: number, time: WallTime) => instantAt(addDaysOn(ward.monday, day), time)
const book = (viewer: Viewer, startsAt: Date, more = {}) =>
  bookSession(viewer, {
    form: 'mentor-session',
    otherId: mentor.id,
    startsAt: startsAt.toISOString(),
    ...more,
  })
async function addRoom(places = 4): Promise<string> {
  const [room] = await database.owner<{ id: string }[]>`
    insert into rooms (name, site, places) values (${crypto.randomUUID()}, 'Noord', ${places}) returning id`
  return room!.id
}

it('is changed by either of the two, and the other hears of it', async () => {
  const { id } = await book(resident, at(1, '14:00'))
  const roomId = await addRoom()
  await placePair(mentor, { sessionId: id, seen: 0, roomId, link: 'https://meet.example/1' })
  expect(await loadSession(resident, id, new Date())).toMatchObject({
    roomId,
    place: null,
    link: 'https://meet.example/1',
    sequence: 1,
  })
  const told = await database.owner`select recipient_id from outbox where kind = 'session.changed'`
  expect(told).toEqual([{ recipient_id: resident.id }])
  await placePair(resident, { sessionId: id, seen: 1, roomId, place: 'bij het raam' })
  expect(await loadSession(mentor, id, new Date())).toMatchObject({
    roomId,
    place: 'bij het raam',
    link: null,
  })
})

it('is not changed from an old screen, by somebody else, or to a room that is too small', async () => {
  const { id } = await book(resident, at(1, '14:00'))
  await placePair(mentor, { sessionId: id, seen: 0, place: 'B3' })
  await expect(placePair(resident, { sessionId: id, seen: 0, place: 'B4' })).rejects.toMatchObject({
    reason: 'changed',
  })
  await expect(placePair(colleague, { sessionId: id, seen: 1, place: 'B4' })).rejects.toMatchObject({
    reason: 'not-found',
  })
  const roomId = await addRoom(1)
  await expect(placePair(mentor, { sessionId: id, seen: 1, roomId })).rejects.toMatchObject({
    reason: 'room-small',
  })
})

it('gives a room to one of two who want it at the same time', async () => {
  const { id } = await book(resident, at(1, '14:00'))
  const other = await book(colleague, at(2, '14:00'))
  await database.owner`
    update sessions set starts_at = ${at(1, '14:30')}, ends_at = ${at(1, '15:30')} where id = ${other.id}`
  const roomId = await addRoom()
  const outcomes = await Promise.allSettled([
    placePair(resident, { sessionId: id, seen: 0, roomId }),
    placePair(colleague, { sessionId: other.id, seen: 0, roomId }),
  ])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = outcomes.find(({ status }) => status === 'rejected')
  expect(refused).toMatchObject({ reason: { reason: 'room-taken' } })
})

it('is said apart when a session cannot move because of its room', async () => {
  const roomId = await addRoom()
  const { id } = await book(resident, at(1, '14:00'), { roomId })
  await database.owner`
    insert into sessions (form, starts_at, ends_at, booked_by_id, room_id)
    values ('mentor-session', ${at(2, '14:00')}, ${at(2, '15:00')}, ${colleague.id}, ${roomId})`
  const move = { sessionId: id, startsAt: at(2, '14:00').toISOString() }
  await expect(moveSession(mentor, { ...move, seen: 0 })).rejects.toMatchObject({ reason: 'room-taken-move' })
  await placePair(mentor, { sessionId: id, seen: 0 })
  await moveSession(mentor, { ...move, seen: 1 })
})
