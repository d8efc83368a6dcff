import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, instantAt } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { bookSession, moveSession } from './commands'
import { openOffice, type Office } from './office.test-support'
import { planSeries } from './series'
import { movePlanned, swapGuide } from './series-changes'

/** Roles, pairings and qualifications have dates: what is moved or handed over is asked for its new date, as what is planned is. */
let database: TestDatabase
let office: Office
let secretary: Viewer, resident: Viewer, supervisor: Viewer

beforeAll(async () => {
  ;({ database, office, secretary, resident } = await openOffice(3))
  supervisor = await signInAs(office.guideId)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate session_people, sessions, series, outbox cascade`
  await database.owner`update roles set until_on = null, from_on = '2020-01-01'`
  await database.owner`update pairings set until_on = null`
})

const at = (day: number, wall: string) => instantAt(addDaysOn(office.monday, day), wall).toISOString()

describe('a session of two', () => {
  const book = (startsAt: string) =>
    bookSession(resident, { form: 'check-in', otherId: office.guideId, startsAt })

  it('is not moved past the end of the pairing, by either of the two', async () => {
    const { id } = await book(at(0, '10:00'))
    await database.owner`update pairings set until_on = ${addDaysOn(office.monday, 3)} where resident_id = ${resident.id}`
    expect(await refused(book(at(4, '10:00')))).toBe('not-paired')
    for (const viewer of [resident, supervisor]) {
      const late = { sessionId: id, seen: 0, startsAt: at(4, '10:00') }
      expect(await refused(moveSession(viewer, late))).toBe('not-paired')
    }
    expect(await refused(moveSession(resident, { sessionId: id, seen: 0, startsAt: at(2, '10:00') }))).toBe(
      'no refusal',
    )
  })
})

describe('what an office plans', () => {
  /** Three Tuesdays; with `changes` of what is asked. */
  const series = (changes: object = {}) =>
    planSeries(secretary, {
      form: 'intervision',
      departmentId: office.departmentId,
      guideId: office.psychologist,
      residentIds: office.residentIds,
      fromOn: addDaysOn(office.monday, 1),
      startsTime: '14:00',
      every: 'weeks',
      everyWeeks: 1,
      count: 3,
      skip: [],
      moved: [],
      ...changes,
    })
  const stored = () => database.owner<{ id: string }[]>`select id from sessions order by starts_at`
  const move = async (nth: number, day: number, scope: 'one' | 'all' = 'one') => {
    const { id } = (await stored())[nth]!
    return movePlanned(secretary, { sessionId: id, seen: 0, scope, startsAt: at(day, '14:00'), skip: [] })
  }
  const swap = async (nth: number, scope: 'following' | 'all') => {
    const { id } = (await stored())[nth]!
    return swapGuide(secretary, { sessionId: id, seen: 0, scope, guideId: office.psychologist2 })
  }
  const ends = (personId: string, day: number) =>
    database.owner`update roles set until_on = ${addDaysOn(office.monday, day)} where person_id = ${personId}`

  it('is not moved past the end of its guide’s role', async () => {
    await series()
    await ends(office.psychologist, 17)
    expect(await refused(move(2, 17))).toBe('not-a-guide')
    expect(await refused(move(2, 16))).toBe('no refusal')
  })

  it('is not moved past the end of its guide’s qualification, one or all of it', async () => {
    await database.owner`insert into qualifications (person_id, kind, expires_on) values (${office.psychologist}, 'LVSC', ${addDaysOn(office.monday, 17)})`
    await series({ form: 'supervision-group' })
    expect(await refused(move(2, 17))).toBe('not-a-guide')
    expect(await refused(move(0, 3, 'all'))).toBe('not-a-guide')
    expect(await refused(move(0, 2, 'all'))).toBe('no refusal')
    await database.owner`delete from qualifications`
  })

  it('is not moved past the end of a resident’s time here', async () => {
    await series()
    await ends(office.residentIds[0]!, 17)
    expect(await refused(move(2, 17))).toBe('not-a-resident-then')
  })

  it('is handed over for no date on which the other guide has not begun, from whichever it is asked', async () => {
    await series()
    await database.owner`update roles set from_on = ${addDaysOn(office.monday, 8)} where person_id = ${office.psychologist2}`
    for (const nth of [0, 1, 2]) expect(await refused(swap(nth, 'all'))).toBe('not-a-guide')
    expect(await refused(swap(1, 'following'))).toBe('no refusal')
  })

  it('has its dates asked one by one, also one that was moved', async () => {
    await ends(office.psychologist, 17)
    const moved = [`${addDaysOn(office.monday, 1)} ${at(17, '14:00')}`]
    expect(await refused(series({ count: 2, moved }))).toBe('not-a-guide')
    expect(await refused(series({ count: 2 }))).toBe('no refusal')
  })
})

describe('a message about a move', () => {
  it('says when the session was, so that nobody comes for nothing while the message waits for the morning', async () => {
    const { id } = await bookSession(resident, {
      form: 'check-in',
      otherId: office.guideId,
      startsAt: at(0, '10:00'),
    })
    await moveSession(resident, { sessionId: id, seen: 0, startsAt: at(2, '10:00') })
    const [told] = await database.owner`select data from outbox where kind = 'session.moved'`
    expect(told).toEqual({ data: { sessionId: id, wasAt: at(0, '10:00') } })
  })
})
