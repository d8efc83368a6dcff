import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import {
  addAbsences,
  addHoursException,
  removeAbsence,
  setMeetingRules,
  setMentorPool,
  setWeeklyHours,
} from './commands'
import { loadMeetingHours } from './queries'

const cast = ['mentor', 'supervisor', 'secretary', 'resident', 'coordinator', 'nurse', 'stranger'] as const
type Name = (typeof cast)[number]

let database: TestDatabase
const who = {} as Record<Name, Viewer>
const ids = Object.fromEntries(cast.map((name) => [name, randomUUID()])) as Record<Name, string>
const department = randomUUID()
const monday = addDaysOn(mondayOf(todayOn(new Date())), 14)

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  await owner`insert into departments (id, code, name, site) values (${department}, 'd', 'Chirurgie', 'Noord')`
  for (const name of cast) {
    const role = name === 'stranger' ? 'mentor' : name
    const place = ['supervisor', 'secretary', 'resident', 'nurse'].includes(role) ? department : null
    await owner`insert into people (id, staff_number, given_name, family_name) values (${ids[name]}, ${name}, ${name}, 'Test')`
    await owner`insert into contacts (person_id, email) values (${ids[name]}, ${`${name}@klankbord.example`})`
    await owner`insert into roles (person_id, role, department_id, from_on) values (${ids[name]}, ${role}, ${place}, '2020-01-01')`
  }
  for (const name of cast) who[name] = await signInAs(ids[name])
})
afterAll(() => database.drop())
beforeEach(
  () =>
    database.owner`truncate weekly_hours, hours_exceptions, absences, meeting_rules, mentor_places, audit`,
)

const week = (guideId: string, more = {}) => ({
  guideId,
  form: 'every',
  from00: '09:00',
  until00: '12:00',
  ...more,
})
const rowsOf = (guideId: string) =>
  database.owner`select weekday, form, from_time::text, until_time::text from weekly_hours where person_id = ${guideId} order by weekday, from_time`

describe('a guide', () => {
  it('sets her week; what was there is gone, and one audit row is left', async () => {
    await setWeeklyHours(who.mentor, week(ids.mentor))
    await setWeeklyHours(who.mentor, {
      guideId: ids.mentor,
      form: 'every',
      from10: '13:00',
      until10: '17:00',
    })
    expect(await rowsOf(ids.mentor)).toEqual([
      { weekday: 1, form: 'every', from_time: '13:00:00', until_time: '17:00:00' },
    ])
    const rows = await database.owner`select about from audit where action = 'hours.set'`
    expect(rows).toEqual([{ about: [ids.mentor] }, { about: [ids.mentor] }])
  })
  it('gives the whole week what Monday has', async () => {
    await setWeeklyHours(who.mentor, week(ids.mentor, { copy: '1', from10: '20:00' }))
    expect((await rowsOf(ids.mentor)).map((row) => row.weekday)).toEqual([0, 1, 2, 3, 4])
  })
  it.each([
    ['an end before its start', { until00: '08:00' }, 'until00', 'hours-ends-before'],
    ['two windows that overlap', { from01: '11:00', until01: '13:00' }, 'from01', 'hours-overlap'],
    ['half a window', { until00: undefined }, 'until00', 'required'],
    ['25:00', { until00: '25:00' }, 'until00', 'time'],
  ])('is told of %s at its field, and nothing is written', async (_, change, field, message) => {
    await expect(setWeeklyHours(who.mentor, week(ids.mentor, change))).rejects.toMatchObject({
      issues: [{ path: [field], message }],
    })
    expect(await rowsOf(ids.mentor)).toEqual([])
  })
  it('gives a date hours of its own, or none, the later word standing', async () => {
    const except = (window: object) =>
      addHoursException(who.mentor, { guideId: ids.mentor, on: monday, ...window })
    await except({ from: '08:00', until: '10:00' })
    await except({ from: '09:00', until: '11:00' })
    await except({ from: '14:00', until: '15:00' })
    const exceptions = async () => (await loadMeetingHours(who.mentor, ids.mentor, new Date()))?.exceptions
    expect(await exceptions()).toMatchObject([
      { window: { from: '09:00', until: '11:00' } },
      { window: { from: '14:00', until: '15:00' } },
    ])
    await except({})
    expect(await exceptions()).toMatchObject([{ window: null }])
  })
  it('is away for several stretches at once, without a reason', async () => {
    await addAbsences(who.mentor, {
      guideId: ids.mentor,
      from0: monday,
      until0: addDaysOn(monday, 4),
      from1: addDaysOn(monday, 14),
    })
    const rows = await database.owner`select from_on::text, until_on::text from absences order by 1`
    expect(rows).toEqual([
      { from_on: monday, until_on: addDaysOn(monday, 5) },
      { from_on: addDaysOn(monday, 14), until_on: addDaysOn(monday, 15) },
    ])
    const columns =
      await database.owner`select column_name from information_schema.columns where table_name = 'absences'`
    expect(columns.map((row) => row.column_name)).not.toContain('reason')
  })
  it('says what she wants of a form, and how many residents she has room for', async () => {
    const rules = {
      guideId: ids.mentor,
      form: 'mentor-session',
      noticeHours: '48',
      cancelHours: '12',
      bufferMinutes: '15',
    }
    await setMeetingRules(who.mentor, { ...rules, mostPerDay: '2', confirms: 'on' })
    await setMentorPool(who.mentor, { places: '6', pooled: 'on' })
    expect(await loadMeetingHours(who.mentor, ids.mentor, new Date())).toMatchObject({
      rules: [
        { noticeMinutes: 2880, cancelMinutes: 720, bufferMinutes: 15, mostPerDay: 2, mostPerWeek: null },
      ],
      pool: { places: 6, pooledAt: expect.any(Date) },
    })
    await expect(setMentorPool(who.resident, { places: '6' })).rejects.toMatchObject({ reason: 'forbidden' })
  })
})

