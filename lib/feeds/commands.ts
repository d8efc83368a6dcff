import { and, eq, isNull, sql } from 'drizzle-orm'
import { sqlState, type Transaction } from '@/db/client'
import { rosterFeeds } from '@/db/schema/feeds'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { listPlannedDepartments } from '@/lib/rosters/queries'
import type { Viewer } from '@/lib/viewer'
import { addFeedInput, endFeedInput, feedInput } from './input'
import { mayAddFeed, mayChangeFeed } from './policy'

/**
 * Has a calendar read into somebody's roster, every hour from now on. One per person. The address goes in and never comes out: not into the audit log, and not into an error.
 */
export const addFeed = command('feed.add', addFeedInput, async ({ tx, viewer, now }, input) => {
  const { personId } = input
  if (!mayAddFeed(viewer, personId, await listPlannedDepartments(tx, personId)))
    throw new Refusal('not-found')
  await lockPeople(tx, [personId])
  const [standing] = await tx
    .select({ id: rosterFeeds.id })
    .from(rosterFeeds)
    .where(and(eq(rosterFeeds.personId, personId), isNull(rosterFeeds.endedAt)))
  if (standing) throw new Refusal('feed-known')
  const id = crypto.randomUUID()
  const { hostname } = new URL(input.address)
  const feed = { id, personId, address: input.address, host: hostname, madeById: viewer.id, madeAt: now }
  try {
    await tx.insert(rosterFeeds).values(feed)
  } catch (error) {
    throw Object.assign(new Error('a calendar was not stored'), { code: sqlState(error) })
  }
  return { result: { id }, audit: { subjectId: id, about: [personId] } }
})

/** Reads a calendar no more. Its shifts from today on go, unless they are to stay; what was before stays. */
export const endFeed = command('feed.end', endFeedInput, async ({ tx, viewer, now }, { feedId, shifts }) => {
  const feed = await loadChangeable(tx, viewer, feedId)
  await lockPeople(tx, [feed.personId])
  const ended = await tx
    .update(rosterFeeds)
    .set({ endedAt: now, endedById: viewer.id })
    .where(and(eq(rosterFeeds.id, feedId), isNull(rosterFeeds.endedAt)))
    .returning({ id: rosterFeeds.id })
  if (ended.length === 0) throw new Refusal('not-found')
  if (shifts === 'go') await tx.execute(sql`select app.drop_feed_shifts(${feedId})`)
  return { result: { shifts }, audit: { subjectId: feedId, about: [feed.personId] } }
})

/** So few shifts are right: the next reading takes them over, unless even more are gone by then. */
export const acceptDrop = command('feed.accept', feedInput, async ({ tx, viewer, now }, { feedId }) => {
  const feed = await loadChangeable(tx, viewer, feedId)
  if (feed.problem !== 'empty' && feed.problem !== 'shrunk') throw new Refusal('changed')
  await tx.update(rosterFeeds).set({ acceptedDropAt: now }).where(eq(rosterFeeds.id, feedId))
  return { result: null, audit: { subjectId: feedId, about: [feed.personId] } }
})

async function loadChangeable(tx: Transaction, viewer: Viewer, feedId: string) {
  const [feed] = await tx
    .select({ personId: rosterFeeds.personId, madeById: rosterFeeds.madeById, problem: rosterFeeds.problem })
    .from(rosterFeeds)
    .where(and(eq(rosterFeeds.id, feedId), isNull(rosterFeeds.endedAt)))
  if (!feed) throw new Refusal('not-found')
  if (!mayChangeFeed(viewer, feed, await listPlannedDepartments(tx, feed.personId)))
    throw new Refusal('not-found')
  return feed
}
