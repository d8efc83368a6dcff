import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { attendance } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { countElsewhere, keptTimes } from './elsewhere'

/**
 * How many times a form takes place, as the hospital's forms have it by default (domain: guidance forms and their norms):
 * each calendar year, or once for all time. Check-ins have a clock of their own (lib/coverage); learning therapy has a
 * counter that only she keeps, and is not shown where others can look along.
 */
export const norms = {
  'mentor-session': { times: 4, isYearly: true },
  intervision: { times: 13, isYearly: true },
  'supervision-group': { times: keptTimes['supervision-group'], isYearly: false },
  'shadow-day': { times: 1, isYearly: false },
  'student-teaching': { times: 1, isYearly: false },
} as const

export type CountedForm = keyof typeof norms
const counted = Object.keys(norms) as CountedForm[]
const yearly = counted.filter((form) => norms[form].isYearly)

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
 * The viewer's own progress as a resident, in the order of `norms`: what was held, of a supervision group also what she brought from
 * elsewhere, and what is still to come. A place that still waits for her answer is not planned yet.
 */
export async function loadOwnProgress(viewer: Viewer, now: Date): Promise<Progress[]> {
  const year = Number(todayOn(now).slice(0, 4))
  const first = startOfDayAt(`${year}-01-01`).toISOString()
  const next = startOfDayAt(`${year + 1}-01-01`).toISOString()
  const { form, startsAt, endsAt } = sessions
  const [rows, elsewhere] = await as(viewer.id, async (tx) => [
    await tx
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
          sql`(not ${inArray(form, yearly)} or (${startsAt} >= ${first} and ${startsAt} < ${next}))`,
        ),
      )
      .groupBy(form),
    await countElsewhere(tx, viewer, 'supervision-group'),
  ])
  return counted.map((each) => {
    const { held, planned } = rows.find((row) => row.form === each) ?? { held: 0, planned: 0 }
    const more = each === 'supervision-group' ? elsewhere : 0
    return { form: each, held: Math.max(0, held + more), planned, times: norms[each].times }
  })
}
