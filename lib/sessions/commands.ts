import { and, eq, isNull, sql } from 'drizzle-orm'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import { command, Refusal, type Context, type Message } from '@/lib/command'
import { answerKnock, knock } from '@/lib/pairings/quiet'
import { addMinutes } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import {
  findByRequestKey,
  insertPair,
  lockSession,
  pairIn,
  rangeOf,
  refuseRoom,
  tell,
  tellChange,
  tellOthers,
  type LockedSession,
  type NewSession,
} from './booking'
import { forms, type BookableForm } from './forms'
import { answerSessionInput, bookSessionInput, cancelSessionInput, moveSessionInput } from './input'
import { officePhone } from './office'
import { loadMeetingRules } from './meeting-rules'
import { refuseStart } from './planning'
import { isWaitedFor, keepLeft, keptUntil } from './kept-times'
import { openBooking, refuseUnpaired } from './partners'
import { mayChangePlanned } from './policy'
import { answerUntil, decidingSeats, refuseAct, stateOf, type Act } from './rules'
import { acceptSeat, isOwnSeat, leaveLocked } from './seats'
import { endWaiting } from './waiting'

interface Booking extends Pick<NewSession, 'place' | 'roomId' | 'link' | 'requestKey'> {
  form: BookableForm
  otherId: string
  startsAt: Date
}

/**
 * Books inside a transaction that is already open: the one way to a session for two. Locks both people, asks the rest
 * engine, and leaves the exclusion constraint as the last word. The same request key gives the same session.
 * A guide who wants to confirm is asked first: the time is hers and the resident's until she answers.
 */
export async function bookInside(tx: Transaction, viewer: Viewer, now: Date, booking: Booking) {
  const { form, otherId, startsAt, ...where } = booking
  const opening = await openBooking(tx, viewer, booking)
  if (opening.earlierId !== null)
    return { sessionId: opening.earlierId, isRepeated: true, isAsked: false, messages: [] as Message[] }

  const { residentId, guideId, isKnock, facts } = opening
  const endsAt = addMinutes(startsAt, forms[form].minutes)
  const [{ confirms }] = await Promise.all([
    refuseStart(tx, viewer, now, { residentId, guideId, form, startsAt }, facts),
    refuseRoom(tx, { roomId: where.roomId, people: 2, startsAt, endsAt }),
  ])
  if (isKnock) await knock(tx, viewer, guideId, now)
  const isAsked = (confirms || isKnock) && viewer.id === residentId
  const sessionId = insertPair(tx, viewer, now, {
    ...where,
    form,
    startsAt,
    endsAt,
    residentId,
    guideId,
    answerBy: isAsked ? answerUntil(startsAt, now) : undefined,
  })
  const kind = isAsked ? 'session.asked' : 'session.booked'
  return { sessionId, isRepeated: false, isAsked, messages: [tell(kind, sessionId, otherId, 0)] }
}

/** A resident or her guide books a time that the rest engine offers to both. */
export const bookSession = command('session.book', bookSessionInput, async ({ tx, viewer, now }, input) => {
  const { sessionId, messages, ...booked } = await bookInside(tx, viewer, now, input)
  return {
    result: { id: sessionId, ...booked },
    audit: { subjectId: sessionId, about: [viewer.id, input.otherId] },
    messages,
  }
})

/**
 * Moves a session of two to another free time; the old one is free at once, or kept for the first who waits for it. A guide who
 * confirms is asked again.
 */
export const moveSession = command('session.move', moveSessionInput, moveInside)

