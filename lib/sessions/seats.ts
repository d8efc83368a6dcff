import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { departments, people } from '@/db/schema/people'
import { sessionPeople, sessions, waiting } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { rangeOf, tell, type LockedSession } from './booking'
import type { ClashKind } from './clashes'
import { isOfficeForm } from './forms'
import { clashIn, clashOfSeat, loadSeatFacts, writeSeat, type SeatedSession } from './seat-facts'
import { standInLine } from './waiting'
import { seatInput } from './waiting-input'
import { mayTakeSeat } from './waiting-policy'

/**
 * A resident takes a seat in a session that has one: at a time that fits her, and not over the heads of those who wait. Taken
 * twice it is one seat; an offer that is open is accepted by it. The trigger on the seats has the last word.
 */
export const takeSeat = command(
  'session.take-seat',
  seatInput,
  async ({ tx, viewer, now }, { sessionId }) => {
    const session = await lockSeated(tx, viewer, sessionId, now)
    const result = { id: sessionId, isRepeated: session.isIn && !session.isOffered }
    const audit = { subjectId: sessionId, about: [viewer.id] }
    if (result.isRepeated) return { result, audit }
    if (session.isOffered) await acceptSeat(tx, viewer, now, sessionId)
    else {
      if (session.free < 1) throw new Refusal('seat-gone')
      const clash = await clashOfSeat(tx, viewer.id, session, now)
      if (clash) throw new Refusal('seat-unfit', { why: whyUnfit(viewer, clash) })
      const during = rangeOf(session.startsAt, session.endsAt)
      await writeSeat(tx, { sessionId, personId: viewer.id, during, answerBy: null })
      await endLine(tx, viewer, now, sessionId)
    }
    return { result, audit, messages: [tell('session.seat', sessionId, viewer.id, now.getTime())] }
  },
)

/** A resident waits for a seat in a session that is full, or of which the free seats are for others. */
export const waitForSeat = command('session.wait', seatInput, async ({ tx, viewer, now }, { sessionId }) => {
  const session = await lockSeated(tx, viewer, sessionId, now)
  if (session.isIn) throw new Refusal('seat-hers')
  // An offer that she let pass was her turn: who asks again stands at the end.
  await tx
    .update(waiting)
    .set({ endedAt: now })
    .where(and(ownLine(viewer, sessionId), isNotNull(waiting.offeredAt)))
  const id = await standInLine(tx, viewer, { form: session.form, sessionId, askedAt: now })
  return { result: { id, sessionId }, audit: { subjectId: id, about: [viewer.id] } }
})

/** Gives a resident's own seat back, inside an open transaction: the session stands, and those who wait are asked. */
export async function leaveLocked(tx: Transaction, viewer: Viewer, now: Date, session: LockedSession) {
  const isOffer = session.own?.answerBy !== null && session.own?.acceptedAt === null
  await tx
    .update(sessionPeople)
    .set({ releasedAt: now, declinedAt: isOffer ? now : null })
    .where(ownSeat(viewer, session.id))
  if (isOffer) await endLine(tx, viewer, now, session.id)
  return { audit: { action: 'session.leave-seat', subjectId: session.id, about: [viewer.id] }, messages: [] }
}

/** Is this the seat of a resident among seats: hers to take and to leave, without a word about the session itself? */
export function isOwnSeat(session: Pick<LockedSession, 'seats' | 'own'>): boolean {
  return session.seats !== null && session.own?.part === 'resident'
}

/** Takes the seat that she was offered, inside an open transaction. */
export async function acceptSeat(tx: Transaction, viewer: Viewer, now: Date, sessionId: string) {
  await tx.update(sessionPeople).set({ acceptedAt: now }).where(ownSeat(viewer, sessionId))
  await endLine(tx, viewer, now, sessionId)
}

