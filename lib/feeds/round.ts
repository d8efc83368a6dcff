import { and, eq, isNull, sql } from 'drizzle-orm'
import { asWorker } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { rosterFeeds } from '@/db/schema/feeds'
import { todayOn } from '@/lib/time'
import { readCalendar, windowOf, type ReadCalendar } from './calendar'
import { fetchCalendar, publicRules } from './fetch'
import { doubtCopy, type FeedProblem } from './rules'

const atOnce = 5
const hourMs = 3_600_000
/** So often a calendar is read in whole, even if it says that it did not change: a series goes on, and the window with it. */
const wholeAgainMs = 24 * hourMs

type Feed = typeof rosterFeeds.$inferSelect

/**
 * The worker's round for calendars: reads a handful of those that nobody read for an hour, and answers how many. What fails or
 * is not to be believed changes nothing in a roster; whoever made it is told, once for each problem.
 */
export async function fetchFeeds(now: Date, rules = publicRules()): Promise<number> {
  const feeds = await claim(now)
  const outcomes = await Promise.allSettled(feeds.map((feed) => readFeed(feed, now, rules)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return feeds.length
}

/** Taken by one worker each. Not of somebody who left, nor one that she kept as a resident and is no more. */
async function claim(now: Date): Promise<Feed[]> {
  return asWorker((tx) =>
    tx
      .update(rosterFeeds)
      .set({ fetchedAt: now })
      .where(
        sql`${rosterFeeds.id} in (
          select f.id from roster_feeds f join people p on p.id = f.person_id
          where f.ended_at is null and p.closed_at is null
            and (f.fetched_at is null or f.fetched_at <= ${new Date(now.getTime() - hourMs).toISOString()}::timestamptz or f.accepted_drop_at > f.fetched_at)
            and exists (select from roles r where r.person_id = f.person_id and (r.until_on is null or r.until_on > app.today())
              and (f.made_by_id <> f.person_id or r.role = 'resident' or r.department_id is not null))
          order by f.fetched_at nulls first limit ${atOnce} for update of f skip locked)`,
      )
      .returning(),
  )
}

async function readFeed(feed: Feed, now: Date, rules: ReturnType<typeof publicRules>): Promise<void> {
  const isAccepted =
    feed.acceptedDropAt !== null && feed.problemSince !== null && feed.acceptedDropAt >= feed.problemSince
  const isKnown = !isAccepted && feed.readAt !== null && now.getTime() - feed.readAt.getTime() < wholeAgainMs
  const fetched = await fetchCalendar(feed.address, isKnown ? feed.etag : null, rules)
  if (fetched === 'unchanged') return noteWell(feed, now)
  if ('problem' in fetched) return noteProblem(feed, fetched.problem, now)
  const read = readCalendar(fetched.text, now)
  if ('problem' in read) return noteProblem(feed, read.problem, now)
  const before = isAccepted ? (feed.doubtedCount ?? feed.goodCount) : feed.goodCount
  const doubt = doubtCopy(before, read.shifts.length)
  if (doubt) return noteProblem(feed, doubt, now, read.shifts.length)
  await writeShifts(feed, read, fetched.etag, now)
}

const well = (now: Date) => ({ goodAt: now, problem: null, problemSince: null, doubtedCount: null })
const isOpen = ({ id }: Feed) => and(eq(rosterFeeds.id, id), isNull(rosterFeeds.endedAt))

async function noteWell(feed: Feed, now: Date): Promise<void> {
  await asWorker((tx) => tx.update(rosterFeeds).set(well(now)).where(isOpen(feed)))
}

/** What begins before the first shift that is told is history that a calendar may forget; it stays in the roster. */
async function writeShifts(feed: Feed, { shifts, unplaced }: ReadCalendar, etag: string | null, now: Date) {
  const firstMs = shifts[0]?.startsAt.getTime() ?? Infinity
  const since = new Date(Math.max(windowOf(now).from.getTime(), Math.min(firstMs, now.getTime())))
  const rows = shifts.map(({ startsAt, endsAt, kind }) => ({ starts_at: startsAt, ends_at: endsAt, kind }))
  await asWorker(async (tx) => {
    const [written] = await tx.execute<{ skipped: number | null }>(
      sql`select skipped from app.replace_feed_shifts(${feed.id}, ${feed.personId}, ${since.toISOString()}, ${JSON.stringify(rows)}::jsonb)`,
    )
    const skippedCount = (written?.skipped ?? 0) + unplaced
    await tx
      .update(rosterFeeds)
      .set({ ...well(now), readAt: now, etag, goodCount: shifts.length, skippedCount, acceptedDropAt: null })
      .where(isOpen(feed))
  })
}

async function noteProblem(feed: Feed, problem: FeedProblem, now: Date, doubtedCount: number | null = null) {
  const problemSince = feed.problem === problem && feed.problemSince ? feed.problemSince : now
  await asWorker(async (tx) => {
    const noted = await tx
      .update(rosterFeeds)
      .set({ problem, problemSince, doubtedCount })
      .where(isOpen(feed))
      .returning({ id: rosterFeeds.id })
    if (noted.length === 0) return
    await tx
      .insert(outbox)
      .values({
        kind: 'feed.failed',
        recipientId: feed.madeById,
        data: { feedId: feed.id, problem },
        onceKey: `feed.failed:${feed.id}:${problem}:${todayOn(problemSince)}`,
      })
      .onConflictDoNothing()
  })
}
