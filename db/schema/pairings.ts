import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })

/**
 * Resident with supervisor, mentor or psychologist. It holds from `from_on` until `until_on` (the first day without) once accepted.
 * One supervisor and one mentor at a time: an exclusion constraint in the migrations.
 */
export const pairings = pgTable(
  'pairings',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().notNull(),
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    guideId: uuid()
      .notNull()
      .references(() => people.id),
    fromOn: date().notNull(),
    untilOn: date(),
    proposedAt: instant(),
    proposedById: uuid(),
    askedAt: instant(),
    askedById: uuid(),
    acceptedAt: instant(),
    acceptedById: uuid(),
    declinedAt: instant(),
    declinedById: uuid(),
    endedAt: instant(),
    endedById: uuid(),
    /** Why this mentor is not independent (any more), found at a change of roles or by the nightly check. */
    conflict: text(),
    conflictFoundAt: instant(),
  },
  (t) => [
    index('pairings_resident').on(t.residentId),
    index('pairings_guide').on(t.guideId),
    check('pairings_kind', sql`${t.kind} in ('supervisor', 'mentor', 'psychologist')`),
    check('pairings_two_people', sql`${t.residentId} <> ${t.guideId}`),
    check('pairings_period', sql`${t.untilOn} is null or ${t.untilOn} >= ${t.fromOn}`),
    check(
      'pairings_guide_accepts',
      sql`${t.kind} = 'supervisor' or ${t.acceptedById} is null or ${t.acceptedById} = ${t.guideId}`,
    ),
  ],
)

/** Whom a resident would like as a mentor when one is proposed to her, the first choice at place 1. Gone once she has a mentor. */
export const mentorWishes = pgTable(
  'mentor_wishes',
  {
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    place: smallint().notNull(),
    mentorId: uuid()
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.residentId, t.place] }),
    unique('mentor_wishes_once').on(t.residentId, t.mentorId),
    check('mentor_wishes_place', sql`${t.place} between 1 and 3`),
    check('mentor_wishes_two_people', sql`${t.residentId} <> ${t.mentorId}`),
  ],
)
