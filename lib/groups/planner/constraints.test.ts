import { describe, expect, it } from 'vitest'
import { listBreaches, type RuleName } from './constraints'
import { smallInstance, smallPlan } from './small.test-support'
import type { Instance, PlanFile } from './instance'

const breaking: [RuleName, (instance: Instance, plan: PlanFile) => void][] = [
  ['size', (_, plan) => plan.groups[0]!.members.splice(1)],
  ['known-people', (_, plan) => plan.groups[0]!.members.push('somebody else')],
  ['one-group-each', (_, plan) => plan.groups[1]!.members.push('r1')],
  ['no-assessor', (instance) => instance.residents[0]!.assessors.push('r2')],
  ['kept-apart', (instance) => instance.notTogether.push(['r2', 'r1'])],
  ['same-department', (instance) => (instance.rules.maxSameDepartment = 1)],
  ['guide-known', (_, plan) => (plan.groups[0]!.psychologistId = 'nobody')],
  ['guide-department', (instance) => instance.psychologists[0]!.notForDepartments.push('A')],
  ['guide-groups', (instance) => (instance.psychologists[0]!.maxGroups = 1)],
  ['meeting-count', (_, plan) => plan.groups[0]!.meetings.pop()],
  ['gap', (_, plan) => (plan.groups[0]!.meetings[1]!.day = 7)],
  ['first-week', (instance) => (instance.rules.firstWeekMax = -1)],
  ['last-week', (instance) => (instance.rules.lastWeekMin = 7)],
  ['grid', (_, plan) => (plan.groups[0]!.meetings[0]!.start = 541)],
  ['holiday', (instance) => instance.horizon.holidays.push(0)],
  ['guide-available', (instance) => instance.psychologists[0]!.absentDays.push(0)],
  ['guide-double', (_, plan) => plan.groups[1]!.meetings.splice(0, 1, { day: 0, start: 630, roomId: 'k2' })],
  ['guide-day', (instance) => (instance.psychologists[0]!.maxMeetingsPerDay = 1)],
  ['room-known', (_, plan) => (plan.groups[0]!.meetings[0]!.roomId = 'the garden')],
  ['room-size', (instance) => (instance.rooms[0]!.capacity = 2)],
  ['room-open', (instance) => instance.rooms[0]!.blocked.push({ weekday: 0, from: 600, to: 630 })],
  ['room-double', (_, plan) => plan.groups[1]!.meetings.splice(0, 1, { day: 0, start: 600, roomId: 'k1' })],
]

describe('the rules of a plan', () => {
  it('are kept by a good plan', () => {
    expect(listBreaches(smallInstance(), smallPlan())).toEqual([])
  })

  it.each(breaking)('%s is named when it is broken', (rule, breakIt) => {
    const instance = smallInstance()
    const plan = smallPlan()
    breakIt(instance, plan)
    expect(listBreaches(instance, plan).map((breach) => breach.rule)).toContain(rule)
  })
})
