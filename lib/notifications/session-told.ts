import { eq, inArray } from 'drizzle-orm'
import { people } from '@/db/schema/people'
import { rooms, series, sessionPeople, sessions } from '@/db/schema/sessions'
import { seenBy } from '@/lib/invitations/seen'
import { sessionEvent } from '@/lib/invitations/session-event'
import type { CalendarEvent } from '@/lib/invitations/ics'
import { isConfidential } from '@/lib/sessions/forms'
import type { Context } from './messages'

/** A session as a message to one of its people may tell it. */
export type ToldSession = NonNullable<Awaited<ReturnType<typeof loadToldSession>>>

/** The sessions that a message is about: one, or several of a series in the order of their times. */
export function sessionIdsOf({ sessionId, otherIds }: Record<string, string>): string[] {
  return sessionId ? [sessionId, ...(otherIds?.split(' ') ?? [])] : []
}

/** The session as it is now, for somebody who is in it or was until it was cancelled; else null. */
export async function loadToldSession(context: Context) {
  const [told] = await listToldSessions(context)
  return told ?? null
}

/** Those that a message is about as they are now, without what the recipient has no part in. Two queries. */
export async function listToldSessions({ tx, recipientId, data }: Context) {
  const ids = sessionIdsOf(data)
  if (ids.length === 0) return []
  const found = await tx
    .select({ session: sessions, room: rooms.name, seriesTime: series.startsTime })
    .from(sessions)
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .leftJoin(series, eq(series.id, sessions.seriesId))
    .where(inArray(sessions.id, ids))
    .orderBy(sessions.startsAt)
  const rows = await tx
    .select({ seat: sessionPeople, givenName: people.givenName, familyName: people.familyName })
    .from(sessionPeople)
    .innerJoin(people, eq(people.id, sessionPeople.personId))
    .where(inArray(sessionPeople.sessionId, ids))
  return found.flatMap(({ session, room, seriesTime }) => {
    const seats = rows
      .filter(({ seat }) => seat.sessionId === session.id)
      .map(({ seat, ...name }) => ({ ...seat, name: nameOf(name) }))
    const seen = seenBy(recipientId, session, seats)
    if (!seen) return []
    const own = seats.find(({ personId }) => personId === recipientId)!
    return {
      ...session,
      ...timeOf(session, own),
      ...seen,
      room,
      seriesTime,
      isConfidential: isConfidential(session.form),
    }
  })
}

/** Who was taken out of it before it moved reads the time that she had, which is what stands in her calendar. */
function timeOf(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  { releasedAt, during }: { releasedAt: Date | null; during: string },
) {
  const [from, until] = releasedAt
    ? [...during.matchAll(/"([^"]+)"/g)].map(([, text]) => new Date(text!))
    : []
  return from && until ? { startsAt: from, endsAt: until } : { startsAt, endsAt }
}

/** The session in the recipient's own calendar program, as of now. */
export function eventOf(
  told: ToldSession,
  { recipientId, locale, t, now }: Pick<Context, 'recipientId' | 'locale' | 't' | 'now'>,
): CalendarEvent {
  const event = sessionEvent(
    { ...told, cancelledAt: told.isOver ? now : null },
    recipientId,
    locale,
    t('common.busy'),
  )
  return { ...event, changedAt: now }
}

/** What it is and where: nothing of a confidential one. */
export function factsOf(
  told: ToldSession,
  when: string,
  { t }: Pick<Context, 't'>,
  where = placeOf(told),
): string[] {
  if (told.isConfidential) return [when]
  const form = t(`common.form.${told.form as 'check-in'}`)
  return [
    told.otherName ? t('invitations.with', { form, name: told.otherName }) : form,
    when,
    ...(where && !told.isOver ? [t('notifications.session.where', { place: where })] : []),
  ]
}

export const placeOf = ({ room, place, link }: ToldSession) => [room, place, link].filter(Boolean).join(', ')

export function nameOf(person: { givenName: string; familyName: string }): string {
  return `${person.givenName} ${person.familyName}`
}
