import { sql } from 'drizzle-orm'
import {
  check,
  customType,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  time,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { departments, people } from './people'

const instant = () => timestamp({ withTimezone: true })
const instantRange = customType<{ data: string }>({ dataType: () => 'tstzrange' })

/** A room where sessions are held. Two sessions are never in it at once: a constraint in the migrations. */
export const rooms = pgTable(
  'rooms',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    site: text().notNull(),
    /** How many people it holds. */
    places: integer().notNull(),
    addedById: uuid(),
    addedAt: instant().notNull().defaultNow(),
    closedAt: instant(),
    closedById: uuid(),
  },
  (t) => [
    uniqueIndex('rooms_name').on(t.site, t.name),
    check('rooms_places', sql`${t.places} between 1 and 500`),
  ],
)

/** How sessions repeat, as it was asked; each occurrence is a session of its own. `starts_time` is wall time. */
export const series = pgTable(
  'series',
  {
    id: uuid().primaryKey().defaultRandom(),
    form: text().notNull(),
    /** Every so many weeks on the weekday of `from_on`; or every month on the first, second, third, fourth or last of that weekday. */
    everyWeeks: integer(),
    monthlyNth: integer(),
    fromOn: date().notNull(),
    startsTime: time({ precision: 0 }).notNull(),
    /** The last date it may fall on, or how many times. */
    lastOn: date(),
    count: integer(),
    madeById: uuid().notNull(),
    madeAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check('series_rhythm', sql`(${t.everyWeeks} is null) <> (${t.monthlyNth} is null)`),
    check('series_weeks', sql`${t.everyWeeks} between 1 and 26`),
    check('series_month', sql`${t.monthlyNth} in (1, 2, 3, 4, -1)`),
    check('series_end', sql`(${t.lastOn} is null) <> (${t.count} is null)`),
  ],
)

/** One planned meeting of any guidance form. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    form: text().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    place: text(),
    roomId: uuid().references(() => rooms.id),
    /** Where it is held online. */
    link: text(),
    /** The department that plans it, for forms that an office plans; those of two people belong to the two. */
    departmentId: uuid().references(() => departments.id),
    /** How many residents can take a seat by themselves; null when nobody can. */
    seats: integer(),
    seriesId: uuid().references(() => series.id),
    /** The date of the series it stands for, also after it was moved. */
    seriesOn: date(),
    bookedById: uuid().notNull(),
    bookedAt: instant().notNull().defaultNow(),
    movedAt: instant(),
    movedById: uuid(),
    cancelledAt: instant(),
    cancelledById: uuid(),
    heldAt: instant(),
    heldById: uuid(),
    missedAt: instant(),
    missedById: uuid(),
    /** When it really ended, noted afterwards. */
    endedAt: instant(),
    /** Planned although the rest rules refuse it: who, when and why. The people in it are told. */
    plannedAnywayAt: instant(),
    plannedAnywayById: uuid(),
    plannedAnywayReason: text(),
    /** The session that left this time when it was moved: the row only keeps the guide's time for who waits, and nobody sees it. */
    leftById: uuid(),
    /** Rises with every change that a calendar must hear of. */
    sequence: integer().notNull().default(0),
    /** The form that booked it: posted twice, it books once. */
    requestKey: uuid().unique(),
  },
  (t) => [
    index('sessions_when').on(t.startsAt),
    index('sessions_series').on(t.seriesId),
    uniqueIndex('sessions_occurrence').on(t.seriesId, t.seriesOn),
    check('sessions_seats', sql`${t.seats} between 1 and 500`),
    check('sessions_outcome', sql`${t.heldAt} is null or ${t.missedAt} is null`),
    check('sessions_anyway', sql`(${t.plannedAnywayAt} is null) = (${t.plannedAnywayReason} is null)`),
    check('sessions_order', sql`${t.endsAt} > ${t.startsAt}`),
    check(
      'sessions_form',
      sql`${t.form} in ('check-in', 'mentor-session', 'intervision', 'supervision-group', 'learning-therapy', 'learning-talk', 'psychologist-session', 'shadow-day', 'feedback-moment', 'student-teaching')`,
    ),
  ],
)

/**
 * One row per person in a session, carrying its time range: the exclusion constraint in the migrations keeps
 * anybody, guide or resident, from being in two places. A cancelled session releases its people; the guide of one that
 * somebody waits for is kept until the worker has offered her time to the first in line.
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
    /** Her yes is awaited until this instant: a guide who wants to confirm, or somebody from the waiting list. */
    answerBy: instant(),
    acceptedAt: instant(),
    declinedAt: instant(),
    /** How often this seat was given back or taken again: kept by the database, so that an invitation of hers overrules the one before. */
    turns: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.personId] }),
    index('session_people_person').on(t.personId),
    check('session_people_part', sql`${t.part} in ('resident', 'guide')`),
  ],
)

/**
 * Whose rest an office set aside with its reason, and which rule of the rest engine that was: only this was accepted. What a roster
 * brings later is judged again. `any`: planned before this was kept, when all rest was accepted.
 */
export const restSetAside = pgTable(
  'rest_set_aside',
  {
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    rule: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.personId] }),
    check(
      'rest_set_aside_rule',
      sql`${t.rule} in ('any', 'before-night', 'rest-after-shift', 'rest-after-night', 'rest-after-nights', 'rest-before-shift', 'day-off', 'too-long', 'weekly-rest', 'load')`,
    ),
  ],
)

/**
 * Somebody who waits: for a time with a guide, for a seat in a session, or, without either, for a time with any mentor of the
 * pool. The first in line is offered what comes free; her seat in the offered session carries until when.
 */
export const waiting = pgTable(
  'waiting',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    form: text().notNull(),
    guideId: uuid().references(() => people.id),
    sessionId: uuid().references(() => sessions.id),
    askedAt: instant().notNull().defaultNow(),
    /** When she was last told that there are free times again. */
    toldAt: instant(),
    offeredSessionId: uuid().references(() => sessions.id),
    offeredAt: instant(),
    /** She took a place, or does not wait any more. */
    endedAt: instant(),
  },
  (t) => [
    index('waiting_person').on(t.personId),
    check(
      'waiting_for_one',
      sql`num_nonnulls(${t.guideId}, ${t.sessionId}) = case when ${t.form} = 'mentor-session' and ${t.guideId} is null then 0 else 1 end`,
    ),
  ],
)
