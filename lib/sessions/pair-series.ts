import { sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { refuseTime, warningsOf } from '@/lib/availability/free-times'
import { onShiftPlan } from '@/lib/availability/on-shift-times'
import type { Warning } from '@/lib/availability/reasons'
import { rosterReaches, type Range } from '@/lib/availability/shifts'
import { command, Refusal } from '@/lib/command'
import { addMinutes, formatRange, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { findByRequestKey, lockForPlanning, tell } from './booking'
import { explainRefused } from './explain'
import { forms, type BookableForm } from './forms'
import { loadNames, windowOf } from './gathering'
import { bookSeriesInput } from './office-input'
import { pairingFor } from './partners'
import type { MeetingRules } from './meeting-rules'
import { dayOf, questionOf, reachOf, type Facts } from './planning'
import { isRoomTaken, loadRoomFacts } from './rooms'
import { insertSeries, timesOfSeries } from './series'
import { tellTogether } from './series-messages'
import type { Occurrence, Rhythm } from './series-rules'

interface Pair {
  form: BookableForm
  residentId: string
  guideId: string
}

/** One time of a series of two, with what stands against it. */
export interface PairTime extends Occurrence {
  endsAt: Date
  /** Why these two cannot meet then, in the words of whoever asks; null when they can. */
  why: string | null
  /** What the resident gives away of her own time. */
  warnings: readonly Warning[]
  /** A roster does not reach that far: nothing is known against it, and nothing for it. */
  isUnknown: boolean
}

/**
 * Asks the rest engine about the times of a series of two, one after the other: each that is given takes its time. Where a
 * roster ends nobody is said to be free or not. `moving` make room for themselves. One query.
 */
export async function askPair(
  tx: Transaction,
  viewer: Viewer,
  pair: Pair,
  times: readonly Occurrence[],
  now: Date,
  moving: readonly { startsAt: Date; endsAt: Date }[] = [],
): Promise<{ asked: PairTime[]; rules: MeetingRules }> {
  const { form, residentId, guideId } = pair
  const window = windowOf(times)
  const { fromAt, untilAt } = reachOf(window)
  const [row] = await tx.execute<{ facts: Facts }>(sql`
    select app.planning_facts(${`{${residentId},${guideId}}`}::uuid[], ${guideId}, ${form}, ${fromAt}, ${untilAt}) as facts`)
  const { question, rules } = questionOf(row!.facts, viewer, pair, window, now)
  const isMoving = ({ startAt, endAt }: Range) =>
    moving.some((session) => startAt <= session.startsAt && endAt >= session.endsAt)
  const hers = question.people[0]!
  const guide = question.guide!
  const busy = {
    hers: hers.busy.filter((each) => !isMoving(each)),
    guide: guide.busy.filter((each) => !isMoving(each)),
  }
  const { onShift, minutes } = forms[form]
  const planning = onShift ? onShiftPlan : undefined
  const guideShifts = guide.shifts
  const speech = words(viewer.locale)
  const asked = times.map(({ on, startsAt }): PairTime => {
    const endsAt = addMinutes(startsAt, minutes)
    const day = dayOf(startsAt).fromOn
    const isKnown = rosterReaches(hers.shifts, day)
    const isGuideKnown = !guideShifts || rosterReaches(guideShifts, day)
    const moment = {
      ...question,
      startAt: startsAt,
      people: [{ ...hers, busy: busy.hers, own: !onShift && hers.own }],
      guide: { ...guide, busy: busy.guide, shifts: isGuideKnown ? guideShifts : undefined },
    }
    const refused = refuseTime(moment, planning)
    const isFree = refused === null || (refused.reason === 'day-off' && !isKnown)
    if (isFree) {
      busy.hers.push({ startAt: startsAt, endAt: endsAt })
      busy.guide.push({ startAt: startsAt, endAt: endsAt })
    }
    return {
      on,
      startsAt,
      endsAt,
      why: isFree
        ? null
        : explainRefused(speech, viewer.locale, refused, { isOwn: viewer.id === residentId, now }),
      warnings: hers.own && !onShift && isKnown ? warningsOf(moment) : [],
      isUnknown: isFree && !(isKnown && isGuideKnown),
    }
  })
  return { asked, rules }
}

/** Throws unless every time of a series can be stored: all of it, or nothing. */
export function refusePair(viewer: Viewer, asked: readonly PairTime[], now: Date): void {
  const wrong = asked.filter(({ why }) => why !== null)
  const [first] = wrong
  if (!first) return
  throw new Refusal('series-clash', {
    count: wrong.length,
    when: formatRange(first.startsAt, first.endsAt, viewer.locale, todayOn(now)),
    why: first.why ?? '',
  })
}

/** Between whom the whole of a series is: the same two on its first and on its last date. */
async function pairOver(
  tx: Transaction,
  viewer: Viewer,
  asked: { form: BookableForm; otherId: string },
  times: readonly Occurrence[],
): Promise<Pair> {
  const [first, last] = [times[0]!, times.at(-1)!]
  const pair = await pairingFor(tx, viewer, { ...asked, startsAt: first.startsAt })
  // A first question at the quiet door is one session; a series comes after it.
  if (pair.isKnock) throw new Refusal('not-paired')
  const atTheEnd = await pairingFor(tx, viewer, { ...asked, startsAt: last.startsAt })
  if (atTheEnd.residentId !== pair.residentId || atTheEnd.guideId !== pair.guideId)
    throw new Refusal('not-paired')
  return { form: asked.form, residentId: pair.residentId, guideId: pair.guideId }
}

/** Does the guide say yes to each session first? Then the resident asks for one; the guide may make a series of it. */
export const isAskedFirst = (viewer: Viewer, pair: Pair, rules: MeetingRules) =>
  rules.confirms && viewer.id === pair.residentId

/** A series of two before anything of it is stored; null when these two do not book this form between them. Six queries. */
export async function loadPairSeries(
  viewer: Viewer,
  asked: { form: BookableForm; otherId: string },
  rhythm: Rhythm,
  skip: readonly CalendarDate[],
  now: Date,
) {
  const { times, occurrences, holidays, isCut } = timesOfSeries(rhythm, { skip, moved: [] })
  if (occurrences.length === 0) return null
  return as(viewer.id, async (tx) => {
    const pair = await pairOver(tx, viewer, asked, occurrences).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })
    if (!pair) return null
    const { asked: dates, rules } = times.length > 0 ? await askPair(tx, viewer, pair, times, now) : none
    return {
      dates,
      holidays,
      isCut,
      skipped: occurrences.filter(({ on }) => skip.includes(on)),
      isAskedFirst: rules ? isAskedFirst(viewer, pair, rules) : false,
      otherName: (await loadNames(tx, [asked.otherId])).get(asked.otherId) ?? '',
    }
  })
}

