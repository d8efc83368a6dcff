import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { asNobody } from '@/db/client'
import journal from '@/db/migrations/meta/_journal.json'

export type Part = 'database' | 'migrations' | 'worker'

/** The worker beats every five seconds; silent for this long it is gone or stuck. */
const silenceSeconds = 60

/**
 * Which parts are not right: a database that does not answer in time, a schema without a migration that this build was made for,
 * a worker without a sign of life. Empty when people can work. Never throws; gives no detail, because anybody may ask.
 */
export async function listNotReady(patienceMilliseconds = 3_000): Promise<Part[]> {
  const found = await Promise.race([
    ask().catch(() => null),
    sleep(patienceMilliseconds, null, { ref: false }),
  ])
  if (found === null) return ['database']
  const notReady: Part[] = []
  // More is right: while a new version is rolled out, the old one goes on for a moment.
  if (found.migrations < journal.entries.length) notReady.push('migrations')
  if (!found.isWorkerAlive) notReady.push('worker')
  return notReady
}

/** The database's clock measures the silence: the server's may differ. */
async function ask(): Promise<{ migrations: number; isWorkerAlive: boolean }> {
  return asNobody(async (tx) => {
    const [row] = await tx.execute<{ migrations: string; is_alive: boolean }>(sql`
      select app.migrations_done() as migrations, exists (select from worker_beats
        where name = 'worker' and at > now() - make_interval(secs => ${silenceSeconds})) as is_alive`)
    return { migrations: Number(row?.migrations), isWorkerAlive: row?.is_alive === true }
  })
}
