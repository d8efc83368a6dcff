import { dateOfDayNumber, dayNumberOf, weekdayOf, type CalendarDate } from '@/lib/time'

export type Holiday =
  | 'new-year'
  | 'easter'
  | 'easter-monday'
  | 'kings-day'
  | 'ascension'
  | 'whit-sunday'
  | 'whit-monday'
  | 'christmas'
  | 'boxing-day'
  | 'good-friday'
  | 'liberation-day'

/** Easter Sunday in the Gregorian calendar, as a day number (Meeus, Jones and Butcher's rule). */
function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const date = ((h + l - 7 * m + 114) % 31) + 1
  return Date.UTC(year, month - 1, date) / 86_400_000
}

const years = new Map<number, Map<number, Holiday>>()

function holidaysOf(year: number): Map<number, Holiday> {
  const known = years.get(year)
  if (known) return known
  const on = (monthAndDate: string) => dayNumberOf(`${String(year).padStart(4, '0')}-${monthAndDate}`)
  const easter = easterOf(year)
  const kingsDay = on('04-27')
  // The chosen ones first: where Liberation Day is also Ascension, the holiday of law keeps its name.
  const days = new Map<number, Holiday>([
    [easter - 2, 'good-friday'],
    [on('05-05'), 'liberation-day'],
    [on('01-01'), 'new-year'],
    [easter, 'easter'],
    [easter + 1, 'easter-monday'],
    [weekdayOf(dateOfDayNumber(kingsDay)) === 6 ? kingsDay - 1 : kingsDay, 'kings-day'],
    [easter + 39, 'ascension'],
    [easter + 49, 'whit-sunday'],
    [easter + 50, 'whit-monday'],
    [on('12-25'), 'christmas'],
    [on('12-26'), 'boxing-day'],
  ])
  years.set(year, days)
  return days
}

/** `publicHoliday` for a day number. */
export function holidayOnDay(
  day: number,
  chosen: { goodFriday?: boolean; liberationDay?: boolean } = {},
): Holiday | null {
  const name = holidaysOf(new Date(day * 86_400_000).getUTCFullYear()).get(day)
  if (name === undefined) return null
  if (name === 'good-friday') return chosen.goodFriday ? name : null
  if (name === 'liberation-day') return chosen.liberationDay ? name : null
  return name
}

/**
 * The Dutch public holiday on a date, or null. Good Friday and Liberation Day (5 May) are holidays only where chosen;
 * King's Day is 27 April, or the 26th when the 27th is a Sunday. Throws a RangeError for a date that does not exist.
 */
export function publicHoliday(
  on: CalendarDate,
  chosen: { goodFriday?: boolean; liberationDay?: boolean } = {},
): Holiday | null {
  return holidayOnDay(dayNumberOf(on), chosen)
}
