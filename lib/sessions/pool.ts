import { and, eq, isNull } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { waiting } from '@/db/schema/sessions'
import { refuseTime, type Slot } from '@/lib/availability/free-times'
import { command, Refusal } from '@/lib/command'
import { addDaysOn, addMinutes, todayOn, type CalendarDate } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { findByRequestKey, insertSession, lockForPlanning, tell } from './booking'
import { explainRefused } from './explain'
import { forms } from './forms'
import { dayOf } from './planning'
import { choiceOf, listPool, pooledForm as form } from './pool-mentors'
import type { PoolLoad } from './pool-rules'
import { planWeeks } from './queries'
import { answerUntil } from './rules'
import { loadQuestions, timesByGuide, type AskedGuide } from './several-guides'
import { standInLine } from './waiting'
import { bookAnyInput, waitForAnyInput } from './waiting-input'
import { mayBookAny } from './waiting-policy'

/** The times of all, each once, by their start. */
function slotsOfAny(times: ReadonlyMap<string, readonly Slot[]>): Slot[] {
  const byStart = new Map([...times.values()].flat().map((slot) => [slot.startAt.getTime(), slot]))
  return [...byStart.values()].toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
}

/**
 * The times at which a mentor of the pool can meet the viewer; with whom is told when it is booked. Null for whoever is no resident.
 * As many queries for one mentor as for thirty.
 */
export async function listAnyTimes(
  viewer: Viewer,
  window: { fromOn: CalendarDate; untilOn: CalendarDate; isOwn?: boolean },
  now: Date,
): Promise<{ slots: Slot[]; mentors: number } | null> {
  if (!mayBookAny(viewer)) return null
  return as(viewer.id, async (tx) => {
    const pool = await listPool(tx, viewer.id, now)
    const asked = await loadQuestions(tx, viewer, choiceOf(viewer.id, pool), window, now)
    return { slots: slotsOfAny(timesByGuide(asked, window.isOwn ?? false)), mentors: pool.length }
  })
}

/**
 * "A mentor, whoever it is": books the mentor of the pool who is free then and has most room. All of them are locked while one
 * is chosen, so that two who ask at once get two mentors, or one of them a no. An ordinary mentor session without a pairing.
 */
export const bookAny = command('session.book', bookAnyInput, async ({ tx, viewer, now }, input) => {
  if (!mayBookAny(viewer)) throw new Refusal('forbidden')
  const { startsAt, requestKey } = input
  const known = await listPool(tx, viewer.id, now)
  await lockForPlanning(tx, [viewer.id, ...known.map(({ mentorId }) => mentorId)])
  const earlier = await findByRequestKey(tx, requestKey)
  if (earlier)
    return {
      result: { id: earlier.id, isRepeated: true, isAsked: false },
      audit: { subjectId: earlier.id, about: [viewer.id] },
    }
  // Again, behind the lock: whoever had most room may have been booked while this waited.
  const locked = new Set(known.map(({ mentorId }) => mentorId))
  const pool = (await listPool(tx, viewer.id, now)).filter(({ mentorId }) => locked.has(mentorId))
  const free = await firstFree(tx, viewer, pool, startsAt, now)
  if (!free) throw new Refusal('nobody-free')
  const { guideId } = free
  const { confirms } = free.rules
  const endsAt = addMinutes(startsAt, forms[form].minutes)
  const id = await insertSession(tx, viewer, now, { form, startsAt, endsAt, requestKey }, [
    { personId: viewer.id, part: 'resident' },
    { personId: guideId, part: 'guide', answerBy: confirms ? answerUntil(startsAt, now) : undefined },
  ])
  // What she waited for she has.
  const herLine = and(eq(waiting.personId, viewer.id), isNull(waiting.guideId), isNull(waiting.sessionId))
  await tx
    .update(waiting)
    .set({ endedAt: now })
    .where(and(herLine, isNull(waiting.endedAt)))
  return {
    result: { id, isRepeated: false, isAsked: confirms },
    audit: { subjectId: id, about: [viewer.id, guideId] },
    messages: [tell(confirms ? 'session.asked' : 'session.booked', id, guideId, 0)],
  }
})

async function firstFree(
  tx: Transaction,
  viewer: Viewer,
  pool: readonly PoolLoad[],
  startsAt: Date,
  now: Date,
): Promise<AskedGuide | null> {
  const choice = choiceOf(viewer.id, pool)
  for (const asked of await loadQuestions(tx, viewer, choice, dayOf(startsAt), now)) {
    const refused = refuseTime({ ...asked.question, startAt: startsAt })
    if (!refused) return asked
    // What is in her own way is in the way of every mentor.
    if (refused.who === viewer.id)
      throw new Refusal('not-free', {
        why: explainRefused(words(viewer.locale), viewer.locale, refused, { isOwn: true, now }),
      })
  }
  return null
}

/**
 * "Tell me when a place opens", with whichever mentor: the first in line is offered a time that a resident of any of them gives
 * back, or that opens. The same line as for one guide; nobody reads who waits.
 */
export const waitForAny = command('session.wait', waitForAnyInput, async ({ tx, viewer, now }) => {
  if (!mayBookAny(viewer)) throw new Refusal('forbidden')
  const today = todayOn(now)
  const window = { fromOn: today, untilOn: addDaysOn(today, planWeeks * 7) }
  const asked = await loadQuestions(
    tx,
    viewer,
    choiceOf(viewer.id, await listPool(tx, viewer.id, now)),
    window,
    now,
  )
  // What she can see herself now is not offered to her within the hour.
  const toldAt = slotsOfAny(timesByGuide(asked, false)).length > 0 ? now : null
  const id = await standInLine(tx, viewer, { form, askedAt: now, toldAt })
  return { result: { id }, audit: { subjectId: id, about: [viewer.id] } }
})
