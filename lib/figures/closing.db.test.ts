import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asWorker } from '@/db/client'
import { sql } from 'drizzle-orm'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { type Ward, wardOf } from '@/lib/coverage/ward.test-support'
import { addDaysOn, type CalendarDate, daysBetweenOn } from '@/lib/time'

let database: TestDatabase
let ward: Ward
beforeEach(async () => {
  database = await testDatabase()
  ward = wardOf(database.owner)
})
afterEach(() => database.drop())

/** The first day of a month, counted back from this one. */
function monthBack(n: number): CalendarDate {
  let month: CalendarDate = `${ward.today.slice(0, 7)}-01`
  for (let i = 0; i < n; i += 1) month = `${addDaysOn(month, -1).slice(0, 7)}-01`
  return month
}
const daysTo = (on: CalendarDate) => daysBetweenOn(ward.today, on)
const close = () => asWorker((tx) => tx.execute(sql`select app.close_months()`))

/** A department with so many residents, of whom so many had a check-in shortly before the end of last month. */
async function fill(name: string, residents: number, inTime: number) {
  const departmentId = await ward.department(name)
  const supervisor = await ward.person(`S${name}`, 'supervisor', departmentId)
  const day = daysTo(addDaysOn(monthBack(0), -10))
  for (let i = 0; i < residents; i += 1) {
    const resident = await ward.person(`${name}${i}`, 'resident', departmentId, -500)
    if (i < inTime)
      await ward.checkIn(
        resident,
        supervisor,
        i % 2 ? 'held' : 'declined',
        day,
        new Date(`${ward.on(day)}T12:00:00Z`),
      )
  }
  return { departmentId, supervisor }
}

/** What is kept of the last closed month: name of the department or the scope, in time, of how many. */
async function kept(measure = 'check-in') {
  const rows = await database.owner<{ name: string; reached: number | null; total: number | null }[]>`
    select coalesce(d.name, f.scope) as name, f.reached, f.total from figures f left join departments d on d.id = f.department_id
    where f.measure = ${measure} and f.month = ${monthBack(1)} order by f.scope, d.name`
  return rows.map(({ name, reached, total }) => [name, reached, total])
}

describe('what is kept of a closed month', () => {
  it('has five people on both sides, and not four', async () => {
    await fill('Precies', 10, 5)
    await fill('Tekort', 11, 4)
    await fill('Bijna', 12, 8)
    await close()
    expect(await kept()).toEqual([
      ['Bijna', null, null],
      ['Precies', 5, 10],
      ['Tekort', null, null],
      ['hospital', 17, 33],
      ['rest', 12, 23],
    ])
  })

  it('lets nothing hidden be found by taking what is shown off the whole: others give up theirs, the smallest first', async () => {
    await fill('Iedereen', 6, 6)
    await fill('Groot', 30, 12)
    await fill('Middel', 10, 5)
    await close()
    expect(await kept()).toEqual([
      ['Groot', 12, 30],
      ['Iedereen', null, null],
      ['Middel', null, null],
      ['hospital', 23, 46],
      ['rest', 11, 16],
    ])
  })

  it('is the hospital alone when nothing else can be, and nothing when that cannot', async () => {
    await fill('Iedereen', 6, 6)
    await fill('Niemand', 6, 0)
    await close()
    expect(await kept()).toEqual([
      ['Iedereen', null, null],
      ['Niemand', null, null],
      ['hospital', 6, 12],
    ])
    await database.owner`truncate figures, figure_bases`
    await database.owner`update roles set until_on = from_on + 1 where department_id = (select id from departments where name = 'Niemand')`
    await close()
    expect((await kept()).at(-1)).toEqual(['hospital', null, null])
  })

  it('does not change: not by what is logged, undone or begun afterwards, nor by counting again', async () => {
    const { departmentId, supervisor } = await fill('Precies', 10, 5)
    await close()
    const before = await kept()
    expect(before).toContainEqual(['Precies', 5, 10])
    await ward.person('Vers', 'resident', departmentId, 0)
    const [without] = await database.owner<
      { id: string }[]
    >`select id from people where given_name = 'Precies9'`
    await ward.checkIn(without?.id ?? '', supervisor, 'held', daysTo(addDaysOn(monthBack(0), -3)))
    await database.owner`update check_ins set withdrawn_at = now() where outcome = 'declined'`
    await close()
    expect(await kept()).toEqual(before)
    // Nor would it have been otherwise, had it been counted only now.
    await database.owner`truncate figures, figure_bases`
    await close()
    expect(await kept()).toEqual(before)
  })

  it('counts a check-in as it stood when the month was over: corrected before, and not afterwards', async () => {
    await fill('Precies', 10, 6)
    const correct = (name: string, outcome: string, at: CalendarDate) => database.owner`
      insert into check_in_corrections (check_in_id, outcome, happened_on, corrected_at, corrected_by_id)
      select c.id, ${outcome}, c.happened_on, ${`${at}T12:00:00Z`}, c.supervisor_id
      from check_ins c join people p on p.id = c.resident_id where p.given_name = ${name}`
    await correct('Precies0', 'offered', addDaysOn(monthBack(0), -4))
    await correct('Precies1', 'declined', addDaysOn(monthBack(0), -4))
    await correct('Precies2', 'offered', monthBack(0))
    await close()
    expect(await kept()).toContainEqual(['Precies', 5, 10])
  })

  it('counts every form by its norm, on the day it was', async () => {
    await fill('Precies', 10, 5)
    await close()
    const rows = await database.owner<{ measure: string }[]>`select distinct measure from figures order by 1`
    // Learning talks have no norm; nothing else took place.
    expect(rows.map(({ measure }) => measure)).toEqual([
      'check-in',
      'intervision',
      'mentor-session',
      'shadow-day',
      'student-teaching',
    ])
    await database.owner`truncate figures, figure_bases`
    await database.owner`insert into norms (form, since_on, first_within_days, every_days) values ('check-in', ${monthBack(1)}, 600, 600)`
    await close()
    // Everybody has been here for less than 600 days: all in time, and so no figure.
    expect((await kept()).at(-1)).toEqual(['hospital', null, null])
  })

  it('counts promises that were due by whether they were kept, with five residents on either side', async () => {
    const { supervisor } = await fill('Precies', 12, 12)
    const due = addDaysOn(monthBack(0), -2)
    const rows = await database.owner<
      { id: string; resident_id: string }[]
    >`select id, resident_id from check_ins order by resident_id`
    for (const [n, row] of rows.entries()) {
      const promise = await ward.promise(row.id, supervisor)
      await database.owner`update promises set due_on = ${due}, kept_at = ${n < 7 ? `${due}T10:00:00Z` : null} where id = ${promise}`
    }
    await close()
    expect(await kept('promises')).toEqual([
      ['Precies', 7, 12],
      ['hospital', 7, 12],
    ])
  })
})