const none = { asked: [] as PairTime[], rules: null }

/** Two people book a whole series, or nothing of it: every date is a session of its own. Public holidays are left out. */
export const bookSeries = command('series.book', bookSeriesInput, async ({ tx, viewer, now }, input) => {
  const { form, otherId, place, link, roomId, requestKey } = input
  const { times, isCut } = timesOfSeries(input, { skip: input.skip, moved: [] })
  if (isCut) throw new Refusal('series-long')
  if (times.length === 0) throw new Refusal('series-empty')
  await lockForPlanning(tx, [viewer.id, otherId], roomId)
  const earlier = await findByRequestKey(tx, requestKey)
  if (earlier)
    return {
      result: { id: earlier.id, count: times.length, isRepeated: true },
      audit: { subjectId: earlier.id, about: [] },
    }
  const pair = await pairOver(tx, viewer, input, times)
  const { asked, rules } = await askPair(tx, viewer, pair, times, now)
  if (isAskedFirst(viewer, pair, rules)) throw new Refusal('series-asks')
  refusePair(viewer, asked, now)
  const between = { fromAt: asked[0]!.startsAt, untilAt: asked.at(-1)!.endsAt }
  const room = await loadRoomFacts(tx, roomId, between)
  if (room && room.places < 2)
    throw new Refusal('room-small', { name: room.name, places: room.places, people: 2 })
  if (asked.some(({ startsAt, endsAt }) => isRoomTaken(room, startsAt, endsAt)))
    throw new Refusal('room-taken', { name: room?.name ?? '' })
  const ids = await insertSeries(
    tx,
    viewer,
    now,
    input,
    asked.map(({ on, startsAt, endsAt }) => ({ form, place, link, roomId, seriesOn: on, startsAt, endsAt })),
    [
      { personId: pair.residentId, part: 'resident' },
      { personId: pair.guideId, part: 'guide' },
    ],
  )
  return {
    result: { id: ids[0]!, count: ids.length, isRepeated: false },
    audit: ids.map((id) => ({ subjectId: id, about: [viewer.id, otherId] })),
    messages: tellTogether(ids.map((id) => tell('session.booked', id, otherId, 0))),
  }
})
