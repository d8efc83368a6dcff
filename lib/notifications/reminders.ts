import { sql } from 'drizzle-orm'
import { asWorker } from '@/db/client'
import { addMinutes, formatRange, hospitalZone, todayOn, type WallTime } from '@/lib/time'
import type { Context, Message } from './messages'
import { factsOf, loadToldSession } from './session-told'

type Reminder = 'day' | 'hours'

/** The day before, on the hospital's clock; and so long before the start. */
const dayBeforeAt: WallTime = '09:00'
const minutesBefore = 120

/**
 * Puts the reminders that are due in the outbox: the day before at 09:00, and two hours before the start. Once per session,
 * start and person, however many workers there are. Whoever booked, moved or said yes after that moment needs none.
 * Answers how many it wrote.
 */
export async function writeReminders(now: Date): Promise<number> {
  const nowAt = sql`${now.toISOString()}::timestamptz`
  const written = await asWorker((tx) =>
    tx.execute(sql`
      with firm as (
        select s.id, s.starts_at, p.person_id,
          greatest(s.booked_at, s.moved_at, (select max(a.accepted_at) from session_people a where a.session_id = s.id and a.released_at is null)) as firm_at
        from sessions s join session_people p on p.session_id = s.id and p.released_at is null
        where s.cancelled_at is null and s.starts_at > ${nowAt} and s.starts_at < ${nowAt} + interval '40 hours'
          and (p.answer_by is null or p.accepted_at is not null)
          and not exists (select from session_people g where g.session_id = s.id and g.released_at is null and g.part = 'guide'
            and g.answer_by is not null and g.accepted_at is null)
      ), due as (
        select *, 'reminder.day' as kind, starts_at - make_interval(mins => ${minutesBefore}) as last_at,
          (((starts_at at time zone ${hospitalZone})::date - 1) + ${dayBeforeAt}::time) at time zone ${hospitalZone} as due_at from firm
        union all
        select *, 'reminder.hours', starts_at, starts_at - make_interval(mins => ${minutesBefore}) from firm
      ), keyed as (
        select *, to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as starts from due
        where due_at <= ${nowAt} and ${nowAt} < last_at and firm_at < due_at
      )
      insert into outbox (kind, recipient_id, data, once_key, due_at)
      select kind, person_id, jsonb_build_object('sessionId', id, 'startsAt', starts), once, ${nowAt}
      from (select *, format('%s:%s:%s:%s', kind, id, starts, person_id) as once from keyed) as fresh
      where not exists (select from outbox o where o.once_key = fresh.once)
      on conflict do nothing returning id`),
  )
  return written.length
}

/**
 * A reminder is for one start: of a session that was moved, cancelled or not agreed on meanwhile there is none. The one of the
 * day before is not sent any more when the one of two hours before is due, and none after the start.
 */
export async function aboutReminder(context: Context, reminder: Reminder): Promise<Message | null> {
  const { t, locale, now, data } = context
  const told = await loadToldSession(context)
  if (!told || told.isOver || told.isAwaited) return null
  if (told.startsAt.getTime() !== new Date(data.startsAt ?? '').getTime()) return null
  if (now >= addMinutes(told.startsAt, reminder === 'day' ? -minutesBefore : 0)) return null
  const when = formatRange(told.startsAt, told.endsAt, locale, todayOn(now))
  return {
    subject: t('notifications.reminder.subject', { when }),
    paragraphs: [
      t('notifications.reminder.text'),
      ...factsOf(told, when, context),
      t('notifications.session.cannot'),
    ],
    path: told.isConfidential ? '/agenda' : `/sessions/${told.id}`,
  }
}
