import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, asNobody, asWorker, sqlState } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { acceptDrop, addDepartmentFeed, addFeed, endFeed } from './commands'
import { layHospital, type Name } from './hospital.test-support'
import { loadFeeds } from './queries'

let database: TestDatabase
let who: Record<Name, Viewer>
let feedId: string
const address = 'https://rooster.example/secret-token'
const others = ['colleague', 'elsewhere', 'supervisor', 'coordinator', 'nurse'] as const

beforeAll(async () => {
  database = await testDatabase()
  who = await layHospital(database)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.owner`truncate shifts, roster_feeds, audit cascade`
  feedId = (await addFeed(who.secretary, { address, personId: who.resident.id })).id
  await database.owner`update roster_feeds set problem = 'shrunk', problem_since = now()`
})

const run = (name: Name, statement: string) =>
  as(who[name].id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.length,
    (error: unknown) => sqlState(error),
  )

const departmentOfHers = () => departmentsOf(who.secretary, 'secretary')[0] ?? ''

async function expectCodeRefuses() {
  for (const name of others) {
    for (const write of [
      () => endFeed(who[name], { feedId }),
      () => acceptDrop(who[name], { feedId }),
      () => addFeed(who[name], { address, personId: who.resident.id }),
      () => addDepartmentFeed(who[name], { address, departmentId: departmentOfHers() }),
    ])
      await expect(write(), name).rejects.toMatchObject({ reason: 'not-found' })
    expect((await loadFeeds(who[name], new Date()))?.feeds ?? []).toEqual([])
  }
  // Her own roster, but it is the secretary's calendar: she sees how it fares and changes nothing.
  expect((await loadFeeds(who.resident, new Date()))?.feeds).toMatchObject([{ mayChange: false }])
  await expect(endFeed(who.resident, { feedId })).rejects.toMatchObject({ reason: 'not-found' })
  await expect(acceptDrop(who.resident, { feedId })).rejects.toMatchObject({ reason: 'not-found' })
}

it('the code and row security together let the secretary, and nobody else', async () => {
  await expectCodeRefuses()
  expect((await loadFeeds(who.secretary, new Date()))?.feeds).toMatchObject([{ mayChange: true }])
  await expect(addFeed(who.secretary, { address, personId: who.resident.id })).rejects.toMatchObject({
    reason: 'feed-known',
  })
  await acceptDrop(who.secretary, { feedId })
  await endFeed(who.secretary, { feedId })
  const own = await addFeed(who.resident, { address, personId: who.resident.id })
  expect((await loadFeeds(who.resident, new Date()))?.feeds).toMatchObject([{ id: own.id, mayChange: true }])
  await endFeed(who.secretary, { feedId: own.id })
})

it('the code alone refuses with row security off', async () => {
  const tables = ['roster_feeds', 'shifts', 'roles', 'people']
  for (const table of tables) await database.owner.unsafe(`alter table ${table} disable row level security`)
  try {
    await expectCodeRefuses()
  } finally {
    for (const table of tables) await database.owner.unsafe(`alter table ${table} enable row level security`)
  }
})

