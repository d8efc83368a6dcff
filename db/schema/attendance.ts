import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { groups } from './groups'
import { people } from './people'
import { sessions } from './sessions'

const instant = () => timestamp({ withTimezone: true })

/** What stood in `attendance` before it was changed more than a day after it was noted: written by the database itself. */
export const attendanceEarlier = pgTable(
  'attendance_earlier',
  {
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    outcome: text().notNull(),
    notedById: uuid().notNull(),
    notedAt: instant().notNull(),
    replacedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.personId, t.replacedAt] }),
    index('attendance_earlier_person').on(t.personId),
    check('attendance_earlier_outcome', sql`${t.outcome} in ('present', 'absent')`),
  ],
)

/** How the rosters of a group stood when the worker last looked who can come. Numbers, never a shift. */
export const groupChecks = pgTable('group_checks', {
  groupId: uuid()
    .primaryKey()
    .references(() => groups.id),
  mark: text().notNull(),
  checkedAt: instant().notNull(),
})
