import { tzOffset } from '@date-fns/tz'

/** A calendar date in the hospital's zone: 'YYYY-MM-DD'. The seed has its own clock: db imports nothing above it. */
export type CalendarDate = string

const zone = 'Europe/Amsterdam'
const minuteMs = 60_000
const dayMs = 86_400_000

const dayOf = (on: CalendarDate) => Date.parse(`${on}T00:00Z`)

export function addDays(on: CalendarDate, days: number): CalendarDate {
  return new Date(dayOf(on) + days * dayMs).toISOString().slice(0, 10)
}

/** Whole days from one date to another. */
export function daysBetween(from: CalendarDate, until: CalendarDate): number {
  return (dayOf(until) - dayOf(from)) / dayMs
}

/** Monday 0 to Sunday 6. */
export function weekdayOf(on: CalendarDate): number {
  return (new Date(dayOf(on)).getUTCDay() + 6) % 7
}

export function firstOfMonth(on: CalendarDate, later = 0): CalendarDate {
  const [year = 0, month = 1] = on.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 10)
}

/** '08:30' is 510; '24:00' is 1440. */
export function minuteOf(wall: string): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))
}

const offsets = new Map<number, number>()
const offsetAt = (ms: number) => {
  const hour = Math.floor(ms / 3_600_000)
  const known = offsets.get(hour)
  if (known !== undefined) return known
  const found = tzOffset(zone, new Date(hour * 3_600_000)) * minuteMs
  offsets.set(hour, found)
  return found
}

/** The instant at which the hospital's clock shows this minute of this date: the first of two; in the skipped hour an hour on. */
export function instantAt(on: CalendarDate, minute: number): Date {
  const shown = dayOf(on) + minute * minuteMs
  const [early, late] = [offsetAt(shown - dayMs), offsetAt(shown + dayMs)]
  return new Date(
    shown - (offsetAt(shown - early) === early ? early : offsetAt(shown - late) === late ? late : early),
  )
}

/** The hospital's calendar date at an instant. */
export function dateOf(at: Date): CalendarDate {
  return new Date(at.getTime() + offsetAt(at.getTime())).toISOString().slice(0, 10)
}

/** Minute of the hospital's day at an instant. */
export function minuteAt(at: Date): number {
  return ((at.getTime() + offsetAt(at.getTime())) % dayMs) / minuteMs
}

/** Easter Sunday by the anonymous Gregorian computus. */
function easterOn(year: number): CalendarDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return new Date(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)).toISOString().slice(0, 10)
}

const holidaysOfYear = new Map<string, Set<CalendarDate>>()

/** Nobody plans a talk on a Dutch public holiday; the ward is open. */
export function isHoliday(on: CalendarDate): boolean {
  const year = on.slice(0, 4)
  let known = holidaysOfYear.get(year)
  if (!known) {
    const easter = easterOn(Number(year))
    const king = weekdayOf(`${year}-04-27`) === 6 ? `${year}-04-26` : `${year}-04-27`
    const movable = [0, 1, 39, 49, 50].map((days) => addDays(easter, days))
    known = new Set([`${year}-01-01`, king, `${year}-12-25`, `${year}-12-26`, ...movable])
    holidaysOfYear.set(year, known)
  }
  return known.has(on)
}
