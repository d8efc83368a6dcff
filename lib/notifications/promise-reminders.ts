import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { type PromiseReminder, remindableOn, reminderOn } from '@/lib/check-ins/rules'
import { tellOnce } from '@/lib/command'
import { toldAt, withoutAway } from '@/lib/coverage/away'
import { addDaysOn, type CalendarDate, formatDate, instantAt, todayOn } from '@/lib/time'
import type { Context, Message } from './messages'

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
  const owners = due.map(({ ownerId }) => ownerId)
  const present = new Set(await withoutAway(tx, owners, today))
  const messages = due
    .filter(({ ownerId }) => present.has(ownerId))
    .map(({ id, ownerId, kind }) => ({
      kind,
      recipientId: ownerId,
      data: { promiseId: id },
      dueAt: instantAt(today, toldAt),
      onceKey: `${kind}:${id}`,
    }))
  return { reminders: await tellOnce(tx, messages) }
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
