import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { rosterFeeds } from './feeds'
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
    /** When it really ended, once somebody noted it: what rest is counted from. */
    endedAt: instant(),
    endNotedAt: instant(),
    endNotedById: uuid(),
    importedById: uuid(),
    /** The calendar that it is read from, for as long as nobody changes it by hand. */
    feedId: uuid().references(() => rosterFeeds.id),
    importedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    unique('shifts_person_start').on(t.personId, t.startsAt),
    index('shifts_when').on(t.startsAt),
    index('shifts_feed').on(t.feedId, t.startsAt),
    check('shifts_kind', sql`${t.kind} in ('day', 'evening', 'night', 'presence', 'on-call', 'leave')`),
    check('shifts_order', sql`${t.endsAt} > ${t.startsAt}`),
    check('shifts_ended', sql`${t.endedAt} > ${t.startsAt}`),
  ],
)
