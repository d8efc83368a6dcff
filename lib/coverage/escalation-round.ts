import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { coverageDigests, coverageSteps } from '@/db/schema/coverage'
import { tellOnce } from '@/lib/command'
import { addDaysOn, type CalendarDate, instantAt, todayOn } from '@/lib/time'
import { toldAt, withoutAway } from './away'
import { type Debt, digestDays, digestsOf, isDigestDay, nextStepOf } from './escalation'

/** Every check-in that is due on this date, for the worker; of one person, those that she owes and her own. One query. */
export async function listDebts(tx: Transaction, on: CalendarDate, personId?: string): Promise<Debt[]> {
  const rows = await tx.execute<{
    resident_id: string
    guide_id: string | null
    guide_since: string | null
    due_on: string
    offered_on: string | null
    taken_on: string[]
  }>(sql`
    select resident_id, guide_id, guide_since::text, due_on::text, offered_on::text, to_jsonb(taken_on) as taken_on
    from app.check_in_debts(${on}, ${personId ?? null}) order by due_on, resident_id`)
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
  const dueAt = instantAt(today, toldAt)
  const messages = [
    ...recipients.map((recipientId) => ({
      kind: 'coverage.digest',
      recipientId,
      dueAt,
      onceKey: `coverage.digest:${today}:${recipientId}`,
    })),
    ...present.map((recipientId) => ({
      kind: 'coverage.committee',
      recipientId,
      data: { month },
      dueAt,
      onceKey: `coverage.committee:${month}:${recipientId}`,
    })),
  ]
  return { steps: due.length, messages: await tellOnce(tx, messages) }
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

/** Who looks after the whole: the education office. */
async function listOffice(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ person_id: string }>(sql`
    select distinct r.person_id from roles r join people p on p.id = r.person_id and p.closed_at is null
    where r.role = 'coordinator' and r.from_on <= app.today() and (r.until_on is null or app.today() < r.until_on) order by 1`)
  return rows.map((row) => row.person_id)
}
