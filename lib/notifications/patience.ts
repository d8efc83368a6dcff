import { inArray } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import { addMinutes } from '@/lib/time'
import { sessionIdsOf } from './session-told'

interface Tried {
  id: string
  data: Record<string, string>
  attempts: number
  createdAt: Date
}

/** What cannot be sent is tried for as long as this from when it was written; after a worker that was away, as often at least. */
const patienceDays = 5
export const leastAttempts = 12

/**
 * Which of these messages are tried no more: the sessions that they tell of have begun, or the days are over. Each was tried once
 * at least, also when it comes late.
 */
export async function listGivenUp(tx: Transaction, messages: readonly Tried[], now: Date): Promise<string[]> {
  const tried = messages.filter(({ attempts }) => attempts > 0)
  const ids = tried.flatMap(({ data }) => sessionIdsOf(data).filter(isId))
  const found =
    ids.length > 0
      ? await tx
          .select({ id: sessions.id, startsAt: sessions.startsAt })
          .from(sessions)
          .where(inArray(sessions.id, ids))
      : []
  const startOf = new Map(found.map(({ id, startsAt }) => [id, startsAt]))
  const since = addMinutes(now, -patienceDays * 24 * 60)
  return tried
    .filter((message) => isOver(message) || (message.createdAt <= since && message.attempts >= leastAttempts))
    .map(({ id }) => id)

  /** All that it tells of has begun, also the time that a session was moved away from. */
  function isOver({ data }: Tried): boolean {
    const starts = sessionIdsOf(data).flatMap((id) => startOf.get(id) ?? [])
    return starts.length > 0 && !starts.some((at) => at > now) && !(new Date(data.wasAt ?? '') > now)
  }
}

/** A session's id, and no other text that stands in its place. */
export const isId = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
