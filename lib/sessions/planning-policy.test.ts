import { describe, expect, it } from 'vitest'
import type { Reason } from '@/lib/availability/reasons'
import { reasons } from '@/lib/availability/reasons'
import { addMinutes, instantAt } from '@/lib/time'
import { allRoles, type Role } from '@/lib/viewer'
import { viewerFor } from '@/lib/viewer.test-support'
import { clashKindOf, isOnlyRest, type Clash } from './clashes'
import { officeForms, type OfficeForm } from './forms'
import { chooseTimes, isPlanner } from './office-queries'
import { formsPlannedBy, mayChangePlanned, mayPlanAnyway, mayPlanFor } from './policy'
import { mayKeepRooms } from './rooms'

const own = viewerFor().id.replace(/1$/, 'd')
const elsewhere = '00000000-0000-4000-8000-00000000000e'
const education: OfficeForm[] = ['intervision', 'supervision-group', 'student-teaching']
const wards: OfficeForm[] = ['shadow-day', 'feedback-moment']
const nobody: Role[] = ['resident', 'supervisor', 'mentor', 'psychologist', 'student', 'admin']

describe('who plans for several people (rows 12, 13, 16, 17)', () => {
  it('the secretary every form of her department, and none of another', () => {
    for (const form of officeForms) {
      expect(mayPlanFor(viewerFor('secretary'), form, own)).toBe(true)
      expect(mayPlanAnyway(viewerFor('secretary'), form, own)).toBe(true)
      expect(mayPlanFor(viewerFor('secretary'), form, elsewhere)).toBe(false)
    }
  })

  it('the coordinator groups and teaching, for every department', () => {
    for (const form of officeForms) {
      expect(mayPlanFor(viewerFor('coordinator'), form, elsewhere)).toBe(education.includes(form))
      expect(mayPlanAnyway(viewerFor('coordinator'), form, elsewhere)).toBe(education.includes(form))
    }
  })

  it('a nurse what her own ward hosts, and never against somebody’s rest', () => {
    for (const form of officeForms) {
      expect(mayPlanFor(viewerFor('nurse'), form, own)).toBe(wards.includes(form))
      expect(mayPlanFor(viewerFor('nurse'), form, elsewhere)).toBe(false)
      expect(mayPlanAnyway(viewerFor('nurse'), form, own)).toBe(false)
    }
  })

  it.each(allRoles)('a list for a %s asks the same', (role) => {
    const viewer = viewerFor(role)
    const { everywhere, own: hers } = formsPlannedBy(viewer)
    for (const departmentId of [own, elsewhere])
      for (const form of officeForms) {
        const listed =
          everywhere.includes(form) ||
          hers.some((each) => each.departmentId === departmentId && each.forms.includes(form))
        expect([form, listed]).toEqual([form, mayPlanFor(viewer, form, departmentId)])
      }
  })

  it.each(nobody)('a %s plans nothing', (role) => {
    for (const form of officeForms) expect(mayPlanFor(viewerFor(role), form, own)).toBe(false)
    expect(isPlanner(viewerFor(role))).toBe(false)
    expect(mayKeepRooms(viewerFor(role))).toBe(false)
  })

  it('its guide changes what she guides; of two people nobody does it this way', () => {
    const guide = viewerFor('psychologist')
    const session = { form: 'intervision', departmentId: elsewhere, guideId: guide.id }
    expect(mayChangePlanned(guide, session)).toBe(true)
    expect(mayChangePlanned(viewerFor('resident'), { ...session, guideId: null })).toBe(false)
    expect(mayChangePlanned(guide, { ...session, departmentId: null })).toBe(false)
    expect(mayChangePlanned(viewerFor('coordinator'), { ...session, guideId: null })).toBe(true)
  })

  it('rooms are kept by the offices', () => {
    expect(mayKeepRooms(viewerFor('secretary')) && mayKeepRooms(viewerFor('coordinator'))).toBe(true)
    expect(mayKeepRooms(viewerFor('nurse'))).toBe(false)
  })
})

describe('what an office learns of a reason', () => {
  it('a duty, rest, or busy: leave and a session are one word, and only rest can be set aside', () => {
    const kinds = new Map(reasons.map((reason) => [reason, clashKindOf(reason)]))
    const of = (kind: string) => reasons.filter((reason) => kinds.get(reason) === kind)
    expect(of('shift')).toEqual<Reason[]>(['on-shift'])
    expect(of('busy')).toEqual<Reason[]>(['leave', 'busy', 'guide-away', 'guide-busy'])
    expect(of('closed')).toEqual<Reason[]>(['holiday', 'outside-hours'])
    expect(of('notice')).toEqual<Reason[]>(['notice'])
    for (const kind of ['shift', 'busy', 'closed', 'past', 'notice'] as const)
      expect(
        isOnlyRest([
          { personId: 'a', kind: 'rest' },
          { personId: 'b', kind },
        ]),
      ).toBe(false)
    expect(isOnlyRest([{ personId: 'a', kind: 'rest' }])).toBe(true)
  })
})

describe('the times that are shown', () => {
  const monday = instantAt('2026-12-07', '08:00')
  const time = (minutes: number, busy: number) => ({
    startAt: addMinutes(monday, minutes),
    clashes: Array.from({ length: busy }, (_, n): Clash => ({ personId: String(n), kind: 'busy' })),
  })

  it('are spread over the day when all can', () => {
    const { all, most } = chooseTimes(
      [0, 15, 30, 120, 135, 240, 360].map((at) => time(at, 0)),
      4,
    )
    expect(all.map(({ startAt }) => startAt.getTime())).toEqual(
      [0, 120, 240].map((at) => addMinutes(monday, at).getTime()),
    )
    expect(most).toEqual([])
  })

  it('are those at which the most can, one a day and by date, when there are few others', () => {
    const day = 24 * 60
    const { all, most } = chooseTimes(
      [time(0, 2), time(60, 1), time(day, 3), time(2 * day, 1), time(3 * day, 4)],
      4,
    )
    expect(all).toEqual([])
    expect(most.map(({ startAt, free }) => [(+startAt - +monday) / 60_000, free])).toEqual([
      [60, 3],
      [day, 1],
      [2 * day, 3],
    ])
  })
})
