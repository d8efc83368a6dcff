import { and, eq, isNull } from 'drizzle-orm'
import { groupMeetings, groups } from '@/db/schema/groups'
import { sessions } from '@/db/schema/sessions'
import { addMinutes, formatRange, minutesBetween, todayOn } from '@/lib/time'
import type { Context, Message } from './messages'

/** Too few can come to a meeting: when, and the best dates as they were found. Who cannot is on the page, for those who may know. */
export async function aboutQuorum({ tx, t, locale, data, now }: Context): Promise<Message | null> {
  if (!data.groupId || !data.sessionId || !data.startsAt) return null
  const [found] = await tx
    .select({ name: groups.name, startsAt: sessions.startsAt, endsAt: sessions.endsAt })
    .from(groupMeetings)
    .innerJoin(groups, eq(groups.id, groupMeetings.groupId))
    .innerJoin(sessions, eq(sessions.id, groupMeetings.sessionId))
    .where(
      and(
        eq(groupMeetings.groupId, data.groupId),
        eq(groupMeetings.sessionId, data.sessionId),
        isNull(groups.endedAt),
        isNull(sessions.cancelledAt),
      ),
    )
  // Moved or begun before the mail left: somebody has looked after it.
  if (!found || found.startsAt <= now || +found.startsAt !== +new Date(data.startsAt)) return null
  const minutes = minutesBetween(found.startsAt, found.endsAt)
  const said = (startsAt: Date) => formatRange(startsAt, addMinutes(startsAt, minutes), locale, todayOn(now))
  const dates = [data.date1, data.date2].flatMap((date) => (date ? [said(new Date(date))] : []))
  const about = { group: found.name, when: said(found.startsAt) }
  return {
    subject: t('attendance.mail.subject', about),
    paragraphs: [
      t('attendance.mail.few', about),
      dates.length > 0 ? t('attendance.mail.dates', { dates: dates.join('; ') }) : t('attendance.mail.none'),
      t('attendance.mail.how'),
    ],
    path: `/groups/${data.groupId}/quorum/${data.sessionId}`,
  }
}
