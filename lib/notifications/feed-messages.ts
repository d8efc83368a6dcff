import { eq } from 'drizzle-orm'
import { rosterFeeds } from '@/db/schema/feeds'
import { people } from '@/db/schema/people'
import type { FeedProblem } from '@/lib/feeds/rules'
import type { Context, Message } from './messages'
import { nameOf } from './session-told'

/** A calendar is not read, for who added it; not told when it is well again by now. `feedId` and `problem` stand in the data. */
export async function aboutFeed({ tx, t, recipientId, data }: Context): Promise<Message | null> {
  if (!data.feedId) return null
  const [feed] = await tx
    .select({
      personId: rosterFeeds.personId,
      madeById: rosterFeeds.madeById,
      host: rosterFeeds.host,
      problem: rosterFeeds.problem,
      endedAt: rosterFeeds.endedAt,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(rosterFeeds)
    .innerJoin(people, eq(people.id, rosterFeeds.personId))
    .where(eq(rosterFeeds.id, data.feedId))
  if (!feed || feed.endedAt || feed.madeById !== recipientId || feed.problem !== data.problem) return null
  const { host } = feed
  return {
    subject: t('notifications.feed.subject'),
    paragraphs: [
      feed.personId === recipientId
        ? t('notifications.feed.own', { host })
        : t('notifications.feed.other', { host, name: nameOf(feed) }),
      t(`feeds.problem.${feed.problem as FeedProblem}`),
      t('notifications.feed.kept'),
    ],
    path: '/rosters/feeds',
  }
}
