import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { departments, people } from './people'

const instant = () => timestamp({ withTimezone: true })

/** A calendar elsewhere that is read every hour into a roster. Its address is a secret: only the worker reads it. */
export const rosterFeeds = pgTable(
  'roster_feeds',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Whose roster it fills: one person's, or that of a department's people, whom its entries name. */
    personId: uuid().references(() => people.id),
    departmentId: uuid().references(() => departments.id),
    address: text().notNull(),
    /** Of the address what may be shown. */
    host: text().notNull(),
    madeById: uuid().notNull(),
    madeAt: instant().notNull().defaultNow(),
    endedAt: instant(),
    endedById: uuid(),
    /** Set when a worker takes it, so that no other does. */
    fetchedAt: instant(),
    /** The last time it was well, and the last time it was read in whole. */
    goodAt: instant(),
    readAt: instant(),
    etag: text(),
    /** Shifts in the last good copy, and in one that was not believed. */
    goodCount: integer().notNull().default(0),
    doubtedCount: integer(),
    /** Entries that found no place: they overlap another source, or have no end. */
    skippedCount: integer().notNull().default(0),
    /** A code, never content. */
    problem: text(),
    problemSince: instant(),
    /** Somebody said that so few shifts are right. */
    acceptedDropAt: instant(),
  },
  (t) => [
    uniqueIndex('roster_feeds_one')
      .on(t.personId)
      .where(sql`${t.endedAt} is null`),
    uniqueIndex('roster_feeds_one_department')
      .on(t.departmentId)
      .where(sql`${t.endedAt} is null`),
    check('roster_feeds_whose', sql`num_nonnulls(${t.personId}, ${t.departmentId}) = 1`),
    index('roster_feeds_due')
      .on(t.fetchedAt)
      .where(sql`${t.endedAt} is null`),
  ],
)
