import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { workingTime } from '@/lib/availability/settings'
import { addDaysOn, dateOf, instantAt, minuteOfWall, wallTimeOf, type WallTime } from '@/lib/time'

interface QuietHours {
  from: WallTime
  until: WallTime
}

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
 * Until when each of these people is left in peace at this instant: the end of the quiet hours, or of her rest after a night when
 * that is later. Whoever may be written to now is not in it. The hours are those of the rest engine (Arbeidstijdenwet art. 5:8).
 */
export async function listPeaceUntil(
  tx: Transaction,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const rules = workingTime()
  const quiet = quietUntil(now)
  const people = [...new Set(personIds)]
  const rests = await tx.execute<{ person: string; until: string | null }>(sql`
    select person, app.rests_until(person, ${now.toISOString()}, ${rules.restAfterNightHours}::integer, ${rules.nightEndsAfterMinutes}::integer,
      ${rules.nightsInARow}::integer, ${rules.restAfterNightsHours}::integer) as until
    from unnest(${`{${people.join(',')}}`}::uuid[]) as person`)
  return new Map(
    rests.flatMap(({ person, until }): [string, Date][] => {
      const rest = until ? new Date(until) : null
      const later = quiet && rest ? (quiet > rest ? quiet : rest) : (quiet ?? rest)
      return later ? [[person, later]] : []
    }),
  )
}

/** Quiet hours and rests may follow on each other; longer than this nobody's do. */
const mostFollowing = 30

/** The first moment from this instant on at which a mail may go to her: after the quiet hours and her rests that follow on them. */
export async function reachableFrom(tx: Transaction, personId: string, now: Date): Promise<Date> {
  let at = now
  for (let n = 0; n < mostFollowing; n += 1) {
    const until = (await listPeaceUntil(tx, [personId], at)).get(personId)
    if (!until) break
    at = until
  }
  return at
}
