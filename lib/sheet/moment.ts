import { dateOfDayNumber, dayNumberOf, instantsOfMinute, isCalendarDate, type CalendarDate } from '@/lib/time'

/** A wall time on a date as a file gives it; `minute` counts from 00:00, and 1440 is the end of the day. */
export interface WallMoment {
  on: CalendarDate
  minute: number
}

/** Day 0 of Excel's calendar as a day number of ours: 30 December 1899. */
const excelDayZero = -25_569
/** Numbers outside these are no dates of a roster but numbers: 1 January 2000 and 31 December 2099 in Excel. */
const excelDays = { first: 36_526, last: 73_050 }

/**
 * A date as people and Excel write it: 2027-01-04, 4-1-2027, 4/1/2027 (the day first, as in Dutch), 4.1.2027, or Excel's
 * number 46391; midnight may stand behind it, as in a cell of a workbook. Null when it is no date that exists.
 */
export function readDate(text: string): CalendarDate | null {
  const trimmed = text.trim().replace(/ 00:00:00$/, '')
  const serial = readSerial(trimmed)
  if (serial) return serial.minute === 0 ? serial.on : null
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed)
  if (iso) return dateOfParts(iso[1], iso[2], iso[3])
  const dutch = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(trimmed)
  return dutch ? dateOfParts(dutch[4], dutch[3], dutch[1]) : null
}

function dateOfParts(year = '', month = '', day = ''): CalendarDate | null {
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(on) ? on : null
}

/**
 * A date with a time, in any of the ways of `readDate`, with a space, a comma or a T between; seconds count to the nearest
 * minute. `'time'` when only the time is missing, null when it cannot be read.
 */
export function readMoment(text: string): WallMoment | 'time' | null {
  const trimmed = text.trim()
  const serial = readSerial(trimmed)
  if (serial) return serial
  const parts = /^([^\sT,]+)(?:\s*T\s*|,?\s+)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?$/i.exec(trimmed)
  if (!parts) return readDate(trimmed) === null ? null : 'time'
  const on = readDate(parts[1] ?? '')
  const [hour, minute, second] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)]
  if (on === null || hour > 24 || minute > 59 || second > 59) return null
  const total = hour * 60 + minute + (second >= 30 ? 1 : 0)
  if (hour === 24 && minute + second > 0) return null
  return { on, minute: total }
}

/** Days since 30 December 1899 with the time as fraction, the comma as in a Dutch Excel allowed. */
function readSerial(text: string): WallMoment | null {
  if (!/^\d{5}(?:[.,]\d+)?$/.test(text)) return null
  const days = Number(text.replace(',', '.'))
  const minutes = Math.round(days * 1440)
  const day = Math.floor(minutes / 1440)
  if (day < excelDays.first || day > excelDays.last) return null
  return { on: dateOfDayNumber(excelDayZero + day), minute: minutes % 1440 }
}

/**
 * The instant that a wall time of the roster means in the hospital. Of the two in the hour that autumn repeats, a start is
 * the first and an end the second: the shift is then as long as it can be, and the rest after it is never cut short.
 * Null in the hour that spring skips.
 */
export function instantOfMoment({ on, minute }: WallMoment, side: 'start' | 'end'): Date | null {
  const instants = instantsOfMinute(dayNumberOf(on), minute)
  const ms = side === 'start' ? instants[0] : instants.at(-1)
  return ms === undefined ? null : new Date(ms)
}

/** How a moment reads on the clock: '22:00'. */
export function clockOfMoment({ minute }: WallMoment): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
