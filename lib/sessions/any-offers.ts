import { eq, sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { waiting } from '@/db/schema/sessions'
import { lockPeople } from '@/lib/lock'
import { addDaysOn, addMinutes, todayOn } from '@/lib/time'
import { forms } from './forms'
import { bookFor, hasOpenOffer, isResident, noteOffer } from './offers'
import { askMoment } from './planning'
import { choiceOf, listPool, pooledForm as form } from './pool-mentors'
import { planWeeks } from './queries'
import { loadQuestions, timesByGuide } from './several-guides'
import { reachableFrom } from './reach'
import { lineFor, offerUntil, tellAgainDays, type InLine } from './waiting-rules'

/**
 * Offers a time that opened to each who waits for any mentor, first come first: the earliest that fits her, with the mentor who
 * then has most room. What she lets pass goes to the next in line; she herself is left in peace for a week, unless somebody
 * gives a time back. Each in a transaction of her own; any number of workers. Answers how many offers it made.
 */
export async function offerOpenTimes(now: Date): Promise<number> {
  const line = lineFor(await asWorker((tx) => listLine(tx, now)))
  let offers = 0
  for (const each of line) if (await asWorker((tx) => offerOne(tx, each, now))) offers++
  return offers
}

async function listLine(tx: Transaction, now: Date, id: string | null = null): Promise<InLine[]> {
  const rows = await tx.execute<{ id: string; personId: string; askedAt: string; hasOpenOffer: boolean }>(sql`
    select w.id, w.person_id as "personId", w.asked_at as "askedAt", ${hasOpenOffer} as "hasOpenOffer"
    from waiting w join people who on who.id = w.person_id and who.closed_at is null
    where w.form = ${form} and w.guide_id is null and w.session_id is null and w.ended_at is null and ${isResident}
      and (w.told_at is null or w.told_at < ${now.toISOString()}::timestamptz - make_interval(days => ${tellAgainDays}))
      and (${id}::uuid is null or w.id = ${id}::uuid)`)
  return rows.map((row) => ({ ...row, askedAt: new Date(row.askedAt), hadThisOne: false }))
}

async function offerOne(tx: Transaction, { id, personId }: InLine, now: Date): Promise<boolean> {
  const today = todayOn(now)
  const window = { fromOn: today, untilOn: addDaysOn(today, planWeeks * 7) }
  const pool = await listPool(tx, personId, now)
  const asked = await loadQuestions(tx, null, choiceOf(personId, pool), window, now)
  const times = timesByGuide(asked, false)
  const had = await listHad(tx, personId, now)
  // A mentor who wants to say yes first is asked by a person, never by an offer.
  const atOnce = asked.filter(({ rules }) => !rules.confirms).map(({ guideId }) => guideId)
  const starts = atOnce
    .flatMap((guideId) => times.get(guideId)!.map(({ startAt }) => startAt.getTime()))
    .filter((startMs) => !had.has(startMs) && offerUntil(new Date(startMs), now) !== null)
  const reachableAt = starts.length > 0 ? await reachableFrom(tx, personId, now) : now
  const inTime = starts.filter((startMs) => offerUntil(new Date(startMs), now, reachableAt) !== null)
  if (starts.length === 0) {
    if ([...times.values()].some((slots) => slots.length > 0)) await tellOnly(tx, { id, personId }, now)
    return false
  }
  // No mail may reach her before what there is: she keeps her turn.
  if (inTime.length === 0) return false
  const startsAt = new Date(Math.min(...inTime))
  const guideId = atOnce.find((each) =>
    times.get(each)!.some(({ startAt }) => startAt.getTime() === startsAt.getTime()),
  )!
  await lockPeople(tx, [personId, guideId])
  // Under the lock: another worker may have been here, or the time may be gone.
  const [still] = lineFor(await listLine(tx, now, id))
  const meeting = { form, residentId: personId, guideId } as const
  if (!still || (await askMoment(tx, null, meeting, startsAt, now)).refused) return false
  const endsAt = addMinutes(startsAt, forms[form].minutes)
  const answerBy = offerUntil(startsAt, now, reachableAt)!
  const offered = await bookFor(tx, personId, guideId, { form, startsAt, endsAt, answerBy }, now)
  await noteOffer(tx, still, offered, now)
  await tx.update(waiting).set({ toldAt: now }).where(eq(waiting.id, id))
  return true
}

/** The starts still to come that she had, or was offered, and gave back. */
async function listHad(tx: Transaction, personId: string, now: Date): Promise<Set<number>> {
  const rows = await tx.execute<{ startsAt: string }>(sql`
    select s.starts_at as "startsAt" from sessions s join session_people p on p.session_id = s.id and p.part = 'resident'
    where p.person_id = ${personId} and s.form = ${form} and s.cancelled_at is not null and s.starts_at > ${now.toISOString()}`)
  return new Set(rows.map(({ startsAt }) => new Date(startsAt).getTime()))
}

/** There are times again, to choose from herself. */
async function tellOnly(
  tx: Transaction,
  { id, personId }: Pick<InLine, 'id' | 'personId'>,
  now: Date,
): Promise<void> {
  await tx.update(waiting).set({ toldAt: now }).where(eq(waiting.id, id))
  await tx
    .insert(outbox)
    .values({
      kind: 'waiting.times',
      recipientId: personId,
      data: { waitingId: id },
      onceKey: `waiting.times:${id}:${todayOn(now)}`,
    })
    .onConflictDoNothing()
}
