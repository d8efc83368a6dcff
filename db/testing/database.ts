import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { closeConnections } from '@/db/client'

export const templateName = 'klankbord_template'

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { ownerUrl: string; appUrl: string; workerUrl: string }
  }
}

export interface TestDatabase {
  ownerUrl: string
  appUrl: string
  workerUrl: string
  /** As the role that owns everything and is bound by no row policy: to lay out a test's data, never to do what is tested. */
  owner: postgres.Sql
  /** Ends the connections, also those of db/client.ts, and removes the database. */
  drop: () => Promise<void>
}

/** The one to which db/client.ts is pointed while this test file runs. */
function pointClientTo({ appUrl, workerUrl }: Pick<TestDatabase, 'appUrl' | 'workerUrl'>): void {
  process.env.DATABASE_APP_URL = appUrl
  process.env.DATABASE_WORKER_URL = workerUrl
}

async function maintain(statement: string): Promise<void> {
  const sql = postgres(inject('testCluster').ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/**
 * A fresh, migrated, empty database for a `*.db.test.ts`, and `as()` of db/client.ts pointed to it:
 * `beforeAll(async () => { database = await testDatabase() })`, `afterAll(() => database.drop())`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await maintain(`create database ${name} template ${templateName}`)
  const cluster = inject('testCluster')
  const inThis = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const urls = {
    ownerUrl: inThis(cluster.ownerUrl),
    appUrl: inThis(cluster.appUrl),
    workerUrl: inThis(cluster.workerUrl),
  }
  pointClientTo(urls)
  const owner = postgres(urls.ownerUrl, { max: 4, onnotice: () => {} })
  return {
    ...urls,
    owner,
    drop: async () => {
      await closeConnections()
      await owner.end({ timeout: 1 })
      await maintain(`drop database if exists ${name} with (force)`)
    },
  }
}
