import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { asWorker, closeConnections } from '@/db/client'
import { watchStarters } from '@/db/launch/parents'
import { workingTime } from '@/lib/availability/settings'
import { fetchFeeds } from '@/lib/feeds/round'
import { watchQuorum } from '@/lib/groups/quorum-round'
import { workForWaiting } from '@/lib/sessions/waiting-round'
import { runNightly } from './nightly'
import { sendDue } from './outbox'
import { writeReminders } from './reminders'

/**
 * The worker: sends what is in the outbox and runs what is due at night. Started by `npm start` and `npm run worker`; any number
 * may run beside each other. Ends within a second when asked, or when what started it is gone.
 */
const roundMilliseconds = 2_000
const beatMilliseconds = 5_000
const remindMilliseconds = 60_000
/** A round that takes longer than this hangs; then there is no sign of life any more. */
const longestRoundMilliseconds = 15 * 60_000
const graceMilliseconds = 800

const ending = new AbortController()
let roundBeganAt = Date.now()
let remindAgainAt = 0
let isReadingCalendars = false
const saidAt = new Map<string, number>()

async function work(): Promise<void> {
  while (!ending.signal.aborted) {
    roundBeganAt = Date.now()
    await attempt(() => workForWaiting(new Date()))
    await remind()
    readCalendars()
    const taken = await attempt(() => sendDue(new Date()))
    await attempt(night)
    // More may be waiting when there was something.
    if (!taken) await sleep(roundMilliseconds, undefined, { signal: ending.signal }).catch(() => {})
  }
}

async function remind(): Promise<void> {
  if (Date.now() < remindAgainAt) return
  remindAgainAt = Date.now() + remindMilliseconds
  await attempt(() => writeReminders(new Date()))
  await attempt(() => watchQuorum(new Date()))
}

/** Beside the rest: a calendar that is slow to answer keeps no mail waiting. */
function readCalendars(): void {
  if (isReadingCalendars) return
  isReadingCalendars = true
  void attempt(() => fetchFeeds(new Date())).finally(() => (isReadingCalendars = false))
}

async function night(): Promise<void> {
  for (const [name, report] of Object.entries(await runNightly(new Date())))
    console.log(`${name}: ${JSON.stringify(report)}`)
}

async function beat(): Promise<void> {
  if (Date.now() - roundBeganAt > longestRoundMilliseconds) return
  await attempt(() =>
    asWorker((tx) =>
      tx.execute(sql`
        insert into worker_beats (name, at) values ('worker', now()) on conflict (name) do update set at = excluded.at`),
    ),
  )
}

/** A database that is away for a while is no reason to end: it is said once a minute, and tried again in the next round. */
async function attempt<Result>(piece: () => Promise<Result>): Promise<Result | null> {
  try {
    return await piece()
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    if (!ending.signal.aborted && Date.now() - (saidAt.get(problem) ?? 0) > 60_000) {
      saidAt.set(problem, Date.now())
      console.error('The worker cannot go on for now:', error)
    }
    return null
  }
}

function end(): void {
  if (ending.signal.aborted) return
  ending.abort()
  // A mail that is on its way at this moment is sent again later, under the same Message-ID.
  setTimeout(() => process.exit(0), graceMilliseconds)
}

try {
  workingTime()
} catch (error) {
  console.error(
    `\nThe worker does not start: ${(error as Error).message}. See the configuration table in README.md.\n`,
  )
  process.exit(1)
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
watchStarters(end)
await beat()
const beats = setInterval(() => void beat(), beatMilliseconds)
await work()
clearInterval(beats)
await closeConnections()
process.exit(0)
