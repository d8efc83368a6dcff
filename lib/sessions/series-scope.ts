import { and, eq, gt, gte, inArray, isNull } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { dateOf, type CalendarDate } from '@/lib/time'
import type { LockedSession } from './booking'
import { shiftedStart, type Scope } from './series-rules'

/** The ids of a session and the others of its series that are still to come and may change with it, by date. */
export async function listOfSeries(
  tx: Transaction,
  session: { id: string; seriesId: string | null; seriesOn: CalendarDate | null },
  scope: Scope,
  now: Date,
): Promise<string[]> {
  if (scope === 'one' || !session.seriesId || !session.seriesOn) return [session.id]
  const rows = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.seriesId, session.seriesId),
        isNull(sessions.cancelledAt),
        isNull(sessions.heldAt),
        isNull(sessions.missedAt),
        gt(sessions.startsAt, now),
        scope === 'following' ? gte(sessions.seriesOn, session.seriesOn) : undefined,
      ),
    )
    .orderBy(sessions.seriesOn)
  const ids = rows.map(({ id }) => id)
  return ids.includes(session.id) ? ids : [session.id, ...ids]
}

/** A session and the others of its series under one lock, taken before any of them is read. The one that was asked for is first. */
export async function lockScope<Session extends LockedSession>(
  tx: Transaction,
  now: Date,
  input: { sessionId: string; scope: Scope },
  /** Locks one of them as far as the viewer may change it. */
  lock: (sessionId: string) => Promise<Session>,
  also: string[] = [],
): Promise<[Session, ...Session[]]> {
  const [asked] = await tx
    .select({ id: sessions.id, seriesId: sessions.seriesId, seriesOn: sessions.seriesOn })
    .from(sessions)
    .where(eq(sessions.id, input.sessionId))
  if (!asked) throw new Refusal('not-found')
  const ids = await listOfSeries(tx, asked, input.scope, now)
  const seats = await tx
    .select({ personId: sessionPeople.personId, roomId: sessions.roomId })
    .from(sessions)
    .leftJoin(sessionPeople, eq(sessionPeople.sessionId, sessions.id))
    .where(inArray(sessions.id, ids))
  const locks = seats.flatMap(({ personId, roomId }) => [personId ?? [], roomId ?? []].flat())
  await lockPeople(tx, [...ids, ...locks, ...also])
  const first = await lock(asked.id)
  const others: Session[] = []
  for (const id of ids) {
    if (id === asked.id) continue
    const other = await lock(id)
    if (!other.cancelledAt) others.push(other)
  }
  return [first, ...others]
}

/** What is told of several is told in the order of their times. */
export const byTime = <Session extends { startsAt: Date }>(several: readonly Session[]): Session[] =>
  several.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())

export const seriesOnOf = (session: Pick<LockedSession, 'seriesOn' | 'startsAt'>) =>
  session.seriesOn ?? dateOf(session.startsAt)

/** Where each of these goes when the first moves to this time; dates in `skip` stay where they are. */
export function movedTimes<Session extends { seriesOn: CalendarDate | null; startsAt: Date }>(
  [first, ...others]: readonly [Session, ...Session[]],
  startsAt: Date,
  skip: readonly CalendarDate[],
): { session: Session; on: CalendarDate; startsAt: Date }[] {
  const moved = { seriesOn: seriesOnOf(first), startsAt }
  return [
    { session: first, on: moved.seriesOn, startsAt },
    ...others
      .map((session) => ({ session, on: seriesOnOf(session) }))
      .filter(({ on }) => !skip.includes(on))
      .map(({ session, on }) => ({ session, on, startsAt: shiftedStart(moved, { seriesOn: on }) })),
  ]
}
