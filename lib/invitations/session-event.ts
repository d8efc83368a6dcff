import { createHash } from 'node:crypto'
import { isConfidential } from '@/lib/sessions/forms'
import { siteHost, siteUrl } from '@/lib/site'
import { instantAt, type Locale } from '@/lib/time'
import { words } from '@/lib/words/words'
import type { CalendarEvent } from './ics'

/** A session as it stands in somebody's own calendar program. Instants, save `seriesOn` and `seriesTime` ("16:00:00", wall time). */
export interface InvitedTo {
  id: string
  form: string
  startsAt: Date
  endsAt: Date
  sequence: number
  bookedAt: Date
  movedAt: Date | null
  cancelledAt: Date | null
  place: string | null
  room: string | null
  link: string | null
  seriesId: string | null
  seriesOn: string | null
  seriesTime: string | null
  /** Somebody must still say yes. */
  isAwaited: boolean
  /** With whom it is, for the one who reads it; null for a group. */
  otherName: string | null
}

/**
 * The event of a session for one person. Of a confidential one (matrix row 11) a calendar holds when, and nothing else: it is
 * shared with secretaries and shown on walls. `confidentialWord` is what stands there then.
 */
export function sessionEvent(
  session: InvitedTo,
  personId: string,
  locale: Locale,
  confidentialWord: string,
): CalendarEvent {
  const isPrivate = isConfidential(session.form)
  const t = words(locale)
  const form = t(`common.form.${session.form as 'check-in'}`)
  const where = [session.room, session.place, session.link].filter(Boolean).join(', ')
  const event: CalendarEvent = {
    uid: `${uidOf(session, personId)}@${siteHost()}`,
    sequence: session.sequence,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    changedAt: lastChangeOf(session),
    summary: confidentialWord,
    status: session.cancelledAt ? 'CANCELLED' : session.isAwaited ? 'TENTATIVE' : 'CONFIRMED',
    occurrenceAt: firstMeantFor(session),
    isPrivate,
  }
  if (isPrivate) return event
  return {
    ...event,
    summary: session.otherName ? t('invitations.with', { form, name: session.otherName }) : form,
    location: where || undefined,
    url: `${siteUrl()}/sessions/${session.id}`,
  }
}

/**
 * All occurrences of a series share one UID. In two calendars side by side the id of a confidential session would show who
 * meets whom: there each of the two has her own.
 */
function uidOf({ id, seriesId, form }: InvitedTo, personId: string): string {
  const shared = seriesId ?? id
  if (!isConfidential(form)) return shared
  const hash = createHash('sha256').update(`${shared}:${personId}`).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-')
}

function firstMeantFor({ seriesId, seriesOn, seriesTime }: InvitedTo): Date | undefined {
  return seriesId && seriesOn && seriesTime ? instantAt(seriesOn, seriesTime.slice(0, 5)) : undefined
}

function lastChangeOf({ bookedAt, movedAt, cancelledAt }: InvitedTo): Date {
  return cancelledAt ?? movedAt ?? bookedAt
}
