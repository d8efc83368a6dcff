import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { asWorker } from '@/db/client'
import { outbox } from '@/db/schema/audit'
import { contacts, people } from '@/db/schema/people'
import { writeCalendar } from '@/lib/invitations/ics'
import { siteUrl } from '@/lib/site'
import type { Locale } from '@/lib/time'
import { words } from '@/lib/words/words'
import { writeLetters } from './letter'
import { sendMail, senderAddress, type Mail } from './mailer'
import { messages, type Message } from './messages'
import { listGivenUp } from './patience'
import { listHeldBack } from './quiet'

const batch = 5
const firstPauseSeconds = 60
const longestPauseSeconds = 3600
/** Shorter than the first pause: while a message is being sent, nobody else takes it. */
const sendingMilliseconds = 50_000

/** Why a message is not sent, as it stands in `last_error`: a code, never content. */
type DropReason = 'account closed' | 'no longer so' | 'unknown kind' | 'too many attempts'

interface Claimed {
  id: string
  kind: string
  recipientId: string
  data: Record<string, string>
  attempts: number
}

/**
 * Sends what is due, a handful at a time, and answers how many messages it looked at. Safe with several workers: each message
 * is taken by one. In the quiet hours and in somebody's rest after a night it waits. A mail that fails waits 1, 2, 4 …
 * minutes, at most an hour, and is tried again for five days while what it tells of is still to come; then it is given up.
 */
export async function sendDue(now: Date, send: (mail: Mail) => Promise<void> = sendMail): Promise<number> {
  const { claimed, held } = await claim(now)
  await Promise.all(claimed.map((message) => deliver(message, now, send)))
  return claimed.length + held
}

/**
 * Taking a message counts the attempt and sets the next one, in one short transaction. A worker that dies while sending so
 * leaves a message that is tried again, and one that kills every worker is given up in the end.
 */
async function claim(now: Date): Promise<{ claimed: Claimed[]; held: number }> {
  return asWorker(async (tx) => {
    const due = await tx
      .select({
        id: outbox.id,
        kind: outbox.kind,
        recipientId: outbox.recipientId,
        data: outbox.data,
        attempts: outbox.attempts,
        createdAt: outbox.createdAt,
      })
      .from(outbox)
      .where(and(isNull(outbox.sentAt), isNull(outbox.droppedAt), lte(outbox.dueAt, now)))
      .orderBy(asc(outbox.dueAt))
      .limit(batch)
      .for('update', { skipLocked: true })
    const givenUp = await listGivenUp(tx, due, now)
    if (givenUp.length > 0)
      await tx
        .update(outbox)
        .set({
          droppedAt: now,
          // Why it could not be sent, when that is known.
          lastError: sql`coalesce(${outbox.lastError}, ${'too many attempts' satisfies DropReason})`,
        })
        .where(inArray(outbox.id, givenUp))
    const whole = due.filter((message) => !givenUp.includes(message.id))
    const held = await listHeldBack(tx, whole, now)
    for (const { id, until } of held) await tx.update(outbox).set({ dueAt: until }).where(eq(outbox.id, id))
    const heldIds = new Set(held.map(({ id }) => id))
    const taken = whole.map(({ id }) => id).filter((id) => !heldIds.has(id))
    if (taken.length === 0) return { claimed: [], held: held.length }
    const pause = sql`make_interval(secs => least(${firstPauseSeconds} * power(2, ${outbox.attempts}), ${longestPauseSeconds}))`
    const claimed = await tx
      .update(outbox)
      .set({
        attempts: sql`${outbox.attempts} + 1`,
        dueAt: sql`${now.toISOString()}::timestamptz + ${pause}`,
      })
      .where(inArray(outbox.id, taken))
      .returning({
        id: outbox.id,
        kind: outbox.kind,
        recipientId: outbox.recipientId,
        data: outbox.data,
        attempts: outbox.attempts,
      })
    return { claimed, held: held.length }
  })
}

async function deliver(message: Claimed, now: Date, send: (mail: Mail) => Promise<void>): Promise<void> {
  try {
    const mail = await compose(message, now)
    if (typeof mail === 'string') return await close(message.id, { droppedAt: now, lastError: mail })
    await inTime(send(mail))
    await close(message.id, { sentAt: now, lastError: null })
  } catch (error) {
    await close(message.id, { lastError: codeOf(error) })
  }
}

/** The mail as it should be now, or why there is none. */
async function compose(message: Claimed, now: Date): Promise<Mail | DropReason> {
  return asWorker(async (tx) => {
    const [recipient] = await tx
      .select({ email: contacts.email, locale: contacts.locale, givenName: people.givenName })
      .from(people)
      .innerJoin(contacts, eq(contacts.personId, people.id))
      .where(and(eq(people.id, message.recipientId), isNull(people.closedAt)))
    if (!recipient) return 'account closed'
    const kind = Object.hasOwn(messages, message.kind) ? messages[message.kind] : undefined
    if (!kind) return 'unknown kind'
    const locale = recipient.locale as Locale
    const t = words(locale)
    const { recipientId, data } = message
    const said = await kind({ tx, recipientId, locale, t, data, now })
    if (!said) return 'no longer so'
    const letter = {
      locale,
      paragraphs: [t('notifications.greeting', { name: recipient.givenName }), ...said.paragraphs],
      link: { url: `${siteUrl()}${said.path}`, text: t('notifications.open') },
      footnote: t('notifications.footnote'),
    }
    return {
      to: recipient.email,
      subject: said.subject,
      messageId: message.id,
      invitation: said.invitation && writeInvitation(said.invitation, recipient.email),
      ...writeLetters([letter]),
    }
  })
}

/** One calendar for one recipient: nobody sees who else is invited. */
function writeInvitation({ method, events }: NonNullable<Message['invitation']>, attendee: string) {
  return {
    method,
    calendar: writeCalendar({ method, events, organizer: senderAddress(), attendee }),
  }
}

async function close(
  id: string,
  outcome: { sentAt?: Date; droppedAt?: Date; lastError: string | null },
): Promise<void> {
  await asWorker((tx) => tx.update(outbox).set(outcome).where(eq(outbox.id, id)))
}

async function inTime(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      sendingMilliseconds,
    )
  })
  await Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

/** What went wrong as a code: a server's own words may repeat an address or the mail itself. */
function codeOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const parts = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number')
  return parts.length > 0 ? parts.join(' ') : error instanceof Error ? error.name : 'unknown'
}
