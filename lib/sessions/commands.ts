import { eq } from 'drizzle-orm'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import { command, Refusal, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { listActivePairings } from '@/lib/pairings/queries'
import { addMinutes, dateOf } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { forms, type BookableForm } from './forms'
import { bookSessionInput, cancelSessionInput, moveSessionInput } from './input'
import { officePhone } from './office'
import { refuseStart } from './planning'
import { isBetween, mayBook, mayOpenSession } from './policy'
import { partOf, refuseChange } from './rules'

interface Booking {
  form: BookableForm
  otherId: string
  startsAt: Date
  place?: string
  requestKey?: string
}

/**
 * Books inside a transaction that is already open: the one way to a session for two. Locks both people, asks the rest
 * engine, and leaves the exclusion constraint as the last word. The same request key gives the same session.
 */
export async function bookInside(tx: Transaction, viewer: Viewer, now: Date, booking: Booking) {
  // The lock first: a pairing that ends, or a time that goes, while this waits must be seen.
  await lockPeople(tx, [viewer.id, booking.otherId])
  const pairing = await pairingFor(tx, viewer, booking)
  const earlier = booking.requestKey ? await findByRequestKey(tx, booking.requestKey) : undefined
  if (earlier) return { sessionId: earlier.id, isRepeated: true, messages: [] as Message[] }

  const endsAt = addMinutes(booking.startsAt, forms[booking.form].minutes)
  await refuseStart(tx, viewer, now, { ...pairing, form: booking.form, startsAt: booking.startsAt })

  const sessionId = crypto.randomUUID()
  await tx.insert(sessions).values({
    id: sessionId,
    form: booking.form,
    startsAt: booking.startsAt,
    endsAt,
    place: booking.place,
    bookedById: viewer.id,
    bookedAt: now,
    requestKey: booking.requestKey,
  })
  const during = rangeOf(booking.startsAt, endsAt)
  await tx.insert(sessionPeople).values([
    { sessionId, personId: pairing.residentId, part: 'resident', during },
    { sessionId, personId: pairing.guideId, part: 'guide', during },
  ])
  const messages: Message[] = [{ kind: 'session.booked', recipientId: booking.otherId, data: { sessionId } }]
  return { sessionId, isRepeated: false, messages }
}

/** A resident or her guide books a time that the rest engine offers to both. */
export const bookSession = command('session.book', bookSessionInput, async ({ tx, viewer, now }, input) => {
  const booked = await bookInside(tx, viewer, now, input)
  return {
    result: { id: booked.sessionId, isRepeated: booked.isRepeated },
    audit: { subjectId: booked.sessionId, about: [viewer.id, input.otherId] },
    messages: booked.messages,
  }
})

/** Moves a session to another free time; the old one is free at once. */
export const moveSession = command('session.move', moveSessionInput, async ({ tx, viewer, now }, input) => {
  const session = await lockSession(tx, viewer, input.sessionId)
  const refusal = refuseChange(session, session.part, input.seen, now)
  if (refusal) throw new Refusal(refusal, { phone: await officePhone(tx, session.residentId) })
  const endsAt = addMinutes(input.startsAt, forms[session.form].minutes)
  await refuseStart(tx, viewer, now, { ...session, startsAt: input.startsAt, moving: session })
  await tx
    .update(sessions)
    .set({
      startsAt: input.startsAt,
      endsAt,
      movedAt: now,
      movedById: viewer.id,
      sequence: session.sequence + 1,
    })
    .where(eq(sessions.id, session.id))
  await tx
    .update(sessionPeople)
    .set({ during: rangeOf(input.startsAt, endsAt) })
    .where(eq(sessionPeople.sessionId, session.id))
  return {
    result: { id: session.id },
    audit: { subjectId: session.id, about: session.personIds },
    messages: tellOthers('session.moved', session, viewer, session.sequence + 1),
  }
})

/** Cancels a session; its time is free at once. */
export const cancelSession = command(
  'session.cancel',
  cancelSessionInput,
  async ({ tx, viewer, now }, input) => {
    const session = await lockSession(tx, viewer, input.sessionId)
    const refusal = refuseChange(session, session.part, input.seen, now)
    if (refusal) throw new Refusal(refusal, { phone: await officePhone(tx, session.residentId) })
    return { result: { id: session.id }, ...(await cancelLocked(tx, viewer, now, session)) }
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
  if (refuseChange(session, session.part, session.sequence, now)) return null
  return cancelLocked(tx, viewer, now, session)
}

async function cancelLocked(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  session: Awaited<ReturnType<typeof lockSession>>,
) {
  const sequence = session.sequence + 1
  await tx.update(sessionPeople).set({ releasedAt: now }).where(eq(sessionPeople.sessionId, session.id))
  await tx
    .update(sessions)
    .set({ cancelledAt: now, cancelledById: viewer.id, sequence })
    .where(eq(sessions.id, session.id))
  return {
    audit: { action: 'session.cancel', subjectId: session.id, about: session.personIds },
    messages: tellOthers('session.cancelled', session, viewer, sequence),
  }
}

async function pairingFor(tx: Transaction, viewer: Viewer, booking: Booking) {
  const wanted = forms[booking.form].pairing
  const pairings = await listActivePairings(tx, viewer.id, dateOf(booking.startsAt))
  const pairing = pairings.find((each) => each.kind === wanted && isBetween(each, viewer.id, booking.otherId))
  if (!pairing) throw new Refusal('not-paired')
  if (!mayBook(viewer, booking.form, pairing)) throw new Refusal('forbidden')
  return { residentId: pairing.residentId, guideId: pairing.guideId }
}

async function findByRequestKey(tx: Transaction, requestKey: string) {
  const [known] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.requestKey, requestKey))
  return known
}

/** The session with both its people locked, as it is after waiting for the lock. */
async function lockSession(tx: Transaction, viewer: Viewer, sessionId: string) {
  const seats = await tx
    .select({ personId: sessionPeople.personId, part: sessionPeople.part })
    .from(sessionPeople)
    .where(eq(sessionPeople.sessionId, sessionId))
  const personIds = seats.map((seat) => seat.personId)
  if (!mayOpenSession(viewer, personIds)) throw new Refusal('not-found')
  await lockPeople(tx, personIds)
  const [session] = await tx.select().from(sessions).where(eq(sessions.id, sessionId))
  const residentId = seats.find((seat) => seat.part === 'resident')?.personId
  const guideId = seats.find((seat) => seat.part === 'guide')?.personId
  if (!session || !residentId || !guideId) throw new Refusal('not-found')
  return {
    ...session,
    form: session.form as BookableForm,
    residentId,
    guideId,
    personIds,
    part: partOf({ residentId }, viewer),
  }
}

function tellOthers(
  kind: string,
  session: { id: string; personIds: string[] },
  viewer: Viewer,
  sequence: number,
) {
  return session.personIds
    .filter((personId) => personId !== viewer.id)
    .map((recipientId): Message => ({
      kind,
      recipientId,
      data: { sessionId: session.id },
      onceKey: `${kind}:${session.id}:${sequence}:${recipientId}`,
    }))
}

function rangeOf(startsAt: Date, endsAt: Date): string {
  return `[${startsAt.toISOString()},${endsAt.toISOString()})`
}