describe('row security alone', () => {
  const addFor = (name: Name, person: Name, maker: Name = name) =>
    run(
      name,
      `insert into roster_feeds (person_id, address, host, made_by_id) values ('${who[person].id}', 'https://a.nl', 'a.nl', '${who[maker].id}')`,
    )
  it('shows one to whose roster it fills and to her secretary, and the address to nobody', async () => {
    for (const name of others) expect(await run(name, 'select id from roster_feeds')).toBe(0)
    for (const name of ['resident', 'secretary'] as const) {
      expect(await run(name, 'select id, host from roster_feeds')).toBe(1)
      expect(await run(name, 'select address from roster_feeds')).toBe('42501')
      expect(await run(name, 'select etag from roster_feeds')).toBe('42501')
    }
    expect(await asNobody((tx) => tx.execute(sql`select id from roster_feeds`))).toHaveLength(0)
    expect(await asWorker((tx) => tx.execute(sql`select address from roster_feeds`))).toHaveLength(1)
  })
  it('lets a resident add her own and a secretary those of her people, in their own name', async () => {
    await database.owner`truncate roster_feeds cascade`
    for (const name of ['elsewhere', 'supervisor', 'coordinator', 'nurse'] as const)
      expect(await addFor(name, name === 'elsewhere' ? 'resident' : name)).toBe('42501')
    expect(await addFor('resident', 'colleague')).toBe('42501')
    expect(await addFor('resident', 'resident', 'colleague')).toBe('42501')
    expect(await addFor('resident', 'resident')).toBe(0)
    expect(await addFor('secretary', 'nurse')).toBe(0)
    expect(await addFor('secretary', 'resident')).toBe('23505')
  })
  it("keeps a department's to its secretary", async () => {
    await database.owner`truncate roster_feeds cascade`
    const add = (name: Name) =>
      run(
        name,
        `insert into roster_feeds (department_id, address, host, made_by_id) values ('${departmentOfHers()}', 'https://a.nl', 'a.nl', '${who[name].id}')`,
      )
    for (const name of [...others, 'resident'] as const) expect(await add(name), name).toBe('42501')
    expect(await add('secretary')).toBe(0)
    expect(await add('secretary')).toBe('23505')
    const end = (name: Name) =>
      run(name, `update roster_feeds set ended_at = now(), ended_by_id = '${who[name].id}' returning id`)
    for (const name of [...others, 'resident'] as const) {
      expect(await run(name, 'select id from roster_feeds'), name).toBe(0)
      expect(await end(name), name).toBe(0)
    }
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind, feed_id)
      select ${who.nurse.id}, now() + interval '1 day', now() + interval '33 hours', 'day', id from roster_feeds`
    const [feed] = await database.owner`select id from roster_feeds`
    expect(await run('secretary', `select app.feed_people('${String(feed?.id)}')`)).toBe('42501')
    expect(await end('secretary')).toBe(1)
    await run('elsewhere', `select app.drop_feed_shifts('${String(feed?.id)}')`)
    expect(await database.owner`select id from shifts`).toHaveLength(1)
    await run('secretary', `select app.drop_feed_shifts('${String(feed?.id)}')`)
    expect(await database.owner`select id from shifts`).toHaveLength(0)
  })
  it('lets only who keeps it end it, once and for good, and nobody change what it says', async () => {
    const end = (name: Name) =>
      run(name, `update roster_feeds set ended_at = now(), ended_by_id = '${who[name].id}' returning id`)
    for (const name of [...others, 'resident'] as const) expect(await end(name)).toBe(0)
    for (const change of [
      "address = 'https://b.nl'",
      'person_id = made_by_id',
      'problem = null',
      'good_count = 0',
    ])
      expect(await run('secretary', `update roster_feeds set ${change}`)).toBe('42501')
    expect(await end('secretary')).toBe(1)
    expect(await end('secretary')).toBe(0)
    expect(await run('secretary', 'delete from roster_feeds')).toBe('42501')
  })
  it('keeps the functions to whom they are for', async () => {
    const replace = `select app.replace_feed_shifts('${feedId}', '${who.resident.id}', now(), '[]', '[]')`
    expect(await run('secretary', replace)).toBe('42501')
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind, feed_id)
      values (${who.resident.id}, now() + interval '1 day', now() + interval '33 hours', 'day', ${feedId})`
    await database.owner`update roster_feeds set ended_at = now(), ended_by_id = ${who.secretary.id}`
    for (const name of [...others, 'resident'] as const)
      await run(name, `select app.drop_feed_shifts('${feedId}')`)
    expect(await database.owner`select id from shifts`).toHaveLength(1)
    await run('secretary', `select app.drop_feed_shifts('${feedId}')`)
    expect(await database.owner`select id from shifts`).toHaveLength(0)
  })
  it('lets nobody pass a shift off as one of a calendar', async () => {
    const values = `('${who.resident.id}', now() + interval '2 days', now() + interval '57 hours', 'day', '${feedId}')`
    expect(
      await run(
        'secretary',
        `insert into shifts (person_id, starts_at, ends_at, kind, feed_id) values ${values}`,
      ),
    ).toBe('42501')
    await database.owner`insert into shifts (person_id, starts_at, ends_at, kind)
      values (${who.resident.id}, now() + interval '1 day', now() + interval '33 hours', 'day')`
    expect(await run('secretary', `update shifts set feed_id = '${feedId}'`)).toBe('42501')
    expect(await run('resident', `update shifts set feed_id = '${feedId}'`)).toBe('42501')
  })
})
