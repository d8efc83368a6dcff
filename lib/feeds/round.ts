import { and, eq, isNull, sql } from 'drizzle-orm'
import { asWorker } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { rosterFeeds } from '@/db/schema/feeds'
import { lockPeople } from '@/lib/lock'
import { startOfDayAt, todayOn } from '@/lib/time'
import { readEntries, windowOf } from './calendar'
import { fetchCalendar, publicRules } from './fetch'
import { loadMeanings } from './followed'
import { ownersOf } from './owners'
import { doubtCopy, isGone, type FeedProblem } from './rules'
import { loadTold, type Told } from './told'
import type { FeedShift } from './without-overlap'

const atOnce = 5
const hourMs = 3_600_000
/** No clock on earth is further from the hospital's. */
const furthestZoneMs = 14 * hourMs
/** So often a calendar is read in whole, even if it says that it did not change: a series goes on, and the window with it. */
const wholeAgainMs = 24 * hourMs

type Feed = typeof rosterFeeds.$inferSelect

/**
 * The worker's round for calendars: reads a handful of those that nobody read for an hour, and answers how many. What fails or
 * is not to be believed changes nothing in a roster; whose it is are told, once for each problem.
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
          select f.id from roster_feeds f left join people p on p.id = f.person_id
          where f.ended_at is null and p.closed_at is null
            and (f.fetched_at is null or f.fetched_at <= ${new Date(now.getTime() - hourMs).toISOString()}::timestamptz or f.accepted_drop_at > f.fetched_at)
            and (f.department_id is not null or exists (select from roles r where r.person_id = f.person_id and (r.until_on is null or r.until_on > app.today())
              and (f.made_by_id <> f.person_id or r.role = 'resident' or r.department_id is not null)))
          order by f.fetched_at nulls first limit ${atOnce} for update of f skip locked)`,
      )
      .returning(),
  )
}

async function readFeed(feed: Feed, now: Date, rules: ReturnType<typeof publicRules>): Promise<void> {
  const isAccepted =
    feed.acceptedDropAt !== null && feed.problemSince !== null && feed.acceptedDropAt >= feed.problemSince
  const codes = await asWorker((tx) => loadMeanings(tx, feed))
  const isKnown =
    !isAccepted &&
    feed.readAt !== null &&
    feed.readAt > codes.changedAt &&
    now.getTime() - feed.readAt.getTime() < wholeAgainMs
  const fetched = await fetchCalendar(feed.address, isKnown ? feed.etag : null, rules)
  if (fetched === 'unchanged') return noteWell(feed, now)
  if ('problem' in fetched) return noteProblem(feed, fetched.problem, now)
  const read = readEntries(fetched.text, now, feed.departmentId ? 'department' : 'person')
  if ('problem' in read) return noteProblem(feed, read.problem, now)
  const told = await asWorker((tx) => loadTold(tx, feed, read, codes))
  const before = isAccepted ? (feed.doubtedCount ?? feed.goodCount) : feed.goodCount
  const count = countTold(told)
  const doubt =
    doubtCopy(before, count) ??
    (!isAccepted && losesSomebody(told, now) ? (feed.personId ? 'shrunk' : 'missing') : null)
  if (doubt) return noteProblem(feed, doubt, now, count)
  await writeShifts(feed, told, read.unsure, fetched.etag, now)
}

const countTold = ({ shifts }: Told) => [...shifts.values()].reduce((sum, own) => sum + own.length, 0)

function losesSomebody({ shifts, standing }: Told, now: Date): boolean {
  const today = startOfDayAt(todayOn(now))
  const isAhead = ({ startsAt }: FeedShift) => startsAt >= today
  return [...standing].some(([id, before]) => isGone(before, (shifts.get(id) ?? []).filter(isAhead).length))
}

const well = (now: Date) => ({ goodAt: now, problem: null, problemSince: null, doubtedCount: null })
const isOpen = ({ id }: Feed) => and(eq(rosterFeeds.id, id), isNull(rosterFeeds.endedAt))

async function noteWell(feed: Feed, now: Date): Promise<void> {
  await asWorker((tx) => tx.update(rosterFeeds).set(well(now)).where(isOpen(feed)))
}

/** What begins before the first shift that is told is history that a calendar may forget; it stays in the roster. */
async function writeShifts(
  feed: Feed,
  told: Told,
  unsure: readonly FeedShift[],
  etag: string | null,
  now: Date,
) {
  const firstMs = Math.min(...[...told.shifts.values()].flatMap(([first]) => first?.startsAt.getTime() ?? []))
  const since = new Date(Math.max(windowOf(now).from.getTime(), Math.min(firstMs, now.getTime())))
  const spans = unsure.map(({ startsAt, endsAt }) => ({
    from_at: new Date(startsAt.getTime() - furthestZoneMs),
    until_at: new Date(endsAt.getTime() + furthestZoneMs),
  }))
  await asWorker(async (tx) => {
    await lockPeople(tx, [...told.shifts.keys()])
    let skippedCount = told.unplaced
    for (const [personId, shifts] of told.shifts) {
      const rows = shifts.map(({ startsAt, endsAt, kind }) => ({
        starts_at: startsAt,
        ends_at: endsAt,
        kind,
      }))
      const [written] = await tx.execute<{ skipped: number | null }>(
        sql`select skipped from app.replace_feed_shifts(${feed.id}, ${personId}, ${since.toISOString()}, ${JSON.stringify(rows)}::jsonb, ${JSON.stringify(spans)}::jsonb)`,
      )
      skippedCount += written?.skipped ?? 0
    }
    await tx
      .update(rosterFeeds)
      .set({
        ...well(now),
        readAt: now,
        etag,
        goodCount: countTold(told),
        skippedCount,
        acceptedDropAt: null,
      })
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
      .values(
        (await ownersOf(tx, feed)).map((recipientId) => ({
          kind: 'feed.failed',
          recipientId,
          data: { feedId: feed.id, problem },
          onceKey: `feed.failed:${feed.id}:${problem}:${todayOn(problemSince)}:${recipientId}`,
        })),
      )
      .onConflictDoNothing()
  })
}
