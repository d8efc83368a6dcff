import { and, asc, eq, gt, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { departments } from '@/db/schema/people'
import { rooms, sessions } from '@/db/schema/sessions'
import { addDaysOn, addMinutes, dateOf, startOfDayAt, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { toldOf, type Clash } from './clashes'
import { isOfficeForm, type OfficeForm } from './forms'
import { headsOf, judge, loadNames, membersOf, standingOf, windowOf, type Judged } from './gathering'
import { groupTimes, loadGroupFacts, type Gathering, type GroupTime } from './group-times'
import { chooseTimes, groupWeeks, peopleChoices } from './office-queries'
import { formsPlannedBy, mayChangePlanned, mayPlanAnyway, mayPlanFor } from './policy'
import { freeRooms, isRoomTaken, loadRoomFacts } from './rooms'
import { refuseAct, type SeatFacts } from './rules'
import { listOfSeries, movedTimes } from './series-scope'
import type { Scope } from './series-rules'

interface SeatOfPlanned {
  id: string
  name: string
  part: 'resident' | 'guide'
  answerBy: string | null
  acceptedAt: string | null
  declinedAt: string | null
}

const seatsInside = sql<SeatOfPlanned[]>`(
  select coalesce(json_agg(json_build_object('id', p.id, 'name', p.given_name || ' ' || p.family_name, 'part', o.part,
    'answerBy', o.answer_by, 'acceptedAt', o.accepted_at, 'declinedAt', o.declined_at)
    order by o.part, p.family_name, p.given_name, p.id), '[]'::json)
  from session_people o join people p on p.id = o.person_id
  where o.session_id = ${sessions.id} and (o.released_at is null or ${sessions.cancelledAt} is not null))`

function plannedRows(tx: Transaction) {
  return tx
    .select({ session: sessions, room: rooms.name, department: departments.name, seats: seatsInside })
    .from(sessions)
    .innerJoin(departments, eq(departments.id, sessions.departmentId))
    .leftJoin(rooms, eq(rooms.id, sessions.roomId))
}

type PlannedRow = Awaited<ReturnType<typeof plannedRows>>[number]

function plannedOf({ session, room, department, seats }: PlannedRow) {
  const guide = seats.find((seat) => seat.part === 'guide') ?? null
  return {
    ...session,
    form: session.form as OfficeForm,
    departmentId: session.departmentId!,
    room,
    department,
    guide,
    residents: seats.filter((seat) => seat.part === 'resident'),
    seatFacts: seats.map((seat): SeatFacts => ({
      part: seat.part,
      answerBy: instant(seat.answerBy),
      acceptedAt: instant(seat.acceptedAt),
      declinedAt: instant(seat.declinedAt),
    })),
  }
}

const instant = (text: string | null) => (text === null ? null : new Date(text))

export type Planned = ReturnType<typeof plannedOf>

export const plannedPerPage = 50

/** A page of what is still to come of what the viewer plans: of her own departments first, then by date. Two queries. */
export function listPlanned(
  viewer: Viewer,
  now: Date,
  asked = 1,
): Promise<{ planned: (Planned & { isOwn: boolean })[]; count: number; page: number }> {
  return as(viewer.id, async (tx) => {
    const toCome = and(plannedByHer(viewer), isNull(sessions.cancelledAt), gt(sessions.endsAt, now))
    const count = await tx.$count(sessions, toCome)
    const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(count / plannedPerPage)))
    const own = new Set(formsPlannedBy(viewer).own.map(({ departmentId }) => departmentId))
    const isElsewhere = sql`(${sessions.departmentId} = any (${`{${[...own].join(',')}}`}::uuid[])) is not true`
    const rows = await plannedRows(tx)
      .where(toCome)
      .orderBy(isElsewhere, asc(sessions.startsAt), asc(sessions.id))
      .limit(plannedPerPage)
      .offset((page - 1) * plannedPerPage)
    const planned = rows.map((row) => {
      const each = plannedOf(row)
      return { ...each, isOwn: own.has(each.departmentId) }
    })
    return { planned, count, page }
  })
}

