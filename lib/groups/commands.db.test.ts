import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn } from '@/lib/time'
import { noteAttendance } from './attendance'
import { layOutCircle, type Circle } from './circle.test-support'
import { changeGroup, endGroup, giveFacilitator, makeGroup, planMeetings } from './commands'
import { joinGroup, leaveGroup, transferMember } from './membership'
import { listGroups, loadGroup } from './queries'

let database: TestDatabase
let circle: Circle
beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
})
afterAll(() => database.drop())

let groupId: string
beforeEach(async () => {
  await database.owner`truncate attendance, group_meetings, group_members, groups, session_people, sessions, outbox cascade`
  groupId = await circle.newGroup('Maandag A', circle.residentIds.slice(0, 3))
  await database.owner`truncate outbox`
})

const secretary = () => circle.viewers.secretary
const page = async (name: keyof Circle['viewers'] = 'secretary') =>
  (await loadGroup(circle.viewers[name], groupId, new Date()))!
const told = async () =>
  (await database.owner<{ kind: string; recipient_id: string }[]>`select kind, recipient_id from outbox`)
    .map((row) => `${row.kind} ${row.recipient_id}`)
    .sort()
/** A free day is no day for a meeting. */
const withoutShift = async (personId: string, day: number, work: () => Promise<unknown>) => {
  await circle.noShift(personId, day)
  await work()
  await circle.shift(personId, 'day', circle.at(day, '08:00'), circle.at(day, '17:00'))
}
const weekly = (count: number, extra = {}) => ({
  groupId,
  fromOn: addDaysOn(circle.monday, 1),
  startsTime: '14:00',
  everyWeeks: '1',
  count: String(count),
  skip: [] as string[],
  ...extra,
})

describe('meetings of a group', () => {
  it('are sessions with a seat for who can come, and everybody is told once', async () => {
    await withoutShift(circle.residentIds[1]!, 8, () => planMeetings(secretary(), weekly(3)))
    const coming = (await page()).coming.map((meeting) => ({ ...meeting, canIds: meeting.expectedIds }))
    expect(coming.map(({ canIds, memberIds }) => `${canIds.length}/${memberIds.length}`)).toEqual([
      '3/3',
      '2/3',
      '3/3',
    ])
    const expected = [...circle.residentIds.slice(0, 3), circle.psychologist]
    expect(await told()).toEqual(expected.map((id) => `group.planned ${id}`).sort())
  })

  it('leave out the dates that are named', async () => {
    await planMeetings(secretary(), weekly(3, { skip: [addDaysOn(circle.monday, 8)] }))
    expect((await page()).coming).toHaveLength(2)
  })

  it('are planned once when the form is posted twice', async () => {
    const requestKey = crypto.randomUUID()
    await planMeetings(secretary(), weekly(2, { requestKey }))
    await planMeetings(secretary(), weekly(2, { requestKey }))
    expect((await page()).coming).toHaveLength(2)
  })

  it('are all stored or none: one without its facilitator refuses the rest', async () => {
    const other = await circle.newGroup('Dinsdag B', [circle.residentIds[3]!])
    await planMeetings(secretary(), { ...weekly(1), groupId: other, fromOn: addDaysOn(circle.monday, 8) })
    expect(await refused(planMeetings(secretary(), weekly(3)))).toBe('group-meetings')
    expect((await page()).coming).toHaveLength(0)
  })

  it('show a member all of them, also those at which she is on duty', async () => {
    await withoutShift(circle.residentIds[0]!, 1, () => planMeetings(secretary(), weekly(2)))
    const hers = await page('member')
    expect(hers.coming).toHaveLength(2)
    expect(hers.coming[0]!.expectedIds).not.toContain(circle.residentIds[0])
    expect(hers.coming[0]!.cannot).toEqual([])
  })
})

