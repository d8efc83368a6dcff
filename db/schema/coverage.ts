import { sql } from 'drizzle-orm'
import {
  check,
  date,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { departments, people } from './people'

const instant = () => timestamp({ withTimezone: true })

/**
 * How often a guidance form takes place, from a day on: for the whole hospital, or for one department, one kind of resident, or both.
 * A newer row replaces an older one; one without days says that from then on there is no norm of its own here.
 */
export const norms = pgTable(
  'norms',
  {
    id: uuid().primaryKey().defaultRandom(),
    form: text().notNull(),
    departmentId: uuid().references(() => departments.id),
    kind: text(),
    /** The first day on which it holds. */
    sinceOn: date().notNull(),
    /** Whole days from the first working day until the first is due. */
    firstWithinDays: integer(),
    /** Whole days from one until the next is due; null for what takes place once. */
    everyDays: integer(),
    setById: uuid(),
    setAt: instant().notNull().defaultNow(),
  },
  (t) => [
    unique('norms_once').on(t.form, t.departmentId, t.kind, t.sinceOn).nullsNotDistinct(),
    check(
      'norms_form',
      sql`${t.form} in ('check-in', 'mentor-session', 'intervision', 'learning-talk', 'shadow-day', 'student-teaching')`,
    ),
    check('norms_kind', sql`${t.kind} in ('anios', 'aios')`),
    check('norms_first', sql`${t.firstWithinDays} between 1 and 730`),
    check(
      'norms_every',
      sql`${t.everyDays} is null or (${t.everyDays} between 1 and 730 and ${t.firstWithinDays} is not null)`,
    ),
    check(
      'norms_lasting',
      sql`${t.form} not in ('check-in', 'mentor-session', 'intervision', 'learning-talk') or (${t.firstWithinDays} is null) = (${t.everyDays} is null)`,
    ),
  ],
)

/**
 * One row per resident and form that can have a norm: the facts from which `lib/coverage` derives the state on a given day.
 * Kept true by triggers in the writing transaction; the application can only read it.
 */
export const coverage = pgTable(
  'coverage',
  {
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    form: text().notNull(),
    /** First working day as a resident here, from which the norm counts. */
    startsOn: date().notNull(),
    /** The date on record: of a check-in the last held or declined, and which of the two is not kept here; of others the last held. */
    lastOn: date(),
    /** Every session of this form that was still to come when the row was last written, in order. */
    plannedAt: timestamp({ withTimezone: true })
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** The clock stands still from each of these days on, until the day at the same place in `resumesOn`. Why is not kept. */
    pausesOn: date()
      .array()
      .notNull()
      .default(sql`'{}'`),
    resumesOn: date()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.form] }),
    check('coverage_pauses', sql`cardinality(${t.pausesOn}) = cardinality(${t.resumesOn})`),
  ],
)

/** Which step of the escalation of a debt was taken, and when: each once for a due date. The worker's own. */
export const coverageSteps = pgTable(
  'coverage_steps',
  {
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    form: text().notNull(),
    dueOn: date().notNull(),
    /** 1: whoever owes it and the resident; 2: the education office; 3: counted for the training committee. */
    step: smallint().notNull(),
    takenOn: date().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.form, t.dueOn, t.step] }),
    check('coverage_steps_step', sql`${t.step} between 1 and 3`),
  ],
)

/** When somebody was last written to about what is due: one digest a week. The worker's own. */
export const coverageDigests = pgTable('coverage_digests', {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  sentOn: date().notNull(),
})
