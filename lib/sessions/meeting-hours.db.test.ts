import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, addMinutes, instantAt, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { answerSession, bookSession, cancelSession, moveSession } from './commands'
import { loadSession } from './queries'
import { layOutWard } from './ward.test-support'

let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let mentor: Viewer
let resident: Viewer

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 1)
  mentor = await signInAs(ward.guideId)
  resident = await signInAs(ward.residentIds[0]!)
})
afterAll(() => database.drop())
beforeEach(
  () =>
    database.owner`truncate sessions, session_people, outbox, hours_exceptions, absences, meeting_rules cascade`,
)

const at = (day: number, time: WallTime) => instantAt(addDaysOn(ward.monday, day), time)
const book = (startsAt: Date, now?: Date) =>
  bookSession(resident, { form: 'mentor-session', otherId: mentor.id, startsAt: startsAt.toISOString() }, now)
const refused = (startsAt: Date, now?: Date) =>
  book(startsAt, now).then(
    () => null,
    (error: { reason?: string }) => error.reason,
  )
/** The mentor's rules for mentor sessions: as by default, with these changes. */
const rule = (change: object) =>
  database.owner`insert into meeting_rules ${database.owner({
    person_id: mentor.id,
    form: 'mentor-session',
    notice_minutes: 0,
    cancel_minutes: 24 * 60,
    ...change,
  })}`

describe('a guide is met', () => {
  it('in the hours of the form, where it has its own', async () => {
    await database.owner`insert into weekly_hours (person_id, form, weekday, from_time, until_time)
      values (${mentor.id}, 'mentor-session', 1, '10:00', '11:00'), (${mentor.id}, 'check-in', 2, '10:00', '11:00')`
    expect(await refused(at(1, '09:00'))).toBe('not-free')
    expect(await refused(at(2, '10:00'))).toBe('not-free')
    expect(await refused(at(1, '10:00'))).toBeNull()
    await database.owner`delete from weekly_hours where form <> 'every'`
  })
  it('in the hours of the date, where it has its own', async () => {
    await database.owner`insert into hours_exceptions ${database.owner([
      { person_id: mentor.id, on: addDaysOn(ward.monday, 1), from_time: '14:00', until_time: '15:00' },
      { person_id: mentor.id, on: addDaysOn(ward.monday, 2), from_time: null, until_time: null },
    ])}`
    expect(await refused(at(1, '09:00'))).toBe('not-free')
    expect(await refused(at(2, '09:00'))).toBe('not-free')
    expect(await refused(at(1, '14:00'))).toBeNull()
  })
  it('not while she is absent', async () => {
    await database.owner`insert into absences (person_id, from_on, until_on)
      values (${mentor.id}, ${addDaysOn(ward.monday, 1)}, ${addDaysOn(ward.monday, 2)})`
    expect(await refused(at(1, '09:00'))).toBe('not-free')
    expect(await refused(at(2, '09:00'))).toBeNull()
  })
  it('with her minutes between two sessions', async () => {
    await rule({ buffer_minutes: 15 })
    await book(at(1, '10:00'))
    expect(await refused(at(1, '10:45'))).toBe('taken')
    expect(await refused(at(1, '09:15'))).toBe('taken')
    expect(await refused(at(1, '11:00'))).toBeNull()
  })
  it('no more often on a day than she wants, and the one that moves makes room for itself', async () => {
    await rule({ most_per_day: 1 })
    const { id } = await book(at(1, '10:00'))
    expect(await refused(at(1, '14:00'))).toBe('not-free')
    await moveSession(resident, { sessionId: id, seen: 0, startsAt: at(1, '14:00').toISOString() })
    expect(await refused(at(2, '14:00'))).toBeNull()
  })
  it('no more often in a week than she wants', async () => {
    await rule({ most_per_week: 1 })
    await book(at(1, '10:00'))
    expect(await refused(at(4, '14:00'))).toBe('not-free')
    expect(await refused(at(7, '14:00'))).toBeNull()
  })
  it('as far ahead as she wants', async () => {
    await rule({ notice_minutes: 48 * 60 })
    expect(await refused(at(3, '10:00'), addMinutes(at(1, '10:00'), 1))).toBe('not-free')
    expect(await refused(at(3, '10:00'), at(1, '10:00'))).toBeNull()
  })
})

describe('a guide who confirms', () => {
  it('is asked when a resident books or moves, and not when she does so herself', async () => {
    await rule({ confirms_at: new Date() })
    const { id, isAsked } = await book(at(1, '10:00'))
    expect(isAsked).toBe(true)
    const state = async () => (await loadSession(mentor, id, new Date()))?.state
    expect(await state()).toBe('asked')
    await answerSession(mentor, { sessionId: id, seen: 0, answer: 'accept' })
    await moveSession(resident, { sessionId: id, seen: 1, startsAt: at(1, '14:00').toISOString() })
    expect(await state()).toBe('asked')
    await moveSession(mentor, { sessionId: id, seen: 2, startsAt: at(1, '15:00').toISOString() })
    expect(await state()).toBe('firm')
    const kinds = await database.owner`select kind, recipient_id from outbox order by created_at`
    expect(kinds.filter((row) => row.kind === 'session.asked')).toHaveLength(2)
  })
})

it('lets a resident cancel until the window of her guide', async () => {
  await rule({ cancel_minutes: 2 * 60 })
  const { id } = await book(at(1, '10:00'))
  const cancel = (now: Date) => cancelSession(resident, { sessionId: id, seen: 0 }, now)
  await expect(cancel(addMinutes(at(1, '08:00'), 1))).rejects.toMatchObject({
    reason: 'too-late',
    detail: { hours: 2 },
  })
  await cancel(at(1, '08:00'))
})
