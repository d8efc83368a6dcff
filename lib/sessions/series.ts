import type { Transaction } from '@/db/client'
import { series } from '@/db/schema/sessions'
import { command, Refusal } from '@/lib/command'
import { addMinutes, dateOf, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { findByRequestKey, insertSession, lockForPlanning, type NewSeat, type NewSession } from './booking'
import {
  auditOf,
  gatheringOf,
  headsOf,
  judge,
  membersOf,
  refuseGathering,
  refuseJudged,
  seatsOf,
  tellMembers,
  windowOf,
} from './gathering'
import { loadGroupFacts } from './group-times'
import { planSeriesInput } from './office-input'
import { keepSetAside } from './rest-aside'
import { loadRoomFacts } from './rooms'
import { tellTogether } from './series-messages'
import { occurrencesOf, type Rhythm } from './series-rules'

/** The times of a series as it was asked: without what was left out, and with what was given another time. */
export function timesOfSeries(
  rhythm: Rhythm,
  changes: { skip: readonly CalendarDate[]; moved: readonly { on: CalendarDate; startsAt: Date }[] },
) {
  const { occurrences, ...rest } = occurrencesOf(rhythm)
  const movedTo = new Map(changes.moved.map(({ on, startsAt }) => [on, startsAt]))
  const times = occurrences
    .filter(({ on }) => !changes.skip.includes(on))
    .map(({ on, startsAt }) => ({ on, startsAt: movedTo.get(on) ?? startsAt }))
  return { ...rest, occurrences, times }
}

/** Plans a whole series, or nothing of it: every date is a session of its own. Public holidays are left out. */
export const planSeries = command('series.plan', planSeriesInput, async ({ tx, viewer, now }, input) => {
  const { times, isCut } = timesOfSeries(input, input)
  if (isCut) throw new Refusal('series-long')
  const [first] = times
  if (!first) throw new Refusal('series-empty')
  const gathering = gatheringOf(input)
  const personIds = membersOf(gathering)
  await lockForPlanning(tx, personIds, input.roomId)
  // Roles begin and end: each date is asked, and one that was moved as it is now.
  for (const on of new Set(times.map(({ startsAt }) => dateOf(startsAt))))
    await refuseGathering(tx, viewer, input, on)
  const earlier = await findByRequestKey(tx, input.requestKey)
  if (earlier)
    return {
      result: { id: earlier.id, count: times.length, isRepeated: true },
      audit: { subjectId: earlier.id, about: [] },
    }
  const window = windowOf(times)
  const ends = times.map(({ startsAt }) => addMinutes(startsAt, gathering.minutes).getTime())
  const room = await loadRoomFacts(tx, input.roomId, {
    fromAt: new Date(Math.min(...times.map(({ startsAt }) => startsAt.getTime()))),
    untilAt: new Date(Math.max(...ends)),
  })
  const people = headsOf(gathering, input.seats)
  if (room && room.places < people)
    throw new Refusal('room-small', { name: room.name, places: room.places, people })
  const facts = await loadGroupFacts(tx, personIds, window, [], gathering)
  const judged = judge(
    facts,
    room,
    times.map((time) => ({ ...time, gathering })),
    now,
    true,
  )
  await refuseJudged(tx, viewer, now, { ...input, isAnyway: input.anyway === 'on' }, judged, room)

  const { form, departmentId, place, link, seats, roomId } = input
  const ids = await insertSeries(
    tx,
    viewer,
    now,
    input,
    judged.map(({ on, startsAt, endsAt, clashes }) => ({
      form,
      departmentId,
      place,
      link,
      seats,
      roomId,
      seriesOn: on,
      startsAt,
      endsAt,
      anyway: clashes.length > 0 ? input.reason : undefined,
    })),
    seatsOf(gathering),
  )
  const stored = judged.map((each, n) => ({ id: ids[n]!, clashes: each.clashes }))
  for (const { id, clashes } of stored) await keepSetAside(tx, id, clashes)
  return {
    result: { id: ids[0]!, count: ids.length, isRepeated: false },
    audit: stored.flatMap(({ id, clashes }) => auditOf(id, personIds, clashes)),
    messages: tellTogether(
      stored.flatMap(({ id, clashes }) =>
        tellMembers('session.booked', viewer, { id, personIds, sequence: 0 }, clashes),
      ),
    ),
  }
})

/** Writes a series and each of its sessions, with the same people in all of them. The rules were asked; the ids come back in order. */
export async function insertSeries(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  rhythm: Rhythm & { requestKey?: string },
  occurrences: readonly NewSession[],
  seats: readonly NewSeat[],
): Promise<string[]> {
  const { fromOn, startsTime, everyWeeks, monthlyNth, lastOn, count, requestKey } = rhythm
  const seriesId = crypto.randomUUID()
  await tx.insert(series).values({
    id: seriesId,
    form: occurrences[0]!.form,
    fromOn,
    startsTime,
    everyWeeks,
    monthlyNth,
    lastOn,
    count,
    madeById: viewer.id,
    madeAt: now,
  })
  const ids: string[] = []
  for (const [n, session] of occurrences.entries())
    ids.push(
      await insertSession(
        tx,
        viewer,
        now,
        { ...session, seriesId, requestKey: n === 0 ? requestKey : undefined },
        seats,
      ),
    )
  return ids
}
