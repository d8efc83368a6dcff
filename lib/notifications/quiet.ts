import { and, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import { addDaysOn, addMinutes, dateOf, instantAt, minuteOfWall, wallTimeOf, type WallTime } from '@/lib/time'
import { sessionIdsOf } from './session-told'

interface Waiting {
  id: string
  kind: string
  recipientId: string
  data: Record<string, string>
}

interface QuietHours {
  from: WallTime
  until: WallTime
}

/** What tells somebody not to come is told in time, also at night: within a night's rest it would be too late. */
const urgentHours = 14
const urgentKinds = new Set(['session.cancelled', 'session.moved', 'session.declined', 'session.expired'])

/** QUIET_HOURS on the hospital's clock, "22:00-07:00" unless it says otherwise; "none" for none. Throws for anything else. */
export function readQuietHours(text = process.env.QUIET_HOURS || '22:00-07:00'): QuietHours | null {
  if (text === 'none') return null
  const [from = '', until = '', ...more] = text.split('-')
  if (more.length > 0) throw new RangeError(`QUIET_HOURS must look like 22:00-07:00; it is "${text}"`)
  // Throws for what is no time of the day.
  minuteOfWall(from)
  minuteOfWall(until)
  return { from, until }
}

/** Until when nothing is sent at this instant, or null when it may be sent now. */
export function quietUntil(now: Date, hours = readQuietHours()): Date | null {
  if (!hours) return null
  const wall = wallTimeOf(now)
  const today = dateOf(now)
  if (hours.from < hours.until)
    return hours.from <= wall && wall < hours.until ? instantAt(today, hours.until) : null
  if (wall < hours.until) return instantAt(today, hours.until)
  return wall >= hours.from ? instantAt(addDaysOn(today, 1), hours.until) : null
}

/**
 * Which of these messages must wait, and until when: for the end of the quiet hours, and of somebody's rest after a night.
 * What is urgent does not.
 */
export async function listHeldBack(
  tx: Transaction,
  messages: readonly Waiting[],
  now: Date,
): Promise<{ id: string; until: Date }[]> {
  if (messages.length === 0) return []
  const quiet = quietUntil(now)
  const people = [...new Set(messages.map((message) => message.recipientId))]
  const rests = await tx.execute<{ person: string; until: string }>(sql`
    select person, app.rests_until(person, ${now.toISOString()}) as until from unnest(${`{${people.join(',')}}`}::uuid[]) as person`)
  const restsUntil = new Map(rests.map((row) => [row.person, row.until ? new Date(row.until) : null]))
  const held = messages.flatMap((message) => {
    const rest = restsUntil.get(message.recipientId) ?? null
    const until = quiet && rest ? (quiet > rest ? quiet : rest) : (quiet ?? rest)
    return until ? [{ ...message, until }] : []
  })
  const urgent = await listUrgent(tx, held, now)
  return held.filter((message) => !urgent.has(message.id))
}

async function listUrgent(tx: Transaction, messages: readonly Waiting[], now: Date): Promise<Set<string>> {
  const soon = addMinutes(now, urgentHours * 60)
  const changes = messages.filter((message) => urgentKinds.has(message.kind))
  const ids = changes.flatMap(({ data }) => sessionIdsOf(data).filter(isId))
  if (ids.length === 0) return new Set()
  const begin = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(inArray(sessions.id, ids), gt(sessions.startsAt, now), lte(sessions.startsAt, soon)))
  const imminent = new Set(begin.map((session) => session.id))
  return new Set(
    changes
      .filter(({ data }) => sessionIdsOf(data).some((id) => imminent.has(id)) || isSoon(data.wasAt))
      .map(({ id }) => id),
  )

  /** Where it was moved away from, when the message says so: somebody might come for nothing. */
  function isSoon(wasAt: string | undefined): boolean {
    const at = new Date(wasAt ?? '')
    return at > now && at <= soon
  }
}

const isId = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
