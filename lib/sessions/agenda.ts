import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm'
import { as } from '@/db/client'
import { shifts } from '@/db/schema/rosters'
import { sessions } from '@/db/schema/sessions'
import type { ShiftKind } from '@/lib/availability/shifts'
import { startOfDayAt, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { listSessions } from './listing'

export interface AgendaShift {
  startsAt: Date
  endsAt: Date
  kind: ShiftKind
}

/** The viewer's own sessions and shifts that touch these dates (`untilOn` itself is not asked). Two queries. */
export async function loadAgenda(viewer: Viewer, fromOn: CalendarDate, untilOn: CalendarDate, now: Date) {
  const fromAt = startOfDayAt(fromOn)
  const untilAt = startOfDayAt(untilOn)
  return as(viewer.id, async (tx) => ({
    sessions: await listSessions(
      tx,
      viewer,
      now,
      and(gt(sessions.endsAt, fromAt), lt(sessions.startsAt, untilAt), isNull(sessions.cancelledAt)),
      500,
    ),
    shifts: (await tx
      .select({ startsAt: shifts.startsAt, endsAt: shifts.endsAt, kind: shifts.kind })
      .from(shifts)
      .where(and(eq(shifts.personId, viewer.id), gt(shifts.endsAt, fromAt), lt(shifts.startsAt, untilAt)))
      .orderBy(asc(shifts.startsAt))) as AgendaShift[],
  }))
}
