import { and, asc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { as, asNobody, type Transaction } from '@/db/client'
import { calendarFeeds } from '@/db/schema/calendar-feeds'
import { contacts, people } from '@/db/schema/people'
import { rooms, series, sessionPeople, sessions } from '@/db/schema/sessions'
import { writeCalendar } from '@/lib/invitations/ics'
import { seenBy, type NamedSeat } from '@/lib/invitations/seen'
import { sessionEvent } from '@/lib/invitations/session-event'
import { addMinutes, type Locale } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { hashOfToken } from './commands'

/** What a feed holds: so many weeks back and ahead. */
const weeksBack = 4
const weeksAhead = 52
const weekMinutes = 7 * 24 * 60
/** How often a calendar program is asked to look again; most look less often. */
const refreshHours = 3
const tokenForm = /^[\w-]{43}$/

/** The viewer's feed, or null: since when, and when a program last read it (to the hour). */
export async function loadFollowing(viewer: Viewer) {
  return as(viewer.id, async (tx) => {
    const [feed] = await tx
      .select({ madeAt: calendarFeeds.madeAt, usedAt: calendarFeeds.usedAt })
      .from(calendarFeeds)
      .where(and(eq(calendarFeeds.personId, viewer.id), isNull(calendarFeeds.stoppedAt)))
    return feed ?? null
  })
}

/**
 * The agenda that a token opens, as RFC 5545; null for a token that is unknown or stopped, and for a closed account. Whoever
 * holds the token reads as its owner, under row security, and nothing but this.
 */
export async function loadFeed(token: string, now: Date): Promise<string | null> {
  if (!tokenForm.test(token)) return null
  const ownerId = await asNobody(async (tx) => {
    const [row] = await tx.execute<{ owner: string | null }>(
      sql`select app.open_feed(${hashOfToken(token)}) as owner`,
    )
    return row?.owner ?? null
  })
  if (ownerId === null) return null
  return as(ownerId, async (tx) => {
    const [owner] = await tx
      .select({ locale: contacts.locale })
      .from(contacts)
      .where(eq(contacts.personId, ownerId))
    const locale = (owner?.locale ?? 'nl') as Locale
    const t = words(locale)
    const planned = await listOwn(tx, ownerId, now)
    return writeCalendar({
      method: 'PUBLISH',
      name: t('calendarFeed.calendarName'),
      refreshHours,
      events: planned.map((session) => sessionEvent(session, ownerId, locale, t('common.busy'))),
    })
  })
}

/** The owner's sessions of these weeks, those that were cancelled too: a calendar program must take them out. */
async function listOwn(tx: Transaction, ownerId: string, now: Date) {
  const rows = await tx
    .select({ session: sessions, room: rooms.name, seriesTime: series.startsTime })
    .from(sessionPeople)
    .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .leftJoin(series, eq(series.id, sessions.seriesId))
    .where(
      and(
        eq(sessionPeople.personId, ownerId),
        isNull(sessions.leftById),
        gte(sessions.startsAt, addMinutes(now, -weeksBack * weekMinutes)),
        lt(sessions.startsAt, addMinutes(now, weeksAhead * weekMinutes)),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
  const seats = await listSeats(
    tx,
    rows.map((row) => row.session.id),
  )
  return rows.flatMap(({ session, room, seriesTime }) => {
    const seen = seenBy(ownerId, session, seats.get(session.id) ?? [])
    // A seat that she gave back is not in her agenda any more.
    if (!seen || (seen.isOver && session.cancelledAt === null)) return []
    const { sequence, isAwaited, otherName } = seen
    return [{ ...session, sequence, room, seriesTime, isAwaited, otherName }]
  })
}

async function listSeats(tx: Transaction, sessionIds: string[]) {
  const rows =
    sessionIds.length === 0
      ? []
      : await tx
          .select({
            seat: sessionPeople,
            name: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
          })
          .from(sessionPeople)
          .leftJoin(people, eq(people.id, sessionPeople.personId))
          .where(inArray(sessionPeople.sessionId, sessionIds))
  const bySession = new Map<string, NamedSeat[]>()
  for (const { seat, name } of rows)
    bySession.set(seat.sessionId, [...(bySession.get(seat.sessionId) ?? []), { ...seat, name }])
  return bySession
}
