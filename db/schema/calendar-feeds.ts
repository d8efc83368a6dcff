import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })

/** A private address under which a calendar program reads its owner's agenda. Only the hash of its token is kept. */
export const calendarFeeds = pgTable(
  'calendar_feeds',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    tokenHash: text().notNull().unique(),
    madeAt: instant().notNull().defaultNow(),
    /** To the hour: enough to see that a program still reads it. */
    usedAt: instant(),
    stoppedAt: instant(),
  },
  (t) => [
    index('calendar_feeds_person').on(t.personId),
    uniqueIndex('calendar_feeds_one')
      .on(t.personId)
      .where(sql`${t.stoppedAt} is null`),
  ],
)
