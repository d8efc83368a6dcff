import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { layOutOffice, type Office } from '@/lib/sessions/office.test-support'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { askedOf } from './asked.test-support'
import {
  lockMeeting,
  moveMeeting,
  moveMember,
  planMeetingAnyway,
  renameDraftGroup,
  sayMove,
  undoPlan,
} from './board-commands'
import { joinEffects } from './member-effects'
import { discardPlan, keepDraft, makePlan, planAgain } from './plan-commands'
import { listPlans, loadPlan, loadPlanChoices } from './plan-queries'
import { publishPlan } from './publish'
import { listGroups, loadGroup } from './queries'
import { launchPlan, progressOf, stopPlan } from './running'

let database: TestDatabase
let office: Office
let secretary: Viewer
let roomIds: string[]
beforeAll(async () => {
  database = await testDatabase()
  office = await layOutOffice(database.owner, 10)
  secretary = await signInAs(office.secretary)
  roomIds = [await office.room(8), await office.room(8)]
})
afterAll(() => database.drop())

const asked = (more = {}) => askedOf(office, roomIds, more)
const page = async (planId: string) => (await loadPlan(secretary, planId, new Date()))!

let planId: string
beforeAll(async () => {
  const { id } = await makePlan(secretary, asked())
  const ready = launchPlan(secretary, id)
  expect(progressOf(id)).toMatchObject({ state: expect.stringMatching(/waiting|working/) })
  await ready
  planId = id
}, 30_000)

const nothing = { attendances: 0, mean: 0, lowest: 0, unplaced: 0 }
const fresh = async () => {
  const { plan } = await page(planId)
  const { id } = await planAgain(secretary, { planId })
  await keepDraft(secretary, { planId: id, draft: plan.draft!, standing: plan.standing!, bound: 1 })
  return page(id)
}

