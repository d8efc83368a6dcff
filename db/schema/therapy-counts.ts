import { sql } from 'drizzle-orm'
import { check, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { people } from './people'

/**
 * How many sessions of learning therapy a resident had that are no longer kept: what her own counter needs, without dates
 * and without with whom. Written by the nightly forgetting alone.
 */
export const therapyCounts = pgTable(
  'therapy_counts',
  {
    residentId: uuid()
      .primaryKey()
      .references(() => people.id),
    held: integer().notNull(),
  },
  (t) => [check('therapy_counts_held', sql`${t.held} > 0`)],
)
