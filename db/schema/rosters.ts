import { sql } from 'drizzle-orm'
import {
  check,
  index,
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

/** One roster entry. `kind` decides what it means for rest; overlapping work of one person is refused by a constraint. */
export const shifts = pgTable(
  'shifts',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    kind: text().notNull(),
    importedById: uuid(),
    importedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    unique('shifts_person_start').on(t.personId, t.startsAt),
    index('shifts_when').on(t.startsAt),
    check('shifts_kind', sql`${t.kind} in ('day', 'evening', 'night', 'presence', 'on-call', 'leave')`),
    check('shifts_order', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)

/** When a guide can be met, in local wall time: `weekday` 0 is Monday. */
export const weeklyHours = pgTable(
  'weekly_hours',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    weekday: smallint().notNull(),
    fromTime: time({ precision: 0 }).notNull(),
    untilTime: time({ precision: 0 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.weekday, t.fromTime] }),
    check('weekly_hours_weekday', sql`${t.weekday} between 0 and 6`),
    check('weekly_hours_order', sql`${t.untilTime} > ${t.fromTime}`),
  ],
)
