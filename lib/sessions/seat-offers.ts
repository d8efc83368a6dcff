import { sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { audit } from '@/db/schema/audit'
import { lockPeople } from '@/lib/lock'
import { rangeOf } from './booking'
import { isOfficeForm } from './forms'
import { noteOffer } from './offers'
import { reachableFrom } from './reach'
import { clashOfSeat, writeSeat } from './seat-facts'
import { lineFor, offerUntil, type InLine } from './waiting-rules'

/** How long a seat that was given back is for those who wait; the same ten minutes as in app.seats_kept. */
const keptMinutes = 10

/**
 * Offers the free seats of sessions to those who wait for one, first come first. Each session in a transaction of its own. In
 * most rounds only where a seat came free just now; `everywhere` also asks again for whom it did not fit before.
 */
export async function offerSeats(now: Date, everywhere: boolean): Promise<number> {
  const open = await asWorker((tx) =>
    tx.execute<{ id: string }>(sql`
      select s.id from sessions s
      where s.seats is not null and s.cancelled_at is null and s.starts_at > ${now.toISOString()}
        and exists (select from waiting w where w.session_id = s.id and w.ended_at is null)
        and s.seats > (select count(*) from session_people p where p.session_id = s.id and p.part = 'resident' and p.released_at is null)
        and (${everywhere} or exists (select from session_people p where p.session_id = s.id and p.part = 'resident'
          and p.released_at > ${now.toISOString()}::timestamptz - make_interval(mins => ${keptMinutes})))
      order by s.starts_at, s.id`),
  )
  let offers = 0
  for (const { id } of open) offers += await asWorker((tx) => offerSeatsOf(tx, id, now))
  return offers
}

async function offerSeatsOf(tx: Transaction, sessionId: string, now: Date): Promise<number> {
  const inLine = await listLine(tx, sessionId)
  await lockPeople(tx, [sessionId, ...inLine.map((each) => each.personId)])
  const [session] = await tx.execute<{ form: string; startsAt: string; endsAt: string; free: number }>(sql`
    select s.form, s.starts_at as "startsAt", s.ends_at as "endsAt",
      (s.seats - (select count(*) from session_people p where p.session_id = s.id and p.part = 'resident' and p.released_at is null))::integer as free
    from sessions s where s.id = ${sessionId} and s.seats is not null and s.cancelled_at is null`)
  if (!session || !isOfficeForm(session.form)) return 0
  const seated = {
    id: sessionId,
    form: session.form,
    startsAt: new Date(session.startsAt),
    endsAt: new Date(session.endsAt),
  }
  if (!offerUntil(seated.startsAt, now)) return 0
  let offers = 0
  for (const each of lineFor(await listLine(tx, sessionId))) {
    if (offers >= session.free) break
    const answerBy = offerUntil(seated.startsAt, now, await reachableFrom(tx, each.personId, now))
    // No mail may reach her in time: she keeps her turn.
    if (!answerBy) continue
    if (await clashOfSeat(tx, each.personId, seated, now)) continue
    const during = rangeOf(seated.startsAt, seated.endsAt)
    await writeSeat(tx, { sessionId, personId: each.personId, during, answerBy })
    await tx.insert(audit).values({ action: 'session.offer', subjectId: sessionId, about: [each.personId] })
    await noteOffer(tx, each, sessionId, now)
    offers++
  }
  return offers
}

/** Who waits for a seat in this session. Whoever is in it has her seat or her offer; an offer she let pass was hers. */
async function listLine(tx: Transaction, sessionId: string): Promise<InLine[]> {
  const rows = await tx.execute<Omit<InLine, 'askedAt'> & { askedAt: string } & Record<string, unknown>>(sql`
    select w.id, w.person_id as "personId", w.asked_at as "askedAt", w.offered_at is not null as "hadThisOne",
      exists (select from session_people p where p.session_id = w.session_id and p.person_id = w.person_id and p.released_at is null) as "hasOpenOffer"
    from waiting w join people who on who.id = w.person_id and who.closed_at is null
    where w.session_id = ${sessionId} and w.ended_at is null
      and exists (select from roles r where r.person_id = w.person_id and r.role = 'resident' and r.from_on <= app.today()
        and (r.until_on is null or app.today() < r.until_on))`)
  return rows.map((row) => ({ ...row, askedAt: new Date(row.askedAt) }))
}
