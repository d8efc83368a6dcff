import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { calendar } from '@/lib/feeds/calendar.test-support'
import { addDaysOn, mondayOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { keepImport, writeRoster } from './commands'
import { smallHospital, type SmallHospital } from './hospital.test-support'
import { listRosterPeople, loadRosterPreview } from './queries'

let database: TestDatabase
let hospital: SmallHospital
let secretary: Viewer
const now = new Date()
const monday = addDaysOn(mondayOf(todayOn(now)), 14)
const at = (days: number, time: string) =>
  `${addDaysOn(monday, days).replaceAll('-', '')}T${time.replace(':', '')}00`
const entry = (days: number, from: string, until: string, ...more: string[]) => [
  `DTSTART;TZID=Europe/Amsterdam:${at(days, from)}`,
  `DTEND;TZID=W. Europe Standard Time:${at(from < until ? days : days + 1, until)}`,
  ...more,
]

beforeAll(async () => {
  database = await testDatabase()
  hospital = await smallHospital(database)
  secretary = await hospital.as('K8')
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`delete from shifts`
  await database.owner`delete from shift_codes`
  await database.owner`delete from imports`
})

const keep = (text: string, name = 'rooster.ics') =>
  keepImport(secretary, { kind: 'roster', file: new File([text], name) })
async function previewOf(text: string, person?: string) {
  const { id } = await keep(text)
  const kept = await loadRosterPreview(secretary, id, { overnight: false, person }, now)
  if (!kept?.preview) throw new Error('no preview')
  return { importId: id, ...kept.preview }
}
const stored = () =>
  database.owner`select person_id, kind, feed_id from shifts order by starts_at`.then((rows) => [...rows])

describe('a calendar as a file', () => {
  it('of one person: asked whose it is, written as hers, and the same a second time', async () => {
    const text = calendar([
      entry(0, '08:00', '17:00', 'RRULE:FREQ=DAILY;COUNT=3', 'SUMMARY:Dagdienst'),
      entry(4, '22:00', '07:30', 'SUMMARY:N1'),
    ])
    const nobodys = await previewOf(text)
    expect(nobodys).toMatchObject({ counts: { new: 0, wrong: 4 }, calendar: { isNobodys: true } })
    const { importId, seen, questions } = await previewOf(text, 'K1')
    expect(questions).toMatchObject([{ code: 'N1', proposed: 'night' }])
    await expect(writeRoster(secretary, { importId, seen, answer0: 'night' }, now)).rejects.toMatchObject({
      reason: 'changed',
    })
    await writeRoster(secretary, { importId, seen, person: 'K1', answer0: 'night' }, now)
    const hers = { person_id: hospital.idOf('K1'), feed_id: null }
    expect(await stored()).toEqual(['day', 'day', 'day', 'night'].map((kind) => ({ ...hers, kind })))
    expect(await previewOf(text, 'k1')).toMatchObject({ counts: { same: 4, new: 0 }, questions: [] })
  })
  it('of a department: each entry says whose it is; who is of another department is not hers to plan', async () => {
    const text = calendar([
      entry(0, '08:00', '17:00', 'SUMMARY:K-1 Dag'),
      entry(1, '08:00', '17:00', 'ATTENDEE:mailto:K2@zh.nl'),
      entry(2, '08:00', '17:00', 'ATTENDEE:mailto:k4@zh.nl'),
    ])
    await database.owner`update people set staff_number = 'K-1' where staff_number = 'K1'`
    const { importId, seen, lines } = await previewOf(text)
    await database.owner`update people set staff_number = 'K1' where staff_number = 'K-1'`
    expect(lines).toMatchObject([
      { state: 'new' },
      { state: 'new' },
      { state: 'wrong', who: 'k4@zh.nl', mistakes: [{ reason: 'person-elsewhere' }] },
    ])
    await expect(writeRoster(secretary, { importId, seen, leaveWrong: 'on' }, now)).rejects.toMatchObject({
      reason: 'changed',
    })
    expect(await stored()).toEqual([])
    expect((await previewOf(text, 'K4')).counts).toMatchObject({ new: 0, wrong: 3 })
  })
  it('shows what is no longer in it', async () => {
    const days = (...list: number[]) => calendar(list.map((day) => entry(day, '08:00', '17:00')))
    const first = await previewOf(days(0, 1, 2), 'K1')
    await writeRoster(secretary, { ...first, person: 'K1' }, now)
    expect((await previewOf(days(0, 2), 'K1')).vanished).toHaveLength(1)
  })
  it.each([
    ['calendar-truncated', calendar([entry(0, '08:00', '17:00')]).slice(0, -20), 'rooster.ics'],
    ['calendar-none', 'person;start;end', 'rooster.ics'],
    ['calendar-empty', calendar([]), 'rooster.csv'],
    ['calendar-unreadable', calendar([entry(0, '08:00', '17:00')]).replace('END:VEVENT', ''), 'x'],
    ['calendar-many', calendar([entry(0, '08:00', '09:00', 'RRULE:FREQ=SECONDLY')]), 'rooster.ics'],
  ])('that cannot be believed is refused and not kept: %s', async (reason, text, name) => {
    await expect(keep(text, name)).rejects.toMatchObject({ reason })
    expect(await database.owner`select from imports`).toHaveLength(0)
  })
  it('can be anybody of her departments, and of nobody else', async () => {
    const named = async (number: string) =>
      (await listRosterPeople(await hospital.as(number))).map(({ staffNumber }) => staffNumber).sort()
    expect(await named('K8')).toEqual(['K1', 'K2', 'K3', 'K5', 'K8'])
    expect(await named('K9')).toEqual(['K4', 'K9'])
    expect(await named('K1')).toEqual([])
  })
})
