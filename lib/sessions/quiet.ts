import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { people } from '@/db/schema/people'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { therapyCounts } from '@/db/schema/therapy-counts'
import { listActivePairings } from '@/lib/pairings/queries'
import { addDaysOn, dateOf, todayOn, type CalendarDate } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'
import { countElsewhere } from './elsewhere'
import { listSessions, type PlannedSession } from './listing'
import { planWeeks } from './queries'
import { loadQuestions, timesByGuide } from './several-guides'

export interface QuietPerson {
  id: string
  name: string
  /** For a resident: the first date on which she could book a first or next session; null when there is none in the weeks shown. */
  firstOn: CalendarDate | null
}

/** A psychologist or, for her, a resident with whom the viewer is paired. */
export interface QuietPairing extends QuietPerson {
  pairingId: string
  /** She may give learning therapy on this day. */
  isTherapist: boolean
}

export interface QuietDoor {
  isResident: boolean
  pairings: QuietPairing[]
  /** Psychologists with whom a resident is not paired. */
  doors: QuietPerson[]
  /** For a psychologist: first sessions that wait for her answer. */
  questions: PlannedSession[]
  /** Her own counter: how many sessions of learning therapy were held, here and elsewhere. No names, no dates. */
  therapyHeld: number
}

/** The quiet door, for a resident or a psychologist; null for everybody else. At most seven queries. */
export async function loadQuietDoor(viewer: Viewer, now: Date): Promise<QuietDoor | null> {
  const isResident = holds(viewer, 'resident')
  if (!isResident && !holds(viewer, 'psychologist')) return null
  return as(viewer.id, async (tx) => {
    const own = (await listActivePairings(tx, viewer.id, todayOn(now))).filter(
      ({ kind }) => kind === 'psychologist',
    )
    const guideIds = `{${own.map(({ guideId }) => guideId).join(',')}}`
    const therapists = await tx.execute<{ id: string }>(sql`
      select id from unnest(${guideIds}::uuid[]) as id where app.holds_qualification(id, 'psychotherapist', ${todayOn(now)})`)
    const isTherapist = new Set([...therapists].map(({ id }) => id))
    const doors = isResident
      ? await tx
          .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
          .from(people)
          .where(sql`app.opens_door(${people.id})`)
          .orderBy(asc(people.familyName), asc(people.givenName))
      : []
    const planned = isResident
      ? []
      : await listSessions(
          tx,
          viewer,
          now,
          and(
            eq(sessions.form, 'psychologist-session'),
            isNull(sessions.cancelledAt),
            sql`${sessionPeople.answerBy} > now() and ${sessionPeople.acceptedAt} is null`,
          ),
          50,
        )
    const paired = new Set(own.map(({ guideId }) => guideId))
    const all = isResident ? [...new Set([...paired, ...doors.map(({ id }) => id)])] : []
    const firstOn = await listFirstDates(tx, viewer, all, now)
    return {
      isResident,
      pairings: own.map(({ id, residentId, guideId, givenName, familyName }) => ({
        pairingId: id,
        id: isResident ? guideId : residentId,
        name: `${givenName} ${familyName}`,
        firstOn: firstOn.get(guideId) ?? null,
        isTherapist: isTherapist.has(guideId),
      })),
      doors: doors
        .filter(({ id }) => !paired.has(id))
        .map(({ id, givenName, familyName }) => ({
          id,
          name: `${givenName} ${familyName}`,
          firstOn: firstOn.get(id) ?? null,
        })),
      questions: planned,
      therapyHeld: isResident
        ? Math.max(
            0,
            (await countTherapy(tx, viewer, now)) + (await countElsewhere(tx, viewer, 'learning-therapy')),
          )
        : 0,
    }
  })
}

/** The first date with each of these guides that fits her and them: what their own pages would show her first, and no more. */
async function listFirstDates(
  tx: Transaction,
  viewer: Viewer,
  guideIds: readonly string[],
  now: Date,
): Promise<Map<string, CalendarDate>> {
  const window = { fromOn: todayOn(now), untilOn: addDaysOn(todayOn(now), planWeeks * 7) }
  const choice = { form: 'psychologist-session', residentId: viewer.id, guideIds } as const
  const times = timesByGuide(await loadQuestions(tx, viewer, choice, window, now), false)
  return new Map([...times].flatMap(([id, [first]]) => (first ? [[id, dateOf(first.startAt)]] : [])))
}

/** Sessions of learning therapy held here: what is still kept, and how many were held that are not. */
export async function countTherapy(tx: Transaction, viewer: Viewer, now: Date): Promise<number> {
  const [row] = await tx
    .select({ held: sql<number>`count(*)::integer` })
    .from(sessionPeople)
    .innerJoin(sessions, eq(sessions.id, sessionPeople.sessionId))
    .where(
      and(
        eq(sessionPeople.personId, viewer.id),
        eq(sessionPeople.part, 'resident'),
        eq(sessions.form, 'learning-therapy'),
        isNull(sessions.cancelledAt),
        isNull(sessions.missedAt),
        sql`${sessions.endsAt} <= ${now.toISOString()}`,
      ),
    )
  const [forgotten] = await tx
    .select({ held: therapyCounts.held })
    .from(therapyCounts)
    .where(eq(therapyCounts.residentId, viewer.id))
  return (row?.held ?? 0) + (forgotten?.held ?? 0)
}
