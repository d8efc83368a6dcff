import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { as, asWorker, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, addMinutes, instantAt } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession } from './commands'
import { factsAsked } from './planning'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let elsewhere: Awaited<ReturnType<typeof layOutWard>>
let residentId: string
let strangerId: string

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 1)
  elsewhere = await layOutWard(database.owner, 1)
  residentId = ward.residentIds[0]!
  strangerId = elsewhere.residentIds[0]!
})
afterAll(() => database.drop())

const startsAt = () => instantAt(addDaysOn(ward.monday, 1), '10:00')

/** Writes a session of these two as `personId`, past the code; the state of the error, or undefined. */
const add = (personId: string, signerId: string, two = [residentId, ward.guideId]) =>
  as(personId, (tx) =>
    tx.execute(sql`select app.add_session(${randomUUID()}, 'mentor-session', ${startsAt().toISOString()},
      ${addMinutes(startsAt(), 45).toISOString()}, null, null, null, ${signerId}, now(), null, ${two[0]}, ${two[1]}, null)`),
  ).then(() => undefined, sqlState)

interface Found {
  earlier: string | null
  guideId?: string
  facts?: { shifts: unknown[]; hours: unknown[] }
}

/** What the database answers to somebody who would book with these two. */
const open = (personId: string, requestKey: string | null = null) => {
  const { fromAt, untilAt, moment } = factsAsked('mentor-session', startsAt())
  return as(personId, async (tx) => {
    const [row] = await tx.ask<{ found: Found }>(
      `select app.open_booking($1, null, $2, 'mentor-session', 'mentor', $3, null, $4, $5, $6) as found`,
      [`{${residentId},${ward.guideId}}`, requestKey, addDaysOn(ward.monday, 1), fromAt, untilAt, moment],
    )
    return row!.found
  })
}

it('a session is written by the two themselves, each under her own name', async () => {
  expect(await add(residentId, ward.guideId)).toBe('42501')
  expect(await add(strangerId, strangerId)).toBe('42501')
  expect(await add(strangerId, residentId)).toBe('42501')
  expect(await add(strangerId, strangerId, [strangerId, ward.guideId])).toBe('42501')
  expect(await add(residentId, residentId, [strangerId, ward.guideId])).toBe('42501')
  expect(await add(residentId, residentId)).toBeUndefined()
  expect(await add(ward.guideId, ward.guideId)).toBe('23P01')
})

it('what a booking is decided by is told to the two only', async () => {
  expect(await open(residentId)).toMatchObject({ guideId: ward.guideId, facts: { shifts: [{}] } })
  expect(await open(ward.guideId)).toMatchObject({ guideId: ward.guideId, facts: { shifts: [{}] } })
  expect(await open(strangerId)).toEqual({ earlier: null })
  expect(await open(elsewhere.guideId)).toEqual({ earlier: null })
})

it('nothing is told of a stranger’s time, asked about one moment either', async () => {
  const { fromAt, untilAt, moment } = factsAsked('mentor-session', startsAt())
  const persons = `{${residentId},${ward.guideId}}`
  const [row] = await as(strangerId, (tx) =>
    tx.ask<{ facts: Record<string, unknown[] | null> }>(
      `select app.planning_facts($1, $2, 'mentor-session', $3, $4, $5) as facts`,
      [persons, ward.guideId, fromAt, untilAt, moment],
    ),
  )
  expect(row?.facts).toEqual({ shifts: [], busy: [], hours: [], exceptions: [], absences: [], rules: null })
})

it('what a form booked before is told to who may read it', async () => {
  const requestKey = randomUUID()
  const viewer = await signInAs(residentId)
  const { id } = await bookSession(viewer, {
    form: 'mentor-session',
    otherId: ward.guideId,
    startsAt: instantAt(addDaysOn(ward.monday, 2), '10:00').toISOString(),
    requestKey,
  })
  expect(await open(residentId, requestKey)).toMatchObject({ earlier: id })
  expect(await open(strangerId, requestKey)).toEqual({ earlier: null })
})

it('the worker books nothing', async () => {
  const { fromAt, untilAt } = factsAsked('mentor-session', startsAt())
  const opened = asWorker((tx) =>
    tx.ask(`select app.open_booking($1, null, null, 'mentor-session', 'mentor', $2, null, $3, $4, null)`, [
      `{${residentId}}`,
      ward.monday,
      fromAt,
      untilAt,
    ]),
  )
  expect(await opened.then(() => undefined, sqlState)).toBe('42501')
})
