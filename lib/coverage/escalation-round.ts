import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { coverageDigests, coverageSteps } from '@/db/schema/coverage'
import type { Message } from '@/lib/command'
import { addDaysOn, type CalendarDate, instantAt, todayOn, type WallTime } from '@/lib/time'
import { type Debt, digestDays, digestsOf, isDigestDay, nextStepOf } from './escalation'

/** On the hospital's clock: in the morning, when somebody can do something about it. */
const digestAt: WallTime = '09:00'

/** Every check-in that is due on this date, for the worker. One query. */
export async function listDebts(tx: Transaction, on: CalendarDate): Promise<Debt[]> {
  const rows = await tx.execute<{
    resident_id: string
    guide_id: string | null
    guide_since: string | null
    due_on: string
    offered_on: string | null
    taken_on: string[]
  }>(sql`
    select resident_id, guide_id, guide_since::text, due_on::text, offered_on::text, to_jsonb(taken_on) as taken_on
    from app.check_in_debts(${on}) order by due_on, resident_id`)
  return rows.map((row) => ({
    residentId: row.resident_id,
    guideId: row.guide_id,
    guideSince: row.guide_since,
    dueOn: row.due_on,
    offeredOn: row.offered_on,
    takenOn: row.taken_on,
  }))
}

/**
 * Takes the steps that are due today and writes what there is to tell: one digest per person in seven days, none to who has
 * leave, and once a month what the training committee counts. On a day off nothing happens; the next working day makes up for
 * it. Runs once per night, in the worker's transaction; answers how many steps and messages there were.
 */
export async function escalate(tx: Transaction, now: Date): Promise<{ steps: number; messages: number }> {
  const today = todayOn(now)
  if (!isDigestDay(today)) return { steps: 0, messages: 0 }
  const debts = await listDebts(tx, today)
  const due = debts.flatMap((debt) => {
    const next = nextStepOf(debt)
    return next && next.on <= today ? [{ debt, step: next.step }] : []
  })
  if (due.length > 0)
    await tx.insert(coverageSteps).values(
      due.map(({ debt, step }) => ({
        residentId: debt.residentId,
        form: 'check-in',
        dueOn: debt.dueOn,
        step,
        takenOn: today,
      })),
    )
  const taken = new Set(due.map(({ debt }) => debt))
  const standing = debts.map((debt) =>
    taken.has(debt) ? { ...debt, takenOn: [...debt.takenOn, today] } : debt,
  )
  const officeIds = await listOffice(tx)
  const recipients = await listReachable(tx, standing, officeIds, today)
  if (recipients.length > 0)
    await tx
      .insert(coverageDigests)
      .values(recipients.map((personId) => ({ personId, sentOn: today })))
      .onConflictDoUpdate({ target: coverageDigests.personId, set: { sentOn: today } })
  const month = today.slice(0, 7)
  const present = await withoutAway(tx, officeIds, today)
  const messages: Message[] = [
    ...recipients.map((recipientId) => ({
      kind: 'coverage.digest',
      recipientId,
      onceKey: `coverage.digest:${today}:${recipientId}`,
    })),
    ...present.map((recipientId) => ({
      kind: 'coverage.committee',
      recipientId,
      data: { month },
      onceKey: `coverage.committee:${month}:${recipientId}`,
    })),
  ]
  return { steps: due.length, messages: await writeMessages(tx, messages, instantAt(today, digestAt)) }
}

/** Who has something new to read, has had no digest in the last seven days, and is not away. */
async function listReachable(
  tx: Transaction,
  debts: readonly Debt[],
  officeIds: readonly string[],
  today: CalendarDate,
): Promise<string[]> {
  const digests = digestsOf(debts, officeIds)
  const rows = await tx.select().from(coverageDigests)
  const sentOn = new Map(rows.map((row) => [row.personId, row.sentOn]))
  const fresh = digests.filter(({ personId, newOn }) => {
    const before = sentOn.get(personId)
    return !before || (newOn > before && addDaysOn(before, digestDays) <= today)
  })
  return withoutAway(
    tx,
    fresh.map(({ personId }) => personId),
    today,
  )
}

async function withoutAway(tx: Transaction, personIds: readonly string[], today: CalendarDate) {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from app.away_on(${`{${personIds.join(',')}}`}::uuid[], ${today}) as id`,
  )
  const away = new Set(rows.map(({ id }) => id))
  return personIds.filter((id) => !away.has(id))
}

/** Who looks after the whole: the education office. */
async function listOffice(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ person_id: string }>(sql`
    select distinct r.person_id from roles r join people p on p.id = r.person_id and p.closed_at is null
    where r.role = 'coordinator' and r.from_on <= app.today() and (r.until_on is null or app.today() < r.until_on) order by 1`)
  return rows.map((row) => row.person_id)
}

/** Once each, however often the night is tried; sent in the morning of the same day. */
async function writeMessages(tx: Transaction, messages: readonly Message[], dueAt: Date): Promise<number> {
  let written = 0
  for (const { kind, recipientId, data = {}, onceKey } of messages) {
    const rows = await tx.execute(sql`
      insert into outbox (kind, recipient_id, data, once_key, due_at)
      select ${kind}, ${recipientId}, ${JSON.stringify(data)}::jsonb, ${onceKey ?? null}, ${dueAt.toISOString()}
      where not exists (select from outbox where once_key = ${onceKey ?? null}) on conflict do nothing returning id`)
    written += rows.length
  }
  return written
}
