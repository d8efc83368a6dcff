import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { addDaysOn, instantAt, todayOn } from '@/lib/time'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { calendar } from './calendar.test-support'
import { acceptDrop, addDepartmentFeed, addFeed, endFeed } from './commands'
import { layHospital, serveCalendar, type Name } from './hospital.test-support'
import { loadFeeds } from './queries'
import { fetchFeeds } from './round'

let database: TestDatabase
let who: Record<Name, Viewer>
let server: Awaited<ReturnType<typeof serveCalendar>>
let departmentId: string
const start = new Date()
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const dayOf = (n: number) => addDaysOn(todayOn(start), n)
const at = (n: number, time: string) => instantAt(dayOf(n), time)
const entry = (n: number, ...more: string[]) => {
  const on = dayOf(n).replaceAll('-', '')
  return [`DTSTART:${on}T080000`, `DTEND:${on}T170000`, ...more]
}
const attendee = (name: string) => `ATTENDEE;CN=Somebody:mailto:${name}@zh.nl`

beforeAll(async () => {
  database = await testDatabase()
  who = await layHospital(database)
  // A staff number is found in a title when it has a figure.
  await database.owner`update people set staff_number = 'K1403' where id = ${who.resident.id}`
  server = await serveCalendar()
  departmentId = departmentsOf(who.secretary, 'secretary')[0] ?? ''
})
afterAll(async () => {
  server.stop()
  await database.drop()
})
beforeEach(async () => {
  await database.owner`truncate shifts, roster_feeds, shift_codes, audit, outbox cascade`
  Object.assign(server, { answer: calendar([]), status: 200, asked: 0, whole: 0 })
})

async function pointed({ id }: { id: string }) {
  await database.owner`update roster_feeds set address = ${server.url} where id = ${id}`
  return id
}
const follow = async () =>
  pointed(await addDepartmentFeed(who.secretary, { address: 'https://rooster.example/secret', departmentId }))
const round = (hours = 0) => fetchFeeds(later(hours), server.rules)
async function stored() {
  const rows = await database.owner`select person_id, starts_at, kind from shifts order by starts_at, kind`
  const nameOf = (id: unknown) => Object.entries(who).find(([, viewer]) => viewer.id === id)?.[0]
  return rows.map((row) => [nameOf(row.person_id), row.starts_at, row.kind])
}
const seen = async () => (await loadFeeds(who.secretary, start))?.feeds[0]

