import { and, eq, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import type { Slot } from '@/lib/availability/free-times'
import { listActivePairings, type ActivePairing } from '@/lib/pairings/queries'
import { findDoor } from '@/lib/pairings/quiet'
import { addDaysOn, dateOf, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { countReasons, explainRefused } from './explain'
import { bookableForms, forms, type BookableForm } from './forms'
import { listSessions } from './listing'
import { loadMeetingRules } from './meeting-rules'
import { askMoment, countOpen, planTimes } from './planning'
import { isBetween, mayBook } from './policy'
import { refuseAct, type Act } from './rules'
import { listOfSeries } from './series-scope'

/** How far ahead times are looked for. */
export const planWeeks = 6

/**
 * One session that the viewer is in, cancelled or not, with what she may do with it now; null when there is none by this id.
 */
export async function loadSession(viewer: Viewer, sessionId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const [session] = await listSessions(tx, viewer, now, eq(sessions.id, sessionId), 1)
    if (!session) return null
    const guideId = session.part === 'guide' ? viewer.id : session.other?.id
    const { cancelMinutes } = await loadMeetingRules(tx, guideId ?? null, session.form)
    const refusal = (act: Act) =>
      refuseAct(act, session, session.seatRows, { seat: session.seat, cancelMinutes }, session.sequence, now)
    return {
      ...session,
      cancelMinutes,
      /** How many of its series are still to come besides it. */
      othersToCome: (await listOfSeries(tx, session, 'all', now)).filter((id) => id !== session.id).length,
      refused: {
        move: refusal('move'),
        cancel: refusal('cancel'),
        answer: refusal('answer'),
        mark: refusal('mark'),
      },
    }
  })
}

interface TimesQuestion {
  form: BookableForm
  otherId: string
  fromOn: CalendarDate
  /** The first date that is not asked about. */
  untilOn: CalendarDate
  /** Add the resident's own free days; only she gets them. */
  isOwn?: boolean
  /** The session that is to be moved makes room for itself. */
  moving?: { startsAt: Date; endsAt: Date }
}

export interface RefusedTime {
  startAt: Date
  why: string
}

/** The times the viewer can book with somebody she is paired with, the refused ones in words, and who the other is. Null: not paired. */
export async function loadTimes(viewer: Viewer, question: TimesQuestion, now: Date) {
  return as(viewer.id, async (tx) => {
    const pairing = await findMeeting(tx, viewer, question, now)
    if (!pairing) return null
    const found = await planTimes(
      tx,
      viewer,
      meetingOf(question, pairing),
      question,
      now,
      question.isOwn ?? false,
    )
    const t = words(viewer.locale)
    const isResident = pairing.residentId === viewer.id
    const stretches: RefusedTime[] = []
    for (const refused of found.refused) {
      // Weekends and evenings need no explanation; the rest is said once per stretch, not per quarter of an hour.
      if (refused.reason === 'outside-hours') continue
      const why = explainRefused(t, viewer.locale, refused, { isOwn: isResident, now })
      const last = stretches.at(-1)
      if (last?.why === why && dateOf(last.startAt) === dateOf(refused.startAt)) continue
      stretches.push({ startAt: refused.startAt, why })
    }
    return {
      other: pairing,
      isResident,
      slots: found.slots,
      rosterUntil: found.rosterUntil,
      refused: stretches,
      count: countReasons(found.refused),
    }
  })
}

/** The next free times with somebody, at most one a day, so that a choice is a choice. */
export async function listFreeTimes(
  viewer: Viewer,
  question: { form: BookableForm; otherId: string; fromOn: CalendarDate; most: number },
  now = new Date(),
): Promise<Slot[]> {
  return as(viewer.id, async (tx) => {
    const pairing = await findPairing(tx, viewer, question.form, question.otherId, todayOn(now))
    if (!pairing) return []
    const window = { fromOn: question.fromOn, untilOn: addDaysOn(question.fromOn, planWeeks * 7) }
    const found = await planTimes(tx, viewer, meetingOf(question, pairing), window, now, false)
    return firstOfEachDay(found.slots).slice(0, question.most)
  })
}

/** How many starts residents can choose from in the next four weeks, before their own rosters: what a guide offers. */
export function countOpenTimes(
  viewer: Viewer,
  { form, guideId, fromOn }: { form: BookableForm; guideId: string; fromOn: CalendarDate },
  now: Date,
): Promise<number> {
  const window = { fromOn, untilOn: addDaysOn(fromOn, 28) }
  return as(viewer.id, (tx) => countOpen(tx, guideId, form, window, now))
}

/** Of each day its first time, so that a choice is a choice. */
export function firstOfEachDay(slots: readonly Slot[]): Slot[] {
  return slots.filter((slot, index) => {
    const before = slots[index - 1]
    return before === undefined || dateOf(before.startAt) !== dateOf(slot.startAt)
  })
}

