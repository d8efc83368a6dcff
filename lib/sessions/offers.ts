import { and, eq, isNull, sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { audit, outbox } from '@/db/schema/audit'
import { sessionPeople, sessions, waiting } from '@/db/schema/sessions'
import { lockPeople } from '@/lib/lock'
import { loadDependences } from '@/lib/pairings/independence'
import { todayOn } from '@/lib/time'
import { rangeOf, tell } from './booking'
import { forms, isBookableForm, type BookableForm } from './forms'
import { askMoment } from './planning'
import { reachableFrom } from './reach'
import { lineFor, offerUntil, type InLine } from './waiting-rules'

/** Of a row `w` of waiting: an offer waits for her answer. */
export const hasOpenOffer = sql`exists (select from session_people o join sessions other on other.id = o.session_id
  where other.id = w.offered_session_id and other.cancelled_at is null and o.person_id = w.person_id
    and o.released_at is null and o.accepted_at is null and o.answer_by > now())`

/** Of a row `w` of waiting: she is a resident today. */
export const isResident = sql`exists (select from roles r where r.person_id = w.person_id and r.role = 'resident'
  and r.from_on <= app.today() and (r.until_on is null or app.today() < r.until_on))`

/** The time of a guide that is kept since a resident gave it back. */
interface Kept {
  [column: string]: unknown
  id: string
  form: string
  guideId: string
}

/**
 * Offers every kept time to the first in line who can, or gives it free. Each in a transaction of its own under the locks of its
 * people; any number of workers. Answers how many offers it made.
 */
export async function offerKeptTimes(now: Date): Promise<number> {
  const kept = await asWorker((tx) => listKept(tx))
  let offers = 0
  for (const time of kept) if (await asWorker((tx) => offerTime(tx, time, now))) offers++
  return offers
}

function listKept(tx: Transaction): Promise<Kept[]> {
  return tx.execute<Kept>(sql`
    select s.id, s.form, p.person_id as "guideId" from session_people p join sessions s on s.id = p.session_id
    where s.cancelled_at is not null and p.released_at is null and p.part = 'guide' and p.accepted_at is null and p.answer_by is not null
    order by s.starts_at, s.id`)
}

/** Offers one kept time, or gives it free when nobody in line can. */
async function offerTime(tx: Transaction, { id, form, guideId }: Kept, now: Date): Promise<boolean> {
  const inLine = (await listLine(tx, form, guideId, id, now)).map((each) => each.personId)
  const [before] = await tx.select({ roomId: sessions.roomId }).from(sessions).where(eq(sessions.id, id))
  await lockPeople(tx, [guideId, ...inLine, ...(before?.roomId ? [before.roomId] : [])])
  const seat = and(
    eq(sessionPeople.sessionId, id),
    eq(sessionPeople.personId, guideId),
    isNull(sessionPeople.releasedAt),
  )
  // Under the lock: another worker may have been here, or the guide's own day may have changed.
  const released = await tx.update(sessionPeople).set({ releasedAt: now }).where(seat).returning()
  const [session] = await tx.select().from(sessions).where(eq(sessions.id, id))
  if (released.length === 0 || !session?.cancelledAt || !isBookableForm(form)) return false
  const line = await listLine(tx, form, guideId, id, now)
  const first = await firstWhoCan(tx, lineFor(line), { form, guideId, startsAt: session.startsAt }, now)
  if (!first) return false
  const { each, answerBy } = first
  const offered = await bookFor(tx, each.personId, guideId, { ...session, answerBy }, now)
  await noteOffer(tx, each, offered, now)
  return true
}

/**
 * Who waits for this guide and form and is paired with her on that day, or waits for any mentor and is independent of this one;
 * with what passes her over for the time of this session.
 */
async function listLine(
  tx: Transaction,
  form: string,
  guideId: string,
  sessionId: string,
  now: Date,
): Promise<InLine[]> {
  if (!isBookableForm(form)) return []
  type Row = Omit<InLine, 'askedAt'> & { askedAt: string; isForAny: boolean; [column: string]: unknown }
  const rows = await tx.execute<Row>(sql`
    select w.id, w.person_id as "personId", w.asked_at as "askedAt", w.guide_id is null as "isForAny",
      ${hasOpenOffer} as "hasOpenOffer",
      exists (select from sessions before join session_people hers on hers.session_id = before.id and hers.person_id = w.person_id
        join session_people g on g.session_id = before.id and g.person_id = ${guideId}
        where before.starts_at = s.starts_at and before.cancelled_at is not null) as "hadThisOne"
    from waiting w join sessions s on s.id = ${sessionId} join people who on who.id = w.person_id and who.closed_at is null
    where w.form = ${form} and w.session_id is null and w.person_id <> ${guideId} and w.ended_at is null and case
      when w.guide_id = ${guideId} then exists (select from pairings p where p.resident_id = w.person_id and p.guide_id = w.guide_id
        and p.kind = ${forms[form].pairing}
        and p.accepted_at is not null and p.from_on <= (s.starts_at at time zone 'Europe/Amsterdam')::date
        and (p.until_on is null or p.until_on > (s.starts_at at time zone 'Europe/Amsterdam')::date))
      else w.guide_id is null and app.in_pool(${guideId}) and ${isResident} end`)
  const forAny = rows.filter(({ isForAny }) => isForAny)
  const pairs = forAny.map(({ personId }) => ({ residentId: personId, mentorId: guideId }))
  const dependences = await loadDependences(tx, pairs, todayOn(now))
  const dependent = new Set(forAny.filter((_, index) => dependences[index] !== null))
  return rows.filter((row) => !dependent.has(row)).map((row) => ({ ...row, askedAt: new Date(row.askedAt) }))
}

/** The first who can, and until when; whoever no mail may reach in time is passed over and keeps her turn. */
async function firstWhoCan(
  tx: Transaction,
  line: readonly InLine[],
  time: { form: BookableForm; guideId: string; startsAt: Date },
  now: Date,
): Promise<{ each: InLine; answerBy: Date } | null> {
  for (const each of line) {
    const answerBy = offerUntil(time.startsAt, now, await reachableFrom(tx, each.personId, now))
    if (!answerBy) continue
    const meeting = { form: time.form, guideId: time.guideId, residentId: each.personId }
    const { refused } = await askMoment(tx, null, meeting, time.startsAt, now)
    // An offer is shorter notice than planning asks: she may say no.
    if (!refused || refused.reason === 'notice') return { each, answerBy }
  }
  return null
}

/**
 * The session she is offered, at the place of the one that was given up, if any. It is booked in her name: the worker is nobody,
 * and she is the one who decides whether it stands. The audit row beside it has no actor.
 */
export async function bookFor(
  tx: Transaction,
  residentId: string,
  guideId: string,
  offer: { form: string; startsAt: Date; endsAt: Date; roomId?: string | null; answerBy: Date },
  now: Date,
): Promise<string> {
  const { form, startsAt, endsAt, roomId = null, answerBy } = offer
  const [taken] = await tx.execute(sql`
    select from sessions s where s.room_id = ${roomId} and s.cancelled_at is null
      and tstzrange(s.starts_at, s.ends_at) && tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`)
  const id = crypto.randomUUID()
  const during = rangeOf(startsAt, endsAt)
  await tx.insert(sessions).values({
    id,
    form,
    startsAt,
    endsAt,
    // A link opens for whoever has it, and words were meant for somebody else: only a room goes to the next.
    roomId: taken ? null : roomId,
    bookedById: residentId,
    bookedAt: now,
  })
  await tx.insert(sessionPeople).values([
    { sessionId: id, personId: residentId, part: 'resident', during, answerBy },
    { sessionId: id, personId: guideId, part: 'guide', during },
  ])
  await tx.insert(audit).values({ action: 'session.offer', subjectId: id, about: [residentId, guideId] })
  return id
}

/** Notes what she is offered, and tells her. */
export async function noteOffer(
  tx: Transaction,
  line: Pick<InLine, 'id' | 'personId'>,
  sessionId: string,
  now: Date,
): Promise<void> {
  await tx.update(waiting).set({ offeredSessionId: sessionId, offeredAt: now }).where(eq(waiting.id, line.id))
  const message = tell('session.offered', sessionId, line.personId, now.getTime())
  await tx
    .insert(outbox)
    .values({ ...message, data: message.data ?? {} })
    .onConflictDoNothing()
}
