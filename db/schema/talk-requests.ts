import { sql } from 'drizzle-orm'
import { check, index, pgTable, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })

/**
 * A resident would like a talk with her supervisor, and which times were offered to her. Why is not kept, and nobody but the two
 * learns that she asked. It is answered once a talk of the two is planned or on record: that is not stored here.
 */
export const talkRequests = pgTable(
  'talk_requests',
  {
    id: uuid().primaryKey().defaultRandom(),
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    supervisorId: uuid()
      .notNull()
      .references(() => people.id),
    askedAt: instant().notNull().defaultNow(),
    /** Taken back, or asked anew. */
    endedAt: instant(),
    offeredAt: instant(),
    offeredTimes: instant()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    uniqueIndex('talk_requests_open')
      .on(t.residentId)
      .where(sql`ended_at is null`),
    index('talk_requests_supervisor').on(t.supervisorId),
    check('talk_requests_times', sql`cardinality(${t.offeredTimes}) <= 3`),
    check('talk_requests_offered', sql`(${t.offeredAt} is null) = (cardinality(${t.offeredTimes}) = 0)`),
  ],
)
