import { inArray } from 'drizzle-orm'
import { type z, ZodError } from 'zod'
import { as, sqlState, type Transaction } from '@/db/client'
import { audit, outbox } from '@/db/schema/audit'
import type { Viewer } from './viewer'
import type { IssueKey, RefusalReason } from './words/words'

/** A write that the hospital's rules do not allow, as a reason with its sentence in `words/<language>/refusals.json`. */
export class Refusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** What the sentence needs: names and dates already written out. */
    readonly detail: Record<string, string | number> = {},
  ) {
    super(reason)
    this.name = 'Refusal'
  }
}

/** Mistakes that only the day or what is stored shows, at their fields like those of the schema: throws a ZodError when there are any. */
export function refuseMistakes(mistakes: Partial<Record<string, IssueKey>>): void {
  const issues = Object.entries(mistakes).map(([field, message]) => ({
    code: 'custom' as const,
    path: [field],
    message: message ?? '',
    input: undefined,
  }))
  if (issues.length > 0) throw new ZodError(issues)
}

/** What goes into the audit log: never content. `about` are the people who may see this row in "who looked at me". */
export interface AuditRow {
  action?: string
  subjectId?: string
  about?: string[]
}

/** A message to be sent after the transaction. `data` holds ids and dates only. */
export interface Message {
  kind: string
  recipientId: string
  data?: Record<string, string>
  dueAt?: Date
  /** Two messages with the same key are sent once. */
  onceKey?: string
}

export interface Context {
  tx: Transaction
  viewer: Viewer
  now: Date
}

interface Outcome<Result> {
  result: Result
  audit: AuditRow | AuditRow[]
  messages?: Message[]
}

/**
 * The only way to write: parses the input, runs `work` in one transaction of the viewer, and writes the audit row and the
 * messages in that same transaction. Throws a ZodError at a field, a Refusal, or a real error; then nothing was written,
 * but a denial leaves its own audit row. `now` can be given by tests and by a worker.
 */
export function command<Schema extends z.ZodType, Result>(
  action: string,
  schema: Schema,
  work: (context: Context, input: z.output<Schema>) => Promise<Outcome<Result>>,
) {
  return async (viewer: Viewer, input: z.input<Schema>, now = new Date()): Promise<Result> => {
    const parsed = schema.parse(input)
    try {
      return await as(viewer.id, async (tx) => {
        const outcome = await work({ tx, viewer, now }, parsed)
        const rows = Array.isArray(outcome.audit) ? outcome.audit : [outcome.audit]
        writeRecord(tx, viewer, action, rows, outcome.messages ?? [])
        return outcome.result
      })
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      if (denials.has(refusal.reason)) await noteDenial(viewer, action)
      throw refusal
    }
  }
}

const denials = new Set<RefusalReason>(['forbidden', 'not-found'])

/** The refusal that an error stands for: the second wall and the constraints speak in SQLSTATEs. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const state = sqlState(error)
  if (state === '23P01') return new Refusal('taken')
  if (state === '42501') return new Refusal('forbidden')
  if (state === '55P03' || state === '40P01') return new Refusal('taken')
  return null
}

async function noteDenial(viewer: Viewer, action: string): Promise<void> {
  await as(viewer.id, (tx) => writeAudit(tx, viewer, `denied:${action}`, [{}]))
}

/** A sensitive read leaves one row: who looked, at what kind of thing, about whom. Call it in the read's own transaction. */
export async function noteRead(
  tx: Transaction,
  viewer: Viewer,
  action: string,
  about: string[],
): Promise<void> {
  const others = about.filter((id) => id !== viewer.id)
  if (others.length > 0) await writeAudit(tx, viewer, action, [{ about: others }])
}

function writeAudit(tx: Transaction, viewer: Viewer, action: string, rows: AuditRow[]) {
  return tx.insert(audit).values(
    rows.map((row) => ({
      actorId: viewer.id,
      action: row.action ?? action,
      subjectId: row.subjectId,
      about: row.about ?? [],
    })),
  )
}

/** What a write leaves behind, in one statement that is sent with the commit: who did what, and what is to be told. */
function writeRecord(tx: Transaction, viewer: Viewer, action: string, rows: AuditRow[], messages: Message[]) {
  const noted = rows.map((row) => ({
    action: row.action ?? action,
    subject: row.subjectId ?? null,
    about: row.about ?? [],
  }))
  const told = messages.map(({ kind, recipientId, data = {}, dueAt, onceKey }) => ({
    kind,
    recipient: recipientId,
    data,
    due: dueAt?.toISOString() ?? null,
    once: onceKey ?? null,
  }))
  const values = [viewer.id, JSON.stringify(noted)]
  if (told.length === 0) tx.askLast(notedOnly, values)
  else tx.askLast(notedAndTold, [...values, JSON.stringify(told)])
}

const notedOnly = `
  insert into audit (actor_id, action, subject_id, about)
  select $1::uuid, action, subject, about from jsonb_to_recordset($2::jsonb) as row(action text, subject uuid, about uuid[])`
const notedAndTold = `
  with noted as (${notedOnly})
  insert into outbox (created_by_id, kind, recipient_id, data, due_at, once_key)
  select $1::uuid, kind, recipient, data, coalesce(due, now()), once
  from jsonb_to_recordset($3::jsonb) as row(kind text, recipient uuid, data jsonb, due timestamptz, once text)
  on conflict do nothing`

/**
 * What the worker has to tell, in its own transaction: each message once, by its `onceKey`, however often the round is tried.
 * Answers how many were new.
 */
export async function tellOnce(
  tx: Transaction,
  messages: readonly (Message & { onceKey: string })[],
): Promise<number> {
  if (messages.length === 0) return 0
  const keys = messages.map(({ onceKey }) => onceKey)
  const known = await tx.select({ onceKey: outbox.onceKey }).from(outbox).where(inArray(outbox.onceKey, keys))
  const told = new Set(known.map(({ onceKey }) => onceKey))
  const fresh = messages.filter(({ onceKey }) => !told.has(onceKey))
  if (fresh.length === 0) return 0
  const written = await tx
    .insert(outbox)
    .values(fresh.map((message) => ({ ...message, data: message.data ?? {} })))
    .onConflictDoNothing()
    .returning({ id: outbox.id })
  return written.length
}
