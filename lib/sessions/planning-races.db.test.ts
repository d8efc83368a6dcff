import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { placeSession, planSession } from './office-commands'
import { layOutOffice, type Office } from './office.test-support'
import { planSeries } from './series'
import { cancelPlanned, movePlanned } from './series-changes'

let database: TestDatabase
let office: Office
let secretary: Viewer

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 20)
  secretary = await signInAs(office.secretary)
})
afterAll(() => database.drop())
beforeEach(() => database.owner`truncate session_people, sessions, series, outbox cascade`)

const shadowing = (residentId: string, roomId?: string) => ({
  form: 'shadow-day' as const,
  departmentId: office.departmentId,
  residentIds: [residentId],
  minutes: 60,
  startsAt: office.at(2, '10:00').toISOString(),
  roomId,
})

it('one room, twenty sessions of twenty people: one gets it, the others are told that it is taken', async () => {
  const roomId = await office.room(10)
  const outcomes = await Promise.all(
    office.residentIds.map((id) => refused(planSession(secretary, shadowing(id, roomId)))),
  )
  expect(outcomes.toSorted()).toEqual(['no refusal', ...Array(19).fill('room-taken')])
})

it('one room, ten sessions that stand already and want it: one gets it', async () => {
  const roomId = await office.room(10)
  const planned = await Promise.all(
    office.residentIds.slice(0, 10).map((id) => planSession(secretary, shadowing(id))),
  )
  const outcomes = await Promise.all(
    planned.map(({ id }) => refused(placeSession(secretary, { sessionId: id, seen: 0, roomId }))),
  )
  expect(outcomes.toSorted()).toEqual(['no refusal', ...Array(9).fill('room-taken')])
})

it('one person, twenty sessions: she is in one', async () => {
  const [residentId] = office.residentIds
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => refused(planSession(secretary, shadowing(residentId!)))),
  )
  expect(outcomes.toSorted()).toEqual([...Array(19).fill('group-cannot'), 'no refusal'])
})

it('one series, moved and cancelled from ten windows: one of them does it, whole', async () => {
  const { id } = await planSeries(secretary, {
    form: 'intervision',
    departmentId: office.departmentId,
    guideId: office.psychologist,
    residentIds: office.residentIds.slice(0, 4),
    fromOn: addDaysOn(office.monday, 1),
    startsTime: '14:00',
    every: 'weeks',
    everyWeeks: 1,
    count: 3,
    skip: [],
    moved: [],
  })
  const startsAt = instantAt(addDaysOn(office.monday, 2), '10:00').toISOString()
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      refused(
        n % 2 === 0
          ? movePlanned(secretary, { sessionId: id, seen: 0, scope: 'following', startsAt, skip: [] })
          : cancelPlanned(secretary, { sessionId: id, seen: 0, scope: 'all' }),
      ),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'no refusal')).toHaveLength(1)
  for (const outcome of outcomes) expect(['no refusal', 'changed', 'already-cancelled']).toContain(outcome)
  const states = await database.owner`select distinct sequence, cancelled_at is null as stands from sessions`
  expect(states).toHaveLength(1)
})
