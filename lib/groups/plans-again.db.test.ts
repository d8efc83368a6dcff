import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refused } from '@/lib/command.test-support'
import { openOffice } from '@/lib/sessions/office.test-support'
import { addDaysOn, dateOf, instantAt, type WallTime } from '@/lib/time'
import { signInAs } from '@/lib/viewer.test-support'
import { askedOf } from './asked.test-support'
import { moveMeeting, moveMember, planMeetingAnyway } from './board-commands'
import { makePlan, replan } from './plan-commands'
import { loadPlan, loadProposals } from './plan-queries'
import { publishPlan } from './publish'
import { launchPlan } from './running'

let open: Awaited<ReturnType<typeof openOffice>>
let roomIds: string[]
beforeAll(async () => {
  open = await openOffice(10)
  roomIds = [await open.office.room(8), await open.office.room(8)]
})
afterAll(() => open.database.drop())

const owner = () => open.database.owner
let planId: string
let fromOn: string
beforeEach(async () => {
  const { office, secretary } = open
  await owner()`truncate attendance, group_meetings, group_members, groups, session_people, sessions, outbox, absences, group_plans cascade`
  await owner()`delete from roles where until_on is not null`
  fromOn = addDaysOn(office.monday, 14)
  const { id } = await makePlan(
    secretary,
    askedOf(office, roomIds, { weeks: '7', meetings: '3', gapMost: '3' }),
  )
  await launchPlan(secretary, id)
  await publishPlan(secretary, { planId: id, seen: 1 })
  await owner()`truncate outbox`
  planId = id
}, 30_000)

interface Row {
  id: string
  group: string
  startsAt: Date
  guideId: string
  people: string[]
}
const meetings = () => owner()<Row[]>`
  select s.id, g.name as group, s.starts_at as "startsAt",
    (select person_id from session_people p where p.session_id = s.id and part = 'guide' and released_at is null) as "guideId",
    array(select person_id::text from session_people p where p.session_id = s.id and part = 'resident' and released_at is null order by 1) as people
  from sessions s join group_meetings m on m.session_id = s.id join groups g on g.id = m.group_id order by g.name, s.starts_at`
const membersOn = (on: string) => owner()<{ personId: string; group: string }[]>`
  select person_id as "personId", g.name as group from group_members m join groups g on g.id = m.group_id
  where from_on <= ${on} and (until_on is null or until_on > ${on}) order by 1`
const told = () =>
  owner()<{ kind: string; to: string }[]>`select kind, recipient_id as to from outbox order by 1, 2`
const dayOf = ({ startsAt }: Row) => dateOf(startsAt)

/** A newcomer of the department, from a day on. */
async function newcomer(): Promise<string> {
  const id = randomUUID()
  await owner()`insert into people (id, staff_number, given_name, family_name) values (${id}, ${id}, 'Nieuw', 'Test')`
  await owner()`insert into contacts (person_id, email) values (${id}, ${`${id}@klankbord.example`})`
  await owner()`insert into roles (person_id, role, department_id, from_on, until_on) values (${id}, 'resident', ${open.office.departmentId}, ${open.office.monday}, '2099-01-01')`
  return id
}

/** Three proposals, of which the repairs are searched, or all. */
async function propose(searched = 1) {
  const { ids } = await replan(open.secretary, { planId, fromOn })
  for (const id of ids.slice(0, searched)) await launchPlan(open.secretary, id)
  const found = (await loadProposals(open.secretary, planId))!
  return { ...found, idOf: (n: number) => found.proposals[n]!.plan.id }
}
const publish = async (id: string) => {
  const { plan } = (await loadPlan(open.secretary, id, new Date()))!
  return publishPlan(open.secretary, { planId: id, seen: plan.version })
}

