import { inArray, sql } from 'drizzle-orm'
import { people } from '@/db/schema/people'
import { listDebts } from '@/lib/coverage/escalation-round'
import type { Debt } from '@/lib/coverage/escalation'
import { addDaysOn, formatDate, todayOn } from '@/lib/time'
import type { Context, Message } from './messages'
import { nameOf } from './session-told'

/** Fewer residents than this, or fewer for whom it does not hold, are not counted in a mail. */
const fewest = 5

/**
 * What is due, in one mail, as it stands when it is sent: to a supervisor whom she owes a talk, to a resident that her talk is
 * due, to the education office how many talks each supervisor owes for more than 14 days. Null when nothing is due any more.
 */
export async function aboutDebts(context: Context): Promise<Message | null> {
  const { tx, t, recipientId, now, locale } = context
  const today = todayOn(now)
  // Whoever looks after the whole reads of everybody; the others of themselves.
  const isWhole = await isOffice(context)
  const all = await listDebts(tx, today, isWhole ? undefined : recipientId)
  const debts = all.filter(({ takenOn }) => takenOn.length > 0)
  const owed = debts.filter(({ guideId }) => guideId === recipientId)
  const own = debts.find(({ residentId, guideId }) => residentId === recipientId && guideId)
  const late = isWhole ? debts.filter(({ takenOn }) => takenOn.length > 1) : []
  if (owed.length === 0 && !own && late.length === 0) return null
  const names = await loadNames(context, [
    ...owed.map(({ residentId }) => residentId),
    ...guidesOf([...late, ...(own ? [own] : [])]),
  ])
  const paragraphs: string[] = []
  if (owed.length > 0) {
    paragraphs.push(t('notifications.coverage.owed', { count: owed.length }))
    for (const { residentId, dueOn } of owed)
      paragraphs.push(
        t('notifications.coverage.owedTo', {
          name: names.get(residentId) ?? '',
          date: formatDate(dueOn, locale, today),
        }),
      )
  }
  if (own) paragraphs.push(t('notifications.coverage.own', { name: names.get(own.guideId ?? '') ?? '' }))
  if (late.length > 0) paragraphs.push(t('notifications.coverage.late'), ...lateLines(context, late, names))
  const [only] = owed
  return {
    subject:
      owed.length > 0
        ? t('notifications.coverage.subjectOwed')
        : own
          ? t('notifications.coverage.subjectOwn')
          : t('notifications.coverage.subjectLate'),
    paragraphs,
    // One tap: with one talk to hold, its form stands open.
    path: only && owed.length === 1 ? `/check-ins?open=${only.residentId}` : '/check-ins',
  }
}

/** Per supervisor how many talks, never with whom. */
function lateLines({ t }: Context, late: readonly Debt[], names: ReadonlyMap<string, string>): string[] {
  const counts = new Map<string | null, number>()
  for (const { guideId } of late) counts.set(guideId, (counts.get(guideId) ?? 0) + 1)
  return [...counts].map(([guideId, count]) =>
    guideId
      ? t('notifications.coverage.lateOf', { name: names.get(guideId) ?? '', count })
      : t('notifications.coverage.lateOfNobody', { count }),
  )
}

/** For the training committee, once a month: how many talks were owed for more than 28 days when the last month ended. */
export async function aboutCommittee(context: Context): Promise<Message | null> {
  const { tx, t, now, data, locale } = context
  const today = todayOn(now)
  // A mail that could not be sent for a month tells of another month than it was made for.
  if (!(await isOffice(context)) || data.month !== today.slice(0, 7)) return null
  const firstOn = `${data.month}-01`
  const debts = await listDebts(tx, today)
  const count = debts.filter(({ takenOn }) => (takenOn[2] ?? today) < firstOn).length
  const residents = await countResidents(context)
  if (count < fewest || residents - count < fewest) return null
  return {
    subject: t('notifications.coverage.committeeSubject'),
    paragraphs: [
      t('notifications.coverage.committee', {
        count,
        date: formatDate(addDaysOn(firstOn, -1), locale, today),
      }),
      t('notifications.coverage.committeeWhy'),
    ],
    path: '/check-ins',
  }
}

async function isOffice({ tx, recipientId }: Context): Promise<boolean> {
  const held = await tx.execute(sql`
    select 1 from roles where person_id = ${recipientId} and role = 'coordinator'
      and from_on <= app.today() and (until_on is null or app.today() < until_on)`)
  return held.length > 0
}

async function countResidents({ tx, now }: Context): Promise<number> {
  const today = todayOn(now)
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(distinct r.person_id)::integer as count from roles r join people p on p.id = r.person_id and p.closed_at is null
    where r.role = 'resident' and r.from_on <= ${today} and (r.until_on is null or ${today} < r.until_on)`)
  return row?.count ?? 0
}

const guidesOf = (debts: readonly Debt[]) => debts.flatMap(({ guideId }) => guideId ?? [])

async function loadNames({ tx }: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, nameOf(row)]))
}
