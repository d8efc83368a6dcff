import { and, eq, isNull, sql } from 'drizzle-orm'
import { sqlState, type Transaction } from '@/db/client'
import { rosterFeeds } from '@/db/schema/feeds'
import { shifts } from '@/db/schema/rosters'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { listPlannedDepartments } from '@/lib/rosters/queries'
import type { Viewer } from '@/lib/viewer'
import { addDepartmentFeedInput, addFeedInput, endFeedInput, feedInput } from './input'
import { mayAddDepartmentFeed, mayAddFeed, mayChangeFeed } from './policy'
import { isDoubt } from './rules'

/**
 * Has a calendar read into somebody's roster, every hour from now on. One per person. The address goes in and never comes out: not into the audit log, and not into an error.
 */
export const addFeed = command('feed.add', addFeedInput, async ({ tx, viewer, now }, input) => {
  const { personId } = input
  if (!mayAddFeed(viewer, personId, await listPlannedDepartments(tx, personId)))
    throw new Refusal('not-found')
  await lockPeople(tx, [personId])
  const id = await storeFeed(tx, { personId, address: input.address, madeById: viewer.id, madeAt: now })
  return { result: { id }, audit: { subjectId: id, about: [personId] } }
})

/** Has a calendar that names the people of a department read into their rosters, every hour from now on. One per department. */
export const addDepartmentFeed = command(
  'feed.add',
  addDepartmentFeedInput,
  async ({ tx, viewer, now }, { departmentId, address }) => {
    if (!mayAddDepartmentFeed(viewer, departmentId)) throw new Refusal('not-found')
    const id = await storeFeed(tx, { departmentId, address, madeById: viewer.id, madeAt: now })
    return { result: { id }, audit: { subjectId: id } }
  },
)

async function storeFeed(
  tx: Transaction,
  feed: Omit<typeof rosterFeeds.$inferInsert, 'id' | 'host'>,
): Promise<string> {
  const isSame = feed.departmentId
    ? eq(rosterFeeds.departmentId, feed.departmentId)
    : eq(rosterFeeds.personId, feed.personId ?? '')
  const [standing] = await tx
    .select({ id: rosterFeeds.id })
    .from(rosterFeeds)
    .where(and(isSame, isNull(rosterFeeds.endedAt)))
  if (standing) throw new Refusal('feed-known')
  const id = crypto.randomUUID()
  try {
    await tx.insert(rosterFeeds).values({ ...feed, id, host: new URL(feed.address).hostname })
  } catch (error) {
    // Two secretaries at once; a person's are held apart by the lock.
    if (sqlState(error) === '23505') throw new Refusal('feed-known')
    throw Object.assign(new Error('a calendar was not stored'), { code: sqlState(error) })
  }
  return id
}

/** Reads a calendar no more. Its shifts from today on go, unless they are to stay; what was before stays. */
export const endFeed = command(
  'feed.end',
  endFeedInput,
  async ({ tx, viewer, now }, { feedId, shifts: become }) => {
    const feed = await loadChangeable(tx, viewer, feedId)
    const about = feed.personId ? [feed.personId] : await listFilled(tx, feedId)
    await lockPeople(tx, about)
    const ended = await tx
      .update(rosterFeeds)
      .set({ endedAt: now, endedById: viewer.id })
      .where(and(eq(rosterFeeds.id, feedId), isNull(rosterFeeds.endedAt)))
      .returning({ id: rosterFeeds.id })
    if (ended.length === 0) throw new Refusal('not-found')
    if (become === 'go') await tx.execute(sql`select app.drop_feed_shifts(${feedId})`)
    return { result: { shifts: become }, audit: { subjectId: feedId, about } }
  },
)

/** So few shifts are right: the next reading takes them over, unless even more are gone by then. */
export const acceptDrop = command('feed.accept', feedInput, async ({ tx, viewer, now }, { feedId }) => {
  const feed = await loadChangeable(tx, viewer, feedId)
  if (!isDoubt(feed.problem)) throw new Refusal('changed')
  await tx.update(rosterFeeds).set({ acceptedDropAt: now }).where(eq(rosterFeeds.id, feedId))
  return { result: null, audit: { subjectId: feedId, about: feed.personId ? [feed.personId] : [] } }
})

async function loadChangeable(tx: Transaction, viewer: Viewer, feedId: string) {
  const [feed] = await tx
    .select({
      personId: rosterFeeds.personId,
      departmentId: rosterFeeds.departmentId,
      madeById: rosterFeeds.madeById,
      problem: rosterFeeds.problem,
    })
    .from(rosterFeeds)
    .where(and(eq(rosterFeeds.id, feedId), isNull(rosterFeeds.endedAt)))
  if (!feed) throw new Refusal('not-found')
  const departmentIds = feed.personId ? await listPlannedDepartments(tx, feed.personId) : []
  if (!mayChangeFeed(viewer, feed, departmentIds)) throw new Refusal('not-found')
  return feed
}

/** Whose rosters a department's calendar has filled. */
async function listFilled(tx: Transaction, feedId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ personId: shifts.personId })
    .from(shifts)
    .where(eq(shifts.feedId, feedId))
  return rows.map(({ personId }) => personId)
}