/** All of it that ends after now and starts before that, by date: bounded by time alone. One query. */
export async function listPlannedUntil(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  untilAt: Date,
): Promise<Planned[]> {
  const rows = await plannedRows(tx)
    .where(
      and(
        plannedByHer(viewer),
        isNull(sessions.cancelledAt),
        gt(sessions.endsAt, now),
        lt(sessions.startsAt, untilAt),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
  return rows.map(plannedOf)
}

/** `mayPlanFor` as a condition, so that what others plan never takes the place of what she plans. */
function plannedByHer(viewer: Viewer): SQL {
  const { everywhere, own } = formsPlannedBy(viewer)
  const hers = own.map(({ departmentId, forms }) =>
    and(eq(sessions.departmentId, departmentId), inArray(sessions.form, forms)),
  )
  const any = and(sql`${sessions.departmentId} is not null`, inArray(sessions.form, everywhere))
  return or(any, ...hers)!
}

export async function findPlanned(
  tx: Transaction,
  viewer: Viewer,
  sessionId: string,
): Promise<Planned | null> {
  const [row] = await plannedRows(tx).where(eq(sessions.id, sessionId))
  if (!row || !isOfficeForm(row.session.form)) return null
  const planned = plannedOf(row)
  return mayChangePlanned(viewer, { ...planned, guideId: planned.guide?.id ?? null }) ? planned : null
}

/** As the office acts: its window is the start. */
const officeSeat: SeatFacts = { part: 'guide', answerBy: null, acceptedAt: null, declinedAt: null }

/** One session for whoever plans or guides it, with what may be done, and who and where it may be instead. Eight queries at most. */
export async function loadPlanned(viewer: Viewer, sessionId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const planned = await findPlanned(tx, viewer, sessionId)
    if (!planned) return null
    const refusal = (act: 'move' | 'cancel') =>
      refuseAct(act, planned, planned.seatFacts, { seat: officeSeat }, planned.sequence, now)
    const mayPlan = mayPlanFor(viewer, planned.form, planned.departmentId)
    const refused = { move: refusal('move'), cancel: refusal('cancel') }
    const on = dateOf(planned.startsAt)
    const isOpen = !refused.move && mayPlan
    const choices = isOpen ? await peopleChoices(tx, { ...planned, on }) : { guides: [], residents: [] }
    const inside = new Set([planned.guide?.id, ...planned.residents.map(({ id }) => id)])
    const others = await listOfSeries(tx, planned, 'all', now)
    const heads = headsOf(gatheringIn(planned), planned.seats)
    return {
      ...planned,
      refused,
      mayPlan,
      mayAnyway: mayPlanAnyway(viewer, planned.form, planned.departmentId),
      rooms: refused.move ? [] : await freeRooms(tx, heads, [planned]),
      /** How many of its series are still to come, this one not counted. */
      othersToCome: others.filter((id) => id !== planned.id).length,
      guideChoices: choices.guides.filter(({ id }) => !inside.has(id)),
      residentChoices: choices.residents.filter(({ id }) => !inside.has(id)),
    }
  })
}

export type PlannedPage = NonNullable<Awaited<ReturnType<typeof loadPlanned>>>

export function gatheringIn(planned: Planned): Gathering {
  return {
    form: planned.form,
    residentIds: planned.residents.map(({ id }) => id),
    guideId: planned.guide?.id ?? null,
    minutes: (planned.endsAt.getTime() - planned.startsAt.getTime()) / 60_000,
  }
}

/** The times to which one session can move, as `loadGroupTimes`. Null: not hers to change. */
export async function loadMoveTimes(viewer: Viewer, sessionId: string, fromOn: CalendarDate, now: Date) {
  return as(viewer.id, async (tx) => {
    const planned = await findPlanned(tx, viewer, sessionId)
    if (!planned) return null
    const ids = membersOf(gatheringIn(planned))
    const times = await moveTimes(tx, planned, fromOn, now)
    return { planned, ...chooseTimes(times, ids.length), names: await loadNames(tx, ids) }
  })
}

