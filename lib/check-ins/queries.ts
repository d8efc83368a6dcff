import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { checkIns } from '@/db/schema/check-ins'
import { mayReadOwnResidents, mayReadOwnState } from '@/lib/coverage/policy'
import { loadOwnState, selectOwnResidents } from '@/lib/coverage/queries'
import { type Coverage, coverageOn, type Norm } from '@/lib/coverage/rules'
import { noteRead } from '@/lib/command'
import { idInput } from '@/lib/input'
import { type CalendarDate, dateOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { loadPast } from './past'
import { mayReadCheckIn } from './policy'
import { groupOf, type ListGroup, type Outcome, refuseUndo, urgencyOf } from './rules'

/** A resident in her supervisor's list. */
export interface ListedResident extends Coverage {
  id: string
  givenName: string
  familyName: string
  department: string | null
  kind: string | null
  startsOn: CalendarDate
  /** What holds for her today. */
  norm: Norm | null
  /** When this supervisor herself last offered a talk, if nothing followed yet. */
  offeredOn: CalendarDate | null
  /** The day of the next talk: of a planned session, or as she agreed it. */
  nextOn: CalendarDate | null
}

/**
 * The viewer's residents as a supervisor, the owed ones first; null when she is none. Two queries, whatever their number,
 * and one audit row.
 */
export async function loadCheckInList(viewer: Viewer, now: Date) {
  if (!mayReadOwnResidents(viewer)) return null
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const residents = await selectOwnResidents(tx, viewer, 'check-in', today)
    const ids = residents.map((resident) => resident.id)
    const own = await loadLastOwn(tx, viewer, ids)
    await noteRead(tx, viewer, 'check-in.dates', ids)
    const listed = residents.map(({ plannedAt, pausesOn, resumesOn, form, ...resident }): ListedResident => {
      const standing = coverageOn({ ...resident, plannedAt, pausesOn, resumesOn, form }, resident.norm, today)
      const last = own.get(resident.id)
      const agreedOn = last?.nextOn && last.nextOn >= today ? last.nextOn : null
      return {
        ...resident,
        ...standing,
        offeredOn: last?.outcome === 'offered' ? last.happenedOn : null,
        nextOn: standing.nextAt ? dateOf(standing.nextAt) : agreedOn,
      }
    })
    listed.sort(byUrgency)
    const inGroup = (group: ListGroup) => listed.filter((resident) => groupOf(resident) === group)
    return {
      now: inGroup('now'),
      planned: inGroup('planned').sort(byNext),
      done: inGroup('done').sort(byNext),
      /** The first day on which a talk is planned, agreed or due. */
      nextOn: listed.map(nextDayOf).filter(Boolean).sort()[0] ?? null,
    }
  })
}

/** What is never due comes last, and has no day. */
const nextDayOf = (resident: ListedResident) => resident.nextOn ?? resident.dueOn ?? ''

const byName = (a: ListedResident, b: ListedResident) =>
  a.familyName.localeCompare(b.familyName, 'nl') ||
  a.givenName.localeCompare(b.givenName, 'nl') ||
  (a.id < b.id ? -1 : 1)
const byDay = (a: string | null, b: string | null) => (a || '9').localeCompare(b || '9')
const byUrgency = (a: ListedResident, b: ListedResident) =>
  urgencyOf(a, a) - urgencyOf(b, b) || byDay(a.dueOn, b.dueOn) || byName(a, b)
const byNext = (a: ListedResident, b: ListedResident) => byDay(nextDayOf(a), nextDayOf(b)) || byName(a, b)

/** A column of a check-in as it was corrected last. */
const standing = <Value>(column: 'outcome' | 'happened_on') =>
  sql<Value>`coalesce((select k.${sql.raw(column)} from check_in_corrections k where k.check_in_id = check_ins.id
    order by k.corrected_at desc, k.id desc limit 1), check_ins.${sql.raw(column)})`

/** The viewer's own last check-in with each resident, as it stands. */
async function loadLastOwn(tx: Transaction, viewer: Viewer, residentIds: string[]) {
  if (residentIds.length === 0) return new Map<string, never>()
  const happenedOn = standing<CalendarDate>('happened_on')
  const rows = await tx
    .selectDistinctOn([checkIns.residentId], {
      residentId: checkIns.residentId,
      outcome: standing<Outcome>('outcome'),
      happenedOn,
      nextOn: checkIns.nextOn,
    })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.supervisorId, viewer.id),
        inArray(checkIns.residentId, residentIds),
        isNull(checkIns.withdrawnAt),
      ),
    )
    .orderBy(checkIns.residentId, desc(happenedOn), desc(checkIns.loggedAt))
  return new Map(rows.map((row) => [row.residentId, row]))
}

/**
 * What the supervisor saved in the last minutes, undone or not; null when it is not hers, or once it can no longer be
 * undone.
 */
export async function loadSavedCheckIn(viewer: Viewer, checkInId: string, now: Date) {
  if (!idInput.safeParse(checkInId).success) return null
  return as(viewer.id, async (tx) => {
    const [row] = await tx
      .select({
        id: checkIns.id,
        residentId: checkIns.residentId,
        supervisorId: checkIns.supervisorId,
        loggedAt: checkIns.loggedAt,
        withdrawnAt: checkIns.withdrawnAt,
      })
      .from(checkIns)
      .where(and(eq(checkIns.id, checkInId), eq(checkIns.supervisorId, viewer.id)))
    if (!row || !mayReadCheckIn(viewer, row) || refuseUndo(row.loggedAt, now)) return null
    return {
      id: row.id,
      residentId: row.residentId,
      loggedAt: row.loggedAt,
      isUndone: row.withdrawnAt !== null,
    }
  })
}

/**
 * What the viewer herself wrote about one resident, newest first, with the date on record while she is her supervisor.
 * Null when there is nobody to see: not her resident today, and nothing of her own about her. Leaves one audit row.
 */
export async function loadCheckInsWith(viewer: Viewer, residentId: string, now: Date) {
  if (!mayReadOwnResidents(viewer) || residentId === viewer.id) return null
  if (!idInput.safeParse(residentId).success) return null
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const residents = await selectOwnResidents(tx, viewer, 'check-in', today)
    const current = residents.find((each) => each.id === residentId)
    const past = await loadPast(
      tx,
      viewer,
      and(eq(checkIns.residentId, residentId), eq(checkIns.supervisorId, viewer.id)),
      now,
    )
    const name = current ? `${current.givenName} ${current.familyName}` : past[0]?.otherName
    if (!name) return null
    await noteRead(tx, viewer, 'check-in.read', [residentId])
    return {
      residentId,
      name,
      standing: current ? { startsOn: current.startsOn, ...coverageOn(current, current.norm, today) } : null,
      checkIns: past,
    }
  })
}

/** The viewer's own check-ins as a resident, newest first, with her date on record and her supervisor; null for anybody else. */
export async function loadOwnCheckIns(viewer: Viewer, now: Date) {
  if (!mayReadOwnState(viewer)) return null
  const state = await loadOwnState(viewer, now)
  const past = await as(viewer.id, (tx) => loadPast(tx, viewer, eq(checkIns.residentId, viewer.id), now))
  return { state, checkIns: past }
}
