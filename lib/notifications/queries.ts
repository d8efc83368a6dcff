import { sql } from 'drizzle-orm'
import { as } from '@/db/client'
import type { Viewer } from '@/lib/viewer'
import { outboxReach } from './policy'

export const messagesPerPage = 50

export type Fate = 'sent' | 'waiting' | 'needless' | 'failed'

/** How a message fared. `kind` is one word for all sessions: no form, no counterpart, no place (matrix, below row 31). */
export interface SentMessage {
  id: string
  at: Date
  kind: 'session' | 'pairing' | 'feed'
  attempts: number
  fate: Fate
  dueAt: Date
  /** A code of the mail server, of what has not gone out. */
  problem: string | null
}

/** The messages of this page (from 1), newest first: of everybody for the admin, her own for an office; null for anybody else. */
export async function listMessages(viewer: Viewer, page: number): Promise<SentMessage[] | null> {
  const reach = outboxReach(viewer)
  if (!reach) return null
  return as(viewer.id, async (tx) => {
    const rows = await tx.execute<
      Record<'id' | 'at' | 'kind' | 'attempts' | 'fate' | 'due' | 'problem', string>
    >(sql`
      select id, at, kind, attempts, fate, due, problem
      from app.outbox_state(${reach === 'own'}, ${(page - 1) * messagesPerPage}, ${messagesPerPage})`)
    return rows.map((row) => ({
      id: row.id,
      at: new Date(row.at),
      kind: row.kind as SentMessage['kind'],
      attempts: Number(row.attempts),
      fate: row.fate as Fate,
      dueAt: new Date(row.due),
      problem: row.problem,
    }))
  })
}
