import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { type PromiseReminder, remindableOn, reminderOn } from '@/lib/check-ins/rules'
import { addDaysOn, type CalendarDate, formatDate, instantAt, todayOn, type WallTime } from '@/lib/time'
import type { Context, Message } from './messages'

/** On the hospital's clock: in the morning, when somebody can do something about it. */
const remindAt: WallTime = '09:00'
const kinds = { due: 'promise.due', past: 'promise.past' } as const

interface OpenPromise {
  id: string
  ownerId: string
  residentId: string
  dueOn: CalendarDate
  madeOn: CalendarDate
}

/** What neither of the two has marked, with its date in these days. Never what was promised: only the two read that. */
async function listOpenPromises(
  tx: Transaction,
  fromOn: CalendarDate,
  untilOn: CalendarDate,
): Promise<OpenPromise[]> {
  const rows = await tx.execute<
    Record<'promise_id' | 'owner_id' | 'resident_id' | 'due_on' | 'made_on', string>
  >(sql`
    select promise_id, owner_id, resident_id, due_on::text, made_on::text from app.open_promises(${fromOn}, ${untilOn})
    order by due_on, promise_id`)
  return rows.map((row) => ({
    id: row.promise_id,
    ownerId: row.owner_id,
    residentId: row.resident_id,
    dueOn: row.due_on,
    madeOn: row.made_on,
  }))
}

/**
 * Reminds the owners of open promises, in the morning of a working day: once two days before the date and once after it. Whoever has
 * leave hears of it on the first working day that she is back, while that still helps. Runs once per night, in the worker's
 * transaction; however often it is tried, each reminder is written once. Answers how many.
 */
export async function remindOfPromises(tx: Transaction, now: Date): Promise<{ reminders: number }> {
  const today = todayOn(now)
  const { fromOn, untilOn } = remindableOn(today)
  const due = (await listOpenPromises(tx, fromOn, untilOn)).flatMap((promise) => {
    const reminder = reminderOn(promise, today)
    return reminder ? [{ ...promise, kind: kinds[reminder] }] : []
  })
  if (due.length === 0) return { reminders: 0 }
  const told = due.map(({ id, ownerId, kind }) => ({ kind, recipient: ownerId, promise: id }))
  const written = await tx.execute(sql`
    with told as (select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as row (kind text, recipient uuid, promise uuid))
    insert into outbox (kind, recipient_id, data, once_key, due_at)
    select kind, recipient, jsonb_build_object('promiseId', promise), format('%s:%s', kind, promise),
      ${instantAt(today, remindAt).toISOString()}::timestamptz
    from told
    where recipient not in (select app.away_on(array(select recipient from told), ${today}))
      and not exists (select from outbox o where o.once_key = format('%s:%s', told.kind, told.promise))
    on conflict do nothing returning id`)
  return { reminders: written.length }
}

/** A reminder as it stands when it is sent: none of a promise that was marked or is gone, nor of a date that has passed meanwhile. */
export async function aboutPromise(context: Context, reminder: PromiseReminder): Promise<Message | null> {
  const { tx, t, recipientId, locale, now, data } = context
  const today = todayOn(now)
  const open = await listOpenPromises(tx, addDaysOn(today, -60), addDaysOn(today, 60))
  const promise = open.find(({ id, ownerId }) => id === data.promiseId && ownerId === recipientId)
  if (!promise || (reminder === 'due' && promise.dueOn < today)) return null
  const date = formatDate(promise.dueOn, locale, today)
  return {
    subject: t(`notifications.promise.${reminder}Subject`, { date }),
    paragraphs: [t(`notifications.promise.${reminder}Text`, { date }), t('notifications.promise.private')],
    path: recipientId === promise.residentId ? '/check-ins' : `/check-ins/with/${promise.residentId}`,
  }
}
