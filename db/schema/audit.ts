import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const instant = () => timestamp({ withTimezone: true })

/** Who did or saw what, and about whom. Never content. Only inserted, never changed. */
export const audit = pgTable(
  'audit',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    actorId: uuid(),
    action: text().notNull(),
    subjectId: uuid(),
    about: uuid()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [index('audit_about').using('gin', t.about), index('audit_at').on(t.at)],
)

/** Messages to be sent, written in the transaction that causes them; only `lib/notifications` reads them. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().notNull(),
    recipientId: uuid().notNull(),
    createdById: uuid(),
    /** Ids and dates the message is made from when it is sent; never a sentence about a person. */
    data: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** Two rows with the same key are one message. */
    onceKey: text(),
    createdAt: instant().notNull().defaultNow(),
    dueAt: instant().notNull().defaultNow(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    sentAt: instant(),
    droppedAt: instant(),
  },
  (t) => [
    index('outbox_due')
      .on(t.dueAt)
      .where(sql`sent_at is null and dropped_at is null`),
    uniqueIndex('outbox_once').on(t.onceKey),
  ],
)

/** The worker's sign of life, read by /api/readyz, and the last run of each nightly job. */
export const workerBeats = pgTable('worker_beats', {
  name: text().primaryKey(),
  at: instant().notNull(),
  report: jsonb().$type<Record<string, number | string>>(),
})

/** An uploaded file between its preview and its writing. */
export const imports = pgTable('imports', {
  id: uuid().primaryKey().defaultRandom(),
  kind: text().notNull(),
  madeById: uuid().notNull(),
  madeAt: instant().notNull().defaultNow(),
  fileName: text().notNull(),
  /** The file as it was uploaded, base64: what is written is read again from here, against the data of that moment. */
  content: text().notNull(),
  writtenAt: instant(),
})
