import { relative } from 'node:path'
import { type Embedded, bootEmbedded } from './embedded'
import { LaunchError } from './launch-error'
import { hasNobody, isEmpty, isOfDemo, migrate, noteOrigin } from './migrate'
import { mondayOf } from './monday'
import type { RoleUrls } from './passwords'
import { projectRoot } from './places'
import { seconds, step } from './progress'
import { type Settings, refuseDemo } from './settings'

/** Boots the embedded database, with its line of progress. */
export function bootDatabase(home: string): Promise<Embedded> {
  return step(
    'database',
    () => bootEmbedded(home),
    ({ folder, isElsewhere }) =>
      `PostgreSQL in ${isElsewhere ? folder : relative(projectRoot, folder) || folder}`,
  )
}

/** When the database was killed it is started again on the same port, and the pools find it. */
export function keepAlive(database: Embedded, giveUp: () => void): void {
  database.onCrash(() => {
    console.error('\n  The database ended; it is started again. What was committed is kept.')
    const began = performance.now()
    database.restart().then(
      () => console.error(`  The database is back (${seconds(performance.now() - began)}).`),
      (error: unknown) => {
        console.error(error instanceof LaunchError ? error.message : error)
        giveUp()
      },
    )
  })
}

const nameOf = (ownerUrl: string): string => decodeURIComponent(new URL(ownerUrl).pathname.slice(1))

async function guardDemo(ownerUrl: string, named: string | null): Promise<void> {
  const name = nameOf(ownerUrl)
  const refusal = refuseDemo(
    { isEmpty: await isEmpty(ownerUrl), isOfDemo: await isOfDemo(ownerUrl), name },
    named,
  )
  if (refusal) throw new LaunchError(refusal)
}

/**
 * Brings a database to where the site can be served from it: migrated, and in demo mode with the demo hospital in it.
 * @throws LaunchError, before anything was changed, when demo mode must keep away from it
 */
export async function prepareDatabase(ownerUrl: string, roles: RoleUrls, settings: Settings): Promise<void> {
  const { isDemo, demoDatabase } = settings
  if (isDemo) await guardDemo(ownerUrl, demoDatabase)
  await step(
    'schema',
    () => migrate(ownerUrl, roles),
    () => 'up to date',
  )
  await noteOrigin(ownerUrl, { isDemo, isNamed: nameOf(ownerUrl) === demoDatabase })
  if (!isDemo || !(await hasNobody(ownerUrl))) return
  await step(
    'hospital',
    async () => {
      const { seedDemo } = await import('@/db/seed/seed')
      const monday = mondayOf(new Date())
      await seedDemo(ownerUrl, { monday })
      return monday
    },
    (monday) => `the demo hospital moved in, as of ${monday}`,
  )
}