it('shows who leads it who can come now that a roster has changed, by name', async () => {
  await planMeetings(secretary(), weekly(2))
  await withoutShift(circle.residentIds[1]!, 8, async () => {
    const { coming } = await page('facilitator')
    expect(coming.map(({ canIds, level, cannot }) => [canIds.length, level, cannot])).toEqual([
      [3, 'full', []],
      [2, 'few', ['Nr2 Test']],
    ])
    expect((await page('member')).coming[1]).toMatchObject({ cannot: [], level: 'full' })
  })
})

describe('joining and leaving', () => {
  it('gives a newcomer a seat from her first day on', async () => {
    await planMeetings(secretary(), weekly(3))
    const joined = await joinGroup(secretary(), {
      groupId,
      personId: circle.residentIds[3]!,
      fromOn: addDaysOn(circle.monday, 7),
    })
    expect(joined).toMatchObject({ can: 2, of: 2 })
    const { coming } = await page()
    expect(coming.map(({ expectedIds }) => expectedIds.length)).toEqual([3, 4, 4])
  })

  it('frees the seats of a leaver from the first day without her', async () => {
    await planMeetings(secretary(), weekly(3))
    const member = (await page()).members.find(({ personId }) => personId === circle.residentIds[0])!
    await leaveGroup(secretary(), { memberId: member.id, untilOn: addDaysOn(circle.monday, 7) })
    const { coming } = await page()
    expect(coming.map(({ expectedIds }) => expectedIds.length)).toEqual([3, 2, 2])
    expect(await told()).toContain(`group.left ${circle.residentIds[0]}`)
  })

  it('refuses a second group of the form, somebody who is no resident, and a day that is over', async () => {
    const other = await circle.newGroup('Dinsdag B', [])
    const join = (personId: string, fromOn = circle.today) =>
      refused(joinGroup(secretary(), { groupId: other, personId, fromOn }))
    expect(await join(circle.residentIds[0]!)).toBe('group-other')
    expect(await join(circle.nurse)).toBe('not-a-resident-then')
    expect(await join(circle.residentIds[3]!, addDaysOn(circle.today, -1))).toBe('group-past')
  })

  it('keeps whoever assesses a member out of the group', async () => {
    const assessor = circle.residentIds[3]!
    await database.owner`insert into pairings (kind, resident_id, guide_id, from_on, until_on, accepted_at, accepted_by_id)
      values ('supervisor', ${circle.residentIds[4]!}, ${assessor}, '2099-01-01', null, now(), ${assessor})`.catch(
      () => null,
    )
    await database.owner`update pairings set guide_id = ${assessor} where resident_id = ${circle.residentIds[0]!}`
    expect(await refused(joinGroup(secretary(), { groupId, personId: assessor, fromOn: circle.today }))).toBe(
      'group-unequal',
    )
    await database.owner`update pairings set guide_id = ${circle.guideId} where resident_id = ${circle.residentIds[0]!}`
  })

  it('takes no more than the form holds', async () => {
    const { id } = await makeGroupOfSupervision()
    for (const personId of circle.residentIds.slice(0, 4))
      await joinGroup(secretary(), { groupId: id, personId, fromOn: circle.today })
    expect(
      await refused(
        joinGroup(secretary(), { groupId: id, personId: circle.residentIds[4]!, fromOn: circle.today }),
      ),
    ).toBe('group-full')
  })

  it('takes her counter along to another group', async () => {
    const other = await circle.newGroup('Dinsdag B', [])
    const sessionId = await circle.held(groupId, 7, circle.residentIds.slice(0, 3))
    const attendance = circle.residentIds.slice(0, 3).map((id) => `${id} present`)
    await noteAttendance(circle.viewers.facilitator, { sessionId, attendance })
    const member = (await page()).members.find(({ personId }) => personId === circle.residentIds[0])!
    await transferMember(secretary(), { memberId: member.id, toGroupId: other, fromOn: circle.today })
    const there = (await loadGroup(circle.viewers.member, other, new Date()))!
    expect(there.members).toMatchObject([{ personId: circle.residentIds[0], attended: 1 }])
    expect((await page()).members).toHaveLength(2)
    expect((await listGroups(circle.viewers.member)).map(({ name }) => name)).toEqual(['Dinsdag B'])
  })
})

