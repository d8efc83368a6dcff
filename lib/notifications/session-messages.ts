import { dateOf, formatDate, formatRange, formatTime, todayOn, type Locale } from '@/lib/time'
import type { Context, Message } from './messages'
import { eventOf, factsOf, listToldSessions, placeOf, type ToldSession } from './session-told'

type SessionEvent =
  | 'booked'
  | 'moved'
  | 'changed'
  | 'cancelled'
  | 'asked'
  | 'confirmed'
  | 'declined'
  | 'expired'
  | 'offered'
  | 'anyway'
  | 'seat'
  | 'left'

/** After these it does not take place, or without her. */
const endings = new Set<SessionEvent>(['cancelled', 'declined', 'expired', 'left'])
/** These wait for a yes until an instant. */
const questions = new Set<SessionEvent>(['asked', 'offered'])

/**
 * The subject is the same for every form and names nobody: otherwise the one that says less would say most.
 * A session that was cancelled meanwhile is not announced any more, and a question that is over is not asked.
 * Of a series it is one message with all of its times.
 */
export async function aboutSession(context: Context, event: SessionEvent): Promise<Message | null> {
  const { t, locale, now } = context
  const all = (await listToldSessions(context)).filter((each) => isStillSo(each, event, now))
  const [told] = all
  if (!told) return null
  const times = all.map(({ startsAt, endsAt }) => formatRange(startsAt, endsAt, locale, todayOn(now)))
  const slots = {
    count: all.length,
    name: told.otherName ?? '',
    until: told.own.answerBy ? momentOf(told.own.answerBy, locale, now) : '',
    reason: told.plannedAnywayReason ?? '',
  }
  const where = placeOf(told)
  const isOnePlace = all.every((each) => placeOf(each) === where)
  return {
    subject: t(`notifications.session.${event}.subject`, { when: times[0]!, count: all.length }),
    paragraphs: [
      t(wordingOf(told, event, context), slots),
      ...factsOf(told, times.join('\n'), context, isOnePlace ? where : ''),
      ...(told.isOver ? [] : [t(`notifications.session.${questions.has(event) ? 'answer' : 'cannot'}`)]),
    ],
    path: told.isConfidential || told.isOver ? '/agenda' : `/sessions/${told.id}`,
    invitation: invitationOf(all, event, context),
  }
}

function isStillSo(told: ToldSession, event: SessionEvent, now: Date): boolean {
  if (endings.has(event)) return told.isOver
  if (questions.has(event)) return !told.isOver && isOpen(told.own, now)
  if (event === 'confirmed') return !told.isOver && !told.isAwaited
  if (event === 'anyway') return !told.isOver && told.plannedAnywayReason !== null
  return !told.isOver
}

/** Is her own yes still awaited at this instant? */
function isOpen({ answerBy, acceptedAt }: ToldSession['own'], now: Date): boolean {
  return answerBy !== null && now < answerBy && acceptedAt === null
}

/** Who did it decides who is named; somebody else may have: whoever ends a pairing cancels its sessions. */
function wordingOf(told: ToldSession, event: SessionEvent, { recipientId, t }: Context) {
  const plain = `notifications.session.${event}.plain` as const
  if (told.isConfidential || told.otherId === null) return plain
  const actorId = {
    booked: told.bookedById,
    asked: told.bookedById,
    moved: told.movedById,
    changed: null,
    cancelled: told.cancelledById,
    declined: told.cancelledById,
    confirmed: told.own.acceptedAt ? recipientId : told.otherId,
    expired: null,
    offered: null,
    anyway: null,
    seat: null,
    left: null,
  }[event]
  const who = actorId === recipientId ? 'own' : actorId === told.otherId ? 'other' : 'third'
  const named = `notifications.session.${event}.${who as 'plain'}` as const
  return t.has(named) ? named : plain
}

/**
 * What stands is invited to and what is over is taken out. A question enters no calendar, because a no would not take it out
 * again; but one that was moved overrules the time that stands there.
 */
function invitationOf(
  all: readonly ToldSession[],
  event: SessionEvent,
  context: Context,
): Message['invitation'] {
  const events = all.map((told) => eventOf(told, context))
  if (endings.has(event)) return { method: 'CANCEL', events }
  if (event === 'offered' || (event === 'asked' && all[0]?.movedAt === null)) return undefined
  return { method: 'REQUEST', events }
}

/** "do 26 nov, 14:30". */
function momentOf(at: Date, locale: Locale, now: Date): string {
  return `${formatDate(dateOf(at), locale, todayOn(now))}, ${formatTime(at, locale)}`
}
