import { and, asc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { people, roles } from '@/db/schema/people'
import { sessions } from '@/db/schema/sessions'
import type { Refused } from '@/lib/availability/explain'
import { refuseTime, type Slot } from '@/lib/availability/free-times'
import { onShiftPlan } from '@/lib/availability/on-shift-times'
import type { Reason } from '@/lib/availability/reasons'
import type { Range, Shift, ShiftKind } from '@/lib/availability/shifts'
import { addDaysOn, minutesBetween, startOfDayAt, todayOn } from '@/lib/time'
import { departmentsOf, type Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { explainRefused } from './explain'
import { forms, isBookableForm, isOfficeForm, plannedForms } from './forms'
import { listSessions, type PlannedSession } from './listing'
import { planTimes } from './planning'

/** How far ahead is looked, and how far back the averages of the rest rules reach. */
const weeksAhead = 8
const weeksBack = 17
/** For so many of one's own conflicts the next times are looked up. */
const mostWithTimes = 3
/** The day, the hours and the notice were asked when it was booked; a roster changes none of them. */
const notAsked = new Set<Reason>(['holiday', 'outside-hours', 'notice', 'busy'])

/** A session that does not fit the roster any more, as its own person sees it. */
export interface OwnConflict {
  session: PlannedSession
  why: string
  /** The next times that would fit both; empty when she cannot move it herself. */
  next: Slot[]
}

/** What does not fit a resident's roster any more, as her secretary sees it: when, never what or with whom. */
export interface RosterConflict {
  personId: string
  name: string
  startsAt: Date
  endsAt: Date
  why: string
}

/**
 * The viewer's own sessions to come that break a rest rule since a roster changed or a shift ended late, by their start. Her own
 * free day is hers to give: only rest is asked. Three queries, and one for each of the first three.
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
      200,
    )
    const asked = planned.filter((session) => session.plannedAnywayAt === null)
    if (asked.length === 0) return []
    const shifts = (await loadShifts(tx, [viewer.id], now)).get(viewer.id) ?? []
    if (shifts.length === 0) return []
    const found: OwnConflict[] = []
    for (const session of asked) {
      const busy = planned.filter((other) => other.id !== session.id).map(rangeOf)
      const refused = refuseAgain(viewer.id, shifts, busy, rangeOf(session), isOnShift(session.form))
      if (!refused) continue
      const why = explainRefused(t, viewer.locale, refused, { isOwn: true, now })
      const next = found.length < mostWithTimes ? await nextTimes(tx, viewer, session, fromOn, now) : []
      found.push({ session, why, next })
    }
    return found
  })
}

/** What does not fit any more among the residents of the departments that the viewer plans for. Three queries. */
export async function listRosterConflicts(viewer: Viewer, now: Date): Promise<RosterConflict[]> {
  const departmentIds = departmentsOf(viewer, 'secretary')
  if (departmentIds.length === 0) return []
  const t = words(viewer.locale)
  return as(viewer.id, async (tx) => {
    const residents = await tx
      .selectDistinct({ id: people.id, givenName: people.givenName, familyName: people.familyName })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.personId))
      .where(
        and(
          eq(roles.role, 'resident'),
          inArray(roles.departmentId, departmentIds),
          lte(roles.fromOn, sql`app.today()`),
          or(isNull(roles.untilOn), gt(roles.untilOn, sql`app.today()`)),
          isNull(people.closedAt),
        ),
      )
      .orderBy(asc(people.familyName), asc(people.givenName), asc(people.id))
    if (residents.length === 0) return []
    const ids = residents.map(({ id }) => id)
    const shifts = await loadShifts(tx, ids, now)
    const blocks = await loadBlocks(tx, ids, now)
    return residents.flatMap(({ id, givenName, familyName }) => {
      const own = blocks.get(id) ?? []
      return own.flatMap((block) => {
        if (block.startAt <= now) return []
        const busy = own.filter((other) => other !== block)
        const refused = refuseAgain(id, shifts.get(id) ?? [], busy, block, false)
        // Inside an evening shift stands what is held on shift, which is as it should be.
        if (!refused || isInsideEvening(refused)) return []
        const why = explainRefused(t, viewer.locale, refused, { isOwn: false, now })
        const name = `${givenName} ${familyName}`
        return [{ personId: id, name, startsAt: block.startAt, endsAt: block.endAt, why }]
      })
    })
  })
}

/** The refusal of a session that stands already, or null when it still fits. */
function refuseAgain(
  id: string,
  shifts: readonly Shift[],
  busy: readonly Range[],
  { startAt, endAt }: Range,
  onShift: boolean,
): Refused | null {
  const refused = refuseTime(
    {
      people: [{ id, shifts, busy, own: !onShift }],
      hours: { from: '00:00', until: '23:59' },
      minutes: minutesBetween(startAt, endAt),
      startAt,
    },
    onShift ? onShiftPlan : undefined,
  )
  return refused && !notAsked.has(refused.reason) ? refused : null
}

function isOnShift(form: string): boolean {
  if (isBookableForm(form)) return forms[form].onShift === true
  return isOfficeForm(form) && plannedForms[form].onShift === true
}

function isInsideEvening({ reason, because, startAt, endAt }: Refused): boolean {
  return (
    reason === 'on-shift' &&
    because?.kind === 'evening' &&
    because.startAt <= startAt &&
    endAt <= because.endAt
  )
}

async function nextTimes(
  tx: Transaction,
  viewer: Viewer,
  { form, part, other, seats, departmentId, ...session }: PlannedSession,
  fromOn: string,
  now: Date,
): Promise<Slot[]> {
  if (!isBookableForm(form) || !other || seats !== null || departmentId !== null) return []
  const pair = part === 'resident' ? [viewer.id, other.id] : [other.id, viewer.id]
  const meeting = { form, residentId: pair[0]!, guideId: pair[1]!, moving: session }
  const window = { fromOn, untilOn: addDaysOn(fromOn, weeksAhead * 7) }
  const { slots } = await planTimes(tx, viewer, meeting, window, now, false)
  return slots.slice(0, 3)
}

const rangeOf = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Range => ({
  startAt: startsAt,
  endAt: endsAt,
})

type Row = { person_id: string; starts_at: string; ends_at: string }

async function loadShifts(tx: Transaction, ids: readonly string[], now: Date): Promise<Map<string, Shift[]>> {
  const rows = await tx.execute<Row & { kind: ShiftKind }>(sql`
    select * from app.planning_shifts(${`{${ids.join(',')}}`}::uuid[], ${instantIn(-weeksBack, now)}, ${instantIn(weeksAhead + 1, now)})`)
  return byPerson(rows, (row) => ({ ...rangeOfRow(row), kind: row.kind }))
}

async function loadBlocks(tx: Transaction, ids: readonly string[], now: Date): Promise<Map<string, Range[]>> {
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
