import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asWorker } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, type CalendarDate, instantAt } from '@/lib/time'
import { type CoveredForm, coveredForms, dueDateOf, lastHeldOn } from './rules'
import { type Ward, wardOf } from './ward.test-support'

let database: TestDatabase
let ward: Ward
let departmentId: string
let residentId: string
let guideId: string

beforeAll(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
  departmentId = await ward.department('Chirurgie')
  guideId = await ward.person('Gids', 'psychologist', departmentId)
})
afterAll(() => database.drop())
beforeEach(async () => {
  residentId = await ward.person('Res', 'resident', departmentId, -100)
})

const owner = () => database.owner
const row = async (form: CoveredForm = 'check-in') =>
  (
    await owner()<{ lastOn: string | null; plannedAt: Date[]; pausesOn: string[]; resumesOn: string[] }[]>`
    select last_on::text as "lastOn", planned_at as "plannedAt", pauses_on::text[] as "pausesOn", resumes_on::text[] as "resumesOn"
    from coverage where resident_id = ${residentId} and form = ${form}`
  )[0]

/** A shift of whole days, in days from today: the last one is in it. */
async function shift(kind: 'leave' | 'day', firstDay: number, lastDay = firstDay) {
  const startsAt = instantAt(ward.on(firstDay), kind === 'leave' ? '00:00' : '08:00')
  const endsAt =
    kind === 'leave' ? instantAt(ward.on(lastDay + 1), '00:00') : instantAt(ward.on(lastDay), '17:00')
  const [made] = await owner()<{ id: string }[]>`
    insert into shifts (person_id, kind, starts_at, ends_at) values (${residentId}, ${kind}, ${startsAt}, ${endsAt}) returning id`
  return made?.id ?? ''
}
const pauses = async () => {
  const found = await row()
  return found?.pausesOn.map((on, place) => [on, found.resumesOn[place]])
}

describe('leave', () => {
  it.each([
    [14, 0],
    [15, 1],
  ])('of %i days in one stands the clock still %i times', async (days, times) => {
    await shift('leave', 3, 3 + days - 1)
    expect(await pauses()).toEqual(times ? [[ward.on(3), ward.on(3 + days)]] : [])
    const [every] = await owner()<{ n: number }[]>`
      select count(*)::int as n from coverage where resident_id = ${residentId} and cardinality(pauses_on) = ${times}`
    expect(every?.n).toBe(coveredForms.length)
  })
  it('day by day with free days in between is one, until a shift lies in between or more than four free days', async () => {
    for (const day of [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]) await shift('leave', day)
    expect(await pauses()).toEqual([])
    for (const day of [14, 15]) await shift('leave', day)
    expect(await pauses()).toEqual([[ward.on(0), ward.on(16)]])
    await shift('leave', 20, 25)
    expect(await pauses()).toEqual([[ward.on(0), ward.on(26)]])
    const worked = await shift('day', 13)
    expect(await pauses()).toEqual([])
    await owner()`delete from shifts where id = ${worked}`
    expect(await pauses()).toEqual([[ward.on(0), ward.on(26)]])
    await shift('leave', 31, 50)
    expect(await pauses()).toEqual([
      [ward.on(0), ward.on(26)],
      [ward.on(31), ward.on(51)],
    ])
  })
  it('that is changed or taken out of the roster moves and ends the pause', async () => {
    const id = await shift('leave', 2, 21)
    await owner()`update shifts set starts_at = ${instantAt(ward.on(5), '00:00')} where id = ${id}`
    expect(await pauses()).toEqual([[ward.on(5), ward.on(22)]])
    await owner()`update shifts set kind = 'day' where id = ${id}`
    expect(await pauses()).toEqual([])
  })
  it('of more than one person in one statement is looked at for each', async () => {
    const other = await ward.person('Ander', 'resident', departmentId, -10)
    await owner()`insert into shifts (person_id, kind, starts_at, ends_at)
      select id, 'leave', ${instantAt(ward.on(0), '00:00')}::timestamptz, ${instantAt(ward.on(20), '00:00')}::timestamptz
      from people where id in (${residentId}, ${other}, ${guideId})`
    const [n] = await owner()<{ n: number }[]>`
      select count(*)::int as n from coverage where resident_id in (${residentId}, ${other}) and cardinality(pauses_on) = 1`
    expect(n?.n).toBe(2 * coveredForms.length)
  })
})