/**
 * What the confirmation of one time must say: with whom, whether it is the resident's own free day, and, when it can no longer
 * be booked, why not and the next times. Null: not paired.
 */
export async function loadConfirmation(
  viewer: Viewer,
  question: {
    form: BookableForm
    otherId: string
    startsAt: Date
    moving?: { startsAt: Date; endsAt: Date }
  },
  now: Date,
) {
  return as(viewer.id, async (tx) => {
    const pairing = await findMeeting(tx, viewer, question, now)
    if (!pairing) return null
    const isOwn = pairing.residentId === viewer.id
    const meeting = meetingOf(question, pairing)
    const { refused, ...told } = await askMoment(tx, viewer, meeting, question.startsAt, now)
    if (!refused) return { other: pairing, ...told, why: null, next: [] }
    const fromOn = todayOn(now)
    const window = { fromOn, untilOn: addDaysOn(fromOn, planWeeks * 7) }
    const found = await planTimes(tx, viewer, meeting, window, now, false)
    const why = explainRefused(words(viewer.locale), viewer.locale, refused, { isOwn, now })
    return { other: pairing, ...told, why, next: firstOfEachDay(found.slots).slice(0, 3) }
  })
}

type Meeting = Pick<ActivePairing, 'residentId' | 'guideId' | 'givenName' | 'familyName'>

/** The two who meet: by their pairing, or, when a session is moved, because they are in it already: one with any mentor has no pairing. */
async function findMeeting(
  tx: Transaction,
  viewer: Viewer,
  question: { form: BookableForm; otherId: string; moving?: { startsAt: Date } },
  now: Date,
): Promise<Meeting | undefined> {
  const { form, otherId, moving } = question
  const pairing = await findPairing(tx, viewer, form, otherId, todayOn(now))
  if (pairing) return pairing
  if (!moving)
    return form === 'psychologist-session' ? ((await findDoor(tx, viewer, otherId)) ?? undefined) : undefined
  const [session] = await listSessions(
    tx,
    viewer,
    now,
    and(eq(sessions.form, form), eq(sessions.startsAt, moving.startsAt), isNull(sessions.cancelledAt)),
    1,
  )
  if (!session?.other || session.other.id !== otherId) return undefined
  const [residentId, guideId] = session.part === 'resident' ? [viewer.id, otherId] : [otherId, viewer.id]
  const { givenName, familyName } = session.other
  return { residentId, guideId, givenName, familyName }
}

/** The pairing that lets the viewer book this form with somebody on that day; undefined when there is none. */
export async function findPairing(
  tx: Transaction,
  viewer: Viewer,
  form: BookableForm,
  otherId: string,
  on: CalendarDate,
): Promise<ActivePairing | undefined> {
  const pairings = await listActivePairings(tx, viewer.id, on)
  return pairings.find(
    (pairing) =>
      pairing.kind === forms[form].pairing &&
      isBetween(pairing, viewer.id, otherId) &&
      mayBook(viewer, form, pairing),
  )
}

function meetingOf(
  question: { form: BookableForm; moving?: { startsAt: Date; endsAt: Date } },
  pairing: Meeting,
) {
  return {
    form: question.form,
    residentId: pairing.residentId,
    guideId: pairing.guideId,
    moving: question.moving,
  }
}

/** Everybody the viewer can book a session with now: her pairings that a form for two asks for. */
export async function listBookable(viewer: Viewer, now: Date) {
  return as(viewer.id, async (tx) => {
    const pairings = await listActivePairings(tx, viewer.id, todayOn(now))
    const qualified = await listQualified(tx, pairings, todayOn(now))
    return pairings.flatMap((pairing) =>
      bookableForms
        .filter(
          (form) =>
            mayBook(viewer, form, pairing) && (!forms[form].qualification || qualified.has(pairing.guideId)),
        )
        .map((form) => ({
          form,
          otherId: pairing.residentId === viewer.id ? pairing.guideId : pairing.residentId,
          isResident: pairing.residentId === viewer.id,
          givenName: pairing.givenName,
          familyName: pairing.familyName,
        })),
    )
  })
}

/** The psychologists among these guides who may give learning therapy on a day. */
async function listQualified(
  tx: Transaction,
  pairings: readonly ActivePairing[],
  on: CalendarDate,
): Promise<Set<string>> {
  const guides = pairings.filter(({ kind }) => kind === 'psychologist').map(({ guideId }) => guideId)
  if (guides.length === 0) return new Set()
  const rows = await tx.execute<{ id: string }>(sql`
    select id from unnest(${`{${guides.join(',')}}`}::uuid[]) as id where app.holds_qualification(id, 'psychotherapist', ${on})`)
  return new Set([...rows].map(({ id }) => id))
}
