import { eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '@/db/client'
import { pairings } from '@/db/schema/pairings'
import { people } from '@/db/schema/people'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { addDaysOn, dateOf, formatDate, formatRange, todayOn, type Locale } from '@/lib/time'
import type { Words } from '@/lib/words/words'

/** Whom a message is for and what it is about, as it stands when it is sent. */
export interface Context {
  tx: Transaction
  recipientId: string
  locale: Locale
  t: Words
  data: Record<string, string>
  now: Date
}

export interface Message {
  subject: string
  paragraphs: string[]
  /** The page that the mail leads to. */
  path: string
}

/** Null: what it tells is no longer so, and nothing is sent. */
type Compose = (context: Context) => Promise<Message | null>

/** Every kind of message, with how to load what it needs and say it. A kind that is not here is never mailed. */
export const messages: Record<string, Compose> = {
  'session.booked': (context) => aboutSession(context, 'booked'),
  'session.moved': (context) => aboutSession(context, 'moved'),
  'session.cancelled': (context) => aboutSession(context, 'cancelled'),
  'pairing.asked': (context) => aboutPairing(context, 'asked'),
  'pairing.accepted': (context) => aboutPairing(context, 'accepted'),
  'pairing.declined': (context) => aboutPairing(context, 'declined'),
  'pairing.proposed': (context) => aboutPairing(context, 'proposed'),
  'pairing.given': (context) => aboutPairing(context, 'given'),
  'pairing.ended': (context) => aboutPairing(context, 'ended'),
  'pairing.conflict': (context) => aboutPairing(context, 'conflict'),
}

// Sessions ------------------------------------------------------------------------------------------------------

/** Of these only the two people know what they are (matrix row 11); a mail is read over a shoulder. */
const confidentialForms = new Set(['psychologist-session', 'learning-therapy'])

type SessionEvent = 'booked' | 'moved' | 'cancelled'

/**
 * The subject is the same for every form and names nobody: otherwise the one that says less would say most.
 * A session that was cancelled meanwhile is not announced any more.
 */
async function aboutSession(context: Context, event: SessionEvent): Promise<Message | null> {
  const { t, locale, now } = context
  const session = await loadSession(context)
  if (!session || (event === 'cancelled') !== (session.cancelledAt !== null)) return null
  const when = formatRange(session.startsAt, session.endsAt, locale, todayOn(now))
  const isConfidential = confidentialForms.has(session.form)
  const actorId = {
    booked: session.bookedById,
    moved: session.movedById,
    cancelled: session.cancelledById,
  }[event]
  // Somebody else may have done it: whoever ends a pairing cancels its sessions.
  const told = actorId === context.recipientId ? 'own' : actorId === session.personId ? 'other' : 'third'
  const what = t('notifications.session.what', {
    form: t(`common.form.${session.form as 'check-in'}`),
    name: session.otherName,
  })
  return {
    subject: t(`notifications.session.${event}.subject`, { when }),
    paragraphs: [
      isConfidential
        ? t(`notifications.session.${event}.confidential`)
        : t(`notifications.session.${event}.${told}`, { name: session.otherName }),
      ...(isConfidential ? [] : [what]),
      when,
      ...(session.place && !isConfidential && event !== 'cancelled'
        ? [t('notifications.session.where', { place: session.place })]
        : []),
      ...(event === 'cancelled' ? [] : [t('notifications.session.cannot')]),
    ],
    path: isConfidential || event === 'cancelled' ? '/agenda' : `/sessions/${context.data.sessionId}`,
  }
}

/** The session, for somebody who is in it. */
async function loadSession({ tx, recipientId, data }: Context) {
  if (!data.sessionId) return null
  const seats = await tx
    .select({
      form: sessions.form,
      startsAt: sessions.startsAt,
      endsAt: sessions.endsAt,
      place: sessions.place,
      bookedById: sessions.bookedById,
      movedById: sessions.movedById,
      cancelledAt: sessions.cancelledAt,
      cancelledById: sessions.cancelledById,
      personId: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(sessions)
    .innerJoin(sessionPeople, eq(sessionPeople.sessionId, sessions.id))
    .innerJoin(people, eq(people.id, sessionPeople.personId))
    .where(eq(sessions.id, data.sessionId))
  const other = seats.find((seat) => seat.personId !== recipientId)
  if (!other || !seats.some((seat) => seat.personId === recipientId)) return null
  return { ...other, otherName: nameOf(other) }
}

// Pairings ------------------------------------------------------------------------------------------------------

type PairingEvent = 'asked' | 'accepted' | 'declined' | 'proposed' | 'given' | 'ended' | 'conflict'

async function aboutPairing(context: Context, event: PairingEvent): Promise<Message | null> {
  const { t, recipientId } = context
  const pairing = await loadPairing(context)
  if (!pairing || !isStillSo(pairing, event)) return null
  const resident = nameOf(pairing.resident)
  const guide = nameOf(pairing.guide)
  const said = { subject: t('notifications.pairing.subject'), path: '/pairings' }
  const isResident = recipientId === pairing.resident.id
  if (!isResident && recipientId !== pairing.guide.id) {
    // Somebody who is in neither place hears of a conflict only: the coordinator.
    if (event !== 'conflict') return null
    return {
      ...said,
      paragraphs: [t('notifications.pairing.conflict.other', { mentor: guide, name: resident })],
    }
  }
  if (pairing.kind === 'psychologist')
    return { ...said, paragraphs: [t('notifications.pairing.confidential')] }
  const date = formatDate(
    event === 'ended' ? lastDayOf(pairing, context.now) : pairing.fromOn,
    context.locale,
    todayOn(context.now),
  )
  const text = t(`notifications.pairing.${event}.${isResident ? 'resident' : 'guide'}`, {
    name: isResident ? guide : resident,
    date,
  })
  return { ...said, paragraphs: [text] }
}

type Pairing = NonNullable<Awaited<ReturnType<typeof loadPairing>>>

/** A question that was answered or withdrawn before the mail left is not asked any more, and so on. */
function isStillSo(pairing: Pairing, event: PairingEvent): boolean {
  const isEnded = pairing.endedAt !== null
  const isAnswered = pairing.acceptedAt !== null || pairing.declinedAt !== null
  if (event === 'asked' || event === 'proposed') return !isAnswered && !isEnded
  if (event === 'declined') return pairing.declinedAt !== null
  if (event === 'ended') return isEnded || pairing.untilOn !== null
  if (event === 'conflict') return pairing.conflict !== null && !isEnded
  return pairing.acceptedAt !== null && !isEnded
}

/** `untilOn` is the first day without; people name the last day with. */
function lastDayOf(pairing: Pairing, now: Date): string {
  if (!pairing.untilOn) return dateOf(pairing.endedAt ?? now)
  return pairing.untilOn > pairing.fromOn ? addDaysOn(pairing.untilOn, -1) : pairing.fromOn
}

async function loadPairing({ tx, data }: Context) {
  if (!data.pairingId) return null
  const resident = alias(people, 'resident')
  const guide = alias(people, 'guide')
  const [pairing] = await tx
    .select({
      kind: pairings.kind,
      fromOn: pairings.fromOn,
      untilOn: pairings.untilOn,
      acceptedAt: pairings.acceptedAt,
      declinedAt: pairings.declinedAt,
      endedAt: pairings.endedAt,
      conflict: pairings.conflict,
      resident: { id: resident.id, givenName: resident.givenName, familyName: resident.familyName },
      guide: { id: guide.id, givenName: guide.givenName, familyName: guide.familyName },
    })
    .from(pairings)
    .innerJoin(resident, eq(resident.id, pairings.residentId))
    .innerJoin(guide, eq(guide.id, pairings.guideId))
    .where(eq(pairings.id, data.pairingId))
  return pairing ?? null
}

function nameOf(person: { givenName: string; familyName: string }): string {
  return `${person.givenName} ${person.familyName}`
}
