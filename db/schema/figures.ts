import { sql } from 'drizzle-orm'
import { check, date, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { departments } from './people'

/**
 * Who is counted in a department at the end of a month: only the database reads it. People come and go in groups of at least
 * five, so that two figures never differ by one person.
 */
export const figureBases = pgTable(
  'figure_bases',
  {
    month: date().notNull(),
    departmentId: uuid()
      .notNull()
      .references(() => departments.id),
    people: uuid().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.departmentId] })],
)

/**
 * The figures of closed months, as they may be seen: what is about fewer than five people, or leaves fewer than five, was left
 * out when the month was closed and stands nowhere. They never change afterwards.
 */
export const figures = pgTable(
  'figures',
  {
    /** The first day of the month. */
    month: date().notNull(),
    /** One department, those without a figure of their own together, or the whole hospital. */
    scope: text().notNull(),
    departmentId: uuid().references(() => departments.id),
    measure: text().notNull(),
    /** Out of how many: residents, promises, sessions or seats; null when that is too few people. */
    total: integer(),
    /** Of how many of them it is so; null when either side is too few people. */
    reached: integer(),
    closedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique('figures_once').on(t.month, t.scope, t.departmentId, t.measure).nullsNotDistinct(),
    check('figures_scope', sql`${t.scope} in ('department', 'rest', 'hospital')`),
    check('figures_department', sql`(${t.departmentId} is not null) = (${t.scope} = 'department')`),
    check(
      'figures_measure',
      sql`${t.measure} in ('check-in', 'mentor-session', 'intervision', 'shadow-day', 'student-teaching', 'learning-talk', 'promises', 'working-hours', 'attendance')`,
    ),
    check('figures_reached', sql`${t.reached} <= ${t.total}`),
  ],
)
