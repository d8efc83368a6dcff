import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as } from '@/db/client'
import { testDatabase, type TestDatabase } from '@/db/testing/database'
import { listLooks, listTechnicalLog, loadOutboxState } from '@/lib/audit/queries'
import { refused } from '@/lib/command.test-support'
import { endSignIn, listSignIns } from '@/lib/sign-in/sign-in'
import { loadViewer, type Role, type Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { addPerson, closePerson, endRole } from './commands'
import { listPeople, loadPerson } from './queries'

let database: TestDatabase
const departmentId = randomUUID()
const elsewhereId = randomUUID()
const viewers = new Map<Role, Viewer>()
const of = (role: Role) => {
  const viewer = viewers.get(role)
  if (!viewer) throw new Error(`nobody is ${role}`)
  return viewer
}
const roles: Role[] = ['resident', 'supervisor', 'nurse', 'student', 'secretary', 'coordinator', 'admin']

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  await owner`insert into departments (id, code, name, site) values (${departmentId}, 'a', 'Chirurgie', 'Noord'), (${elsewhereId}, 'b', 'Geriatrie', 'Zuid')`
  for (const role of [...roles, 'mentor'] as Role[]) {
    const id = randomUUID()
    const roleId = randomUUID()
    const where =
      role === 'mentor' ? elsewhereId : ['coordinator', 'admin'].includes(role) ? null : departmentId
    await owner`insert into people (id, staff_number, given_name, family_name) values (${id}, ${role}, ${role}, 'Test')`
    await owner`insert into contacts (person_id, email) values (${id}, ${`${role}@klankbord.example`})`
    await owner`insert into roles (id, person_id, role, department_id, from_on) values (${roleId}, ${id}, ${role}, ${where}, '2020-01-01')`
    if (role === 'resident')
      await owner`insert into residencies (role_id, kind, fte) values (${roleId}, 'aios', 0.8)`
    await owner`insert into qualifications (person_id, kind, number) values (${id}, 'BIG', ${role})`
    viewers.set(role, await signInAs(id))
  }
})
afterAll(() => database.drop())

const rowsFor = (viewer: Viewer, statement: ReturnType<typeof sql>) =>
  as(viewer.id, (tx) => tx.execute(statement))

/** How many people's rows each role may read, of the eight there are; row security alone decides. */
const reach: Record<string, Partial<Record<Role, number>> & { others: number }> = {
  people: { nurse: 5, student: 5, others: 8 },
  roles: { nurse: 5, student: 5, others: 8 },
  contacts: { coordinator: 8, admin: 8, others: 1 },
  residencies: { resident: 1, secretary: 1, coordinator: 1, admin: 1, others: 0 },
  qualifications: { secretary: 8, coordinator: 8, admin: 8, others: 1 },
}

describe.each(Object.entries(reach))('row security alone on %s', (table, counts) => {
  it.each(roles)('shows a %s no more than the matrix says', async (role) => {
    const rows = await rowsFor(of(role), sql`select * from ${sql.identifier(table)}`)
    expect(rows).toHaveLength(counts[role] ?? counts.others)
  })
})

describe('row security alone on what is one’s own', () => {
  it('shows a sign-in to its owner and the admin only', async () => {
    for (const role of roles)
      expect(await rowsFor(of(role), sql`select distinct person_id from sign_ins`)).toHaveLength(
        role === 'admin' ? 8 : 1,
      )
  })
  it('lets nobody write an audit row in another name, or change one', async () => {
    const forged = rowsFor(
      of('nurse'),
      sql`insert into audit (actor_id, action) values (${of('admin').id}, 'x')`,
    )
    await expect(forged).rejects.toThrow()
    await expect(rowsFor(of('admin'), sql`update audit set action = 'x'`)).rejects.toThrow()
    await expect(rowsFor(of('admin'), sql`delete from audit`)).rejects.toThrow()
  })
  it('shows the outbox to the admin without what is in it', async () => {
    await database.owner`insert into outbox (kind, recipient_id, data) values ('session.booked', ${of('resident').id}, '{"sessionId": "secret"}')`
    expect(await rowsFor(of('admin'), sql`select sent_at from outbox`)).toHaveLength(1)
    expect(await rowsFor(of('secretary'), sql`select sent_at from outbox`)).toHaveLength(0)
    for (const hidden of ['kind', 'recipient_id', 'data'])
      await expect(rowsFor(of('admin'), sql.raw(`select ${hidden} from outbox`))).rejects.toThrow()
  })
  it('lets a coordinator give no admin role and change nothing over herself', async () => {
    const me = of('coordinator')
    const makeAdmin = sql`insert into roles (person_id, role, from_on) values (${of('nurse').id}, 'admin', '2026-01-01')`
    await expect(rowsFor(me, makeAdmin)).rejects.toThrow()
    const promote = sql`insert into roles (person_id, role, from_on) values (${me.id}, 'secretary', '2026-01-01')`
    await expect(rowsFor(me, promote)).rejects.toThrow()
    expect(
      await rowsFor(me, sql`update roles set until_on = null where person_id = ${me.id} returning id`),
    ).toHaveLength(0)
  })
})

