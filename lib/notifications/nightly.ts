import { sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { escalate } from '@/lib/coverage/escalation-round'
import { recheckIndependenceNightly } from '@/lib/pairings/independence'
import { instantAt, todayOn, type CalendarDate, type WallTime } from '@/lib/time'
import { remindOfPromises } from './promise-reminders'

/** On the hospital's clock. In spring that minute does not exist, and the jump to summer time stands in for it. */
const startsAtWall: WallTime = '02:30'
const keptImportDays = 30
const keptConfidentialDays = 90
/** A run of which nothing was heard for so long has died; somebody else may begin it again. */
const longestRunMinutes = 15

/** What a job found, in numbers; kept in `worker_beats` and logged. Never who. */
export type Report = Record<string, number | string>
export type Job = (tx: Transaction, now: Date) => Promise<Report>

/** What the hospital wants looked after every night. Each runs in a transaction of its own: one that fails stops no other. */
const nightlyJobs: Record<string, Job> = {
  'nightly.coverage': recheckCoverage,
  'nightly.escalation': escalate,
  'nightly.promises': remindOfPromises,
  'nightly.figures': closeMonths,
  'nightly.independence': recheckMentors,
  'nightly.imports': forgetImports,
  'nightly.sign-in-links': forgetSignInLinks,
  'nightly.confidential': forgetConfidential,
}

/** The date whose nightly run is due at this instant: today's, once 02:30 has passed, or else none. */
export function nightDueOn(now: Date): CalendarDate | null {
  const today = todayOn(now)
  return now >= instantAt(today, startsAtWall) ? today : null
}

/**
 * Runs the jobs of this date that nobody has run or is running: once per date, however many workers there are. One that was
 * missed, because no worker ran at 02:30, is made up for. Answers the reports of what it ran.
 */
export async function runNightly(now: Date, jobs = nightlyJobs): Promise<Record<string, Report>> {
  const on = nightDueOn(now)
  const reports: Record<string, Report> = {}
  if (!on) return reports
  for (const [name, job] of Object.entries(jobs)) {
    if (!(await begin(name, on, now))) continue
    reports[name] = await run(name, job, on, now)
  }
  return reports
}

/** One row per job and the date it was last begun for: of two workers, one writes it. */
async function begin(name: string, on: CalendarDate, now: Date): Promise<boolean> {
  const claim = JSON.stringify({ on, state: 'running' })
  const begun = await asWorker((tx) =>
    tx.execute(sql`
      insert into worker_beats (name, at, report) values (${name}, ${now.toISOString()}, ${claim}::jsonb)
      on conflict (name) do update set at = excluded.at, report = excluded.report
      where worker_beats.report ->> 'on' < ${on}
        or (worker_beats.report ->> 'state' <> 'done' and worker_beats.report ->> 'on' = ${on}
          and worker_beats.at < excluded.at - make_interval(mins => ${longestRunMinutes}))
      returning name`),
  )
  return begun.length > 0
}

async function run(name: string, job: Job, on: CalendarDate, now: Date): Promise<Report> {
  let report: Report
  try {
    report = await asWorker(async (tx) => {
      // A night has time; a request has not.
      await tx.execute(sql`set local statement_timeout = '10min'`)
      const found = { ...(await job(tx, now)), on, state: 'done' }
      await note(tx, name, found)
      return found
    })
  } catch (error) {
    report = { on, state: 'failed', reason: error instanceof Error ? error.name : 'unknown' }
    console.error(`${name} failed; it is tried again in ${longestRunMinutes} minutes.`, error)
    await asWorker((tx) => note(tx, name, report))
  }
  return report
}

async function note(tx: Transaction, name: string, report: Report): Promise<void> {
  await tx.execute(
    sql`update worker_beats set report = ${JSON.stringify(report)}::jsonb where name = ${name}`,
  )
}

/** Computes every state of coverage anew. The triggers keep them true, so a difference is a defect. */
async function recheckCoverage(tx: Transaction): Promise<Report> {
  const [row] = await tx.execute<{ differences: number }>(sql`select app.recheck_coverage() as differences`)
  const differences = Number(row?.differences)
  if (differences > 0) console.error(`${differences} states of coverage were not as they should be; mended.`)
  return { differences }
}

/** On the first night of a month, the figures of the one before; what a worker that was away missed is made up for. */
async function closeMonths(tx: Transaction): Promise<Report> {
  const [row] = await tx.execute<{ closed: number }>(sql`select app.close_months() as closed`)
  return { closed: Number(row?.closed) }
}

async function recheckMentors(tx: Transaction, now: Date): Promise<Report> {
  const { found, messages } = await recheckIndependenceNightly(tx, now)
  if (messages.length > 0)
    await tx
      .insert(outbox)
      .values(messages.map((message) => ({ ...message, data: message.data ?? {} })))
      .onConflictDoNothing()
  return { conflicts: found.length, messages: messages.length }
}

/** An uploaded file is kept for a month, so that what was written can be looked up. */
async function forgetImports(tx: Transaction, now: Date): Promise<Report> {
  const forgotten = await tx.execute(sql`
    delete from imports where made_at < ${now.toISOString()}::timestamptz - make_interval(days => ${keptImportDays}) returning id`)
  return { forgotten: forgotten.length }
}

/** What was booked with a psychologist is forgotten 90 days after it was held. */
async function forgetConfidential(tx: Transaction, now: Date): Promise<Report> {
  const [row] = await tx.execute<{ forgotten: number }>(sql`
    select app.forget_confidential(${now.toISOString()}::timestamptz - make_interval(days => ${keptConfidentialDays})) as forgotten`)
  return { forgotten: Number(row?.forgotten) }
}

async function forgetSignInLinks(tx: Transaction): Promise<Report> {
  const [row] = await tx.execute<{ forgotten: number }>(sql`select app.forget_sign_in_links() as forgotten`)
  return { forgotten: Number(row?.forgotten) }
}
