import { tzOffset } from '@date-fns/tz'
import { TZDate } from '@date-fns/tz/date'
import { format } from 'date-fns/format'
import { getISOWeek } from 'date-fns/getISOWeek'
import { nl } from 'date-fns/locale/nl'

/**
 * The one place that knows the hospital's time zone and date-fns.
 * Instants are `Date`; calendar dates are `CalendarDate` strings; wall times are what the clock in the hospital shows.
 */
export const hospitalZone = 'Europe/Amsterdam'

/** A calendar date in the hospital's zone: 'YYYY-MM-DD'. */
export type CalendarDate = string
/** What the clock on the hospital's wall shows: 'HH:MM', 24 hours. '24:00' is the end of a day. */
export type WallTime = string
/** The languages of the screens; Dutch first. */
export type Locale = 'nl' | 'en'

const minuteMs = 60_000
const dayMs = 86_400_000

// Clock changes -------------------------------------------------------------------------------------------------

type YearOfClock = { firstOffsetMs: number; changes: { atMs: number; offsetMs: number }[] }
const yearsOfClock = new Map<number, YearOfClock>()

const askOffsetMs = (ms: number) => tzOffset(hospitalZone, new Date(ms)) * minuteMs

/** The clock changes of a UTC year, found once by halving: asking Intl for every slot would cost more than the planning. */
function clockOfYear(year: number): YearOfClock {
  const known = yearsOfClock.get(year)
  if (known) return known
  const firstOffsetMs = askOffsetMs(Date.UTC(year, 0, 1))
  const changes: YearOfClock['changes'] = []
  let offsetMs = firstOffsetMs
  for (let month = 0; month < 12; month += 1) {
    let before = Date.UTC(year, month, 1)
    let after = Date.UTC(year, month + 1, 1)
    const next = askOffsetMs(after)
    if (next === offsetMs) continue
    while (after - before > minuteMs) {
      const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
      if (askOffsetMs(middle) === offsetMs) before = middle
      else after = middle
    }
    changes.push({ atMs: after, offsetMs: next })
    offsetMs = next
  }
  const clock = { firstOffsetMs, changes }
  yearsOfClock.set(year, clock)
  return clock
}

/** How far the hospital's clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(ms: number): number {
  const { firstOffsetMs, changes } = clockOfYear(new Date(ms).getUTCFullYear())
  let offsetMs = firstOffsetMs
  for (const change of changes) if (ms >= change.atMs) offsetMs = change.offsetMs
  return offsetMs
}

// Dates ---------------------------------------------------------------------------------------------------------

/** Whether a text is a date that exists: '2026-02-29' is not. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** Days since 1970-01-01, for counting with dates. Throws a RangeError for a date that does not exist. */
export function dayNumberOf(on: CalendarDate): number {
  if (!isCalendarDate(on)) throw new RangeError(`not a calendar date: ${JSON.stringify(on)}`)
  return Date.parse(`${on}T00:00Z`) / dayMs
}

/** The date that is this many days after 1970-01-01. */
export function dateOfDayNumber(day: number): CalendarDate {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** The date n days later (earlier when negative). */
export function addDaysOn(on: CalendarDate, n: number): CalendarDate {
  return dateOfDayNumber(dayNumberOf(on) + n)
}

/** Whole days from one date to another; negative when `until` is earlier. */
export function daysBetweenOn(from: CalendarDate, until: CalendarDate): number {
  return dayNumberOf(until) - dayNumberOf(from)
}

/** Day of the week: Monday 0 to Sunday 6. */
export function weekdayOf(on: CalendarDate): number {
  return (((dayNumberOf(on) + 3) % 7) + 7) % 7
}

/** The Monday of the week that holds this date. */
export function mondayOf(on: CalendarDate): CalendarDate {
  return addDaysOn(on, -weekdayOf(on))
}

/** ISO week number, 1 to 53 (the week belongs to the year of its Thursday). */
export function isoWeekOf(on: CalendarDate): number {
  return getISOWeek(calendarDay(on))
}

// Instants and wall times ---------------------------------------------------------------------------------------

const onHospitalClock = (at: Date) => new Date(at.getTime() + offsetAt(at.getTime())).toISOString()

/** The hospital's calendar date at an instant. Throws a RangeError for an invalid Date. */
export function dateOf(at: Date): CalendarDate {
  return onHospitalClock(at).slice(0, 10)
}

/** What the hospital's clock shows at an instant, seconds cut off. Throws a RangeError for an invalid Date. */
export function wallTimeOf(at: Date): WallTime {
  return onHospitalClock(at).slice(11, 16)
}

/** Today's date in the hospital, given the clock. */
export function todayOn(now: Date): CalendarDate {
  return dateOf(now)
}

/** Minutes since 00:00 on the clock: '08:30' is 510, '24:00' is 1440. Throws a RangeError for any other text. */
export function minuteOfWall(wall: WallTime): number {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(wall)) {
    throw new RangeError(`not a wall time: ${JSON.stringify(wall)}`)
  }
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))
}

/**
 * Every instant at which the hospital's clock shows this time on this date, in order:
 * none in the hour that spring skips, two in the hour that autumn repeats. Throws a RangeError for a bad date or time.
 */
export function instantsAt(on: CalendarDate, wall: WallTime): Date[] {
  return instantsOfMinute(dayNumberOf(on), minuteOfWall(wall)).map((ms) => new Date(ms))
}

/** The first instant at which the clock shows this time; in the skipped hour, the instant of the jump. */
export function instantAt(on: CalendarDate, wall: WallTime): Date {
  return new Date(instantOfMinute(dayNumberOf(on), minuteOfWall(wall)))
}