describe('the code alone, with row security off', () => {
  const tables = [
    'people',
    'roles',
    'contacts',
    'residencies',
    'qualifications',
    'sign_ins',
    'audit',
    'outbox',
  ]
  beforeAll(async () => {
    for (const table of tables) await database.owner.unsafe(`alter table ${table} disable row level security`)
  })
  afterAll(async () => {
    for (const table of tables) await database.owner.unsafe(`alter table ${table} enable row level security`)
  })

  it('has no second wall left: a nurse reads every address', async () => {
    expect(await rowsFor(of('nurse'), sql`select email from contacts`)).toHaveLength(8)
  })
  it('keeps addresses, fte and qualifications from everybody but herself and those who keep people', async () => {
    for (const role of roles) {
      const seen = await loadPerson(of(role), of('resident').id)
      const mayKeep = role === 'resident' || role === 'coordinator' || role === 'admin'
      expect(Boolean(seen?.contact)).toBe(mayKeep)
      expect(seen?.roles[0]?.fte ?? null).toBe(mayKeep ? 0.8 : null)
      expect(seen?.qualifications.length).toBe(mayKeep ? 1 : 0)
    }
  })
  it('shows a nurse and a student the people of their own departments', async () => {
    for (const role of ['nurse', 'student'] as const) {
      const found = await listPeople(of(role), {})
      expect(found.people.map((person) => person.givenName).toSorted()).toEqual(
        ['nurse', 'resident', 'secretary', 'student', 'supervisor'].toSorted(),
      )
      expect(await loadPerson(of(role), of('mentor').id)).toBeNull()
    }
  })
  it('refuses adding, ending and closing to everybody who may not', async () => {
    const [held] = await database.owner<
      { id: string }[]
    >`select id from roles where person_id = ${of('resident').id}`
    for (const role of roles.filter((each) => each !== 'coordinator' && each !== 'admin')) {
      const add = addPerson(of(role), {
        staffNumber: 'X',
        givenName: 'X',
        familyName: 'X',
        email: 'x@klankbord.example',
        role: 'admin',
        fromOn: '2026-01-01',
      })
      expect(await refused(add)).toBe('forbidden')
      expect(await refused(endRole(of(role), { roleId: held?.id ?? '', untilOn: '2027-01-01' }))).toBe(
        'forbidden',
      )
      expect(await refused(closePerson(of(role), { personId: of('nurse').id }))).toBe('forbidden')
    }
    const selfMade = closePerson(of('admin'), { personId: of('admin').id })
    expect(await refused(selfMade)).toBe('forbidden')
  })
  it('ends only one’s own sign-in, and shows only one’s own', async () => {
    const theirs = endSignIn(of('nurse'), { signInId: of('resident').signInId })
    expect(await refused(theirs)).toBe('not-found')
    expect((await listSignIns(of('nurse'))).map((signIn) => signIn.id)).toEqual([of('nurse').signInId])
  })
  it('shows only what was done about oneself, and the technical log to the admin', async () => {
    await database.owner`insert into audit (actor_id, action, about) values (${of('secretary').id}, 'check-in.dates', ${[of('resident').id]})`
    expect((await listLooks(of('resident'))).map((look) => look.action)).toContain('check-in.dates')
    expect((await listLooks(of('nurse'))).map((look) => look.action)).not.toContain('check-in.dates')
    for (const role of roles) {
      expect((await listTechnicalLog(of(role))) === null).toBe(role !== 'admin')
      expect((await loadOutboxState(of(role))) === null).toBe(role !== 'admin')
    }
  })
})

describe('rights end when they end', () => {
  it('a role that ends today is gone at the next request, while she stays signed in', async () => {
    const [held] = await database.owner<
      { id: string }[]
    >`select id from roles where person_id = ${of('student').id}`
    const [today] = await database.owner<{ today: string }[]>`select app.today()::text as today`
    await endRole(of('coordinator'), { roleId: held?.id ?? '', untilOn: today?.today ?? '' })
    const again = await loadViewer(of('student').signInId)
    expect(again?.roles).toEqual([])
    expect((await listPeople(again ?? of('student'), {})).people).toEqual([])
  })
  it('a closed account and an ended sign-in are out at the next request', async () => {
    await closePerson(of('admin'), { personId: of('nurse').id })
    expect(await loadViewer(of('nurse').signInId)).toBeNull()
    await endSignIn(of('resident'), { signInId: of('resident').signInId })
    expect(await loadViewer(of('resident').signInId)).toBeNull()
  })
})
