import { and, gt, inArray, lte } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import { listPeaceUntil } from '@/lib/sessions/reach'
import { addMinutes } from '@/lib/time'
import { isId } from './patience'
import { sessionIdsOf } from './session-told'

interface Waiting {
  id: string
  kind: string
  recipientId: string
  data: Record<string, string>
}

/** What tells somebody not to come is told in time, also at night: within a night's rest it would be too late. */
const urgentHours = 14
const urgentKinds = new Set(['session.cancelled', 'session.moved', 'session.declined', 'session.expired'])

/**
 * Which of these messages must wait, and until when: for the end of the quiet hours, and of somebody's rest after a night.
 * What is urgent does not.
 */
export async function listHeldBack(
  tx: Transaction,
  messages: readonly Waiting[],
  now: Date,
): Promise<{ id: string; until: Date }[]> {
  if (messages.length === 0) return []
  const peace = await listPeaceUntil(
    tx,
    messages.map((message) => message.recipientId),
    now,
  )
  const held = messages.flatMap((message) => {
    const until = peace.get(message.recipientId)
    return until ? [{ ...message, until }] : []
  })
  const urgent = await listUrgent(tx, held, now)
  return held.filter((message) => !urgent.has(message.id))
}

async function listUrgent(tx: Transaction, messages: readonly Waiting[], now: Date): Promise<Set<string>> {
  const soon = addMinutes(now, urgentHours * 60)
  const changes = messages.filter(({ kind, data }) => urgentKinds.has(kind) || data.wasAt)
  const ids = changes.flatMap(({ data }) => sessionIdsOf(data).filter(isId))
  if (ids.length === 0) return new Set()
  const begin = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(inArray(sessions.id, ids), gt(sessions.startsAt, now), lte(sessions.startsAt, soon)))
  const imminent = new Set(begin.map((session) => session.id))
  return new Set(
    changes
      .filter(({ data }) => sessionIdsOf(data).some((id) => imminent.has(id)) || isSoon(data.wasAt))
      .map(({ id }) => id),
  )

  /** Where it was moved away from, when the message says so: somebody might come for nothing. */
  function isSoon(wasAt: string | undefined): boolean {
    const at = new Date(wasAt ?? '')
    return at > now && at <= soon
  }
}