describe('attacks by difference', () => {
  /** Deterministic dice. */
  function dice(seed: number) {
    let state = seed
    return (sides: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * sides)
    }
  }

  it('find nobody: over a year of people who come, leave, change over and are in two departments', async () => {
    const roll = dice(7)
    const departments: string[] = []
    for (let d = 0; d < 5; d += 1) departments.push(await ward.department(`Afdeling ${d}`))
    const supervisor = await ward.person('Sup', 'supervisor', departments[0])
    const firstOn = monthBack(12)
    const span = daysBetweenOn(firstOn, monthBack(0))
    for (let n = 0; n < 90; n += 1) {
      const from = roll(3) ? daysTo(firstOn) - 40 - roll(200) : daysTo(firstOn) + roll(span)
      const departmentId = departments[roll(5)] ?? null
      const changes = roll(4)
      const until = changes === 0 ? from + 60 + roll(span) : undefined
      const person = await ward.person(`P${n}`, 'resident', departmentId, from, until)
      // Some go on elsewhere on that day, some are in a second department as well.
      if (until !== undefined && roll(2))
        await ward.role(person, 'resident', departments[roll(5)] ?? null, until)
      if (changes === 1) await ward.role(person, 'resident', departments[roll(5)] ?? null, from + roll(200))
      for (let talk = roll(5); talk > 0; talk -= 1) {
        const day = Math.min(from + roll(400), -1)
        await ward.checkIn(person, supervisor, 'held', day, new Date(`${ward.on(day)}T12:00:00Z`))
      }
    }
    await close()

    const bases = await database.owner<{ month: string; department_id: string; people: string[] }[]>`
      select month::text, department_id, people from figure_bases order by month`
    const shown = await database.owner<
      { month: string; scope: string; department_id: string | null; reached: number; total: number }[]
    >`
      select month::text, scope, department_id, reached, total from figures where measure = 'check-in' and reached is not null`
    expect(shown.filter(({ scope }) => scope === 'department').length).toBeGreaterThan(12)
    let compared = 0
    for (const one of shown.filter(({ scope }) => scope === 'department'))
      for (const other of shown.filter(
        (row) => row.department_id === one.department_id && row.month > one.month,
      )) {
        const of = ({ month }: { month: string }) =>
          new Set(
            bases.find((base) => base.month === month && base.department_id === one.department_id)?.people,
          )
        const [a, b] = [of(one), of(other)]
        const differing = [...a].filter((id) => !b.has(id)).length + [...b].filter((id) => !a.has(id)).length
        expect(differing === 0 || differing >= 5).toBe(true)
        compared += 1
      }
    expect(compared).toBeGreaterThan(20)

    for (const month of new Set(bases.map((base) => base.month))) {
      // Nobody is counted twice, wherever she is.
      const people = bases.filter((base) => base.month === month).flatMap((base) => base.people)
      expect(new Set(people).size).toBe(people.length)
      // What any of the shown figures leave over when they are taken off the whole has five on either side, or is nothing.
      const whole = shown.find((row) => row.month === month && row.scope === 'hospital')
      const parts = shown.filter((row) => row.month === month && row.scope === 'department')
      if (!whole) continue
      const reached = whole.reached - parts.reduce((sum, part) => sum + part.reached, 0)
      const total = whole.total - parts.reduce((sum, part) => sum + part.total, 0)
      expect(total === 0 || (reached >= 5 && total - reached >= 5)).toBe(true)
      for (const { reached: yes, total: all } of [...parts, whole])
        expect(Math.min(yes, all - yes)).toBeGreaterThanOrEqual(5)
    }
  })

  it('would find one, were people counted as they come and go: four wait, five are counted', async () => {
    const { departmentId } = await fill('Precies', 12, 6)
    await close()
    const counted = async (comers: number) => {
      for (let n = 0; n < comers; n += 1)
        await ward.role(
          await ward.person(`Erbij${n}`),
          'resident',
          departmentId,
          daysTo(addDaysOn(monthBack(0), -5)),
        )
      await database.owner`delete from figures where month = ${monthBack(1)}`
      await database.owner`delete from figure_bases where month = ${monthBack(1)}`
      await close()
      const [row] = await database.owner<{ n: number }[]>`
        select cardinality(people) as n from figure_bases where month = ${monthBack(1)}`
      return row?.n
    }
    expect(await counted(1)).toBe(12)
    expect(await counted(3)).toBe(12)
    expect(await counted(1)).toBe(17)
  })
})
