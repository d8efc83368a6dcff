import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { shifts } from '@/db/schema/rosters'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import type { ShiftKind } from '@/lib/availability/shifts'
import { startOfDayAt, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { listSessions } from './listing'

export interface AgendaShift {
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
}

/** The viewer's own sessions and shifts that touch these dates (`untilOn` itself is not asked). Two queries, however much there is. */
export async function loadAgenda(viewer: Viewer, fromOn: CalendarDate, untilOn: CalendarDate, now: Date) {
  return as(viewer.id, (tx) => readAgenda(tx, viewer, fromOn, untilOn, now))
}

/** `loadAgenda` within a transaction of the viewer. */
export async function readAgenda(
  tx: Transaction,
  viewer: Viewer,
  fromOn: CalendarDate,
  untilOn: CalendarDate,
  now: Date,
) {
  const fromAt = startOfDayAt(fromOn)
  const untilAt = startOfDayAt(untilOn)
  // The index that keeps a person from being in two places finds these days among all that she ever had.
  const inThoseDays = sql`${sessionPeople.during} && tstzrange(${fromAt.toISOString()}::timestamptz, ${untilAt.toISOString()}::timestamptz)`
  return {
    sessions: await listSessions(
      tx,
      viewer,
      now,
      and(
        isNull(sessionPeople.releasedAt),
        inThoseDays,
        gt(sessions.endsAt, fromAt),
        lt(sessions.startsAt, untilAt),
        isNull(sessions.cancelledAt),
      ),
      500,
    ),
    shifts: await listShifts(tx, viewer, fromAt, untilAt),
  }
}

/** Her shifts as they really were: one that ran late lasts until somebody noted that it ended. */
async function listShifts(
  tx: Transaction,
  viewer: Viewer,
  fromAt: Date,
  untilAt: Date,
): Promise<AgendaShift[]> {
  const really = sql`coalesce(${shifts.endedAt}, ${shifts.endsAt})`
  const rows = await tx
    .select({
      startsAt: shifts.startsAt,
      endsAt: shifts.endsAt,
      endedAt: shifts.endedAt,
      kind: shifts.kind,
    })
    .from(shifts)
    .where(
      and(eq(shifts.personId, viewer.id), gt(really, fromAt.toISOString()), lt(shifts.startsAt, untilAt)),
    )
    .orderBy(asc(shifts.startsAt))
  return rows.map(({ startsAt, endsAt, endedAt, kind }) => ({
    startsAt,
    endsAt: endedAt ?? endsAt,
    kind: kind as ShiftKind,
  }))
}