async function makeGroupOfSupervision() {
  await database.owner`insert into qualifications (person_id, kind, number) values (${circle.psychologist2}, 'NHG', '1') on conflict do nothing`
  return makeGroup(secretary(), {
    form: 'supervision-group',
    departmentId: circle.departmentId,
    name: 'Supervisie 1',
    facilitatorId: circle.psychologist2,
  })
}

describe('who facilitates', () => {
  it('holds the qualification on every date: it is refused before, and shown after', async () => {
    const { id } = await makeGroupOfSupervision()
    const lastOn = addDaysOn(circle.monday, 5)
    await database.owner`update qualifications set expires_on = ${lastOn} where person_id = ${circle.psychologist2}`
    await joinGroup(secretary(), { groupId: id, personId: circle.residentIds[0]!, fromOn: circle.today })
    expect(await refused(planMeetings(secretary(), { ...weekly(2), groupId: id }))).toBe('not-a-guide')
    await planMeetings(secretary(), { ...weekly(1), groupId: id })
    expect((await loadGroup(secretary(), id, new Date()))!.conflicts).toEqual([])
    await database.owner`update qualifications set expires_on = ${circle.monday} where person_id = ${circle.psychologist2}`
    expect((await loadGroup(secretary(), id, new Date()))!.conflicts).toMatchObject([
      { kind: 'not-qualified', personId: circle.psychologist2, on: addDaysOn(circle.monday, 1) },
    ])
    await database.owner`delete from qualifications where person_id = ${circle.psychologist2}`
  })

  it('stands outside the line of every member, and a conflict that comes later is shown', async () => {
    expect((await page()).conflicts).toEqual([])
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${circle.psychologist}, 'supervisor', ${circle.departmentId}, '2020-01-01')`
    expect((await page()).conflicts.map(({ kind }) => kind)).toEqual(['in-line', 'in-line', 'in-line'])
    expect((await listGroups(secretary()))[0]!.conflicts).toBe(3)
    expect((await page('member')).conflicts).toEqual([])
    await database.owner`delete from roles where person_id = ${circle.psychologist} and role = 'supervisor'`
  })

  it('can be another one, who then has the meetings to come', async () => {
    await planMeetings(secretary(), weekly(2))
    await giveFacilitator(secretary(), { groupId, facilitatorId: circle.psychologist2 })
    const { coming, facilitatorId } = await page()
    expect(facilitatorId).toBe(circle.psychologist2)
    expect(coming.map(({ guideId }) => guideId)).toEqual([circle.psychologist2, circle.psychologist2])
    expect(await loadGroup(circle.viewers.facilitator, groupId, new Date())).toBe(null)
  })
})

describe('a group', () => {
  it('has a name of its own in its department', async () => {
    const again = circle.newGroup('maandag a', [])
    expect(await refused(again)).toBe('group-name')
    await changeGroup(secretary(), { groupId, name: 'Maandag A', quorum: '3' })
    expect((await page()).quorum).toBe(3)
  })

  it('ends with its meetings, and a member can join another', async () => {
    await planMeetings(secretary(), weekly(2))
    await database.owner`truncate outbox`
    await endGroup(secretary(), { groupId })
    expect(await told()).toEqual(
      [...circle.residentIds.slice(0, 3), circle.psychologist].map((id) => `group.ended ${id}`).sort(),
    )
    const left = await database.owner`select from session_people where released_at is null`
    expect(left).toHaveLength(0)
    expect(await refused(planMeetings(secretary(), weekly(1)))).toBe('group-ended')
    await circle.newGroup('Maandag A', [circle.residentIds[0]!])
  })
})
