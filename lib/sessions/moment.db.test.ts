import { afterAll, beforeAll, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused as reasonOf } from '@/lib/command.test-support'
import { addDaysOn, addMinutes, instantAt, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { askMoment, refuseStart } from './planning'
import { layOutWard } from './ward.test-support'

/**
 * A booking asks about one moment only what can bear on it. Its answer must be that of the whole question: on a roster of day,
 * evening and night shifts, leave, duties and sessions, at each quarter of an hour of two weeks.
 */
let database: TestDatabase
let ward: Awaited<ReturnType<typeof layOutWard>>
let resident: Viewer
let guide: Viewer

const at = (day: number, wall: WallTime) => instantAt(addDaysOn(ward.monday, day), wall)

beforeAll(async () => {
  database = await testDatabase()
  ward = await layOutWard(database.owner, 1)
  const [residentId] = ward.residentIds
  resident = await signInAs(residentId!)
  guide = await signInAs(ward.guideId)
  // The second week has everything.
  await database.owner`delete from shifts where starts_at >= ${at(7, '00:00')} and starts_at < ${at(14, '00:00')}`
  await addShifts(residentId!, [
    ['leave', at(1, '10:00'), at(1, '12:00')],
    ['day', at(5, '08:00'), at(5, '20:00')],
    ['day', at(6, '09:00'), at(6, '19:00')],
    ['evening', at(7, '15:00'), at(7, '23:00')],
    ['night', at(8, '22:30'), at(9, '08:00')],
    ['on-call', at(10, '08:00'), at(10, '20:00')],
    ['day', at(11, '07:30'), at(11, '16:30')],
    ['leave', at(11, '13:00'), at(11, '14:00')],
  ])
  await database.owner`update shifts set ended_at = ${at(2, '14:00')} where starts_at = ${at(2, '08:00')}`
  await meet(residentId!, at(0, '10:07'), 30)
  await meet(residentId!, at(10, '16:00'), 60)
  await meet(ward.guideId, at(3, '11:00'), 45)
  await meet(ward.guideId, at(10, '09:00'), 45)
})
afterAll(() => database.drop())

async function addShifts(personId: string, shifts: [kind: string, from: Date, until: Date][]) {
  await database.owner`insert into shifts ${database.owner(
    shifts.map(([kind, starts_at, ends_at]) => ({ person_id: personId, kind, starts_at, ends_at })),
  )}`
}

/** A session with somebody else, seen only as time that is taken. */
async function meet(personId: string, startsAt: Date, minutes: number) {
  const endsAt = addMinutes(startsAt, minutes)
  const [row] = await database.owner`
    insert into sessions (form, starts_at, ends_at, booked_by_id) values ('mentor-session', ${startsAt}, ${endsAt}, ${personId}) returning id`
  await database.owner`insert into session_people (session_id, person_id, part, during)
    values (${row!.id}, ${personId}, 'guide', tstzrange(${startsAt}, ${endsAt}))`
}

const taken = new Set(['busy', 'guide-busy'])

/** What a booking and the whole question say of each quarter: 'free', 'taken' or 'not-free'. */
async function bothAnswers(viewer: Viewer): Promise<{ booking: string[]; whole: string[] }> {
  const meeting = {
    form: 'mentor-session' as const,
    residentId: ward.residentIds[0]!,
    guideId: ward.guideId,
  }
  const now = addMinutes(at(0, '09:00'), -7 * 24 * 60)
  const said = { booking: [] as string[], whole: [] as string[] }
  await as(viewer.id, async (tx) => {
    for (let day = 0; day < 14; day += 1)
      for (
        let startsAt = at(day, '08:00');
        startsAt < at(day, '18:00');
        startsAt = addMinutes(startsAt, 15)
      ) {
        const { refused } = await askMoment(tx, viewer, meeting, startsAt, now)
        said.whole.push(refused ? (taken.has(refused.reason) ? 'taken' : 'not-free') : 'free')
        const reason = await reasonOf(refuseStart(tx, viewer, now, { ...meeting, startsAt }))
        said.booking.push(reason === 'no refusal' ? 'free' : reason)
      }
  })
  return said
}

async function expectTheSame(viewer: Viewer) {
  const { booking, whole } = await bothAnswers(viewer)
  expect(booking).toEqual(whole)
  expect(new Set(whole)).toEqual(new Set(['free', 'taken', 'not-free']))
}

it('of a guide without a roster, asked by either of the two', async () => {
  await expectTheSame(resident)
  await expectTheSame(guide)
})

it('of a guide who keeps time around her sessions and wants two a day at most', async () => {
  await database.owner`insert into meeting_rules (person_id, form, notice_minutes, cancel_minutes, buffer_minutes, most_per_day)
    values (${ward.guideId}, 'mentor-session', 60, 60, 30, 2)`
  await expectTheSame(resident)
})

it('of a guide with a roster of her own', async () => {
  await addShifts(ward.guideId, [
    ['day', at(1, '08:00'), at(1, '17:00')],
    ['night', at(2, '21:30'), at(3, '07:30')],
    ['evening', at(8, '14:00'), at(8, '22:00')],
    ['day', at(11, '08:00'), at(11, '12:00')],
  ])
  await expectTheSame(guide)
})