describe('a plan', () => {
  it('places everybody, with the bound that no plan exceeds', async () => {
    const { plan, board } = await page(planId)
    expect(board!.standing()).toMatchObject({ attendances: 20, mean: 1, lowest: 1, unplaced: 0 })
    expect(plan.bound).toBe(1)
    expect(plan.draft!.groups.map(({ members, meetings }) => [members.length, meetings.length])).toEqual([
      [5, 2],
      [5, 2],
    ])
    expect(progressOf(planId)).toBe(null)
    expect(await database.owner`select from outbox`).toHaveLength(0)
  })

  it('stops when it is told to, and keeps the best so far', async () => {
    const { id } = await makePlan(secretary, asked({ seconds: 60 }))
    const ready = launchPlan(secretary, id)
    const begun = performance.now()
    setTimeout(() => void stopPlan(secretary, { planId: id }), 3000)
    await ready
    expect(performance.now() - begun).toBeLessThan(15_000)
    expect((await page(id)).plan.doneAt).not.toBe(null)
  }, 30_000)

  it('takes what each rule asks: a line apart, hours of a facilitator, a busy room', async () => {
    const early = `${office.monday}T00:00:00Z`
    const late = '2099-01-01T00:00:00Z'
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${office.psychologist}, 'supervisor', ${office.departmentId}, '2020-01-01')`
    const [session] = await database.owner<{ id: string }[]>`
      insert into sessions (form, starts_at, ends_at, room_id, booked_by_id) values ('check-in', ${early}, ${late}, ${roomIds[0]!}, ${office.secretary}) returning id`
    const { id } = await makePlan(secretary, asked({ name: 'Regels' }))
    const { board } = (await loadPlan(secretary, id, new Date()))!
    expect(board).toBe(null)
    const { draft } = (await page(planId)).plan
    await keepDraft(secretary, { planId: id, draft: draft!, standing: nothing, bound: null })
    const { ground } = (await page(id)).board!
    expect(ground.guides.map(({ notFor }) => notFor.length)).toEqual([1, 0])
    expect(ground.rooms.map(({ open }) => open.some((each) => each === 1)).toSorted()).toEqual([false, true])
    await database.owner`delete from roles where person_id = ${office.psychologist} and role = 'supervisor'`
    await database.owner`delete from sessions where id = ${session!.id}`
  })
})

describe('a board', () => {
  it('moves a meeting, takes it back, and refuses what was drawn before another change', async () => {
    const { plan, board } = await fresh()
    const group = plan.draft!.groups[0]!
    const to = board!.placesFor(group, 0).find(({ week }) => week !== board!.cells(group)[0]!.week)!
    const move = { planId: plan.id, seen: plan.version, groupId: group.id, meeting: 0, startsAt: to.startMs }
    await moveMeeting(secretary, move)
    const moved = await page(plan.id)
    expect(moved.plan.standing).toEqual(moved.board!.standing())
    expect(moved.plan.draft!.groups[0]!.meetings.map(({ startsAt }) => Date.parse(startsAt))).toContain(
      to.startMs,
    )
    expect(await refused(moveMeeting(secretary, move))).toBe('changed')
    const said = { planId: plan.id, seen: moved.plan.version, text: 'verplaats niets' }
    expect(await refused(sayMove(secretary, said))).toBe('plan-said')
    await undoPlan(secretary, { planId: plan.id, seen: moved.plan.version })
    const back = await page(plan.id)
    expect(back.plan.draft).toEqual(plan.draft)
    expect(await refused(undoPlan(secretary, { planId: plan.id, seen: back.plan.version }))).toBe(
      'plan-first',
    )
  })

  it('moves a member with the effect on both groups, and locks and renames', async () => {
    const { plan, board } = await fresh()
    const [first, second] = plan.draft!.groups
    const personId = first!.members[0]!
    expect(joinEffects(board!, plan.asked, personId)).toMatchObject([
      { group: { id: second!.id }, change: { after: { size: 6 } }, obstacle: null },
    ])
    const change = { planId: plan.id, seen: plan.version }
    await moveMember(secretary, { ...change, personId, toGroupId: second!.id })
    const other = second!.members[0]!
    await moveMember(secretary, { ...change, seen: plan.version + 1, personId: other, toGroupId: '' })
    await lockMeeting(secretary, { ...change, seen: plan.version + 2, groupId: first!.id, meeting: 1 })
    await renameDraftGroup(secretary, {
      ...change,
      seen: plan.version + 3,
      groupId: first!.id,
      name: 'Ochtend',
    })
    const { draft } = (await page(plan.id)).plan
    expect(draft!.groups.map(({ members }) => members.length)).toEqual([4, 5])
    expect(draft).toMatchObject({ unplaced: [other], groups: [{ name: 'Ochtend' }, {}] })
    expect(draft!.groups[0]!.meetings[1]!.locked).toBe(true)
  })

  it('is nobody’s but the office’s that plans it', async () => {
    const { plan } = await fresh()
    for (const [personId, said] of [
      [office.elsewhere, 'not-found'],
      [office.psychologist, 'not-found'],
      [office.residentIds[0]!, 'not-found'],
      [office.admin, 'not-found'],
    ] as const) {
      const viewer = await signInAs(personId)
      expect(await loadPlan(viewer, plan.id, new Date())).toBe(null)
      expect((await listPlans(viewer)) ?? []).toEqual([])
      expect(await loadPlanChoices(viewer, plan, new Date())).toBe(null)
      const change = { planId: plan.id, seen: plan.version }
      expect(await refused(publishPlan(viewer, change))).toBe(said)
      expect(await refused(undoPlan(viewer, change))).toBe(said)
      expect(await refused(discardPlan(viewer, change))).toBe(said)
      expect(await refused(moveMember(viewer, { ...change, personId, toGroupId: '' }))).toBe(said)
      expect(await refused(makePlan(viewer, asked()))).toBe('forbidden')
    }
  })
})

describe('publishing', () => {
  beforeEach(async () => {
    await database.owner`truncate attendance, group_meetings, group_members, groups, session_people, sessions, outbox cascade`
  })

  it('makes groups, members and sessions once, and tells everybody once', async () => {
    const { plan } = await fresh()
    const change = { planId: plan.id, seen: plan.version }
    await publishPlan(secretary, change)
    const groups = await listGroups(secretary)
    expect(groups.map(({ name, members }) => [name, members])).toEqual([
      ['Voorjaar A', 0],
      ['Voorjaar B', 0],
    ])
    const group = (await loadGroup(secretary, groups[0]!.id, new Date()))!
    expect(group.members).toHaveLength(5)
    expect(group.coming.map(({ canIds }) => canIds.length)).toEqual([5, 5])
    expect(await database.owner`select from session_people where part = 'resident'`).toHaveLength(20)
    const told = await database.owner<{ recipient_id: string }[]>`select recipient_id from outbox`
    expect(new Set(told.map((row) => row.recipient_id)).size).toBe(told.length)
    const leaders = new Set(plan.draft!.groups.map(({ facilitatorId }) => facilitatorId))
    expect(told).toHaveLength(10 + leaders.size)
    expect(await refused(publishPlan(secretary, change))).toBe('plan-published')
  })

  it('stores nothing when one meeting cannot be held any more', async () => {
    const { plan } = await fresh()
    const last = plan.draft!.groups[1]!.meetings[1]!
    const from = new Date(last.startsAt)
    await database.owner`insert into sessions (form, starts_at, ends_at, room_id, booked_by_id)
      values ('check-in', ${from}, ${new Date(from.getTime() + 3_600_000)}, ${last.roomId}, ${office.secretary})`
    expect(await refused(publishPlan(secretary, { planId: plan.id, seen: plan.version }))).toBe(
      'group-meetings',
    )
    expect(await database.owner`select from groups`).toHaveLength(0)
    expect(await database.owner`select from sessions`).toHaveLength(1)
    expect(await database.owner`select from outbox`).toHaveLength(0)
  })

  it('plans against rest with a reason, which that person reads', async () => {
    const personId = (await page(planId)).plan.draft!.groups[0]!.members[0]!
    const meeting = (await page(planId)).plan.draft!.groups[0]!.meetings[0]!
    const day = Math.round(
      (Date.parse(meeting.startsAt) - office.at(0, '00:00').getTime()) / 86_400_000 - 0.6,
    )
    await office.noShift(personId, day)
    const { plan, board } = await fresh()
    const group = plan.draft!.groups[0]!
    expect(board!.resting(group, 0)).toEqual([personId])
    const reason = 'Alleen dan is iedereen er.'
    const at = { planId: plan.id, seen: plan.version, groupId: group.id, meeting: 0 }
    await planMeetingAnyway(secretary, { ...at, members: [personId], reason })
    await publishPlan(secretary, { planId: plan.id, seen: plan.version + 1 })
    const anyway = await database.owner`select recipient_id from outbox where kind = 'session.anyway'`
    expect(anyway).toEqual([{ recipient_id: personId }])
    const kept = await database.owner`select person_id, rule from rest_set_aside`
    expect(kept).toEqual([{ person_id: personId, rule: 'day-off' }])
    const [session] =
      await database.owner`select planned_anyway_reason as why from sessions where planned_anyway_at is not null`
    expect(session).toEqual({ why: reason })
    await office.shift(personId, 'day', office.at(day, '08:00'), office.at(day, '17:00'))
  })

  it('leaves those who are in a group already out of the next plan for that time', async () => {
    const { plan } = await fresh()
    await publishPlan(secretary, { planId: plan.id, seen: plan.version })
    const { id } = await makePlan(secretary, asked({ name: 'Nog een' }))
    await keepDraft(secretary, {
      planId: id,
      draft: { groups: [], unplaced: [] },
      standing: nothing,
      bound: null,
    })
    const again = await page(id)
    expect(again.board!.ground.residents).toEqual([])
    expect(await refused(publishPlan(secretary, { planId: id, seen: again.plan.version }))).toBe('plan-empty')
  })

  it('tells a later plan who was in a group with whom, also of a group that is over', async () => {
    const { plan } = await fresh()
    await publishPlan(secretary, { planId: plan.id, seen: plan.version })
    const last = await database.owner<{ personId: string; groupId: string }[]>`
      update group_members set from_on = '2020-01-06', until_on = '2020-06-01', ended_at = now(), ended_by_id = ${office.secretary}
      returning person_id as "personId", group_id as "groupId"`
    const byPerson = (a: { personId: string }, b: { personId: string }) => (a.personId < b.personId ? -1 : 1)
    const { id } = await makePlan(secretary, asked({ name: 'Daarna', stability: 'keep' }))
    await keepDraft(secretary, {
      planId: id,
      draft: { groups: [], unplaced: [] },
      standing: nothing,
      bound: null,
    })
    const { ground } = (await page(id)).board!
    const known = ground.residents.map((one) => ({ personId: one.id, groupId: one.previousGroup }))
    expect(known.toSorted(byPerson)).toEqual([...last].toSorted(byPerson))
    expect(new Set(known.map(({ groupId }) => groupId)).size).toBe(2)
  })
})
