import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { refused } from '@/lib/command.test-support'
import { addDaysOn, dateOf, wallTimeOf } from '@/lib/time'
import { layOutCircle, type Circle, type CircleName } from './circle.test-support'
import { planMeetings } from './commands'
import { loadGroup } from './queries'
import { moveMeeting } from './quorum-commands'
import { loadRescue } from './quorum-queries'
import { watchQuorum } from './quorum-round'

let database: TestDatabase
let circle: Circle
beforeAll(async () => {
  database = await testDatabase()
  circle = await layOutCircle(database.owner)
})
afterAll(() => database.drop())

let groupId: string
let secondId: string
beforeEach(async () => {
  await database.owner`truncate attendance, group_checks, group_meetings, group_members, groups, session_people, sessions, outbox cascade`
  groupId = await circle.newGroup('Maandag A', circle.residentIds)
  await planMeetings(circle.viewers.secretary, circle.twoMeetings(groupId))
  secondId = (await coming())[1]!.id
  await database.owner`truncate outbox`
})

const now = () => new Date()
const coming = async () => (await loadGroup(circle.viewers.secretary, groupId, now()))!.coming
const rescue = (name: CircleName = 'facilitator', sessionId = secondId) =>
  loadRescue(circle.viewers[name], groupId, sessionId, now())
const told = () =>
  database.owner<{ kind: string; recipient_id: string; data: Record<string, string> }[]>`
    select kind, recipient_id, data from outbox order by kind, recipient_id`
/** The first so many residents are off on the day of the second meeting, as their roster says now. */
const withFree = async (count: number, work: () => Promise<unknown>) => {
  const free = circle.residentIds.slice(0, count)
  for (const id of free) await circle.noShift(id, 8)
  try {
    await work()
  } finally {
    for (const id of free) await circle.shift(id, 'day', circle.at(8, '08:00'), circle.at(8, '17:00'))
  }
}

describe('the round of the worker', () => {
  it('tells the facilitator and the secretary once, with the two best dates', async () => {
    expect(await watchQuorum(now())).toBe(0)
    await withFree(2, async () => {
      expect(await watchQuorum(now())).toBe(2)
      expect(await watchQuorum(now())).toBe(0)
      await database.owner`truncate group_checks`
      expect(await watchQuorum(now())).toBe(0)
    })
    const messages = await told()
    expect(messages.map((row) => row.recipient_id)).toEqual([circle.psychologist, circle.secretary].sort())
    const { data } = messages[0]!
    expect(data).toMatchObject({ groupId, sessionId: secondId })
    expect([data.date1, data.date2].map((date) => dateOf(new Date(date!)))).toEqual([
      addDaysOn(circle.monday, 7),
      addDaysOn(circle.monday, 9),
    ])
  })

  it('is silent while the quorum can come, and about what was planned with too few', async () => {
    await withFree(1, async () => expect(await watchQuorum(now())).toBe(0))
    await database.owner`update session_people set released_at = now() where session_id = ${secondId} and part = 'resident'`
    await withFree(3, async () => expect(await watchQuorum(now())).toBe(0))
  })

  it('asks again only of groups whose rosters changed', async () => {
    await watchQuorum(now())
    const checkedAt = async () =>
      (await database.owner<{ checked_at: Date }[]>`select checked_at from group_checks`)[0]!.checked_at
    const first = await checkedAt()
    await watchQuorum(now())
    expect(await checkedAt()).toEqual(first)
    await withFree(1, () => watchQuorum(now()))
    expect(await checkedAt()).not.toEqual(first)
  })
})

describe('the dates', () => {
  it('say how many can come, to whoever may move the meeting', async () => {
    await withFree(2, async () => {
      const found = (await rescue())!
      expect(found).toMatchObject({ can: 3, members: 5, needed: 4, isFew: true })
      expect(found.cannot).toEqual(['Nr1 Test', 'Nr2 Test'])
      expect(found.dates.map(({ can, startsAt }) => [can, wallTimeOf(startsAt)])).toEqual([
        [5, '14:00'],
        [5, '14:00'],
      ])
    })
  })

  it('are not asked for while enough can come', async () => {
    expect(await rescue()).toMatchObject({ isFew: false, dates: [] })
  })

  it('leave out days on which who leads it may not, and times at which the room is taken', async () => {
    const roomId = await circle.room(10)
    await database.owner`update sessions set room_id = ${roomId} where id = ${secondId}`
    await database.owner`insert into sessions (form, starts_at, ends_at, room_id, department_id, booked_by_id)
      values ('feedback-moment', ${circle.at(7, '13:00')}, ${circle.at(7, '15:00')}, ${roomId}, ${circle.departmentId}, ${circle.secretary})`
    await database.owner`update roles set until_on = ${addDaysOn(circle.monday, 10)} where person_id = ${circle.psychologist}`
    await withFree(2, async () => {
      const { dates } = (await rescue())!
      expect(dates.map(({ startsAt }) => `${dateOf(startsAt)} ${wallTimeOf(startsAt)}`)).toEqual([
        `${addDaysOn(circle.monday, 9)} 14:00`,
        `${addDaysOn(circle.monday, 4)} 14:00`,
      ])
    })
    await database.owner`update roles set until_on = null where person_id = ${circle.psychologist}`
  })

  it('are for who leads or plans it, nobody else', async () => {
    const allowed = ['secretary', 'coordinator', 'facilitator']
    for (const name of Object.keys(circle.viewers) as CircleName[])
      expect([name, (await rescue(name)) !== null]).toEqual([name, allowed.includes(name)])
  })
})

