import { instantAt } from '@/lib/time'
import { readEntries } from './calendar'
import { shiftsFollowed } from './whose'

/** A Monday. */
export const now = new Date('2026-11-23T09:00:00Z')

/** A calendar of entries, each a list of lines; what stands before the entries comes first. */
export function calendar(entries: readonly (readonly string[])[], before: readonly string[] = []): string {
  const events = entries.flatMap((lines, index) => [
    'BEGIN:VEVENT',
    ...(lines.some((line) => line.startsWith('UID')) ? [] : [`UID:${index}@example`]),
    ...lines,
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...before, ...events, 'END:VCALENDAR', ''].join('\r\n')
}

/** What a calendar of one person says, without a table of codes. */
export function readCalendar(text: string, at: Date) {
  const read = readEntries(text, at)
  if ('problem' in read) return read
  const shifts = shiftsFollowed(read.shifts, { staffNumber: '', departmentIds: [] }, new Map())
  return { shifts, unplaced: read.unplaced }
}

/** The shifts of a calendar as 'kind start end' in UTC, or its problem. */
export function shiftsOf(text: string, at = now): string[] | string {
  const read = readCalendar(text, at)
  if ('problem' in read) return read.problem
  return read.shifts.map(
    ({ kind, startsAt, endsAt }) =>
      `${kind} ${startsAt.toISOString().slice(0, 16)} ${endsAt.toISOString().slice(0, 16)}`,
  )
}

/** '2026-11-24 08:00' on the hospital's clock, as `shiftsOf` writes it. */
export const on = (wall: string) => instantAt(wall.slice(0, 10), wall.slice(11)).toISOString().slice(0, 16)
