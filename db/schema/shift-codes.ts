import { sql } from 'drizzle-orm'
import { check, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { departments } from './people'

/** What a code in the roster files of a department means: one of our kinds of shift, or nothing to put in a roster. */
export const shiftCodes = pgTable(
  'shift_codes',
  {
    id: uuid().primaryKey().defaultRandom(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    code: text().notNull(),
    kind: text().notNull(),
    changedById: uuid().notNull(),
    changedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('shift_codes_once').on(t.departmentId, sql`upper(${t.code})`),
    check(
      'shift_codes_kind',
      sql`${t.kind} in ('day', 'evening', 'night', 'presence', 'on-call', 'leave', 'ignore')`,
    ),
    check('shift_codes_length', sql`length(${t.code}) between 1 and 30`),
  ],
)