describe('a calendar of a department', () => {
  it('tells the secretaries of today when it is not read, also when whoever added it works elsewhere now', async () => {
    await follow()
    server.status = 404
    const successor = who.colleague.id
    await database.owner`update roles set until_on = app.today() where person_id = ${who.secretary.id} and role = 'secretary' and department_id = ${departmentId}`
    await database.owner`insert into roles (person_id, role, department_id, from_on) values (${successor}, 'secretary', ${departmentId}, app.today())`
    await round(2)
    await round(4)
    const told = await database.owner`select recipient_id from outbox where kind = 'feed.failed'`
    expect(told).toEqual([{ recipient_id: successor }])
    await database.owner`delete from roles where person_id = ${successor} and role = 'secretary'`
    await database.owner`update roles set until_on = null where person_id = ${who.secretary.id}`
  })

  it('fills the roster of whoever its entries name: by number, by who takes part; of nobody elsewhere', async () => {
    await follow()
    server.answer = calendar([
      entry(1, 'SUMMARY:K1403 dag'),
      entry(2, attendee('colleague'), attendee('nurse')),
      entry(3, attendee('elsewhere')),
      entry(4, 'SUMMARY:Open dag'),
    ])
    expect(await round()).toBe(1)
    expect(await stored()).toEqual([
      ['resident', at(1, '08:00'), 'day'],
      ['colleague', at(2, '08:00'), 'day'],
      ['nurse', at(2, '08:00'), 'day'],
    ])
    expect(await seen()).toMatchObject({
      name: 'D0',
      skippedCount: 2,
      goodCount: 3,
      shiftCount: 3,
      problem: null,
    })
    const about = await database.owner`select about from audit where action = 'feed.read'`
    expect(about.flatMap((row) => row.about as string[]).sort()).toEqual(
      [who.resident.id, who.colleague.id, who.nurse.id].sort(),
    )
  })
  it('follows what changes, and leaves what another calendar of hers says', async () => {
    await follow()
    server.answer = calendar([1, 2].map((n) => entry(n, 'SUMMARY:K1403')))
    await round()
    server.answer = calendar([entry(1, attendee('colleague')), entry(2, 'SUMMARY:K1403')])
    await round(2)
    expect(await stored()).toEqual([
      ['colleague', at(1, '08:00'), 'day'],
      ['resident', at(2, '08:00'), 'day'],
    ])
    const own = { address: 'https://eigen.example/secret', personId: who.resident.id }
    await pointed(await addFeed(who.resident, own))
    await round(2.1)
    const bySource = await database.owner`
      select f.department_id is not null as department, count(*)::integer from shifts s join roster_feeds f on f.id = s.feed_id group by 1 order by 1`
    expect(bySource.map((row) => [row.department, row.count])).toEqual([
      [false, 1],
      [true, 2],
    ])
    expect((await loadFeeds(who.resident, start))?.feeds).toHaveLength(1)
  })
  it('reads a code as the department means it, and again when that changes, though the calendar did not', async () => {
    const { owner } = database
    const mean = (kind: string, hours: number) => owner`
      insert into shift_codes (department_id, code, kind, changed_by_id, changed_at) values (${departmentId}, 'N1', ${kind}, ${who.secretary.id}, ${later(hours)})
      on conflict (department_id, upper(code)) do update set kind = excluded.kind, changed_at = excluded.changed_at`
    await mean('night', -1)
    await follow()
    server.answer = calendar([entry(1, 'SUMMARY:K1403 N1')])
    await round()
    expect(await stored()).toEqual([['resident', at(1, '08:00'), 'night']])
    await mean('evening', 1)
    await round(2)
    expect(await stored()).toEqual([['resident', at(1, '08:00'), 'evening']])
    await round(4)
    expect([server.asked, server.whole]).toEqual([3, 2])
  })
  it('counts a code in a calendar of one person too', async () => {
    await database.owner`insert into shift_codes (department_id, code, kind, changed_by_id) values (${departmentId}, 'N1', 'night', ${who.secretary.id})`
    await pointed(
      await addFeed(who.resident, { address: 'https://eigen.example/x', personId: who.resident.id }),
    )
    server.answer = calendar([entry(1, 'SUMMARY:N1'), entry(2, 'SUMMARY:N2')])
    await round()
    expect((await stored()).map(([, , kind]) => kind)).toEqual(['night', 'day'])
  })
  it('is not believed when somebody is in it no more, until somebody says that it is right', async () => {
    const id = await follow()
    const many = [1, 2, 3, 4, 5, 6].map((n) => entry(n, attendee('colleague')))
    server.answer = calendar([...many, ...many.map((lines) => [...lines.slice(0, 2), 'SUMMARY:K1403'])])
    await round()
    server.answer = calendar([...many, entry(7, attendee('colleague')), entry(1, 'SUMMARY:K1430')])
    await round(2)
    expect(await stored()).toHaveLength(12)
    expect(await seen()).toMatchObject({ problem: 'missing', goodCount: 12, doubtedCount: 7 })
    await expect(acceptDrop(who.elsewhere, { feedId: id })).rejects.toMatchObject({ reason: 'not-found' })
    await acceptDrop(who.secretary, { feedId: id }, later(2.1))
    await round(2.2)
    expect(await stored()).toHaveLength(7)
    expect(await seen()).toMatchObject({ problem: null })
  })
  it('leaves who works there no more alone, whatever it says of her', async () => {
    await follow()
    const five = (name: Name) => [1, 2, 3, 4, 5].map((n) => entry(n, attendee(name)))
    server.answer = calendar(five('colleague'))
    await round()
    await database.owner`update roles set until_on = app.today() where person_id = ${who.colleague.id}`
    server.answer = calendar([entry(1, attendee('colleague')), ...five('nurse')])
    await round(2)
    await database.owner`update roles set until_on = null where person_id = ${who.colleague.id}`
    expect(await stored()).toHaveLength(10)
    expect(await seen()).toMatchObject({ problem: null, skippedCount: 1 })
  })
  it('is one per department, and ends with or without its shifts', async () => {
    const id = await follow()
    await expect(follow()).rejects.toMatchObject({ reason: 'feed-known' })
    server.answer = calendar([entry(-2, 'SUMMARY:K1403'), entry(2, 'SUMMARY:K1403')])
    await round()
    await endFeed(who.secretary, { feedId: id })
    expect(await stored()).toEqual([['resident', at(-2, '08:00'), 'day']])
    expect(await database.owner`select about from audit where action = 'feed.end'`).toEqual([
      { about: [who.resident.id] },
    ])
    expect((await loadFeeds(who.secretary, start))?.departments).toMatchObject([{ id: departmentId }])
  })
})
