import { and, gt, isNull, lt, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import type { Refused } from '@/lib/availability/explain'
import { refuseTime } from '@/lib/availability/free-times'
import { onShiftPlan } from '@/lib/availability/on-shift-times'
import type { Reason } from '@/lib/availability/reasons'
import type { Range, Shift, ShiftKind } from '@/lib/availability/shifts'
import type { Participant } from '@/lib/availability/timeline'
import { addDaysOn, minutesBetween, startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { explainRefused } from './explain'
import { forms, isBookableForm, isOfficeForm, plannedForms } from './forms'
import { listSessions, type PlannedSession } from './listing'
import { findPlanned, nextMoves } from './planned-queries'
import { planTimes } from './planning'
import { firstOfEachDay } from './queries'
import { loadSetAside } from './rest-aside'

/** How far ahead is looked, and how far back the averages of the rest rules reach. */
export const weeksAhead = 8
const weeksBack = 17
/** For so many conflicts the next times are looked up. */
export const mostWithTimes = 5
/**
 * The day, the hours and the notice were asked when it was booked; a roster changes none of them. Nobody is in two sessions at
 * once: another one is "busy" only where blocks are rounded.
 */
const notAsked = new Set<Reason>(['holiday', 'outside-hours', 'notice', 'busy'])

/** What may have come into a roster after she gave the time. */
const came = new Set<Reason>(['leave', 'before-night'])
/** And what else may have come when it was not she who gave the time: the rules asked for none of her free days then. */
const cameToOthers = new Set<Reason>([...came, 'day-off'])
/** Of these a guide reads one word, and hears them in one tone: neither says which it is. */
const inHerOwnTime = new Set<Reason>(['leave', 'day-off'])

/** A session that does not fit the roster any more, as its own person sees it. */
export interface OwnConflict {
  session: PlannedSession
  why: string
  /** It came into the resident's own time after it was set: nothing is broken, but it may not suit her any more. */
  isCalm: boolean
  /** The next times that would fit everybody, one a day; empty when she cannot move it herself. */
  next: Date[]
}

/**
 * The viewer's own sessions to come that break a rest rule since a roster changed or a shift ended late, by their start. Her own
 * free day is hers to give: only rest is asked. A guide has those of her residents too, without hearing of what shift; a free day
 * that came over a time is told to the guide who set that time. Five queries, and some for each of the first few.
 */
export async function listOwnConflicts(viewer: Viewer, now: Date): Promise<OwnConflict[]> {
  const fromOn = todayOn(now)
  const t = words(viewer.locale)
  return as(viewer.id, async (tx) => {
    const planned = await listSessions(
      tx,
      viewer,
      now,
      and(
        gt(sessions.startsAt, now),
        lt(sessions.startsAt, new Date(instantIn(weeksAhead, now))),
        isNull(sessions.cancelledAt),
      ),
    )
    if (planned.length === 0) return []
    const residents = planned.flatMap((session) => residentOf(session) ?? [])
    const ids = [...new Set([viewer.id, ...residents])]
    const shifts = await loadShifts(tx, ids, now)
    const blocks = residents.length > 0 ? await loadBlocks(tx, residents, now) : new Map<string, Range[]>()
    const isAccepted = await loadSetAside(
      tx,
      planned.flatMap(({ id, plannedAnywayAt }) => (plannedAnywayAt ? [id] : [])),
    )
    const own = shifts.get(viewer.id) ?? []
    const busyBeside = ({ id }: PlannedSession) => planned.filter((other) => other.id !== id).map(rangeOf)
    // What an office set aside with a reason, as it was asked then; what a roster brought later is another rule.
    const isSetAside = (session: PlannedSession) =>
      session.plannedAnywayAt !== null &&
      [busyBeside(session), []].some((busy) => {
        const her = { id: viewer.id, shifts: own, busy, own: false }
        const refused = refuseStanding(her, rangeOf(session), isOnShift(session.form))
        return refused !== null && isAccepted(session.id, viewer.id, refused.reason)
      })
    const refusedOf = (session: PlannedSession) => {
      const busy = busyBeside(session)
      const refused =
        own.length > 0 && refuseAgain(viewer.id, own, busy, rangeOf(session), isOnShift(session.form))
      if (refused) return { refused, isOwn: true }
      const residentId = residentOf(session)
      const hers = shifts.get(residentId ?? '')
      if (!residentId || !hers) return null
      const others = (blocks.get(residentId) ?? []).filter(
        ({ startAt, endAt }) => startAt > session.startsAt || endAt < session.endsAt,
      )
      const isSetByViewer = (session.movedById ?? session.bookedById) === viewer.id
      const mayHaveCome = isSetByViewer ? cameToOthers : came
      const broken = refuseAgain(
        residentId,
        hers,
        others,
        rangeOf(session),
        isOnShift(session.form),
        mayHaveCome,
      )
      return broken && { refused: broken, isOwn: false }
    }
    const found: OwnConflict[] = []
    for (const session of planned) {
      const broken = refusedOf(session)
      if (!broken || (broken.isOwn && isSetAside(session))) continue
      const isCalm = !broken.isOwn && !isOnShift(session.form) && inHerOwnTime.has(broken.refused.reason)
      // When it ends would say which of them it is.
      const refused = isCalm ? { ...broken.refused, until: null } : broken.refused
      const why = explainRefused(t, viewer.locale, refused, { isOwn: broken.isOwn, now })
      const next = found.length < mostWithTimes ? await nextTimes(tx, viewer, session, fromOn, now) : []
      found.push({ session, why, next, isCalm })
    }
    return found
  })
}

/**
 * The refusal of a session that stands already, or null when it still fits. It is asked among her other sessions, and as if it
 * were her only one: behind another of the same day the rest before that one would hide its own.
 */
export function refuseAgain(
  id: string,
  shifts: readonly Shift[],
  busy: readonly Range[],
  range: Range,
  onShift: boolean,
  mayHaveCome: ReadonlySet<Reason> = came,
): Refused | null {
  const asked = (own: boolean) =>
    refuseStanding({ id, shifts, busy, own }, range, onShift) ??
    refuseStanding({ id, shifts, busy: [], own }, range, onShift)
  const refused = asked(!onShift)
  if (refused || onShift) return refused
  // A free day is hers to give; a leave or a night that came over it must be seen. Where no roster reaches nothing came.
  const strictly = asked(false)
  return strictly && !strictly.isUnknown && mayHaveCome.has(strictly.reason) ? strictly : null
}

function refuseStanding(person: Participant, { startAt, endAt }: Range, onShift: boolean): Refused | null {
  const minutes = minutesBetween(startAt, endAt)
  const moment = { people: [person], hours: { from: '00:00', until: '23:59' }, minutes, startAt }
  const refused = refuseTime(moment, onShift ? onShiftPlan : undefined)
  return refused && !notAsked.has(refused.reason) ? refused : null
}

/** The resident with whom the viewer has this session for two; null when she is that herself. */
function residentOf({ form, part, other, departmentId }: PlannedSession): string | null {
  return part === 'guide' && departmentId === null && isBookableForm(form) && other ? other.id : null
}

function isOnShift(form: string): boolean {
  if (isBookableForm(form)) return forms[form].onShift === true
  return isOfficeForm(form) && plannedForms[form].onShift === true
}

async function nextTimes(
  tx: Transaction,
  viewer: Viewer,
  { form, part, other, departmentId, ...session }: PlannedSession,
  fromOn: string,
  now: Date,
): Promise<Date[]> {
  if (departmentId !== null) {
    const planned = await findPlanned(tx, viewer, session.id)
    return planned ? nextMoves(tx, planned, now) : []
  }
  if (!isBookableForm(form) || !other) return []
  const pair = part === 'resident' ? [viewer.id, other.id] : [other.id, viewer.id]
  const meeting = { form, residentId: pair[0]!, guideId: pair[1]!, moving: session }
  const window = { fromOn, untilOn: addDaysOn(fromOn, weeksAhead * 7) }
  const { slots } = await planTimes(tx, viewer, meeting, window, now, false)
  return firstOfEachDay(slots)
    .slice(0, 3)
    .map(({ startAt }) => startAt)
}

export const rangeOf = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Range => ({
  startAt: startsAt,
  endAt: endsAt,
})

type Row = { person_id: string; starts_at: string; ends_at: string }

export async function loadShifts(
  tx: Transaction,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Shift[]>> {
  const rows = await tx.execute<Row & { kind: ShiftKind }>(sql`
    select * from app.planning_shifts(${`{${ids.join(',')}}`}::uuid[], ${instantIn(-weeksBack, now)}, ${instantIn(weeksAhead + 1, now)})`)
  return byPerson(rows, (row) => ({ ...rangeOfRow(row), kind: row.kind }))
}

export async function loadBlocks(
  tx: Transaction,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Range[]>> {
  const rows = await tx.execute<Row>(sql`
    select * from app.busy_blocks(${`{${ids.join(',')}}`}::uuid[], ${instantIn(-weeksBack, now)}, ${instantIn(weeksAhead, now)})`)
  return byPerson(rows, rangeOfRow)
}

const instantIn = (weeks: number, now: Date) => startOfDayAt(addDaysOn(todayOn(now), weeks * 7)).toISOString()
const rangeOfRow = (row: Row): Range => ({ startAt: new Date(row.starts_at), endAt: new Date(row.ends_at) })

function byPerson<Given extends Row, Found>(
  rows: Iterable<Given>,
  read: (row: Given) => Found,
): Map<string, Found[]> {
  const found = new Map<string, Found[]>()
  for (const row of rows) {
    const own = found.get(row.person_id)
    if (own) own.push(read(row))
    else found.set(row.person_id, [read(row)])
  }
  return found
}