/** The starts of these weeks, with who cannot then; where its room is taken it does not go. Three queries at most. */
async function moveTimes(
  tx: Transaction,
  planned: Planned,
  fromOn: CalendarDate,
  now: Date,
): Promise<GroupTime[]> {
  const gathering = gatheringIn(planned)
  const window = { fromOn, untilOn: addDaysOn(fromOn, groupWeeks * 7) }
  const facts = await loadGroupFacts(tx, membersOf(gathering), window, [planned], gathering)
  const between = { fromAt: startOfDayAt(window.fromOn), untilAt: startOfDayAt(window.untilOn) }
  const room = await loadRoomFacts(tx, planned.roomId, between, [planned])
  return groupTimes(facts, gathering, window, now).filter(
    ({ startAt }) => !isRoomTaken(room, startAt, addMinutes(startAt, gathering.minutes)),
  )
}

/** The first three days from tomorrow on which all can and its room is free, each with its first time. */
export async function nextMoves(tx: Transaction, planned: Planned, now: Date): Promise<Date[]> {
  const times = await moveTimes(tx, planned, addDaysOn(todayOn(now), 1), now)
  const free = times.filter(({ clashes }) => clashes.length === 0).map(({ startAt }) => startAt)
  return free.filter((at, n) => n === 0 || dateOf(free[n - 1]!) !== dateOf(at)).slice(0, 3)
}

interface PreviewedMove extends Omit<Judged, 'clashes'> {
  clashes: Clash[]
  id: string
  from: { startsAt: Date; endsAt: Date }
  standing: ReturnType<typeof standingOf>
}

/** What moving this one, the following or all would do, before anything is stored: a constant number of queries per series. */
export async function loadMovePreview(
  viewer: Viewer,
  asked: { sessionId: string; scope: Scope; startsAt: Date; skip: readonly CalendarDate[] },
  now: Date,
) {
  return as(viewer.id, async (tx) => {
    const first = await findPlanned(tx, viewer, asked.sessionId)
    if (!first) return null
    const ids = await listOfSeries(tx, first, asked.scope, now)
    const rows = await plannedRows(tx)
      .where(sql`${sessions.id} = any (${`{${ids.join(',')}}`}::uuid[])`)
      .orderBy(asc(sessions.startsAt))
    const others = rows.map(plannedOf).filter(({ id }) => id !== first.id)
    const moves = movedTimes([first, ...others], asked.startsAt, asked.skip)
    const moving = moves.map(({ session }) => session)
    const personIds = [...new Set(moving.flatMap((session) => membersOf(gatheringIn(session))))]
    const facts = await loadGroupFacts(tx, personIds, windowOf(moves), moving, gatheringIn(first))
    const starts = moves.map(({ startsAt }) => startsAt.getTime())
    const between = {
      fromAt: new Date(Math.min(...starts)),
      untilAt: addMinutes(new Date(Math.max(...starts)), 24 * 60),
    }
    const room = await loadRoomFacts(tx, first.roomId, between, moving)
    const previews = moves.map(({ session, on, startsAt }): PreviewedMove => {
      const gathering = gatheringIn(session)
      const [judged] = judge(facts, null, [{ on, startsAt, gathering }], now, moves.length > 1)
      const isTaken =
        session.roomId === first.roomId &&
        isRoomTaken(room, startsAt, addMinutes(startsAt, gathering.minutes))
      const each = { ...judged!, isRoomTaken: isTaken }
      return {
        ...each,
        clashes: toldOf(each.clashes),
        id: session.id,
        from: session,
        standing: standingOf(each),
      }
    })
    return {
      planned: first,
      previews: previews.toSorted((a, b) => +a.startsAt - +b.startsAt),
      stays: others
        .map((session) => ({ ...session, on: session.seriesOn ?? dateOf(session.startsAt) }))
        .filter(({ on }) => asked.skip.includes(on)),
      names: await loadNames(tx, personIds),
      mayAnyway: mayPlanAnyway(viewer, first.form, first.departmentId),
      /** How many of its series are still to come besides it. */
      othersToCome: (await listOfSeries(tx, first, 'all', now)).length - 1,
      today: todayOn(now),
    }
  })
}