/** `instantsAt` in numbers: a day number and a minute of the clock (0 to 1440) to epoch milliseconds. */
export function instantsOfMinute(day: number, minute: number): number[] {
  const shownMs = day * dayMs + minute * minuteMs
  // An offset never lasts under two days, so the one in force is that of a day before or of a day after.
  const early = offsetAt(shownMs - dayMs)
  const late = offsetAt(shownMs + dayMs)
  const offsets = early === late ? [early] : [early, late]
  return offsets
    .filter((offset) => offsetAt(shownMs - offset) === offset)
    .map((offset) => shownMs - offset)
    .sort((a, b) => a - b)
}

/** `instantAt` in numbers. */
export function instantOfMinute(day: number, minute: number): number {
  const [first] = instantsOfMinute(day, minute)
  if (first !== undefined) return first
  const shownMs = day * dayMs + minute * minuteMs
  const jump = clockOfYear(new Date(shownMs).getUTCFullYear()).changes.find(
    (change) => Math.abs(change.atMs - shownMs) < dayMs,
  )
  if (!jump) throw new RangeError(`no such time in ${hospitalZone}: day ${day}, minute ${minute}`)
  return jump.atMs
}

/** Midnight at the start of each of `count` days from a day number on, in epoch milliseconds: for sweeps over many days. */
export function startsOfDays(firstDay: number, count: number): Float64Array {
  const starts = new Float64Array(count)
  let offsetMs = 0
  let nextChangeMs = -Infinity
  for (let i = 0; i < count; i += 1) {
    const shownMs = (firstDay + i) * dayMs
    if (shownMs - offsetMs >= nextChangeMs) {
      const first = instantOfMinute(firstDay + i, 0)
      offsetMs = shownMs - first
      nextChangeMs = changeAfter(first)
    }
    starts[i] = shownMs - offsetMs
  }
  return starts
}

/** The next clock change after an instant; at the latest the turn of the year, where a sweep simply asks again. */
function changeAfter(ms: number): number {
  const year = new Date(ms).getUTCFullYear()
  return clockOfYear(year).changes.find((change) => change.atMs > ms)?.atMs ?? Date.UTC(year + 1, 0, 1)
}

/** Minutes since 00:00 that the hospital's clock shows at an instant given in epoch milliseconds. */
export function wallMinuteAt(ms: number): number {
  const shownMs = ms + offsetAt(ms)
  return Math.floor((shownMs - Math.floor(shownMs / dayMs) * dayMs) / minuteMs)
}

/** Midnight at the start of a date. */
export function startOfDayAt(on: CalendarDate): Date {
  return instantAt(on, '00:00')
}

/** An instant n elapsed minutes later. */
export function addMinutes(at: Date, n: number): Date {
  return new Date(at.getTime() + n * minuteMs)
}

/** Elapsed minutes from a to b; negative when b is earlier. */
export function minutesBetween(a: Date, b: Date): number {
  return (b.getTime() - a.getTime()) / minuteMs
}

// For people ----------------------------------------------------------------------------------------------------

/** A date as date-fns wants it: noon in UTC, so that no server's zone can move it to another day. */
function calendarDay(on: CalendarDate): Date {
  return new TZDate(dayNumberOf(on) * dayMs + dayMs / 2, 'UTC')
}

// date-fns' Dutch months carry dots ("nov."); ours never do.
const written = (on: CalendarDate, pattern: string, locale: Locale) =>
  format(calendarDay(on), pattern, locale === 'nl' ? { locale: nl } : {}).replaceAll('.', '')

/** "do 26 nov" / "Thu 26 Nov"; with the year when `today` is given and lies in another year. */
export function formatDate(on: CalendarDate, locale: Locale, today?: CalendarDate): string {
  const year = today === undefined || today.slice(0, 4) === on.slice(0, 4) ? '' : ' yyyy'
  return written(on, (locale === 'nl' ? 'EEEEEE d MMM' : 'EEE d MMM') + year, locale)
}

/** "donderdag 26 november 2026" / "Thursday 26 November 2026". */
export function formatDateLong(on: CalendarDate, locale: Locale): string {
  return written(on, 'EEEE d MMMM yyyy', locale)
}

const clockNames = { nl: ['zomertijd', 'wintertijd'], en: ['summer time', 'winter time'] } as const

/** "14:30"; given a locale, a time in the hour that autumn repeats says which one: "02:30 wintertijd". */
export function formatTime(at: Date, locale?: Locale): string {
  const wall = wallTimeOf(at)
  if (locale === undefined) return wall
  const both = instantsAt(dateOf(at), wall)
  if (both.length < 2) return wall
  const isSecond = at.getTime() >= (both[1]?.getTime() ?? Infinity)
  return `${wall} ${clockNames[locale][isSecond ? 1 : 0]}`
}

/** "do 26 nov, 14:30–15:15", or "do 26 nov, 23:00 – vr 27 nov, 08:00"; years as in `formatDate`. */
export function formatRange(startAt: Date, endAt: Date, locale: Locale, today?: CalendarDate): string {
  const startOn = dateOf(startAt)
  const endOn = dateOf(endAt)
  const start = `${formatDate(startOn, locale, today)}, ${formatTime(startAt, locale)}`
  if (startOn === endOn) return `${start}–${formatTime(endAt, locale)}`
  return `${start} – ${formatDate(endOn, locale, today)}, ${formatTime(endAt, locale)}`
}
