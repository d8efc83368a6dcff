import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })

const topicList = sql`array['roster', 'duties', 'part-time', 'administration', 'guidance', 'career', 'collaboration', 'other-work']::text[]`

/** What is said of a talk, as it was logged and as it is corrected. */
const said = () => ({
  outcome: text().notNull(),
  happenedOn: date().notNull(),
  topics: text()
    .array()
    .notNull()
    .default(sql`'{}'`),
})

/** That a balance check-in took place and what the department will change; never how a person feels. */
export const checkIns = pgTable(
  'check_ins',
  {
    id: uuid().primaryKey().defaultRandom(),
    residentId: uuid()
      .notNull()
      .references(() => people.id),
    supervisorId: uuid()
      .notNull()
      .references(() => people.id),
    ...said(),
    nextOn: date(),
    loggedAt: instant().notNull().defaultNow(),
    withdrawnAt: instant(),
    /** The form that logged it: posted twice, it logs once. */
    requestKey: uuid().unique(),
  },
  (t) => [
    index('check_ins_resident').on(t.residentId, t.happenedOn),
    index('check_ins_supervisor').on(t.supervisorId, t.happenedOn),
    check('check_ins_outcome', sql`${t.outcome} in ('held', 'offered', 'declined')`),
    check('check_ins_topics', sql`${t.topics} <@ ${topicList}`),
  ],
)

/**
 * What the supervisor says of a check-in once a day has passed: it stands beside what she wrote, which stays. The newest one counts.
 */
export const checkInCorrections = pgTable(
  'check_in_corrections',
  {
    id: uuid().primaryKey().defaultRandom(),
    checkInId: uuid()
      .notNull()
      .references(() => checkIns.id),
    ...said(),
    correctedAt: instant().notNull().defaultNow(),
    correctedById: uuid()
      .notNull()
      .references(() => people.id),
    /** The form that added it: posted twice, it adds once. */
    requestKey: uuid().unique(),
  },
  (t) => [
    index('check_in_corrections_check_in').on(t.checkInId, t.correctedAt),
    check('check_in_corrections_outcome', sql`${t.outcome} in ('held', 'offered', 'declined')`),
    check('check_in_corrections_topics', sql`${t.topics} <@ ${topicList}`),
  ],
)

export const promises = pgTable(
  'promises',
  {
    id: uuid().primaryKey().defaultRandom(),
    checkInId: uuid()
      .notNull()
      .references(() => checkIns.id),
    text: text().notNull(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    dueOn: date(),
    madeAt: instant().notNull().defaultNow(),
    keptAt: instant(),
    keptById: uuid(),
    /** One of the two said that it was not kept. Neither: it is open. */
    notKeptAt: instant(),
    notKeptById: uuid(),
  },
  (t) => [
    index('promises_check_in').on(t.checkInId),
    index('promises_due').on(t.dueOn),
    check('promises_mark', sql`${t.keptAt} is null or ${t.notKeptAt} is null`),
    check('promises_length', sql`char_length(${t.text}) between 1 and 280`),
  ],
)
