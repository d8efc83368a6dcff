import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootEmbedded, removeEmbedded } from '@/db/launch/embedded'
import { isHeld, parseHolder } from '@/db/launch/lock'
import { migrate } from '@/db/launch/migrate'
import { roleUrls } from '@/db/launch/passwords'
import { placeElsewhere } from '@/db/launch/places'

const prefix = 'klankbord-test-'

/** Long enough for the site; worth nothing outside a test. */
export const testSecret = 'not-a-secret-only-for-tests-0123456789abcdef'

export interface TestCluster {
  /** Of a database that is migrated and holds nothing. */
  ownerUrl: string
  appUrl: string
  workerUrl: string
  stop: () => Promise<void>
}

function isAbandoned(cluster: string): boolean {
  try {
    const holder = parseHolder(readFileSync(join(cluster, 'lock'), 'utf8'))
    return holder !== null && !isHeld(holder)
  } catch {
    return false
  }
}

/** A run that was killed could not clean up; its server stopped by itself, and the next run removes its folder. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    const home = join(parent, name)
    const cluster = placeElsewhere(home) ?? join(home, 'postgres')
    if (isAbandoned(cluster)) removeEmbedded(home, cluster)
  }
}

/** A PostgreSQL of its own in a temporary folder, with the schema and the roles. Everything goes at `stop`. */
export async function bootTestCluster(): Promise<TestCluster> {
  sweep(tmpdir())
  const home = mkdtempSync(join(tmpdir(), prefix))
  const server = await bootEmbedded(home, { isPassing: true })
  const stop = async () => {
    await server.stop(2_000)
    removeEmbedded(home, server.folder)
  }
  try {
    const urls = roleUrls(server.ownerUrl, testSecret)
    await migrate(server.ownerUrl, urls)
    return { ownerUrl: server.ownerUrl, appUrl: urls.appUrl, workerUrl: urls.workerUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
