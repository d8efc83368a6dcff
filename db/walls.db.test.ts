import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'drizzle-orm'
import { as, asNobody, asWorker, sqlState } from './client'
import { testDatabase, type TestDatabase } from './testing/database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

describe('the second wall', () => {
  it('has row security, forced, with a policy, on every table', async () => {
    const bare = await database.owner`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid))`
    expect(bare).toEqual([])
    const tables = await database.owner`select count(*)::int as n from pg_tables where schemaname = 'public'`
    expect(tables[0]?.n).toBeGreaterThan(15)
  })

  it('connects as roles that own nothing and cannot bypass it', async () => {
    const able = await database.owner`
      select rolname from pg_roles where rolname in ('klankbord_app', 'klankbord_worker')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`
    expect(able).toEqual([])
    const owned = await database.owner`
      select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('klankbord_app', 'klankbord_worker')`
    expect(owned).toEqual([])
  })

  it('shows nothing of any person outside a viewer’s transaction', async () => {
    await database.owner`insert into people (staff_number, given_name, family_name) values ('K1', 'Ada', 'Vos')`
    const tables = await database.owner<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'
        and has_table_privilege('klankbord_app', format('%I.%I', schemaname, tablename), 'select')`
    for (const { name } of tables) {
      const rows = await asNobody((tx) => tx.execute(sql`select * from ${sql.identifier(name)}`))
      expect([name, rows.length]).toEqual([name, 0])
    }
  })

  it('lets the application only add to the audit log', async () => {
    const rights = await database.owner`
      select privilege_type from information_schema.role_table_grants where grantee = 'klankbord_app' and table_name = 'audit' order by 1`
    expect(rights.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT'])
  })

  it('gives the worker no check-in, no promise and no audit to read', async () => {
    for (const table of ['check_ins', 'promises', 'audit', 'shifts'])
      await expect(
        asWorker((tx) => tx.execute(sql`select * from ${sql.identifier(table)}`)),
      ).rejects.toThrow()
  })

  it('gives nobody but the application and the worker a function of its own', async () => {
    const open = await database.owner`
      select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'app' and has_function_privilege('public', p.oid, 'execute')`
    expect(open).toEqual([])
  })
})

describe('as(personId, work)', () => {
  const people: string[] = []
  beforeAll(async () => {
    for (let i = 0; i < 6; i++) {
      const [row] = await database.owner<{ id: string }[]>`
        insert into people (staff_number, given_name, family_name) values (${`T${i}`}, 'Test', ${`Nr ${i}`}) returning id`
      if (row) people.push(row.id)
      await database.owner`insert into contacts (person_id, email) values (${row?.id ?? ''}, ${`t${i}@klankbord.example`})`
    }
  })

  it('never reads or writes as somebody else while connections are cut at random', async () => {
    const cutting = { isOver: false }
    const cutter = (async () => {
      while (!cutting.isOver) {
        await database.owner`
          select pg_terminate_backend(pid) from pg_stat_activity
          where usename = 'klankbord_app' and datname = current_database() order by random() limit 1`
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
    })()
    let done = 0
    let lost = 0
    const worker = async (n: number) => {
      const me = people[n % people.length] ?? ''
      for (let round = 0; round < 60; round++) {
        try {
          const seen = await as(me, async (tx) => {
            const first = await tx.execute<{ person_id: string }>(sql`select person_id from contacts`)
            await tx.execute(sql`insert into audit (actor_id, action) values (${me}, 'test')`)
            await tx.execute(sql`select pg_sleep(0.003)`)
            const second = await tx.execute<{ person_id: string }>(sql`select person_id from contacts`)
            return [...first, ...second].map((row) => row.person_id)
          })
          expect(seen).toEqual([me, me])
          done++
        } catch (error) {
          if (error instanceof Error && error.name === 'AssertionError') throw error
          lost++
        }
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, n) => worker(n)))
    cutting.isOver = true
    await cutter
    expect(done).toBeGreaterThan(50)
    expect(lost).toBeGreaterThan(0)
    const [written] = await database.owner`select count(*)::int as n from audit where action = 'test'`
    // What was committed is what was reported, save answers lost after the commit itself.
    expect(written?.n).toBeGreaterThanOrEqual(done)
    expect(written?.n).toBeLessThanOrEqual(done + lost)
  })

  it('forgets who was asking when the transaction ends', async () => {
    await as(people[0] ?? '', (tx) => tx.execute(sql`select 1`))
    const [row] = await asNobody((tx) => tx.execute(sql`select app.viewer() as viewer`))
    expect(row?.viewer).toBeNull()
  })

  it('writes nothing when what is sent with the commit fails, and says which error that was', async () => {
    const id = people[1] ?? ''
    const note = 'insert into audit (actor_id, action) values ($1, $2)'
    const fail = 'select 1 / $1::integer'
    const wrote = as(id, async (tx) => {
      tx.askLast(note, [id, 'last'])
      tx.askLast(fail, [0])
    })
    expect(await wrote.then(() => undefined, sqlState)).toBe('22012')
    // What comes after it fails because of it, and is not the reason.
    const went = as(id, async (tx) => {
      tx.askLast(fail, [0])
      await tx.ask('select $1::text', ['on'])
    })
    expect(await went.then(() => undefined, sqlState)).toBe('22012')
    await as(id, async (tx) => tx.askLast(note, [id, 'kept']))
    const rows =
      await database.owner`select action from audit where actor_id = ${id} and action in ('last', 'kept')`
    expect(rows.map((row) => row.action)).toEqual(['kept'])
  })

  it('takes nobody’s id but an id', async () => {
    await expect(as("' or ''='", (tx) => tx.execute(sql`select 1`))).rejects.toThrow('nobody')
  })
})
