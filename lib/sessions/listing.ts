import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { rooms, sessionPeople, sessions } from '@/db/schema/sessions'
import type { Transaction } from '@/db/client'
import type { Viewer } from '@/lib/viewer'
import { decidingSeats, stateOf, type SeatFacts, type SessionState } from './rules'

export interface Participant {
  id: string
  givenName: string
  familyName: string
  part: 'resident' | 'guide'
}

/** A session as somebody who is in it sees it. */
export interface PlannedSession {
  id: string
  form: string
  startsAt: Date
  endsAt: Date
  /** Where: in words, a room, an address online; each may be missing. */
  place: string | null
  roomId: string | null
  room: string | null
  link: string | null
  sequence: number
  bookedById: string
  movedById: string | null
  cancelledAt: Date | null
  heldAt: Date | null
  missedAt: Date | null
  /** When it really ended, once noted. */
  endedAt: Date | null
  plannedAnywayAt: Date | null
  plannedAnywayReason: string | null
  departmentId: string | null
  seats: number | null
  seriesId: string | null
  seriesOn: string | null
  state: SessionState
  part: 'resident' | 'guide'
  /** The viewer's own seat, and everybody's for what may be done. */
  seat: SeatFacts
  seatRows: SeatFacts[]
  /** Everybody else, the guide first. */
  others: Participant[]
  /** The one it is with: the guide for a resident, the first resident for a guide; null when there is nobody else. */
  other: Participant | null
}

/** A seat as JSON carries it: instants are text. */
interface OtherRow extends Participant {
  answerBy: string | null
  acceptedAt: string | null
  declinedAt: string | null
}

/**
 * The sessions the viewer is in, by their start, as one query; `condition` narrows it. Row security has the last word: of a
 * session that she left or is not in she reads nothing here.
 */
export async function listSessions(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  condition: SQL | undefined,
  most?: number,
): Promise<PlannedSession[]> {
  const others = sql<OtherRow[]>`(
    select coalesce(json_agg(json_build_object('id', p.id, 'givenName', p.given_name, 'familyName', p.family_name, 'part', o.part,
      'answerBy', o.answer_by, 'acceptedAt', o.accepted_at, 'declinedAt', o.declined_at)
      order by o.part, p.family_name, p.given_name, p.id), '[]'::json)
    from session_people o join people p on p.id = o.person_id
    where o.session_id = ${sessions.id} and o.person_id <> ${viewer.id} and (o.released_at is null or o.released_at >= ${sessions.cancelledAt}))`
  const all = tx
    .select({
      session: sessions,
      part: sessionPeople.part,
      answerBy: sessionPeople.answerBy,
      acceptedAt: sessionPeople.acceptedAt,
      declinedAt: sessionPeople.declinedAt,
      room: rooms.name,
      others,
    })
    .from(sessionPeople)
    .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
    .where(
      and(
        eq(sessionPeople.personId, viewer.id),
        sql`(${sessionPeople.releasedAt} is null or ${sessionPeople.releasedAt} >= ${sessions.cancelledAt})`,
        isNull(sessions.leftById),
        condition,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
  const rows = await (most === undefined ? all : all.limit(most))
  return rows.map(({ session, others: around, room, ...seat }) =>
    plannedSession(session, seat, room, around, now),
  )
}

function plannedSession(
  session: typeof sessions.$inferSelect,
  {
    part,
    ...answer
  }: { part: string; answerBy: Date | null; acceptedAt: Date | null; declinedAt: Date | null },
  room: string | null,
  around: OtherRow[],
  now: Date,
): PlannedSession {
  const seat: SeatFacts = { part: part as SeatFacts['part'], ...answer }
  const seatRows = decidingSeats(session, [seat, ...around.map(seatOfRow)], seat)
  const others = around.map(({ id, givenName, familyName, part: theirs }) => ({
    id,
    givenName,
    familyName,
    part: theirs,
  }))
  return {
    ...session,
    room,
    part: seat.part,
    seat,
    seatRows,
    state: stateOf(session, seatRows, now),
    others,
    other: others.find((each) => each.part !== seat.part) ?? others[0] ?? null,
  }
}

function seatOfRow({ part, answerBy, acceptedAt, declinedAt }: OtherRow): SeatFacts {
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    part,
    answerBy: instant(answerBy),
    acceptedAt: instant(acceptedAt),
    declinedAt: instant(declinedAt),
  }
}
