import { mondayOf } from '@/db/launch/monday'
import { bootTestCluster, testSecret } from './cluster'

export interface ServerDatabase {
  ownerUrl: string
  appUrl: string
  workerUrl: string
  /** The AUTH_SECRET for a site on this database. */
  secret: string
  stop: () => Promise<void>
}

/**
 * A PostgreSQL of its own with the demo hospital in it, for a site that the browser tests start. Needs no vitest.
 * @param monday the calendar date on which the demo's first week begins; this week's by default
 */
export async function startTestServerDatabase(monday = mondayOf(new Date())): Promise<ServerDatabase> {
  const { stop, ...urls } = await bootTestCluster()
  try {
    const { seedDemo } = await import('@/db/seed/seed')
    await seedDemo(urls.ownerUrl, { monday })
    return { ...urls, secret: testSecret, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