/** The same inside a transaction that is already open. */
export async function moveInside(
  { tx, viewer, now }: Context,
  input: { sessionId: string; seen: number; startsAt: Date },
) {
  const session = await lockSession(tx, viewer, input.sessionId)
  const { residentId, guideId, form } = pairIn(session)
  const { confirms } = await refuseNow(tx, 'move', session, input.seen, now)
  const { startsAt } = input
  const endsAt = addMinutes(startsAt, forms[form].minutes)
  const sequence = session.sequence + 1
  await refuseUnpaired(tx, viewer, { form, residentId, guideId }, session.startsAt, [startsAt])
  await refuseStart(tx, viewer, now, { form, residentId, guideId, startsAt, moving: session })
  await refuseRoom(tx, {
    roomId: session.roomId,
    people: 2,
    startsAt,
    endsAt,
    except: session.startsAt,
    taken: 'room-taken-move',
  })
  const isOpenQuestion = stateOf(session, session.seatRows, now) === 'asked'
  const isAsked = (confirms || isOpenQuestion) && viewer.id === residentId
  await tx
    .update(sessions)
    .set({ startsAt, endsAt, movedAt: now, movedById: viewer.id, sequence })
    .where(eq(sessions.id, session.id))
  await tx
    .update(sessionPeople)
    .set({ during: rangeOf(startsAt, endsAt) })
    .where(eq(sessionPeople.sessionId, session.id))
  if (isAsked)
    await tx
      .update(sessionPeople)
      .set({ answerBy: answerUntil(startsAt, now), acceptedAt: null })
      .where(seatOf(session.id, guideId))
  // A guide who moves what she was asked for has said yes.
  else if (viewer.id === guideId && isOpenQuestion) {
    await tx.update(sessionPeople).set({ acceptedAt: now }).where(seatOf(session.id, guideId))
    if (form === 'psychologist-session') await answerKnock(tx, viewer, residentId, 'accept', now)
  }
  await keepLeft(tx, viewer, now, session, { startsAt, endsAt })
  return {
    result: { id: session.id, isAsked },
    audit: { subjectId: session.id, about: session.personIds },
    messages: await tellChange(
      tx,
      'session.moved',
      session,
      viewer,
      sequence,
      isAsked ? 'session.asked' : undefined,
    ),
  }
}

/** Cancels a session; its time is free at once, or kept for the first who waits for it. */
export const cancelSession = command(
  'session.cancel',
  cancelSessionInput,
  async ({ tx, viewer, now }, input) => {
    const session = await lockSession(tx, viewer, input.sessionId)
    await refuseNow(tx, 'cancel', session, input.seen, now)
    const isSeat = isOwnSeat(session)
    if (!isSeat && session.departmentId !== null && !mayChangePlanned(viewer, session))
      throw new Refusal('forbidden')
    const [residentId] = session.residentIds
    if (residentId && session.guideId === viewer.id && session.form === 'psychologist-session')
      await answerKnock(tx, viewer, residentId, 'decline', now)
    const ended = isSeat
      ? await leaveLocked(tx, viewer, now, session)
      : await cancelLocked(tx, viewer, now, session)
    return { result: { id: session.id, isSeat }, ...ended }
  },
)