describe('a published plan that is planned again', () => {
  it('stays as it is when nothing happened, and nobody hears anything', async () => {
    const before = await meetings()
    const { proposals, idOf } = await propose(3)
    expect(proposals.every(({ plan }) => plan.draft)).toBe(true)
    expect(proposals.map(({ restraint }) => restraint)).toEqual(['repairs', 'balanced', 'free'])
    expect(proposals[0]!.counts).toEqual({ moved: 0, joined: 0, left: 0, meetings: 0, guides: 0 })
    await publish(idOf(0))
    expect(await meetings()).toEqual(before)
    expect(await told()).toEqual([])
    // The other two were made from what is no longer asked.
    expect((await loadProposals(open.secretary, planId))!.proposals).toEqual([])
  }, 30_000)

  it('places a newcomer and lets go who has left; nobody else changes group and no meeting moves', async () => {
    const newId = await newcomer()
    const [gone] = await membersOn(fromOn)
    await owner()`update roles set until_on = ${fromOn} where person_id = ${gone!.personId}`
    const before = await meetings()
    const { proposals, idOf } = await propose()
    expect(proposals[0]!.counts).toEqual({ moved: 0, joined: 1, left: 1, meetings: 0, guides: 0 })
    await publish(idOf(0))
    const after = await membersOn(fromOn)
    expect(after.map(({ personId }) => personId)).toContain(newId)
    expect(after.map(({ personId }) => personId)).not.toContain(gone!.personId)
    expect(await membersOn(addDaysOn(fromOn, -1))).toHaveLength(10)
    const mine = after.find(({ personId }) => personId === newId)!.group
    for (const [n, meeting] of (await meetings()).entries()) {
      expect(dayOf(meeting)).toBe(dayOf(before[n]!))
      const isComing = dayOf(meeting) >= fromOn
      expect(meeting.people.includes(newId)).toBe(isComing && meeting.group === mine)
      expect(meeting.people.includes(gone!.personId)).toBe(!isComing && meeting.group === gone!.group)
    }
    const messages = await told()
    expect(messages).toContainEqual({ kind: 'group.planned', to: newId })
    expect(messages).toContainEqual({ kind: 'group.left', to: gone!.personId })
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(
      new Set(['group.planned', 'group.left', 'group.changed']),
    )
    await owner()`update roles set until_on = null where person_id = ${gone!.personId}`
    await owner()`delete from roles where person_id = ${newId}`
  }, 30_000)

  it('moves the meetings to which the facilitator cannot come, with everybody in them told once', async () => {
    const before = await meetings()
    const last = before.findLast((meeting) => dayOf(meeting) >= fromOn)!
    await owner()`insert into absences (person_id, from_on, until_on, made_by_id)
      values (${last.guideId}, ${dayOf(last)}, ${addDaysOn(dayOf(last), 1)}, ${last.guideId})`
    const { proposals, idOf } = await propose()
    expect(proposals[0]!.counts!.meetings).toBeGreaterThan(0)
    expect(proposals[0]!.counts).toMatchObject({ moved: 0, left: 0, guides: 0 })
    await publish(idOf(0))
    const after = await meetings()
    const moved = after.find(({ id }) => id === last.id)!
    expect(moved.startsAt).not.toEqual(last.startsAt)
    expect(after.filter((each) => dayOf(each) < fromOn)).toEqual(
      before.filter((each) => dayOf(each) < fromOn),
    )
    for (const meeting of after)
      expect(meeting.guideId).toBe(before.find(({ id }) => id === meeting.id)!.guideId)
    const messages = await told()
    const isHers = ({ to }: { to: string }) => to === last.guideId || last.people.includes(to)
    expect(messages.every(isHers)).toBe(true)
    expect(messages.filter(({ kind }) => kind === 'session.moved').length).toBeGreaterThan(0)
    const [session] = await owner()<
      { sequence: number }[]
    >`select sequence from sessions where id = ${last.id}`
    expect(session!.sequence).toBe(1)
  }, 30_000)

  it('does nothing when the groups were changed meanwhile', async () => {
    const { idOf } = await propose()
    const [first] = await meetings()
    await owner()`update group_members set until_on = ${fromOn}, ended_at = now(), ended_by_id = ${open.office.secretary}
      where person_id = ${first!.people[0]!}`
    const before = await meetings()
    expect(await refused(publish(idOf(0)))).toBe('plan-outdated')
    expect(await meetings()).toEqual(before)
    expect(await told()).toEqual([])
  }, 30_000)

  it('lets a proposal be changed by hand before it is published', async () => {
    const { idOf } = await propose()
    const { plan, board } = (await loadPlan(open.secretary, idOf(0), new Date()))!
    const [first, second] = board!.draft.groups
    const personId = first!.members[0]!
    await moveMember(open.secretary, {
      planId: plan.id,
      seen: plan.version,
      personId,
      toGroupId: second!.id,
    })
    await publish(plan.id)
    expect(await membersOn(fromOn)).toContainEqual({ personId, group: second!.name })
    expect(await membersOn(addDaysOn(fromOn, -1))).toContainEqual({ personId, group: first!.name })
  }, 30_000)

  it('sets rest aside for a meeting that stays, with the reason that she reads and the rule that is kept', async () => {
    const coming = (await meetings()).find((meeting) => dayOf(meeting) >= fromOn)!
    const personId = coming.people[0]!
    const on = dayOf(coming)
    // She has no shift on that day, and lost her seat: her roster reaches further.
    await owner()`delete from shifts where person_id = ${personId} and (starts_at at time zone 'Europe/Amsterdam')::date = ${on}`
    const later = (wall: WallTime) => instantAt(addDaysOn(on, 7), wall)
    await open.office.shift(personId, 'day', later('08:00'), later('17:00'))
    await owner()`update session_people set released_at = now() where session_id = ${coming.id} and person_id = ${personId}`
    const { idOf } = await propose()
    const proposal = async () => (await loadPlan(open.secretary, idOf(0), new Date()))!
    const groupIn = async () =>
      (await proposal()).plan.draft!.groups.find(({ name }) => name === coming.group)!
    const startMs = coming.startsAt.getTime()
    const at = (group: Awaited<ReturnType<typeof groupIn>>) =>
      group.meetings.findIndex(({ startsAt }) => Date.parse(startsAt) === startMs)
    const group = await groupIn()
    // A repair moves a meeting for whoever can come to none: the office moves it back.
    if (at(group) < 0)
      await moveMeeting(open.secretary, {
        planId: idOf(0),
        seen: (await proposal()).plan.version,
        groupId: group.id,
        meeting: 0,
        startsAt: startMs,
      })
    const { plan, board } = await proposal()
    const meeting = at(await groupIn())
    expect(board!.resting(await groupIn(), meeting)).toEqual([personId])
    const reason = 'Alleen dan is iedereen er.'
    const asked = { planId: plan.id, seen: plan.version, groupId: group.id, meeting }
    await planMeetingAnyway(open.secretary, { ...asked, members: [personId], reason })
    await publish(plan.id)
    expect((await told()).filter(({ to }) => to === personId)).toEqual([
      { kind: 'session.anyway', to: personId },
    ])
    const [kept] =
      await owner()`select planned_anyway_reason as why, starts_at, (select rule from rest_set_aside r where r.session_id = s.id) as rule
      from sessions s where id = ${coming.id}`
    expect(kept).toEqual({ why: reason, rule: 'day-off', starts_at: coming.startsAt })
    const noted =
      await owner()`select 1 from audit where action = 'session.plan-anyway' and subject_id = ${coming.id}`
    expect(noted).toHaveLength(1)
  }, 30_000)

  it('is asked by the office that plans it, from tomorrow on', async () => {
    const { office, secretary } = open
    expect(await refused(replan(secretary, { planId, fromOn: dateOf(new Date()) }))).toBe('plan-again-day')
    expect(await refused(replan(secretary, { planId, fromOn: addDaysOn(fromOn, 400) }))).toBe(
      'plan-again-none',
    )
    for (const personId of [office.elsewhere, office.psychologist, office.residentIds[0]!]) {
      const viewer = await signInAs(personId)
      expect(await refused(replan(viewer, { planId, fromOn }))).toBe('not-found')
      expect(await loadProposals(viewer, planId)).toBe(null)
    }
  })
})
