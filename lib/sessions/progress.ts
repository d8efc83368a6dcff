import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { as } from '@/db/client'
import { attendance } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { startOfDayAt, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'

/**
 * How many times a form takes place, as the hospital's forms have it by default (domain: guidance forms and their norms):
 * each calendar year, or once for all time. Check-ins have a clock of their own (lib/coverage); learning therapy has a
 * counter that only she keeps, and is not shown where others can look along.
 */
export const norms = {
  'mentor-session': { times: 4, isYearly: true },
  intervision: { times: 13, isYearly: true },
  'supervision-group': { times: 12, isYearly: false },
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

/**
 * The viewer's own progress as a resident, in the order of `norms`: what has ended and was not missed, nor missed by her
 * alone, and what is still to come. A place that still waits for her answer is not planned yet.
 */
export async function loadOwnProgress(viewer: Viewer, now: Date): Promise<Progress[]> {
  const year = Number(todayOn(now).slice(0, 4))
  const first = startOfDayAt(`${year}-01-01`).toISOString()
  const next = startOfDayAt(`${year + 1}-01-01`).toISOString()
  const { form, startsAt, endsAt, missedAt, cancelledAt } = sessions
  const wasAbsent = sql`exists (select from ${attendance} where ${attendance.sessionId} = ${sessions.id}
    and ${attendance.personId} = ${viewer.id} and ${attendance.outcome} = 'absent')`
  const rows = await as(viewer.id, (tx) =>
    tx
      .select({
        form,
        held: sql<number>`(count(*) filter (where ${endsAt} < ${now.toISOString()} and ${missedAt} is null and not ${wasAbsent}))::integer`,
        planned: sql<number>`(count(*) filter (where ${endsAt} >= ${now.toISOString()}))::integer`,
      })
      .from(sessionPeople)
      .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
      .where(
        and(
          eq(sessionPeople.personId, viewer.id),
          eq(sessionPeople.part, 'resident'),
          isNull(sessionPeople.releasedAt),
          sql`(${sessionPeople.answerBy} is null or ${sessionPeople.acceptedAt} is not null)`,
          inArray(form, counted),
          isNull(cancelledAt),
          sql`(not ${inArray(form, yearly)} or (${startsAt} >= ${first} and ${startsAt} < ${next}))`,
        ),
      )
      .groupBy(form),
  )
  return counted.map((each) => {
    const { held, planned } = rows.find((row) => row.form === each) ?? { held: 0, planned: 0 }
    return { form: each, held, planned, times: norms[each].times }
  })
}
