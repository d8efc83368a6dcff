import { eq, sql } from 'drizzle-orm'
import { rooms, sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import { Refusal, type Message } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import type { Viewer } from '@/lib/viewer'
import { isBookableForm } from './forms'
import { mayOpenSession } from './policy'
import type { SeatFacts } from './rules'

/** Somebody in a session that is being written. `answerBy`: her yes is asked, until then. */
export interface NewSeat {
  personId: string
  part: 'resident' | 'guide'
  answerBy?: Date
}

export interface NewSession {
  form: string
  startsAt: Date
  endsAt: Date
  place?: string
  roomId?: string
  link?: string
  departmentId?: string
  /** How many residents may take a seat by themselves. */
  seats?: number
  seriesId?: string
  seriesOn?: string
  requestKey?: string
  /** Why it is planned although the rest rules refuse it. */
  anyway?: string
}

/** Writes a session with its people. The locks are held and the rules were asked; the constraints have the last word. */
export async function insertSession(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  { anyway, ...session }: NewSession,
  seats: readonly NewSeat[],
): Promise<string> {
  const id = crypto.randomUUID()
  const during = rangeOf(session.startsAt, session.endsAt)
  // Sent together, written in order.
  await Promise.all([
    tx.insert(sessions).values({
      ...session,
      id,
      bookedById: viewer.id,
      bookedAt: now,
      ...(anyway && { plannedAnywayAt: now, plannedAnywayById: viewer.id, plannedAnywayReason: anyway }),
    }),
    seats.length > 0 &&
      tx.insert(sessionPeople).values(seats.map((seat) => ({ ...seat, sessionId: id, during }))),
  ])
  return id
}

/**
 * Writes a session of two with both in it, sent with the commit: the locks are held and the rules were asked; when the
 * constraints or the policies refuse it, the transaction fails with their error.
 */
export function insertPair(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  session: Pick<NewSession, 'form' | 'startsAt' | 'endsAt' | 'place' | 'roomId' | 'link' | 'requestKey'> & {
    residentId: string
    guideId: string
    answerBy?: Date
  },
): string {
  const id = crypto.randomUUID()
  tx.askLast('select app.add_session($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [
    id,
    session.form,
    session.startsAt.toISOString(),
    session.endsAt.toISOString(),
    session.place ?? null,
    session.roomId ?? null,
    session.link ?? null,
    viewer.id,
    now.toISOString(),
    session.requestKey ?? null,
    session.residentId,
    session.guideId,
    session.answerBy?.toISOString() ?? null,
  ])
  return id
}

/** The session that a form of this key booked before; posted twice, it books once. */
export async function findByRequestKey(tx: Transaction, requestKey: string | undefined) {
  if (!requestKey) return undefined
  const [known] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.requestKey, requestKey))
  return known
}

/** Locks these people, and a room when there is one, and ends what waited too long for an answer of theirs. */
export async function lockForPlanning(
  tx: Transaction,
  personIds: readonly string[],
  roomId?: string | null,
): Promise<void> {
  await tx.execute(
    sql`select app.lock_for_planning(${`{${personIds.join(',')}}`}::uuid[], ${roomId ?? null}::uuid)`,
  )
}

/** Throws when this room is closed, too small, or taken by another session than `exceptId` in that time. */
export async function refuseRoom(
  tx: Transaction,
  asked: {
    roomId?: string | null
    people: number
    startsAt: Date
    endsAt: Date
    except?: Date
    /** What is said when it is taken: who moves cannot choose a room there. */
    taken?: 'room-taken' | 'room-taken-move'
  },
): Promise<void> {
  const { roomId, taken: refusal = 'room-taken' } = asked
  if (!roomId) return
  const [room] = await tx.select().from(rooms).where(eq(rooms.id, roomId))
  if (!room || room.closedAt) throw new Refusal('room-closed')
  if (room.places < asked.people)
    throw new Refusal('room-small', { name: room.name, places: room.places, people: asked.people })
  const taken = await tx.execute<{ starts_at: string }>(sql`
    select starts_at from app.busy_rooms(${asked.startsAt.toISOString()}, ${asked.endsAt.toISOString()}) where room_id = ${roomId}`)
  const others = taken.filter((row) => new Date(row.starts_at).getTime() !== asked.except?.getTime())
  if (others.length > 0) throw new Refusal(refusal, { name: room.name })
}

export interface SeatRow extends SeatFacts {
  personId: string
  releasedAt: Date | null
}