/** Says yes or no to a request or an offer. A no gives the time back and carries no reason. */
export const answerSession = command(
  'session.answer',
  answerSessionInput,
  async ({ tx, viewer, now }, input) => {
    const session = await lockSession(tx, viewer, input.sessionId)
    const { confirms } = await refuseNow(tx, 'answer', session, input.seen, now)
    const sequence = session.sequence + 1
    const [residentId] = session.residentIds
    // What a resident was offered a guide who wants to say yes first still answers.
    const isAsked = confirms && input.answer === 'accept' && viewer.id === residentId && !isOwnSeat(session)
    const result = { id: session.id, answer: input.answer, isSeat: isOwnSeat(session), isAsked }
    if (result.isSeat && input.answer === 'decline')
      return { result, ...(await leaveLocked(tx, viewer, now, session)) }
    if (result.isSeat) {
      await acceptSeat(tx, viewer, now, session.id)
      const told = tell('session.seat', session.id, viewer.id, now.getTime())
      return { result, audit: { subjectId: session.id, about: [viewer.id] }, messages: [told] }
    }
    if (residentId && session.guideId === viewer.id && session.form === 'psychologist-session')
      await answerKnock(tx, viewer, residentId, input.answer, now)
    if (input.answer === 'accept') {
      await endWaiting(tx, viewer, now, session.id)
      await tx.update(sessionPeople).set({ acceptedAt: now }).where(seatOf(session.id, viewer.id))
      await tx.update(sessions).set({ sequence }).where(eq(sessions.id, session.id))
      if (isAsked)
        await tx
          .update(sessionPeople)
          .set({ answerBy: answerUntil(session.startsAt, now), acceptedAt: null })
          .where(seatOf(session.id, session.guideId!))
      return {
        result,
        audit: { subjectId: session.id, about: session.personIds },
        messages: tellOthers(isAsked ? 'session.asked' : 'session.confirmed', session, viewer, sequence),
      }
    }
    await tx.update(sessionPeople).set({ declinedAt: now }).where(seatOf(session.id, viewer.id))
    const ended = await cancelLocked(tx, viewer, now, session, 'session.declined')
    return { result, ...ended }
  },
)

/**
 * Cancels, inside an open transaction, the session that was booked with this request key: what undoing takes back as well.
 * Null when there is none, or when it can no longer change.
 */
export async function cancelBookedWith(tx: Transaction, viewer: Viewer, now: Date, requestKey: string) {
  const booked = await findByRequestKey(tx, requestKey)
  if (!booked) return null
  const session = await lockSession(tx, viewer, booked.id)
  if (!session.own) return null
  if (refuseAct('cancel', session, session.seatRows, { seat: session.own }, session.sequence, now))
    return null
  return cancelLocked(tx, viewer, now, session)
}

/** Cancels a session whose people are locked, and tells the others. */
export async function cancelLocked(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  session: LockedSession,
  kind = 'session.cancelled',
) {
  const sequence = session.sequence + 1
  await tx
    .update(sessions)
    .set({ cancelledAt: now, cancelledById: viewer.id, sequence })
    .where(eq(sessions.id, session.id))
  const isKept = await isWaitedFor(tx, viewer, now, session)
  if (isKept)
    await tx
      .update(sessionPeople)
      .set({ answerBy: keptUntil(now), acceptedAt: null })
      .where(seatOf(session.id, session.guideId!))
  await tx
    .update(sessionPeople)
    .set({ releasedAt: now })
    .where(
      and(
        eq(sessionPeople.sessionId, session.id),
        isNull(sessionPeople.releasedAt),
        isKept ? sql`${sessionPeople.personId} <> ${session.guideId}` : undefined,
      ),
    )
  return {
    audit: { action: 'session.cancel', subjectId: session.id, about: session.personIds },
    messages: await tellChange(tx, 'session.cancelled', session, viewer, sequence, kind),
  }
}

/** Throws when the viewer may not do this to the session now; answers what its guide wants. */
export async function refuseNow(tx: Transaction, act: Act, session: LockedSession, seen: number, now: Date) {
  const rules = await loadMeetingRules(tx, session.guideId, session.form)
  // An office acts for the guide's side: its window is the start.
  const seat = session.own ?? { part: 'guide', answerBy: null, acceptedAt: null, declinedAt: null }
  const actor = { seat, cancelMinutes: rules.cancelMinutes }
  const deciding = decidingSeats(session, session.seatRows, session.own)
  const refusal = refuseAct(act, session, deciding, actor, seen, now)
  if (refusal) {
    const residentId = session.residentIds[0]
    throw new Refusal(refusal, {
      phone: residentId ? await officePhone(tx, residentId) : '–',
      hours: Math.round(rules.cancelMinutes / 60),
    })
  }
  return rules
}

function seatOf(sessionId: string, personId: string) {
  return and(eq(sessionPeople.sessionId, sessionId), eq(sessionPeople.personId, personId))
}
