import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { as, sqlState } from '@/db/client'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import { allRoles, type Role, type Viewer } from '@/lib/viewer'
import { signInAs } from '@/lib/viewer.test-support'
import { listMessages } from './queries'
import { addPerson } from './staff.test-support'

let database: TestDatabase
const viewers = new Map<Role, Viewer>()
const of = (role: Role) => viewers.get(role) ?? expect.unreachable(role)

beforeAll(async () => {
  database = await testDatabase()
  const { owner } = database
  for (const role of allRoles) {
    const id = await addPerson(owner, role)
    await owner`insert into roles (person_id, role, from_on) values (${id}, ${role}, '2020-01-01')`
    viewers.set(role, await signInAs(id))
  }
  const psychologist = of('psychologist').id
  const add = (kind: string, columns: Record<string, string | number>) =>
    owner`insert into outbox ${owner({ kind, recipient_id: psychologist, data: owner.json({ sessionId: 'secret' }) as never, ...columns })}`
  await add('session.booked', {
    created_by_id: of('resident').id,
    sent_at: '2026-11-23T08:00:00Z',
    attempts: 1,
  })
  await add('reminder.day', {})
  await add('waiting.times', { dropped_at: '2026-11-23T08:00:00Z', last_error: 'no longer so' })
  await add('pairing.asked', { created_by_id: of('resident').id, last_error: 'EENVELOPE 550', attempts: 3 })
  await add('session.anyway', {
    created_by_id: of('secretary').id,
    dropped_at: '2026-11-23T08:00:00Z',
    last_error: 'ECONNECTION',
    attempts: 12,
  })
})
afterAll(() => database.drop())

const raw = (viewer: Viewer, statement: string) =>
  as(viewer.id, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => rows.count,
    (error: unknown) => sqlState(error),
  )

it('shows the admin how every message fared, under one kind for all sessions', async () => {
  const messages = await listMessages(of('admin'), 1)
  expect(
    messages?.map(({ kind, fate, problem }) => `${kind} ${fate} ${problem ?? ''}`.trim()).toSorted(),
  ).toEqual([
    'pairing waiting EENVELOPE 550',
    'session failed ECONNECTION',
    'session needless',
    'session sent',
    'session waiting',
  ])
  expect(JSON.stringify(messages)).not.toMatch(/secret|booked|reminder/)
  expect(JSON.stringify(messages)).not.toContain(of('psychologist').id)
  expect(await listMessages(of('admin'), 2)).toEqual([])
})

it('shows an office its own sends, and everybody else nothing', async () => {
  for (const role of allRoles) {
    const messages = await listMessages(of(role), 1)
    if (role === 'admin') continue
    if (role === 'secretary')
      expect(messages).toMatchObject([{ kind: 'session', fate: 'failed', attempts: 12 }])
    else if (role === 'coordinator') expect(messages).toEqual([])
    else expect(messages).toBeNull()
  }
})

describe('the database alone', () => {
  it('says no more than the state, whoever asks', async () => {
    for (const role of allRoles) {
      const viewer = of(role)
      const own = role === 'secretary' ? 1 : 0
      expect(await raw(viewer, 'select id from app.outbox_state(true, 0, 200)')).toBe(own)
      expect(await raw(viewer, 'select id from app.outbox_state(false, 0, 200)')).toBe(
        role === 'admin' ? 5 : own,
      )
      expect(await raw(viewer, 'select id from outbox')).toBe(role === 'admin' ? 5 : own)
      for (const column of ['kind', 'recipient_id', 'data', 'once_key', 'last_error'])
        expect(await raw(viewer, `select ${column} from outbox`), column).toBe('42501')
    }
  })
})

it('keeps the code’s wall when row security is off', async () => {
  await database.owner`alter table outbox disable row level security`
  try {
    for (const role of allRoles)
      expect((await listMessages(of(role), 1)) === null).toBe(
        !['admin', 'secretary', 'coordinator'].includes(role),
      )
    expect(await listMessages(of('secretary'), 1)).toHaveLength(1)
  } finally {
    await database.owner`alter table outbox enable row level security`
  }
})
