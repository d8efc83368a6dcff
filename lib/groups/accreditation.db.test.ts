import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { addDaysOn, dateOf } from '@/lib/time'
import { loadSheet, type Sheet } from './accreditation'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'

let database: TestDatabase
let circle: Circle
let groupId: string
let heldId: string
const now = new Date()
const year = Number(dateOf(new Date(now.getTime() - 3 * 86_400_000)).slice(0, 4))

beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
  await database.owner`insert into qualifications (person_id, kind, number, expires_on) values (${circle.psychologist}, 'BIG', '12345678901', '2031-05-01'), (${circle.psychologist}, 'LVSC', null, null)`
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate attendance, group_meetings, group_members, groups, session_people, sessions, outbox, audit cascade`
  groupId = await circle.newGroup('Maandag A', circle.residentIds.slice(0, 3))
  heldId = await circle.held(groupId, 3, circle.residentIds.slice(0, 3))
  const [first, second] = circle.residentIds
  await noteAttendance(circle.viewers.facilitator, {
    sessionId: heldId,
    attendance: [`${first} present`, `${second} absent`],
  })
})

const sheet = async (name: CircleName = 'facilitator', asked: number | null = year): Promise<Sheet | null> =>
  loadSheet(circle.viewers[name], groupId, asked, now)

describe('the accreditation sheet', () => {
  it('holds dates, names, attendance and the registration of who leads', async () => {
    const found = (await sheet())!
    expect(found).toMatchObject({
      name: 'Maandag A',
      department: 'Chirurgie',
      facilitator: 'psychologist Kantoor',
    })
    expect(found.registrations).toEqual([
      { kind: 'BIG', number: '12345678901', expiresOn: '2031-05-01' },
      { kind: 'LVSC', number: null, expiresOn: null },
    ])
    expect(found.members.map(({ name, attended, of, minutes }) => [name, attended, of, minutes])).toEqual([
      ['Nr1 Test', 1, 1, 90],
      ['Nr2 Test', 0, 1, 0],
      ['Nr3 Test', 0, 0, 0],
    ])
    expect(found.meetings.map(({ on, guide, isNoted }) => [on, guide, isNoted])).toEqual([
      [addDaysOn(circle.today, -3), 'psychologist Kantoor', true],
    ])
  })

  it('leaves out who was not in the group yet, and meetings that were cancelled or missed', async () => {
    await circle.held(groupId, 2, [])
    const [member] = circle.residentIds.slice(2)
    await database.owner`update group_members set from_on = ${addDaysOn(circle.today, -2)} where person_id = ${member!}`
    const [first] = (await sheet())!.meetings
    expect(first!.presence.get(member!)).toBe('outside')
    await database.owner`update sessions set missed_at = now() where id <> ${heldId}`
    await database.owner`update sessions set cancelled_at = now() where id = ${heldId}`
    expect((await sheet())!.meetings).toEqual([])
  })

  it('keeps to its year', async () => {
    expect((await sheet('facilitator', year - 1))!.meetings).toEqual([])
    expect((await sheet())!.years).toContain(year)
  })

  it('is made by the facilitator only, and everybody on it can see that she did', async () => {
    for (const name of Object.keys(circle.viewers) as CircleName[])
      expect([name, (await sheet(name)) !== null]).toEqual([name, name === 'facilitator'])
    const rows = await database.owner<{ actor_id: string; about: string[] }[]>`
      select actor_id, about from audit where action = 'group.sheet'`
    expect(rows.map(({ actor_id }) => actor_id)).toEqual([circle.psychologist])
    expect(rows[0]!.about.toSorted()).toEqual(circle.residentIds.slice(0, 3).toSorted())
  })
})
