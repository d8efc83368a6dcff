import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm'
import { groupMeetings, groups } from '@/db/schema/groups'
import { sessionPeople, sessions } from '@/db/schema/sessions'
import { formatRange, todayOn } from '@/lib/time'
import type { Context, Message } from './messages'

type GroupEvent = 'planned' | 'changed' | 'left' | 'ended'

/** About a group: its name, and for who is in it all of her dates at once; never who else is in it. */
export async function aboutGroup(context: Context, event: GroupEvent): Promise<Message | null> {
  const { tx, t, data, recipientId } = context
  if (!data.groupId) return null
  const [group] = await tx.select().from(groups).where(eq(groups.id, data.groupId))
  if (!group) return null
  // Ended before the mail left: only that is still so.
  if (group.endedAt && event !== 'ended' && event !== 'left') return null
  const said = { name: group.name }
  const isFacilitator = group.facilitatorId === recipientId
  const isSaid = event === 'planned' || event === 'changed'
  const list = isSaid ? await datesOf(context, eq(groupMeetings.groupId, group.id)) : []
  const opening = {
    planned: t(isFacilitator ? 'notifications.group.leads' : 'notifications.group.planned', said),
    changed: t('notifications.group.changed', said),
    left: t('notifications.group.left', said),
    ended: t('notifications.group.ended', said),
  }
  return {
    subject: t('notifications.group.subject', said),
    paragraphs: [opening[event], ...list],
    path: isSaid ? `/groups/${group.id}` : '/groups',
  }
}

/** About all groups of a plan to who leads them: one message, with every date. */
export async function aboutGroups(context: Context): Promise<Message | null> {
  const { tx, t, data, recipientId } = context
  if (!data.planId) return null
  const led = await tx
    .selectDistinct({ name: groups.name })
    .from(groups)
    .innerJoin(groupMeetings, eq(groupMeetings.groupId, groups.id))
    .where(
      and(
        eq(groupMeetings.planId, data.planId),
        eq(groups.facilitatorId, recipientId),
        isNull(groups.endedAt),
      ),
    )
    .orderBy(asc(groups.name))
  if (led.length === 0) return null
  const names = led.map(({ name }) => name).join(', ')
  return {
    subject: t('notifications.group.subjectAll'),
    paragraphs: [
      t('notifications.group.leadsAll', { names }),
      ...(await datesOf(context, eq(groupMeetings.planId, data.planId))),
    ],
    path: '/groups',
  }
}

/** Her dates to come among these meetings, as one sentence; nothing when there are none. */
async function datesOf({ tx, t, locale, now, recipientId }: Context, which: SQL): Promise<string[]> {
  const dates = await tx
    .select({ startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(groupMeetings)
    .innerJoin(sessions, eq(sessions.id, groupMeetings.sessionId))
    .innerJoin(sessionPeople, eq(sessionPeople.sessionId, sessions.id))
    .where(
      and(
        which,
        eq(sessionPeople.personId, recipientId),
        isNull(sessionPeople.releasedAt),
        isNull(sessions.cancelledAt),
        gt(sessions.startsAt, now),
      ),
    )
    .orderBy(asc(sessions.startsAt))
  const list = dates.map(({ startsAt, endsAt }) => formatRange(startsAt, endsAt, locale, todayOn(now)))
  return list.length > 0 ? [t('notifications.group.dates', { dates: list.join('; ') })] : []
}