describe('the walls', () => {
  const writes = (viewer: Viewer, guideId: string) =>
    setWeeklyHours(viewer, week(guideId)).then(
      () => 'written',
      (error: { reason?: string }) => error.reason,
    )
  it('lets a guide and, for a supervisor, her secretary keep hours; to others there is nothing', async () => {
    expect(await writes(who.supervisor, ids.supervisor)).toBe('written')
    expect(await writes(who.secretary, ids.supervisor)).toBe('written')
    expect(await writes(who.secretary, ids.mentor)).toBe('not-found')
    for (const name of ['resident', 'coordinator', 'nurse', 'stranger'] as const) {
      expect([name, await writes(who[name], ids.supervisor)]).toEqual([name, 'not-found'])
      expect([name, await loadMeetingHours(who[name], ids.supervisor, new Date())]).toEqual([name, null])
    }
  })
  it('row security alone refuses what the code would, on every table', async () => {
    await setWeeklyHours(who.supervisor, week(ids.supervisor))
    await addAbsences(who.supervisor, { guideId: ids.supervisor, from0: monday })
    const statements = [
      sql`insert into weekly_hours (person_id, weekday, from_time, until_time) values (${ids.supervisor}, 3, '09:00', '10:00')`,
      sql`insert into hours_exceptions (person_id, "on") values (${ids.supervisor}, ${monday})`,
      sql`insert into absences (person_id, from_on, until_on) values (${ids.supervisor}, ${monday}, ${addDaysOn(monday, 1)})`,
      sql`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes) values (${ids.supervisor}, 'check-in', 0, 0)`,
    ]
    for (const name of ['resident', 'coordinator', 'nurse', 'stranger', 'mentor'] as const)
      for (const statement of statements)
        await expect(as(ids[name], (tx) => tx.execute(statement))).rejects.toMatchObject({
          cause: { code: '42501' },
        })
    const removed = await as(ids.resident, (tx) => tx.execute(sql`delete from absences returning id`))
    expect(removed).toHaveLength(0)
    for (const statement of statements)
      await expect(as(ids.secretary, (tx) => tx.execute(statement))).resolves.toBeDefined()
  })
  it('is read by residents and offices, not by nurses or guides who are not concerned', async () => {
    await addAbsences(who.supervisor, { guideId: ids.supervisor, from0: monday })
    const reads = async (name: Name) =>
      (await as(ids[name], (tx) => tx.execute(sql`select id from absences`))).length
    expect(
      await Promise.all((['resident', 'coordinator', 'secretary', 'supervisor'] as const).map(reads)),
    ).toEqual([1, 1, 1, 1])
    expect(await Promise.all((['nurse', 'stranger'] as const).map(reads))).toEqual([0, 0])
  })
  it('the code alone refuses what row security would', async () => {
    await database.owner`alter table absences disable row level security`
    try {
      await addAbsences(who.supervisor, { guideId: ids.supervisor, from0: monday })
      const [absence] = await database.owner<{ id: string }[]>`select id from absences`
      for (const name of ['resident', 'coordinator', 'nurse', 'stranger'] as const)
        await expect(
          removeAbsence(who[name], { guideId: ids.supervisor, id: absence!.id }),
        ).rejects.toMatchObject({ reason: 'not-found' })
    } finally {
      await database.owner`alter table absences enable row level security`
    }
  })
})
