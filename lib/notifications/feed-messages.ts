import { eq, sql } from 'drizzle-orm'
import { rosterFeeds } from '@/db/schema/feeds'
import { departments, people } from '@/db/schema/people'
import { ownersOf } from '@/lib/feeds/owners'
import type { FeedProblem } from '@/lib/feeds/rules'
import type { Context, Message } from './messages'

/** A calendar is not read, for whose it is today; not told when it is well again by now. `feedId` and `problem` stand in the data. */
export async function aboutFeed({ tx, t, recipientId, data }: Context): Promise<Message | null> {
  if (!data.feedId) return null
  const [feed] = await tx
    .select({
      personId: rosterFeeds.personId,
      madeById: rosterFeeds.madeById,
      departmentId: rosterFeeds.departmentId,
      host: rosterFeeds.host,
      problem: rosterFeeds.problem,
      endedAt: rosterFeeds.endedAt,
      department: departments.name,
      name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(rosterFeeds)
    .leftJoin(people, eq(people.id, rosterFeeds.personId))
    .leftJoin(departments, eq(departments.id, rosterFeeds.departmentId))
    .where(eq(rosterFeeds.id, data.feedId))
  if (!feed || feed.endedAt || feed.problem !== data.problem) return null
  if (!(await ownersOf(tx, feed)).includes(recipientId)) return null
  const { host } = feed
  return {
    subject: t('notifications.feed.subject'),
    paragraphs: [
      feed.department
        ? t('notifications.feed.department', { host, department: feed.department })
        : feed.personId === recipientId
          ? t('notifications.feed.own', { host })
          : t('notifications.feed.other', { host, name: feed.name ?? '' }),
      t(`feeds.problem.${feed.problem as FeedProblem}`),
      t('notifications.feed.kept'),
    ],
    path: '/rosters/feeds',
  }
}
