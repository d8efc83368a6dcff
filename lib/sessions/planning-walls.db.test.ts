import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { planSession } from './office-commands'
import { layOutOffice, type Office } from './office.test-support'
import { listPlanned, loadPlanned } from './planned-queries'
import { addRoom } from './rooms'
import { planSeries } from './series'

let database: TestDatabase
let office: Office
type Name = 'secretary' | 'coordinator' | 'nurse' | 'elsewhere' | 'admin' | 'guide' | 'member' | 'outsider'
let viewers: Record<Name, Viewer>

beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 4)
  viewers = {
    secretary: await signInAs(office.secretary),
    coordinator: await signInAs(office.coordinator),
    nurse: await signInAs(office.nurse),
    elsewhere: await signInAs(office.elsewhere),
    admin: await signInAs(office.admin),
    guide: await signInAs(office.psychologist),
    member: await signInAs(office.residentIds[0]!),
    outsider: await signInAs(office.residentIds[3]!),
  }
})
afterAll(() => database.drop())

let sessionId: string
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, series, outbox cascade`
  const { id } = await planSeries(viewers.secretary, {
    form: 'intervision',
    departmentId: office.departmentId,
    guideId: office.psychologist,
    residentIds: office.residentIds.slice(0, 2),
    fromOn: addDaysOn(office.monday, 1),
    startsTime: '14:00',
    every: 'weeks',
    everyWeeks: 1,
    count: 2,
    skip: [],
    moved: [],
  })
  sessionId = id
})

const names = () => Object.keys(viewers) as Name[]
/** What the database says to a statement of this viewer: rows touched, or the state of its error. */
const raw = (name: Name, statement: string) =>
  as(viewers[name].id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )
const inside: Name[] = ['secretary', 'coordinator', 'guide', 'member']

describe('a session that an office planned (rows 12 and 13)', () => {
  it('is read by those who plan it and those in it, its people and its series too', async () => {
    for (const name of names()) {
      const isIn = inside.includes(name)
      expect([name, await raw(name, `select 1 from sessions where series_id is not null`)]).toEqual([
        name,
        isIn ? 2 : 0,
      ])
      expect([
        name,
        await raw(name, `select 1 from session_people where session_id = '${sessionId}'`),
      ]).toEqual([name, isIn ? 3 : 0])
      expect([name, await raw(name, `select 1 from series`)]).toEqual([name, isIn ? 1 : 0])
    }
  })

  it('is opened on the planner’s page by those who plan or guide it, and by nobody else', async () => {
    for (const name of names()) {
      const may = ['secretary', 'coordinator', 'guide'].includes(name)
      expect([name, (await loadPlanned(viewers[name], sessionId, new Date())) !== null]).toEqual([name, may])
      const listed = ['secretary', 'coordinator'].includes(name) ? 2 : 0
      expect([name, (await listPlanned(viewers[name], new Date())).count]).toEqual([name, listed])
    }
  })

  it('is moved, cancelled and given a room by those who plan or guide it: a member changes nothing of it', async () => {
    for (const change of [
      `starts_at = starts_at + interval '1 minute'`,
      `ends_at = ends_at + interval '1 hour'`,
      `cancelled_at = now()`,
      `place = 'elders'`,
      `seats = 3`,
      `department_id = null`,
    ]) {
      const update = `update sessions set ${change} where id = '${sessionId}'`
      expect([change, await raw('member', update)]).toEqual([change, '42501'])
      for (const name of ['outsider', 'nurse', 'elsewhere', 'admin'] as const)
        expect([change, name, await raw(name, update)]).toEqual([change, name, 0])
    }
    expect(await raw('guide', `update sessions set place = 'hier' where id = '${sessionId}'`)).toBe(1)
    expect(await raw('secretary', `update sessions set place = 'daar' where id = '${sessionId}'`)).toBe(1)
  })

  it('a member leaves her own seat and nobody else’s', async () => {
    const release = (personId: string) =>
      `update session_people set released_at = now() where session_id = '${sessionId}' and person_id = '${personId}'`
    expect(await raw('member', release(office.residentIds[1]!))).toBe(0)
    expect(await raw('member', release(office.psychologist))).toBe(0)
    expect(await raw('member', release(viewers.member.id))).toBe(1)
    expect(await raw('secretary', release(office.residentIds[1]!))).toBe(1)
  })

  it('is written for a department by those who plan the form there', async () => {
    const insert = (name: Name, form: string, departmentId = office.departmentId) =>
      raw(
        name,
        `insert into sessions (form, starts_at, ends_at, department_id, booked_by_id) values ('${form}', now() + interval '1 day', now() + interval '25 hours', '${departmentId}', '${viewers[name].id}')`,
      )
    for (const name of names()) {
      const plansGroups = ['secretary', 'coordinator'].includes(name)
      const plansWard = ['secretary', 'nurse'].includes(name)
      expect([name, await insert(name, 'intervision')]).toEqual([name, plansGroups ? 1 : '42501'])
      expect([name, await insert(name, 'shadow-day')]).toEqual([name, plansWard ? 1 : '42501'])
    }
    expect(await insert('secretary', 'intervision', office.otherDepartmentId)).toBe('42501')
    expect(await insert('nurse', 'shadow-day', office.otherDepartmentId)).toBe('42501')
  })

  it('nobody puts others into it, or into a session of two that is not theirs', async () => {
    const seat = (name: Name, into: string, personId: string) =>
      raw(
        name,
        `insert into session_people (session_id, person_id, part, during) values ('${into}', '${personId}', 'resident', tstzrange(now() + interval '1 day', now() + interval '25 hours'))`,
      )
    for (const name of ['member', 'outsider', 'nurse', 'elsewhere', 'admin'] as const)
      expect([name, await seat(name, sessionId, viewers.outsider.id)]).toEqual([name, '42501'])
    for (const name of ['secretary', 'nurse', 'coordinator'] as const) {
      const own = crypto.randomUUID()
      await raw(
        name,
        `insert into sessions (id, form, starts_at, ends_at, booked_by_id) values ('${own}', 'check-in', now() + interval '1 day', now() + interval '25 hours', '${viewers[name].id}')`,
      )
      expect([name, await seat(name, own, viewers.outsider.id)]).toEqual([name, '42501'])
    }
  })

  it('against the rest rules it is planned by an office only, also behind the code', async () => {
    const anyway = (name: Name, form: string) =>
      raw(
        name,
        `insert into sessions (form, starts_at, ends_at, department_id, booked_by_id, planned_anyway_at, planned_anyway_by_id, planned_anyway_reason)
        values ('${form}', now() + interval '1 day', now() + interval '25 hours', '${office.departmentId}', '${viewers[name].id}', now(), '${viewers[name].id}', 'x')`,
      )
    expect(await anyway('secretary', 'shadow-day')).toBe(1)
    expect(await anyway('coordinator', 'intervision')).toBe(1)
    expect(await anyway('nurse', 'shadow-day')).toBe('42501')
    const later = (name: Name) =>
      raw(
        name,
        `update sessions set planned_anyway_at = now(), planned_anyway_by_id = '${viewers[name].id}', planned_anyway_reason = 'x' where id = '${sessionId}'`,
      )
    expect(await later('guide')).toBe('42501')
    expect(await later('secretary')).toBe(1)
  })
})

describe('whose time may be asked about', () => {
  const asks = async (name: Name, personId: string) =>
    (await raw(
      name,
      `select 1 from app.planning_shifts(array['${personId}']::uuid[], now(), now() + interval '60 days')`,
    )) !== 0

  it('an office everybody’s, a nurse her ward’s, a guide her members’, others only their own', async () => {
    const [memberId, outsiderId] = [viewers.member.id, viewers.outsider.id]
    for (const name of ['secretary', 'coordinator', 'nurse', 'elsewhere'] as const)
      expect([name, await asks(name, outsiderId)]).toEqual([name, true])
    expect([await asks('guide', memberId), await asks('guide', outsiderId)]).toEqual([true, false])
    expect([await asks('member', memberId), await asks('member', outsiderId)]).toEqual([true, false])
    expect(await asks('admin', memberId)).toBe(false)
  })

  it('and who could guide is told to those who plan it, and to a guide about herself', async () => {
    for (const name of names()) {
      const count = await raw(
        name,
        `select * from app.guides_for('intervision', '${office.departmentId}', current_date)`,
      )
      const own = await raw(
        name,
        `select 1 from app.guides_for('intervision', '${office.departmentId}', current_date) where person_id = app.viewer()`,
      )
      const isGuide = name === 'guide' ? 1 : 0
      expect([name, count, own]).toEqual([
        name,
        ['secretary', 'coordinator'].includes(name) ? 2 : isGuide,
        isGuide,
      ])
    }
  })
})

describe('rooms', () => {
  it('are read by everybody, kept by the offices, and signed by who keeps them', async () => {
    const roomId = await office.room(4)
    for (const name of names()) {
      const keeps = ['secretary', 'coordinator', 'elsewhere'].includes(name)
      expect([name, (await raw(name, `select 1 from rooms where id = '${roomId}'`)) === 1]).toEqual([
        name,
        true,
      ])
      const insert = `insert into rooms (name, site, places, added_by_id) values ('${crypto.randomUUID()}', 'Noord', 4, '${viewers[name].id}')`
      expect([name, await raw(name, insert)]).toEqual([name, keeps ? 1 : '42501'])
      const update = `update rooms set places = 5 where id = '${roomId}'`
      expect([name, await raw(name, update)]).toEqual([name, keeps ? 1 : 0])
      const adding = await addRoom(viewers[name], {
        name: crypto.randomUUID(),
        site: 'Noord',
        places: 4,
      }).then(
        () => true,
        () => false,
      )
      expect([name, adding]).toEqual([name, keeps])
    }
    const forged = `insert into rooms (name, site, places, added_by_id) values ('x', 'Noord', 4, '${viewers.coordinator.id}')`
    expect(await raw('secretary', forged)).toBe('42501')
  })

  it('say that they are taken, never by whom', async () => {
    const roomId = await office.room(4)
    await planSession(viewers.secretary, {
      form: 'intervision',
      departmentId: office.departmentId,
      guideId: office.psychologist,
      residentIds: [office.residentIds[0]!],
      startsAt: office.at(3, '10:00').toISOString(),
      roomId,
    })
    const rows = await as(viewers.outsider.id, (tx) =>
      tx.execute(sql`select * from app.busy_rooms(now(), now() + interval '60 days')`),
    )
    expect(rows.map((row) => Object.keys(row).toSorted())).toEqual([['ends_at', 'room_id', 'starts_at']])
    expect(await raw('outsider', `select 1 from sessions where room_id = '${roomId}'`)).toBe(0)
  })
})