/** A session with the resident in it, at noon UTC. */
async function session(form: CoveredForm, day: number) {
  const startsAt = new Date(`${ward.on(day)}T12:00:00Z`)
  const endsAt = new Date(`${ward.on(day)}T13:30:00Z`)
  const [made] = await owner()<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id) values (${form}, ${startsAt}, ${endsAt}, ${guideId}) returning id`
  await owner()`insert into session_people (session_id, person_id, part, during)
    values (${made!.id}, ${residentId}, 'resident', tstzrange(${startsAt}, ${endsAt}))`
  return made!.id
}

describe.each(coveredForms.filter((form) => form !== 'check-in'))('%s', (form) => {
  it('is on record from its day on, not when it was missed, cancelled, or she was not there', async () => {
    const early = await session(form, -20)
    const late = await session(form, -10)
    await session(form, 10)
    expect(await row(form)).toMatchObject({
      lastOn: ward.on(-10),
      plannedAt: [new Date(`${ward.on(10)}T12:00:00Z`)],
    })
    expect(await row('check-in')).toMatchObject({ lastOn: null, plannedAt: [] })
    await owner()`update sessions set missed_at = now() where id = ${late}`
    expect((await row(form))?.lastOn).toBe(ward.on(-20))
    await owner()`update sessions set missed_at = null where id = ${late}`
    await owner()`insert into attendance (session_id, person_id, outcome, noted_by_id) values (${late}, ${residentId}, 'absent', ${guideId})`
    expect((await row(form))?.lastOn).toBe(ward.on(-20))
    await owner()`update attendance set outcome = 'present' where session_id = ${late}`
    expect((await row(form))?.lastOn).toBe(ward.on(-10))
    await owner()`update session_people set released_at = now() where session_id = ${late}`
    expect((await row(form))?.lastOn).toBe(ward.on(-20))
    await owner()`update sessions set cancelled_at = now() where id = ${early}`
    expect((await row(form))?.lastOn).toBeNull()
  })
  it('is no difference for the nightly check when its day has passed since', async () => {
    const id = await session(form, -1)
    // As the row was written the day before it took place.
    await owner()`update coverage set last_on = null, planned_at = array(select starts_at from sessions where id = ${id})
      where resident_id = ${residentId} and form = ${form}`
    const recheck = () => asWorker((tx) => tx.execute<{ n: number }>('select app.recheck_coverage() as n'))
    expect((await recheck())[0]?.n).toBe(0)
    expect((await row(form))?.lastOn).toBe(ward.on(-1))
  })
})

describe('the norm that holds', () => {
  const set = (
    form: CoveredForm,
    sinceOn: CalendarDate,
    days: [number | null, number | null],
    where: { departmentId?: string; kind?: string } = {},
  ) => owner()`insert into norms (form, department_id, kind, since_on, first_within_days, every_days)
    values (${form}, ${where.departmentId ?? null}, ${where.kind ?? null}, ${sinceOn}, ${days[0]}, ${days[1]})`
  const on = async (form: CoveredForm, day: CalendarDate, kind = 'anios') =>
    (
      await owner()<{ first: number; every: number | null; since: string }[]>`
      select first_within_days as first, every_days as every, since_on::text as since from app.norm_on(${form}, ${departmentId}, ${kind}, ${day}::date)`
    )[0]

  it('is the hospital’s, from its day on', async () => {
    expect(await on('check-in', '2026-01-01')).toEqual({ first: 30, every: 90, since: '2000-01-01' })
    expect(await on('learning-talk', '2026-01-01')).toBeUndefined()
    await set('intervision', '2027-01-01', [30, 30])
    expect(await on('intervision', '2026-12-31')).toEqual({ first: 56, every: 28, since: '2000-01-01' })
    expect(await on('intervision', '2027-01-01')).toEqual({ first: 30, every: 30, since: '2027-01-01' })
  })
  it('is the department’s before the kind’s before the hospital’s, and theirs again when its own ends', async () => {
    await set('mentor-session', '2027-02-01', [50, 50], { kind: 'anios' })
    await set('mentor-session', '2027-03-01', [60, 60], { departmentId })
    await set('mentor-session', '2027-04-01', [70, 70], { departmentId, kind: 'anios' })
    await set('mentor-session', '2027-05-01', [null, null], { departmentId, kind: 'anios' })
    const seen = await Promise.all(
      ['2027-01-31', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01'].map((day) =>
        on('mentor-session', day),
      ),
    )
    expect(seen.map((norm) => norm?.every)).toEqual([91, 50, 60, 70, 60])
    expect(seen[4]?.since).toBe('2027-05-01')
    expect((await on('mentor-session', '2027-05-01', 'aios'))?.every).toBe(60)
  })
})

it('the database reckons due dates and dates on record exactly as the rules do', async () => {
  const day = fc.integer({ min: 0, max: 900 }).map((days) => addDaysOn('2025-06-01', days))
  const pause = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 1, max: 90 }))
  const cases = fc.sample(
    fc.record({
      startsOn: day,
      hasLast: fc.boolean(),
      pauses: fc.array(pause, { maxLength: 4 }),
      first: fc.integer({ min: 1, max: 200 }),
      every: fc.integer({ min: 1, max: 200 }),
      sinceOn: day,
      form: fc.constantFrom(...coveredForms),
      planned: fc.array(day, { maxLength: 3 }),
      today: day,
    }),
    { numRuns: 400, seed: 7 },
  )
  for (const { startsOn, hasLast, pauses: gaps, first, every, sinceOn, form, planned, today } of cases) {
    const pausesOn: CalendarDate[] = []
    const resumesOn: CalendarDate[] = []
    let at = addDaysOn(startsOn, -20)
    for (const [gap, length] of gaps) {
      pausesOn.push((at = addDaysOn(at, gap + 1)))
      resumesOn.push((at = addDaysOn(at, length)))
    }
    const lastOn = hasLast ? addDaysOn(startsOn, 40) : null
    const plannedAt = planned.toSorted().map((on) => instantAt(on, '00:30'))
    const norm = { firstWithinDays: first, everyDays: every, sinceOn }
    const [said] = await database.owner<{ due: string; last: string | null }[]>`
      select app.due_on(${lastOn ?? startsOn}::date, ${lastOn ? every : first}, ${`{${pausesOn.join(',')}}`}::text::date[], ${`{${resumesOn.join(',')}}`}::text::date[], ${sinceOn}::date)::text as due,
        app.last_held_on(${form}, ${lastOn}::date, ${`{${plannedAt.map((each) => each.toISOString()).join(',')}}`}::text::timestamptz[], ${today}::date)::text as last`
    expect(said).toEqual({
      due: dueDateOf({ startsOn, lastOn, pausesOn, resumesOn }, norm),
      last: lastHeldOn({ form, lastOn, plannedAt }, today),
    })
  }
})

it('a talk is not owed while the clock stands still, in the database as in the rules', async () => {
  const supervisor = await ward.person('Sup', 'supervisor', departmentId)
  const coordinator = await ward.person('Coo', 'coordinator')
  await ward.pair(residentId, supervisor)
  const owed = () =>
    as(coordinator, (tx) => tx.execute<{ owed: number }>(sql`select owed from app.talks_owed()`))
  expect(await owed()).toEqual([{ owed: 1 }])
  await shift('leave', -5, 15)
  expect(await owed()).toEqual([])
})

it('a session half an hour after midnight is on record of the day that it is in the hospital', async () => {
  const startsAt = instantAt(ward.on(-10), '00:30')
  const endsAt = instantAt(ward.on(-10), '01:15')
  const [made] = await owner()<{ id: string }[]>`
    insert into sessions (form, starts_at, ends_at, booked_by_id) values ('mentor-session', ${startsAt}, ${endsAt}, ${guideId}) returning id`
  await owner()`insert into session_people (session_id, person_id, part, during)
    values (${made?.id ?? ''}, ${residentId}, 'resident', tstzrange(${startsAt}, ${endsAt}))`
  expect((await row('mentor-session'))?.lastOn).toBe(ward.on(-10))
})