/** The session with everybody in it locked, as it is after waiting for the lock. Not found for whoever may not open it. */
export async function lockSession(
  tx: Transaction,
  viewer: Viewer,
  sessionId: string,
  alsoLock: readonly string[] = [],
) {
  const personIds = (
    await tx
      .select({ personId: sessionPeople.personId })
      .from(sessionPeople)
      .where(eq(sessionPeople.sessionId, sessionId))
  ).map((seat) => seat.personId)
  const [before] = await tx
    .select({ form: sessions.form, departmentId: sessions.departmentId, roomId: sessions.roomId })
    .from(sessions)
    .where(eq(sessions.id, sessionId))
  if (!before || !mayOpenSession(viewer, personIds, before)) throw new Refusal('not-found')
  await lockPeople(tx, [...personIds, ...alsoLock, ...(before.roomId ? [before.roomId] : [])])
  // The row too: what waits too long for an answer is ended without these locks.
  const [session] = await tx.select().from(sessions).where(eq(sessions.id, sessionId)).for('update')
  if (!session) throw new Refusal('not-found')
  const rows = await tx.select().from(sessionPeople).where(eq(sessionPeople.sessionId, sessionId))
  const seats = rows.map((row): SeatRow => ({ ...row, part: row.part as 'resident' | 'guide' }))
  // Who left a session with seats is out of it; who was in a cancelled one still reads it.
  const inside = seats.filter(
    ({ releasedAt }) =>
      releasedAt === null || (session.cancelledAt !== null && session.cancelledAt <= releasedAt),
  )
  const own = inside.find((seat) => seat.personId === viewer.id)
  return {
    ...session,
    seatRows: inside,
    personIds: inside.map((seat) => seat.personId),
    residentIds: inside.filter((seat) => seat.part === 'resident').map((seat) => seat.personId),
    guideId: inside.find((seat) => seat.part === 'guide')?.personId ?? null,
    own,
  }
}

export type LockedSession = Awaited<ReturnType<typeof lockSession>>

/** The two of a session for two; a session of another kind is not changed this way. */
export function pairIn({ residentIds, guideId, form, departmentId }: LockedSession) {
  const [residentId] = residentIds
  if (!residentId || !guideId || !isBookableForm(form) || departmentId !== null)
    throw new Refusal('not-found')
  return { residentId, guideId, form }
}

interface Told {
  id: string
  personIds: readonly string[]
  /** As it was before the change. */
  startsAt: Date
}

/** One message to everybody in the session but the one who acts; the same change is told once. */
export function tellOthers(
  kind: string,
  session: Omit<Told, 'startsAt'>,
  actor: Pick<Viewer, 'id'>,
  sequence: number,
  was?: Date,
): Message[] {
  return session.personIds
    .filter((personId) => personId !== actor.id)
    .map((recipientId) => tell(kind, session.id, recipientId, sequence, was))
}

type Change = 'session.moved' | 'session.changed' | 'session.cancelled' | 'session.left'

/**
 * What somebody has changed herself, to her: only when an invitation to it was mailed to her, whose calendar would go on showing
 * what was. One query.
 */
export async function tellActor(
  tx: Transaction,
  change: Change,
  { id, personIds, startsAt }: Told,
  actor: Pick<Viewer, 'id'>,
  sequence: number,
): Promise<Message[]> {
  if (!personIds.includes(actor.id)) return []
  const [row] = await tx.execute<{ invited: boolean }>(sql`select app.was_invited(${id}::uuid) as invited`)
  const was = change === 'session.moved' ? startsAt : undefined
  return row?.invited ? [tell(change, id, actor.id, sequence, was)] : []
}

/**
 * A change of a session to all who are in it, to whoever acts as `tellActor` says; `others` when it is another message to the
 * others. Of a move all of them read in time when it was: somebody might come for nothing. One query.
 */
export async function tellChange(
  tx: Transaction,
  change: Change,
  session: Told,
  actor: Pick<Viewer, 'id'>,
  sequence: number,
  others: string = change,
): Promise<Message[]> {
  const was = change === 'session.moved' ? session.startsAt : undefined
  const own = await tellActor(tx, change, session, actor, sequence)
  return [...tellOthers(others, session, actor, sequence, was), ...own]
}

/** One message about a session to one person; the same change is told once. `was`: when it was, of one that moved. */
export function tell(
  kind: string,
  sessionId: string,
  recipientId: string,
  sequence: number,
  was?: Date,
): Message {
  return {
    kind,
    recipientId,
    data: { sessionId, ...(was && { wasAt: was.toISOString() }) },
    onceKey: `${kind}:${sessionId}:${sequence}:${recipientId}`,
  }
}

/** The half-open range of a session, as PostgreSQL writes it. */
export function rangeOf(startsAt: Date, endsAt: Date): string {
  return `[${startsAt.toISOString()},${endsAt.toISOString()})`
}
