import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'
import { changeGroup, endGroup, giveFacilitator, makeGroup, planMeetings } from './commands'
import { joinGroup, leaveGroup } from './membership'
import { listGroups, loadGroup, loadMeetingAttendance } from './queries'

let database: TestDatabase
let circle: Circle
beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
})
afterAll(() => database.drop())

let groupId: string
let heldId: string
beforeEach(async () => {
  await database.owner`truncate attendance, group_meetings, group_members, groups, group_plans, session_people, sessions, outbox cascade`
  groupId = await circle.newGroup('Maandag A', circle.residentIds.slice(0, 3))
  heldId = await circle.held(groupId, 7, circle.residentIds.slice(0, 3))
})

const names = () => Object.keys(circle.viewers) as CircleName[]
/** What the database says to a statement of this viewer: rows touched, or the state of its error. */
const raw = (name: CircleName, statement: string) =>
  as(circle.viewers[name].id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )
const offices: CircleName[] = ['secretary', 'coordinator']
const inside: CircleName[] = [...offices, 'facilitator', 'member']
const outside = () => names().filter((name) => !inside.includes(name))

describe('a group (row 12), by row security alone', () => {
  it('is read by who plans it, who leads it and its members; so are its members and its meetings', async () => {
    for (const name of names()) {
      const one = inside.includes(name) ? 1 : 0
      expect([name, await raw(name, 'select 1 from groups')]).toEqual([name, one])
      expect([name, await raw(name, 'select 1 from group_members')]).toEqual([name, 3 * one])
      expect([name, await raw(name, 'select 1 from group_meetings')]).toEqual([name, one])
      expect([name, await raw(name, `select 1 from app.meetings_of('${groupId}')`)]).toEqual([name, one])
    }
  })

  it('tells only who plans groups who is in one of a form', async () => {
    const asked = `select 1 from app.grouped_from('intervision', '{${circle.residentIds.join(',')}}'::uuid[], '-infinity')`
    for (const name of names())
      expect([name, await raw(name, asked)]).toEqual([name, [...offices, 'elsewhere'].includes(name) ? 3 : 0])
  })

  it('is closed to a member from the day on which she is out of it', async () => {
    await database.owner`update group_members set until_on = app.today() where person_id = ${circle.residentIds[0]!}`
    expect(await raw('member', 'select 1 from groups')).toBe(0)
    expect(await raw('member', 'select 1 from group_members')).toBe(1)
    expect(await raw('member', `select 1 from app.meetings_of('${groupId}')`)).toBe(0)
  })

  it('is made, filled and changed by offices only, signed by themselves', async () => {
    const { departmentId, psychologist } = circle
    for (const name of names()) {
      const me = circle.viewers[name].id
      const add = (by: string) =>
        `insert into groups (form, name, department_id, facilitator_id, quorum, made_by_id) values ('intervision', 'X${name}', '${departmentId}', '${psychologist}', 4, '${by}')`
      const join = `insert into group_members (group_id, person_id, from_on, added_by_id) values ('${groupId}', '${circle.residentIds[4]}', '2099-01-01', '${me}')`
      const may = offices.includes(name)
      expect([name, await raw(name, add(me))]).toEqual([name, may ? 1 : '42501'])
      expect([name, await raw(name, add(circle.residentIds[2]!))]).toEqual([name, '42501'])
      expect([name, await raw(name, `update groups set quorum = 5 where id = '${groupId}'`)]).toEqual([
        name,
        may ? 1 : 0,
      ])
      expect([
        name,
        await raw(name, `update group_members set until_on = '2099-01-01' where group_id = '${groupId}'`),
      ]).toEqual([name, may ? 3 : 0])
      expect([name, await raw(name, join)]).toEqual([name, may ? 1 : '42501'])
      await database.owner`delete from group_members where from_on = '2099-01-01'`
      expect([name, await raw(name, 'delete from group_members')]).toEqual([name, '42501'])
    }
  })

  it('keeps its department, and a stay its person and first day', async () => {
    expect(await raw('coordinator', `update groups set department_id = '${circle.otherDepartmentId}'`)).toBe(
      '42501',
    )
    expect(await raw('secretary', `update group_members set from_on = '2020-01-01'`)).toBe('42501')
  })

  it('holds nobody twice, nor somebody of another group of its form', async () => {
    const other = await circle.newGroup('Dinsdag B', [])
    const into = (id: string) =>
      raw(
        'secretary',
        `insert into group_members (group_id, person_id, from_on, added_by_id) values ('${id}', '${circle.residentIds[0]}', '2099-01-01', '${circle.secretary}')`,
      )
    expect(await into(groupId)).toBe('23P01')
    expect(await into(other)).toBe('23P01')
  })

  it('tells what is not right only to who plans or leads it', async () => {
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${circle.psychologist}, 'supervisor', ${circle.departmentId}, '2020-01-01')`
    for (const name of names()) {
      const may = offices.includes(name) || name === 'facilitator'
      expect([name, await raw(name, `select 1 from app.group_conflicts('${groupId}')`)]).toEqual([
        name,
        may ? 3 : 0,
      ])
    }
    await database.owner`delete from roles where person_id = ${circle.psychologist} and role = 'supervisor'`
  })
})

describe('attendance (row 14), by row security alone', () => {
  beforeEach(async () => {
    await database.owner`insert into attendance (session_id, person_id, outcome, noted_by_id)
      select ${heldId}, person_id, 'absent', ${circle.psychologist} from group_members where group_id = ${groupId}`
  })

  it('is read by who leads the meeting; a member reads her own; an office a number', async () => {
    for (const name of names()) {
      const rows = name === 'facilitator' ? 3 : name === 'member' ? 1 : 0
      expect([name, await raw(name, 'select 1 from attendance')]).toEqual([name, rows])
      const counted = offices.includes(name) || name === 'facilitator' ? 1 : 0
      expect([name, await raw(name, `select 1 from app.attendance_counts('${groupId}')`)]).toEqual([
        name,
        counted,
      ])
    }
  })

  it('is noted by who leads the meeting, from its start on, of who was in the group then', async () => {
    await database.owner`truncate attendance`
    const note = (sessionId: string, personId: string, by: string) =>
      `insert into attendance (session_id, person_id, outcome, noted_by_id) values ('${sessionId}', '${personId}', 'present', '${by}')`
    for (const name of names()) {
      const may = name === 'facilitator'
      const of = note(heldId, circle.residentIds[0]!, circle.viewers[name].id)
      expect([name, await raw(name, of)]).toEqual([name, may ? 1 : '42501'])
      const change = await raw(name, `update attendance set outcome = 'absent'`)
      expect([name, change]).toEqual([name, may ? 1 : 0])
      await database.owner`truncate attendance`
    }
    const me = circle.psychologist
    expect(await raw('facilitator', note(heldId, circle.residentIds[4]!, me))).toBe('42501')
    await database.owner`update sessions set starts_at = now() + interval '1 hour', ends_at = now() + interval '2 hours' where id = ${heldId}`
    expect(await raw('facilitator', note(heldId, circle.residentIds[0]!, me))).toBe('42501')
  })

  it('goes with a person as a number, for herself and who facilitates her now', async () => {
    await database.owner`update attendance set outcome = 'present'`
    const ids = `array['${circle.residentIds.slice(0, 3).join("','")}']::uuid[]`
    for (const name of names()) {
      const rows = name === 'facilitator' ? 3 : name === 'member' ? 1 : 0
      expect([name, await raw(name, `select 1 from app.meetings_attended('intervision', ${ids})`)]).toEqual([
        name,
        rows,
      ])
    }
  })
})

it('a plan in the making is known to offices only, by row security alone', async () => {
  const plan = (by: string) =>
    `insert into group_plans (name, form, department_id, asked, seed, made_by_id) values ('P', 'intervision', '${circle.departmentId}', '{}', 1, '${by}')`
  for (const name of names()) {
    const may = offices.includes(name)
    expect([name, await raw(name, plan(circle.viewers[name].id))]).toEqual([name, may ? 1 : '42501'])
  }
  for (const name of names()) {
    const rows = offices.includes(name) ? 2 : 0
    expect([name, await raw(name, 'select 1 from group_plans')]).toEqual([name, rows])
    expect([name, await raw(name, `update group_plans set version = 1`)]).toEqual([name, rows])
  }
})

describe('the policy in code', () => {
  const outsiderPage = async (name: CircleName) => loadGroup(circle.viewers[name], groupId, new Date())

  it('opens a group to the same people', async () => {
    for (const name of names()) {
      expect([name, (await outsiderPage(name)) !== null]).toEqual([name, inside.includes(name)])
      expect([name, (await listGroups(circle.viewers[name])).length]).toEqual([
        name,
        inside.includes(name) ? 1 : 0,
      ])
    }
  })

  it('opens the attendance of a meeting to who leads it', async () => {
    for (const name of names()) {
      const page = await loadMeetingAttendance(circle.viewers[name], groupId, heldId)
      expect([name, page !== null]).toEqual([name, name === 'facilitator'])
    }
  })

  it('refuses every write of everybody else', async () => {
    const [memberId] = await database.owner<{ id: string }[]>`select id from group_members limit 1`
    for (const name of [...outside(), 'member', 'facilitator'] as CircleName[]) {
      const viewer = circle.viewers[name]
      const isIn = inside.includes(name)
      const denied = isIn ? 'forbidden' : 'not-found'
      const attempts = {
        make: makeGroup(viewer, {
          form: 'intervision',
          departmentId: circle.departmentId,
          name: 'Z',
          facilitatorId: circle.psychologist,
        }),
        change: changeGroup(viewer, { groupId, name: 'Z', quorum: '4' }),
        join: joinGroup(viewer, { groupId, personId: circle.residentIds[4]!, fromOn: circle.today }),
        leave: leaveGroup(viewer, { memberId: memberId!.id, untilOn: circle.today }),
        lead: giveFacilitator(viewer, { groupId, facilitatorId: circle.psychologist2 }),
        plan: planMeetings(viewer, circle.twoMeetings(groupId)),
        end: endGroup(viewer, { groupId }),
      }
      const said = await Promise.all(
        Object.entries(attempts).map(async ([what, work]) => [what, await refused(work)]),
      )
      expect([name, Object.fromEntries(said)]).toEqual([
        name,
        {
          make: 'forbidden',
          change: denied,
          join: denied,
          leave: denied,
          lead: denied,
          plan: denied,
          end: denied,
        },
      ])
    }
  })

  it('lets an office note no attendance', async () => {
    for (const name of [...outside(), ...offices, 'member'] as CircleName[]) {
      const attendance = [`${circle.residentIds[0]} present`]
      const said = await refused(noteAttendance(circle.viewers[name], { sessionId: heldId, attendance }))
      expect([name, said]).toEqual([name, 'not-found'])
    }
  })
})
