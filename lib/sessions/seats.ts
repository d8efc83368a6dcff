import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { departments, people } from '@/db/schema/people'
import { sessionPeople, sessions, waiting } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { rangeOf, tell, tellActor, type LockedSession } from './booking'
import type { ClashKind } from './clashes'
import { isOfficeForm, officeForms } from './forms'
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
  const messages = await tellActor(tx, 'session.left', session, viewer, now.getTime())
  return { audit: { action: 'session.leave-seat', subjectId: session.id, about: [viewer.id] }, messages }
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
  /** It is of a department of hers. */
  isOwn: boolean
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

export const seatsPerPage = 40

/**
 * A page of the sessions still to come in which a resident can take a seat, with how it fits her: of her own departments first,
 * then by date. With `seatId` the page on which that one stands. Three queries. Null: not for her.
 */
export async function listSeats(
  viewer: Viewer,
  now: Date,
  asked: { page?: number; seatId?: string } = {},
): Promise<{ seats: OpenSeat[]; count: number; page: number } | null> {
  if (!mayTakeSeat(viewer)) return null
  return as(viewer.id, async (tx) => {
    const found = await pageOfSeats(tx, viewer, now, asked)
    if (found.ids.length === 0) return { seats: [], count: found.count, page: found.page }
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
      .where(inArray(sessions.id, found.ids))
      .orderBy(isElsewhere(viewer), asc(sessions.startsAt), asc(sessions.id))
    const mine = new Set(departmentsOf(viewer, 'resident'))
    const open = rows.flatMap(({ session, own, ...row }) => {
      const { id, form, startsAt, endsAt, seats, departmentId } = session
      if (!isOfficeForm(form) || seats === null) return []
      const isIn = own !== null && own.releasedAt === null
      const isOffered = isIn && own.answerBy !== null && own.acceptedAt === null
      const isOwn = departmentId !== null && mine.has(departmentId)
      return [
        { id, form, startsAt, endsAt, seats, isIn, isOffered, isOwn, ...row, free: Math.max(0, row.free) },
      ]
    })
    const facts = await loadSeatFacts(tx, viewer.id, open)
    const seats = open.map((each) => {
      const clash = each.isIn ? null : clashIn(facts, viewer.id, each, now)
      return { ...each, why: clash && whyUnfit(viewer, clash) }
    })
    return { seats, count: found.count, page: found.page }
  })
}

/** Which sessions stand on that page, and which page it is: one past the last is the last. */
async function pageOfSeats(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  { page = 1, seatId }: { page?: number; seatId?: string },
): Promise<{ ids: string[]; count: number; page: number }> {
  const open = and(
    isNotNull(sessions.seats),
    inArray(sessions.form, officeForms),
    isNull(sessions.cancelledAt),
    gt(sessions.startsAt, now),
  )
  const [row] = await tx.execute<{ ids: string[]; count: number; page: number }>(sql`
    with open as (
      select ${sessions.id} as id, row_number() over (order by ${isElsewhere(viewer)}, ${sessions.startsAt}, ${sessions.id}) as n
      from ${sessions} where ${open}),
    all_of_it as (select count(*)::integer as count from open),
    chosen as (
      select count, greatest(1, least(coalesce((select (n - 1) / ${seatsPerPage}::integer + 1 from open where id = ${seatId ?? null}::uuid), ${page}::integer),
        (count - 1) / ${seatsPerPage}::integer + 1))::integer as page from all_of_it)
    select count, page, coalesce((select json_agg(id order by n) from open where (n - 1) / ${seatsPerPage}::integer + 1 = page), '[]') as ids from chosen`)
  return row!
}

/** False for a session of her own departments: these come first. */
function isElsewhere(viewer: Viewer) {
  const own = departmentsOf(viewer, 'resident')
  return sql`(${sessions.departmentId} = any (${`{${own.join(',')}}`}::uuid[])) is not true`
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
