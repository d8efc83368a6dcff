import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  time,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })
const personId = () =>
  uuid()
    .notNull()
    .references(() => people.id)

/** Stands where a guidance form would: the hours for every form that has none of its own. */
export const everyForm = 'every'

/** When a guide can be met, in local wall time: `weekday` 0 is Monday. Hours for a form stand instead of those for every form. */
export const weeklyHours = pgTable(
  'weekly_hours',
  {
    personId: personId(),
    form: text().notNull().default(everyForm),
    weekday: smallint().notNull(),
    fromTime: time({ precision: 0 }).notNull(),
    untilTime: time({ precision: 0 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.form, t.weekday, t.fromTime] }),
    check('weekly_hours_weekday', sql`${t.weekday} between 0 and 6`),
    check('weekly_hours_order', sql`${t.untilTime} > ${t.fromTime}`),
  ],
)

/** A date on which a guide has other hours than that weekday's; one row without times when she has none. */
export const hoursExceptions = pgTable(
  'hours_exceptions',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: personId(),
    on: date().notNull(),
    fromTime: time({ precision: 0 }),
    untilTime: time({ precision: 0 }),
  },
  (t) => [
    unique('hours_exceptions_once').on(t.personId, t.on, t.fromTime).nullsNotDistinct(),
    check('hours_exceptions_both', sql`(${t.fromTime} is null) = (${t.untilTime} is null)`),
    check('hours_exceptions_order', sql`${t.untilTime} > ${t.fromTime}`),
  ],
)

/** Dates on which a guide is not there; `until_on` is the first day on which she is. Why is nowhere. */
export const absences = pgTable(
  'absences',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: personId(),
    fromOn: date().notNull(),
    untilOn: date().notNull(),
    madeById: uuid(),
    madeAt: instant().notNull().defaultNow(),
  },
  (t) => [index('absences_person').on(t.personId), check('absences_period', sql`${t.untilOn} > ${t.fromOn}`)],
)

/** What a guide wants of sessions of a form: how long ahead, until when they change, how close together, how many, and whether she confirms. */
export const meetingRules = pgTable(
  'meeting_rules',
  {
    personId: personId(),
    form: text().notNull(),
    noticeMinutes: integer().notNull(),
    cancelMinutes: integer().notNull(),
    bufferMinutes: integer().notNull().default(0),
    mostPerDay: integer(),
    mostPerWeek: integer(),
    /** Since when she wants to say yes first. */
    confirmsAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.form] }),
    check('meeting_rules_notice', sql`${t.noticeMinutes} between 0 and 43200`),
    check('meeting_rules_cancel', sql`${t.cancelMinutes} between 0 and 43200`),
    check('meeting_rules_buffer', sql`${t.bufferMinutes} between 0 and 120`),
    check('meeting_rules_day', sql`${t.mostPerDay} between 1 and 20`),
    check('meeting_rules_week', sql`${t.mostPerWeek} between 1 and 60`),
  ],
)
