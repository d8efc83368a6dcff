import { eq, sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { waiting } from '@/db/schema/sessions'
import { addDaysOn, todayOn } from '@/lib/time'
import { bookableForms, forms, isBookableForm } from './forms'
import { offerOpenTimes } from './any-offers'
import { isResident, offerKeptTimes } from './offers'
import { planTimes } from './planning'
import { planWeeks } from './queries'
import { offerSeats } from './seat-offers'
import { tellAgainDays } from './waiting-rules'

/**
 * The worker's round for everybody who waits: ends what waited too long for an answer, offers what came free, and once an hour
 * tells for whom there are times again; every few minutes it looks for what opened. Answers how many offers it made.
 */
export async function workForWaiting(now: Date): Promise<number> {
  await asWorker((tx) => tx.execute(sql`select app.expire_offers(null)`))
  const times = await offerKeptTimes(now)
  const isHourly = await begins('hourly.waiting', 60, now)
  const seats = await offerSeats(now, isHourly)
  const opened = (await begins('often.waiting', everyMinutes, now)) ? await offerOpenTimes(now) : 0
  if (isHourly) {
    await endLines(now)
    await tellOfTimes(now)
  }
  return times + seats + opened
}

/** New hours and new mentors are looked for this often; what somebody gives back is seen in every round. */
const everyMinutes = 5

/** One worker each time: the first to write that it began. */
async function begins(name: string, minutes: number, now: Date): Promise<boolean> {
  const begun = await asWorker((tx) =>
    tx.execute(sql`
      insert into worker_beats (name, at) values (${name}, ${now.toISOString()})
      on conflict (name) do update set at = excluded.at where worker_beats.at <= excluded.at - make_interval(mins => ${minutes})
      returning name`),
  )
  return begun.length > 0
}

/**
 * Nobody waits for a guide with whom she is not paired any more, for a mentor when she is no resident any more, nor for a seat in
 * what has begun or was cancelled.
 */
async function endLines(now: Date): Promise<void> {
  const kindOf = sql.join(
    bookableForms.map((form) => sql`when ${form} then ${forms[form].pairing}`),
    sql` `,
  )
  await asWorker((tx) =>
    tx.execute(sql`
      update waiting w set ended_at = ${now.toISOString()} where w.ended_at is null and (
        (w.guide_id is not null and not exists (select from pairings p where p.resident_id = w.person_id and p.guide_id = w.guide_id
          and p.kind = case w.form ${kindOf} end and p.accepted_at is not null and (p.until_on is null or p.until_on > ${todayOn(now)})))
        or (w.guide_id is null and w.session_id is null and not ${isResident})
        or exists (select from sessions s where s.id = w.session_id and (s.cancelled_at is not null or s.starts_at <= ${now.toISOString()})))`),
  )
}

/** Whoever waits and now has free times is told, and then left in peace for a week. Answers how many were told. */
async function tellOfTimes(now: Date): Promise<number> {
  const lines = await asWorker((tx) =>
    tx.execute<{ id: string; personId: string; guideId: string; form: string }>(sql`
      select id, person_id as "personId", guide_id as "guideId", form from waiting
      where ended_at is null and guide_id is not null
        and (told_at is null or told_at < ${now.toISOString()}::timestamptz - make_interval(days => ${tellAgainDays}))
      order by asked_at`),
  )
  let told = 0
  for (const line of lines) if (await asWorker((tx) => tellOne(tx, line, now))) told++
  return told
}

async function tellOne(
  tx: Transaction,
  line: { id: string; personId: string; guideId: string; form: string },
  now: Date,
): Promise<boolean> {
  if (!isBookableForm(line.form)) return false
  const today = todayOn(now)
  const meeting = { form: line.form, residentId: line.personId, guideId: line.guideId }
  const window = { fromOn: today, untilOn: addDaysOn(today, planWeeks * 7) }
  const { slots } = await planTimes(tx, null, meeting, window, now, false)
  if (slots.length === 0) return false
  await tx.update(waiting).set({ toldAt: now }).where(eq(waiting.id, line.id))
  await tx
    .insert(outbox)
    .values({
      kind: 'waiting.times',
      recipientId: line.personId,
      data: { waitingId: line.id },
      onceKey: `waiting.times:${line.id}:${today}`,
    })
    .onConflictDoNothing()
  return true
}
