import { and, eq, gte, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { attendance } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { listOwnRhythm } from '@/lib/coverage/norms'
import { startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { countElsewhere, keptTimes } from './elsewhere'

/**
 * What a resident follows her progress in, in this order. Check-ins have a clock of their own (lib/coverage); learning therapy has a
 * counter that only she keeps, and is not shown where others can look along.
 */
const counted = [
  'mentor-session',
  'intervision',
  'supervision-group',
  'shadow-day',
  'student-teaching',
] as const
export type CountedForm = (typeof counted)[number]

export interface Progress {
  form: CountedForm
  held: number
  planned: number
  times: number
}

/** What has ended and was not missed, nor missed by her alone. */
function wasHeld(viewer: Viewer, now: Date) {
  const wasAbsent = sql`exists (select from ${attendance} where ${attendance.sessionId} = ${sessions.id}
    and ${attendance.personId} = ${viewer.id} and ${attendance.outcome} = 'absent')`
  return sql`(${sessions.endsAt} < ${now.toISOString()} and ${sessions.missedAt} is null and not ${wasAbsent})`
}

/** Her own seats as a resident that she has not given back, in sessions that were not cancelled. */
const ownSeats = (viewer: Viewer) =>
  and(
    eq(sessionPeople.personId, viewer.id),
    eq(sessionPeople.part, 'resident'),
    isNull(sessionPeople.releasedAt),
    sql`(${sessionPeople.answerBy} is null or ${sessionPeople.acceptedAt} is not null)`,
    isNull(sessions.cancelledAt),
  )

/** The meetings of a supervision group that were held here with her. */
export async function countSupervision(tx: Transaction, viewer: Viewer, now: Date): Promise<number> {
  const [row] = await tx
    .select({ held: sql<number>`count(*)::integer` })
    .from(sessionPeople)
    .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
    .where(and(ownSeats(viewer), eq(sessions.form, 'supervision-group'), wasHeld(viewer, now)))
  return row?.held ?? 0
}

/**
 * The viewer's own progress as a resident: of what has a norm in days how many times a calendar year, or once for all time; of a
 * supervision group all meetings, also those she brought from elsewhere. A place that still waits for her answer is not planned yet.
 */
export async function loadOwnProgress(viewer: Viewer, now: Date): Promise<Progress[]> {
  const today = todayOn(now)
  const year = Number(today.slice(0, 4))
  const first = startOfDayAt(`${year}-01-01`).toISOString()
  const next = startOfDayAt(`${year + 1}-01-01`).toISOString()
  const { form, startsAt, endsAt } = sessions
  return as(viewer.id, async (tx) => {
    const rhythm = await listOwnRhythm(tx, viewer, today)
    const yearly = counted.filter((each) => rhythm.get(each))
    const rows = await tx
      .select({
        form,
        held: sql<number>`(count(*) filter (where ${wasHeld(viewer, now)}))::integer`,
        planned: sql<number>`(count(*) filter (where ${endsAt} >= ${now.toISOString()}))::integer`,
      })
      .from(sessionPeople)
      .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
      .where(
        and(
          ownSeats(viewer),
          inArray(form, counted),
          or(notInArray(form, yearly), and(gte(startsAt, sql`${first}`), lt(startsAt, sql`${next}`))),
        ),
      )
      .groupBy(form)
    const elsewhere = await countElsewhere(tx, viewer, 'supervision-group')
    return counted.flatMap((each) => {
      const times = timesOf(each, rhythm)
      if (times === null) return []
      const { held, planned } = rows.find((row) => row.form === each) ?? { held: 0, planned: 0 }
      const more = each === 'supervision-group' ? elsewhere : 0
      return [{ form: each, held: Math.max(0, held + more), planned, times }]
    })
  })
}

/** How many times: in a year of what comes back, once, or what a training asks for. Null: there is no norm for her. */
function timesOf(form: CountedForm, rhythm: ReadonlyMap<string, number | null>): number | null {
  if (form === 'supervision-group') return keptTimes[form]
  const everyDays = rhythm.get(form)
  if (everyDays === undefined) return null
  return everyDays === null ? 1 : Math.max(1, Math.round(365 / everyDays))
}
