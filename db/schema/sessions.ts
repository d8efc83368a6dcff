import { sql } from 'drizzle-orm'
import {
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })
const instantRange = customType<{ data: string }>({ dataType: () => 'tstzrange' })

/** One planned meeting of any guidance form. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    form: text().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    place: text(),
    bookedById: uuid().notNull(),
    bookedAt: instant().notNull().defaultNow(),
    movedAt: instant(),
    movedById: uuid(),
    cancelledAt: instant(),
    cancelledById: uuid(),
    /** Rises with every change that a calendar must hear of. */
    sequence: integer().notNull().default(0),
    /** The form that booked it: posted twice, it books once. */
    requestKey: uuid().unique(),
  },
  (t) => [
    index('sessions_when').on(t.startsAt),
    check('sessions_order', sql`${t.endsAt} > ${t.startsAt}`),
    check(
      'sessions_form',
      sql`${t.form} in ('check-in', 'mentor-session', 'intervision', 'supervision-group', 'learning-therapy', 'learning-talk', 'psychologist-session', 'shadow-day', 'feedback-moment', 'student-teaching')`,
    ),
  ],
)

/**
 * One row per person in a session, carrying its time range: the exclusion constraint in the migrations keeps
 * anybody, guide or resident, from being in two places. A cancelled session releases its people.
 */
export const sessionPeople = pgTable(
  'session_people',
  {
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    part: text().notNull(),
    during: instantRange().notNull(),
    releasedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.personId] }),
    index('session_people_person').on(t.personId),
    check('session_people_part', sql`${t.part} in ('resident', 'guide')`),
  ],
)
