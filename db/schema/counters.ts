import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { people } from './people'

const instant = () => timestamp({ withTimezone: true })

/** The forms whose counter a resident keeps herself. */
export const counterForms = ['supervision-group', 'learning-therapy'] as const
const isCounted = sql.raw(`in (${counterForms.map((form) => `'${form}'`).join(', ')})`)

/** What she adds to a counter of her own, or takes away: one number, without a reason. */
export const counterCorrections = pgTable(
  'counter_corrections',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    form: text().notNull(),
    added: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.form] }),
    check('counter_corrections_form', sql`${t.form} ${isCounted}`),
    check('counter_corrections_added', sql`${t.added} between -200 and 200`),
  ],
)

/** What she brought from another hospital in a signed file: the newest number of each place. */
export const broughtCounts = pgTable(
  'brought_counts',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** One account in one hospital, as its files name it. */
    source: text().notNull(),
    form: text().notNull(),
    hospital: text().notNull(),
    held: integer().notNull(),
    /** What she noted there herself. */
    added: integer().notNull(),
    /** When that hospital counted. */
    countedAt: instant().notNull(),
    fileId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.source, t.form] }),
    check('brought_counts_form', sql`${t.form} ${isCounted}`),
    check('brought_counts_sum', sql`${t.held} >= 0 and ${t.held} + ${t.added} between 0 and 1200`),
  ],
)

/** This hospital, in one row: what its files say of it. */
export const hospital = pgTable(
  'hospital',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Null until the education office gives it one. */
    name: text(),
    one: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('hospital_one').on(t.one),
    check('hospital_is_one', sql`${t.one} = 1`),
    check('hospital_name_length', sql`char_length(${t.name}) between 1 and 120`),
  ],
)

/** Hospitals whose files count here, by the public half of the key with which they sign (Ed25519, 64 hexadecimal digits). */
export const trustedHospitals = pgTable(
  'trusted_hospitals',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    publicKey: text().notNull(),
    addedById: uuid()
      .notNull()
      .references(() => people.id),
    addedAt: instant().notNull().defaultNow(),
    removedAt: instant(),
    removedById: uuid().references(() => people.id),
  },
  (t) => [
    uniqueIndex('trusted_hospitals_key')
      .on(t.publicKey)
      .where(sql`${t.removedAt} is null`),
    check('trusted_hospitals_key_form', sql`${t.publicKey} ~ '^[0-9a-f]{64}$'`),
    check('trusted_hospitals_name_length', sql`char_length(${t.name}) between 1 and 120`),
    check('trusted_hospitals_removed', sql`(${t.removedAt} is null) = (${t.removedById} is null)`),
  ],
)
