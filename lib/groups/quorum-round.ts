import { eq, sql } from 'drizzle-orm'
import { asWorker, type Transaction } from '@/db/client'
import { groupChecks } from '@/db/schema/attendance'
import { groups } from '@/db/schema/groups'
import { type Message, tellOnce } from '@/lib/command'
import { addDaysOn, mondayOf, startOfDayAt, todayOn } from '@/lib/time'
import { loadMembers, type GroupRow } from './facts'
import { checkMeetings, findDates, isLost, loadSeated, lookAhead, weeksAhead } from './quorum-dates'

/** So many groups in one round: after a roster of a whole department was read, the rest follows in the next. */
const mostGroups = 20

/**
 * Looks at every group whose rosters changed since it was looked at, and tells its facilitator and the secretaries of its
 * department, once per meeting and time, when fewer than the quorum can still come. Answers how many messages it wrote.
 */
export async function watchQuorum(now: Date): Promise<number> {
  const changed = await asWorker((tx) => listChanged(tx, now))
  let told = 0
  for (const { id, mark } of changed) told += await asWorker((tx) => checkGroup(tx, id, mark, now))
  return told
}

async function listChanged(tx: Transaction, now: Date): Promise<{ id: string; mark: string }[]> {
  // From Monday on: what is over changes a number once a week, and not with every shift that ends.
  const monday = mondayOf(todayOn(now))
  const fromAt = startOfDayAt(monday).toISOString()
  const untilAt = startOfDayAt(addDaysOn(monday, (weeksAhead + 1) * 7)).toISOString()
  const rows = await tx.execute<{ id: string; mark: string }>(sql`
    select m.group_id as id, m.mark from app.group_marks(${fromAt}, ${untilAt}) m
    left join group_checks c on c.group_id = m.group_id
    where c.mark is distinct from m.mark order by c.checked_at nulls first, m.group_id limit ${mostGroups}`)
  return rows.map(({ id, mark }) => ({ id, mark }))
}

async function checkGroup(tx: Transaction, groupId: string, mark: string, now: Date): Promise<number> {
  const [row] = await tx.select().from(groups).where(eq(groups.id, groupId))
  if (!row) return 0
  const group = { ...row, form: row.form as GroupRow['form'] }
  const members = await loadMembers(tx, [groupId], todayOn(now))
  const meetings = await loadSeated(tx, [groupId], lookAhead(now))
  const checked = await checkMeetings(tx, group, members, meetings, now)
  const lost = checked.filter((meeting) => isLost(meeting, group.quorum))
  const messages: (Message & { onceKey: string })[] = []
  for (const meeting of lost) {
    const dates = await findDates(tx, group, members, meeting, meetings, now)
    const data: Record<string, string> = {
      groupId,
      sessionId: meeting.id,
      startsAt: meeting.startsAt.toISOString(),
    }
    for (const [n, { startsAt }] of dates.entries()) data[`date${n + 1}`] = startsAt.toISOString()
    const recipients = await listTold(tx, group)
    messages.push(
      ...recipients.map((recipientId) => ({
        kind: 'group.quorum',
        recipientId,
        data,
        onceKey: `group.quorum:${meeting.id}:${data.startsAt}:${recipientId}`,
      })),
    )
  }
  const written = await tellOnce(tx, messages)
  const check = { mark, checkedAt: now }
  await tx
    .insert(groupChecks)
    .values({ groupId, ...check })
    .onConflictDoUpdate({ target: groupChecks.groupId, set: check })
  return written
}

/** The facilitator, and the secretaries of the department that plans the group. */
async function listTold(tx: Transaction, group: Pick<GroupRow, 'facilitatorId' | 'departmentId'>) {
  const rows = await tx.execute<{ person_id: string }>(sql`
    select distinct r.person_id from roles r join people p on p.id = r.person_id
    where r.role = 'secretary' and r.department_id = ${group.departmentId} and p.closed_at is null
      and r.from_on <= app.today() and (r.until_on is null or app.today() < r.until_on)`)
  return [...new Set([group.facilitatorId, ...rows.map((row) => row.person_id)])]
}