/** The session under the lock of its seats, with how many are free for her; refused when she may not, or it is over. */
async function lockSeated(tx: Transaction, viewer: Viewer, sessionId: string, now: Date) {
  if (!mayTakeSeat(viewer)) throw new Refusal('forbidden')
  await lockPeople(tx, [viewer.id, sessionId])
  await tx.execute(sql`select app.expire_offers(${`{${viewer.id}}`}::uuid[])`)
  const [row] = await tx
    .select({ session: sessions, own: sessionPeople, free: freeSeats })
    .from(sessions)
    .leftJoin(sessionPeople, ownSeatJoin(viewer))
    .where(eq(sessions.id, sessionId))
  if (!row || row.session.seats === null) throw new Refusal('not-found')
  const { form, startsAt, endsAt, cancelledAt } = row.session
  if (!isOfficeForm(form)) throw new Refusal('not-found')
  if (cancelledAt) throw new Refusal('already-cancelled')
  if (startsAt <= now) throw new Refusal('past')
  const isIn = row.own !== null && row.own.releasedAt === null
  const isOffered = isIn && row.own?.answerBy !== null && row.own?.acceptedAt === null
  return { id: sessionId, form, startsAt, endsAt, free: row.free, isIn, isOffered }
}

export interface OpenSeat extends SeatedSession {
  department: string | null
  guideName: string | null
  seats: number
  /** Free for her now; those who wait are counted off. */
  free: number
  /** She has a seat; `offered`: it is hers to take. */
  isIn: boolean
  isOffered: boolean
  /** Her place in the line; null when she stands in none. */
  waitingId: string | null
  /** Why it does not fit in her own time, as a sentence; null when it does, and for a seat that is hers. */
  why: string | null
}

/** The sessions still to come in which a resident can take a seat, by date, with how it fits her. Five queries. */
export async function listSeats(viewer: Viewer, now: Date): Promise<OpenSeat[] | null> {
  if (!mayTakeSeat(viewer)) return null
  return as(viewer.id, async (tx) => {
    const rows = await tx
      .select({
        session: sessions,
        department: departments.name,
        guideName: sql<string | null>`${people.givenName} || ' ' || ${people.familyName}`,
        own: sessionPeople,
        free: freeSeats,
        waitingId: waiting.id,
      })
      .from(sessions)
      .leftJoin(departments, eq(departments.id, sessions.departmentId))
      .leftJoin(people, sql`${people.id} = app.guide_of_seats(${sessions.id})`)
      .leftJoin(sessionPeople, ownSeatJoin(viewer))
      .leftJoin(
        waiting,
        and(eq(waiting.sessionId, sessions.id), eq(waiting.personId, viewer.id), isNull(waiting.endedAt)),
      )
      .where(and(isNotNull(sessions.seats), isNull(sessions.cancelledAt), gt(sessions.startsAt, now)))
      .orderBy(asc(sessions.startsAt), asc(sessions.id))
      .limit(100)
    const open = rows.flatMap(({ session, own, ...row }) => {
      const { id, form, startsAt, endsAt, seats } = session
      if (!isOfficeForm(form) || seats === null) return []
      const isIn = own !== null && own.releasedAt === null
      const isOffered = isIn && own.answerBy !== null && own.acceptedAt === null
      return [{ id, form, startsAt, endsAt, seats, isIn, isOffered, ...row, free: Math.max(0, row.free) }]
    })
    if (open.length === 0) return []
    const facts = await loadSeatFacts(tx, viewer.id, open)
    return open.map((each) => {
      const clash = each.isIn ? null : clashIn(facts, viewer.id, each, now)
      return { ...each, why: clash && whyUnfit(viewer, clash) }
    })
  })
}

/** How many seats the viewer can take: what is free, without what is kept for those who wait. */
const freeSeats = sql<number>`${sessions.seats} - app.seats_taken(${sessions.id}) - app.seats_kept(${sessions.id})`

function whyUnfit(viewer: Viewer, clash: ClashKind): string {
  return words(viewer.locale)(`waiting.unfit.${clash}`)
}

function ownSeatJoin(viewer: Viewer) {
  return and(eq(sessionPeople.sessionId, sessions.id), eq(sessionPeople.personId, viewer.id))
}

function ownSeat(viewer: Viewer, sessionId: string) {
  return and(eq(sessionPeople.sessionId, sessionId), eq(sessionPeople.personId, viewer.id))
}

function ownLine(viewer: Viewer, sessionId: string) {
  return and(eq(waiting.personId, viewer.id), eq(waiting.sessionId, sessionId), isNull(waiting.endedAt))
}

async function endLine(tx: Transaction, viewer: Viewer, now: Date, sessionId: string): Promise<void> {
  await tx.update(waiting).set({ endedAt: now }).where(ownLine(viewer, sessionId))
}
