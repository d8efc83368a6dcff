import { and, asc, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { absences, hoursExceptions, meetingRules, weeklyHours } from '@/db/schema/meeting-hours'
import { mentorPlaces, people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import { listHolders } from '@/lib/people/holders'
import { todayOn, type CalendarDate, type WallTime } from '@/lib/time'
import { departmentsOf, holds, type Viewer } from '@/lib/viewer'
import { guideRoles, mayKeepHours, type GuideFacts } from './policy'

/** A guide, by the roles she holds now; null for somebody who is none. */
export async function loadGuideFacts(
  tx: Transaction,
  guideId: string,
): Promise<(GuideFacts & { roles: string[] }) | null> {
  const held = await tx
    .select({ role: roles.role, departmentId: roles.departmentId })
    .from(roles)
    .where(and(eq(roles.personId, guideId), inArray(roles.role, [...guideRoles]), heldOn(roles)))
  if (held.length === 0) return null
  return {
    guideId,
    roles: [...new Set(held.map(({ role }) => role))],
    supervisorInIds: held.flatMap(({ role, departmentId }) =>
      role === 'supervisor' && departmentId ? [departmentId] : [],
    ),
  }
}

/** Everything somebody who keeps these hours can change, from today on; null when she may not, or when it is nobody's. */
export async function loadMeetingHours(viewer: Viewer, guideId: string, now: Date) {
  const today = todayOn(now)
  return as(viewer.id, async (tx) => {
    const facts = await loadGuideFacts(tx, guideId)
    if (!facts || !mayKeepHours(viewer, facts)) return null
    const [guide] = await tx
      .select({ givenName: people.givenName, familyName: people.familyName })
      .from(people)
      .where(eq(people.id, guideId))
    const weekly = await tx
      .select()
      .from(weeklyHours)
      .where(eq(weeklyHours.personId, guideId))
      .orderBy(asc(weeklyHours.weekday), asc(weeklyHours.fromTime))
    const exceptions = await tx
      .select()
      .from(hoursExceptions)
      .where(and(eq(hoursExceptions.personId, guideId), gte(hoursExceptions.on, today)))
      .orderBy(asc(hoursExceptions.on), asc(hoursExceptions.fromTime))
    const away = await tx
      .select({ id: absences.id, fromOn: absences.fromOn, untilOn: absences.untilOn })
      .from(absences)
      .where(and(eq(absences.personId, guideId), gt(absences.untilOn, today)))
      .orderBy(asc(absences.fromOn))
    const rules = await tx.select().from(meetingRules).where(eq(meetingRules.personId, guideId))
    const [pool] =
      viewer.id === guideId && holds(viewer, 'mentor')
        ? await tx.select().from(mentorPlaces).where(eq(mentorPlaces.personId, guideId))
        : []
    return {
      guideId,
      name: `${guide?.givenName ?? ''} ${guide?.familyName ?? ''}`,
      roles: facts.roles,
      weekly: weekly.map(({ form, weekday, fromTime, untilTime }) => ({
        form,
        weekday,
        from: short(fromTime),
        until: short(untilTime),
      })),
      exceptions: exceptions.map(({ id, on, fromTime, untilTime }) => ({
        id,
        on,
        window: fromTime && untilTime ? { from: short(fromTime), until: short(untilTime) } : null,
      })),
      absences: away,
      rules,
      pool:
        viewer.id === guideId && holds(viewer, 'mentor')
          ? { places: pool?.places ?? 0, pooledAt: pool?.pooledAt ?? null }
          : null,
    }
  })
}

/** As PostgreSQL writes a time, without its seconds. */
const short = (time: string) => time.slice(0, 5) as WallTime

/** The supervisors whose hours a secretary keeps, by name. */
export async function listKeptGuides(viewer: Viewer): Promise<{ id: string; name: string }[]> {
  const departmentIds = departmentsOf(viewer, 'secretary')
  if (departmentIds.length === 0) return []
  return as(viewer.id, (tx) => listHolders(tx, 'supervisor', departmentIds))
}

/** When a guide cannot in these stretches of dates because something is planned: times only, never what or with whom. */
export async function listPlannedIn(
  viewer: Viewer,
  guideId: string,
  stretches: readonly { fromOn: CalendarDate; lastOn: CalendarDate }[],
): Promise<{ startsAt: Date; endsAt: Date }[]> {
  if (stretches.length === 0) return []
  return as(viewer.id, async (tx) => {
    const facts = await loadGuideFacts(tx, guideId)
    if (!facts || !mayKeepHours(viewer, facts)) return []
    const rows = await tx.execute<{ starts_at: string; ends_at: string }>(sql`
      select distinct b.starts_at, b.ends_at from jsonb_to_recordset(${JSON.stringify(stretches)}::jsonb) as s("fromOn" date, "lastOn" date),
        app.busy_blocks(${`{${guideId}}`}::uuid[], s."fromOn"::timestamp at time zone 'Europe/Amsterdam',
          (s."lastOn" + 1)::timestamp at time zone 'Europe/Amsterdam') as b
      where b.ends_at > now() order by 1`)
    return rows.map((row) => ({ startsAt: new Date(row.starts_at), endsAt: new Date(row.ends_at) }))
  })
}
