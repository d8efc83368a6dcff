import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/** Every instant is stored with its offset; every `…_on` is a calendar date in the hospital's zone. */
const instant = () => timestamp({ withTimezone: true })

/** One row: how this database came to be. Demo mode refuses a database that it did not create. */
export const installation = pgTable('installation', {
  id: smallint().primaryKey().default(1),
  createdDemoAt: instant(),
})

export const departments = pgTable('departments', {
  id: uuid().primaryKey().defaultRandom(),
  code: text().notNull().unique(),
  name: text().notNull(),
  site: text().notNull(),
  phone: text(),
})

/** What the directory shows of a person. Contact data live in `contacts`, which fewer people may read. */
export const people = pgTable('people', {
  id: uuid().primaryKey().defaultRandom(),
  staffNumber: text().notNull().unique(),
  givenName: text().notNull(),
  familyName: text().notNull(),
  closedAt: instant(),
  closedById: uuid(),
})

export const contacts = pgTable(
  'contacts',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id),
    email: text().notNull(),
    locale: text().notNull().default('nl'),
  },
  (t) => [
    uniqueIndex('contacts_email_key').on(sql`lower(${t.email})`),
    check('contacts_locale', sql`${t.locale} in ('nl', 'en')`),
  ],
)

/** A role held from a day until a day: `until_on` is the first day on which it no longer holds. */
export const roles = pgTable(
  'roles',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text().notNull(),
    departmentId: uuid().references(() => departments.id),
    fromOn: date().notNull(),
    untilOn: date(),
  },
  (t) => [
    unique('roles_once').on(t.personId, t.role, t.departmentId, t.fromOn).nullsNotDistinct(),
    index('roles_department').on(t.departmentId, t.role),
    check(
      'roles_role',
      sql`${t.role} in ('resident', 'supervisor', 'mentor', 'psychologist', 'nurse', 'student', 'secretary', 'coordinator', 'admin')`,
    ),
    check('roles_period', sql`${t.untilOn} is null or ${t.untilOn} > ${t.fromOn}`),
  ],
)

/** What only holds for the role of resident: in training (aios) or not (anios), and for how much of the week. */
export const residencies = pgTable(
  'residencies',
  {
    roleId: uuid()
      .primaryKey()
      .references(() => roles.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    fte: numeric({ precision: 3, scale: 2, mode: 'number' }).notNull(),
  },
  (t) => [
    check('residencies_kind', sql`${t.kind} in ('anios', 'aios')`),
    check('residencies_fte', sql`${t.fte} > 0 and ${t.fte} <= 1`),
  ],
)

/** How many residents a mentor has room for. */
export const mentorPlaces = pgTable(
  'mentor_places',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id),
    places: integer().notNull(),
    /** Since when she also meets residents who are not hers, when they ask for any mentor. */
    pooledAt: instant(),
  },
  (t) => [check('mentor_places_range', sql`${t.places} between 0 and 50`)],
)

export const qualifications = pgTable(
  'qualifications',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    number: text(),
    expiresOn: date(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.kind] }),
    check('qualifications_kind', sql`${t.kind} in ('BIG', 'NHG', 'LVSC', 'psychotherapist')`),
  ],
)

/** Who a person is at the hospital's identity provider: issuer and subject, never the e-mail address. */
export const identities = pgTable(
  'identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    linkedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    uniqueIndex('identities_person').on(t.personId, t.issuer),
  ],
)

/** One row per signed-in browser. Ending it ends the session at its next request. */
export const signIns = pgTable(
  'sign_ins',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    method: text().notNull(),
    device: text(),
    madeAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
    endedById: uuid(),
  },
  (t) => [index('sign_ins_person').on(t.personId)],
)

/** A mailed sign-in link: only its hash is kept, and it works once. */
export const signInLinks = pgTable('sign_in_links', {
  tokenHash: text().primaryKey(),
  email: text().notNull(),
  expiresAt: instant().notNull(),
})