describe('moving it', () => {
  const move = (name: CircleName, startsAt: Date, seen = 0) =>
    moveMeeting(circle.viewers[name], { sessionId: secondId, seen, startsAt: startsAt.toISOString() })

  it('keeps the rest rules: who can come has a seat, who cannot has none, and each hears it', async () => {
    const [first, second, ...others] = circle.residentIds as [string, string, ...string[]]
    // Planned while the first was free that day, so she has no seat; on Wednesday the second is off.
    await database.owner`delete from session_people where session_id = ${secondId} and person_id = ${first}`
    await circle.noShift(second, 9)
    for (const name of ['facilitator', 'secretary'] as const) {
      await database.owner`truncate outbox`
      const day = name === 'facilitator' ? 9 : 7
      const result = await move(name, circle.at(day, '14:00'), name === 'facilitator' ? 0 : 1)
      expect(result).toMatchObject({ can: name === 'facilitator' ? 4 : 5, of: 5 })
      const kinds = Object.fromEntries((await told()).map((row) => [row.recipient_id, row.kind]))
      const moved = Object.fromEntries(others.map((id) => [id, 'session.moved']))
      expect(kinds).toEqual(
        name === 'facilitator'
          ? { ...moved, [first]: 'session.booked', [second]: 'session.cancelled' }
          : {
              ...moved,
              [first]: 'session.moved',
              [second]: 'session.booked',
              [circle.psychologist]: 'session.moved',
            },
      )
    }
    const [, meeting] = await coming()
    expect(meeting).toMatchObject({ startsAt: circle.at(7, '14:00'), sequence: 2 })
    expect(new Set(meeting!.expectedIds)).toEqual(new Set(circle.residentIds))
    await circle.shift(second, 'day', circle.at(9, '08:00'), circle.at(9, '17:00'))
  })

  it('refuses a time at which who leads it cannot, one that is past, and what changed meanwhile', async () => {
    const other = await circle.newGroup('Dinsdag B', [])
    await database.owner`update group_members set until_on = app.today() where group_id = ${groupId} and person_id = ${circle.residentIds[4]!}`
    await database.owner`insert into group_members (group_id, person_id, from_on, added_by_id) values (${other}, ${circle.residentIds[4]!}, app.today(), ${circle.secretary})`
    await planMeetings(circle.viewers.secretary, {
      groupId: other,
      fromOn: addDaysOn(circle.monday, 10),
      startsTime: '14:00',
      everyWeeks: '1',
      count: '1',
      skip: [],
    })
    expect(await refused(move('secretary', circle.at(10, '14:30')))).toBe('group-meetings')
    expect(await refused(move('secretary', circle.at(9, '14:00'), 7))).toBe('changed')
    expect(await refused(move('secretary', new Date(0)))).toMatch(/group-meetings|not-a-guide/)
  })

  it('is for who leads or plans it, in code and by row security', async () => {
    const allowed = ['secretary', 'coordinator', 'facilitator']
    for (const name of Object.keys(circle.viewers) as CircleName[]) {
      if (allowed.includes(name)) continue
      const reason = name === 'member' || name === 'outsider' ? 'forbidden' : 'not-found'
      expect([name, await refused(move(name, circle.at(9, '14:00')))]).toEqual([name, reason])
      const seat = await as(circle.viewers[name].id, (tx) =>
        tx.execute(
          sql`insert into session_people (session_id, person_id, part, during) values (${secondId}, ${circle.residentIds[4]!}, 'resident', '[2099-01-01,2099-01-02)')`,
        ),
      ).then(
        () => 'stored',
        (error: unknown) => sqlState(error),
      )
      expect([name, seat]).toEqual([name, '42501'])
    }
  })

  it('lets a facilitator seat members of her own group only', async () => {
    await database.owner`update group_members set until_on = app.today() where group_id = ${groupId} and person_id = ${circle.residentIds[4]!}`
    await database.owner`delete from session_people where session_id = ${secondId} and part = 'resident'`
    const seat = (personId: string) =>
      as(circle.viewers.facilitator.id, (tx) =>
        tx.execute(
          sql`insert into session_people (session_id, person_id, part, during) values (${secondId}, ${personId}, 'resident', '[2099-01-01,2099-01-02)')`,
        ),
      ).then(
        () => 'stored',
        (error: unknown) => sqlState(error),
      )
    expect(await seat(circle.residentIds[3]!)).toBe('stored')
    expect(await seat(circle.residentIds[4]!)).toBe('42501')
  })
})
