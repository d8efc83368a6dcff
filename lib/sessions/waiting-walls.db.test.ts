import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { hospital, type Person } from '@/lib/pairings/hospital.test-support'
import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { waitForAny } from './pool'
import { takeSeat, waitForSeat } from './seats'
import { findWaiting, listWaiting, stopWaiting, waitForTime } from './waiting'
import { workForWaiting } from './waiting-round'

let database: TestDatabase
let psychologist: Person, planner: Person
let her: Viewer, guide: Viewer, colleague: Viewer
/** Everybody to whom it is nothing that she waits: her guide first of all. */
const outsiders: Viewer[] = []
let waitingId: string

beforeAll(async () => {
  database = await testDatabase()
  const lay = hospital(database.owner)
  const resident = await lay.person('Roos', ['resident', 'surgery'])
  const other = await lay.person('Carlo', ['resident', 'surgery'])
  psychologist = await lay.person('Pia', ['psychologist', null])
  planner = await lay.person('Sien', ['secretary', 'medicine'])
  for (const n of [8, 9, 10, 11]) {
    const on = addDaysOn(todayOn(new Date()), n)
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${resident.id}, ${instantAt(on, '08:00')}, ${instantAt(on, '17:00')}, 'day')`
  }
  for (const each of [resident, other]) await lay.paired('psychologist', each, psychologist)
  her = await signInAs(resident.id)
  guide = await signInAs(psychologist.id)
  colleague = await signInAs(other.id)
  outsiders.push(guide, colleague)
  for (const role of ['supervisor', 'nurse', 'secretary'] as const)
    outsiders.push(await signInAs((await lay.person(role, [role, 'surgery'])).id))
  for (const role of ['mentor', 'coordinator', 'admin'] as const)
    outsiders.push(await signInAs((await lay.person(role, [role, null])).id))
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate waiting, session_people, sessions, outbox, audit, worker_beats cascade`
  waitingId = (await waitForTime(her, { form: 'psychologist-session', otherId: psychologist.id })).id
})

const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )

describe('who waits', () => {
  it('is read by herself alone, in both walls', async () => {
    expect(await raw(her, 'select id from waiting')).toBe(1)
    expect(await listWaiting(her)).toHaveLength(1)
    for (const viewer of outsiders) {
      expect(await raw(viewer, 'select id from waiting')).toBe(0)
      expect(await listWaiting(viewer)).toEqual([])
      expect(await findWaiting(viewer, 'psychologist-session', psychologist.id)).toBeNull()
    }
  })

  it('is ended and changed by herself alone, in both walls', async () => {
    for (const viewer of outsiders) {
      expect(await raw(viewer, `update waiting set ended_at = now() where id = '${waitingId}'`)).toBe(0)
      expect(await refused(stopWaiting(viewer, { waitingId }))).toBe('not-found')
    }
    expect(await raw(her, `update waiting set person_id = '${colleague.id}' where id = '${waitingId}'`)).toBe(
      '42501',
    )
  })

  it('is asked for herself and with her own guide, in both walls', async () => {
    const add = (viewer: Viewer, personId: string, guideId: string) =>
      raw(
        viewer,
        `insert into waiting (person_id, form, guide_id) values ('${personId}', 'mentor-session', '${guideId}')`,
      )
    const mentor = outsiders.find((viewer) => viewer.givenName === 'mentor')!
    expect(await add(her, colleague.id, psychologist.id)).toBe('42501')
    expect(await add(guide, her.id, psychologist.id)).toBe('42501')
    expect(await add(her, her.id, mentor.id)).toBe('42501')
    expect(await refused(waitForTime(her, { form: 'mentor-session', otherId: mentor.id }))).toBe('not-paired')
  })

  it('asks for any mentor only as a resident, for herself, in both walls', async () => {
    const add = (viewer: Viewer, personId: string, form = 'mentor-session') =>
      raw(viewer, `insert into waiting (person_id, form) values ('${personId}', '${form}')`)
    for (const viewer of outsiders.filter((each) => each !== colleague)) {
      expect(await add(viewer, viewer.id)).toBe('42501')
      expect(await add(viewer, her.id)).toBe('42501')
      expect(await refused(waitForAny(viewer, {}))).toBe('forbidden')
    }
    expect(await add(colleague, her.id)).toBe('42501')
    expect(await add(her, her.id, 'psychologist-session')).toBe('23514')
    expect(await add(her, her.id)).toBe(1)
    for (const viewer of outsiders) expect(await raw(viewer, 'select id from waiting')).toBe(0)
  })

  it('leaves nothing in the log or the outbox that names the form or the guide', async () => {
    const rows = await database.owner`select actor_id, action, about from audit`
    expect(rows).toEqual([{ actor_id: her.id, action: 'session.wait', about: [her.id] }])
    await database.owner`update waiting set told_at = null`
    await workForWaiting(new Date())
    const [message] = await database.owner`select kind, recipient_id, data from outbox`
    expect(message).toEqual({ kind: 'waiting.times', recipient_id: her.id, data: { waitingId } })
    for (const viewer of outsiders) {
      const seen = await as(viewer.id, (tx) =>
        tx.execute(sql`select about from audit where ${her.id}::uuid = any (about)`),
      )
      expect(seen).toHaveLength(0)
    }
  })

  it('stands in the list as a session, without what or with whom', async () => {
    const [line] = await listWaiting(her)
    expect(line).toMatchObject({ isConfidential: true, guideName: null })
  })

  it('is no more than yes or no for a guide who cancels, and nothing for nobody', async () => {
    const asked = (viewer: Viewer) =>
      as(viewer.id, (tx) =>
        tx.execute<{ yes: boolean }>(
          sql`select app.somebody_waits('psychologist-session', ${psychologist.id}, null) as yes`,
        ),
      ).then((rows) => rows[0]?.yes)
    expect(await asked(guide)).toBe(true)
    expect(await asked(her)).toBe(false)
  })
})

describe('a seat', () => {
  it('is written by herself for herself, in a session that has one', async () => {
    const startsAt = instantAt(addDaysOn(todayOn(new Date()), 10), '10:00')
    const [open] = await database.owner<{ id: string; other: string }[]>`
      with made as (insert into sessions (form, starts_at, ends_at, seats, booked_by_id)
        select 'student-teaching', ${startsAt}, ${startsAt}::timestamptz + interval '1 hour', seats, ${planner.id}
        from (values (1), (null)) as v (seats) returning id, seats)
      select min(id::text) filter (where seats = 1) as id, min(id::text) filter (where seats is null) as other from made`
    const add = (viewer: Viewer, personId: string, sessionId: string) =>
      raw(
        viewer,
        `insert into session_people (session_id, person_id, part, during)
         select '${sessionId}', '${personId}', 'resident', tstzrange('${startsAt.toISOString()}', '${startsAt.toISOString()}'::timestamptz + interval '1 hour')`,
      )
    expect(await add(her, colleague.id, open!.id)).toBe('42501')
    expect(await add(her, her.id, open!.other)).toBe('42501')
    for (const viewer of outsiders.filter((each) => each !== colleague)) {
      expect(await add(viewer, viewer.id, open!.id)).toBe('42501')
      expect(await refused(takeSeat(viewer, { sessionId: open!.id }))).toBe('forbidden')
      expect(await refused(waitForSeat(viewer, { sessionId: open!.id }))).toBe('forbidden')
    }
    expect(await add(her, her.id, open!.id)).toBe(1)
    expect(await add(colleague, colleague.id, open!.id)).toBe('23P01')
    expect(await refused(takeSeat(her, { sessionId: open!.other }))).toBe('not-found')
  })
})
