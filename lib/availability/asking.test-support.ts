import { addMinutes, dateOf, instantAt, wallTimeOf } from '@/lib/time'
import { refuseTime, type Moment } from './free-times'
import type { Busy, Range, Shift, ShiftKind } from './shifts'

/** For tests: a roster said in a line, and the answer to "may she meet then?" as a line. 2027-01-04 is a Monday. */
export const [mon, tue, wed, thu, fri, sat, sun, nextMon] = [
  '2027-01-04',
  '2027-01-05',
  '2027-01-06',
  '2027-01-07',
  '2027-01-08',
  '2027-01-09',
  '2027-01-10',
  '2027-01-11',
] as const

/** '08:00-17:00' on a date; an end before the start is on the next date. */
export function range(on: string, hours: string): Range {
  const [from = '', until = ''] = hours.split('-')
  const startAt = instantAt(on, from)
  const endAt = instantAt(on, until)
  return { startAt, endAt: endAt > startAt ? endAt : addMinutes(endAt, 24 * 60) }
}
export const shift = (kind: ShiftKind, on: string, hours: string): Shift => ({ kind, ...range(on, hours) })
export const day = (on: string, hours = '08:00-17:00') => shift('day', on, hours)
export const evening = (on: string, hours = '15:00-23:30') => shift('evening', on, hours)
export const night = (on: string, hours = '23:00-08:00') => shift('night', on, hours)
export const presence = (on: string, hours = '08:00-08:00') => shift('presence', on, hours)
export const leave = (on: string, hours = '00:00-00:00') => shift('leave', on, hours)

type Asking = Partial<Omit<Moment, 'people' | 'startAt'>> & { busy?: Busy[]; own?: boolean }

export function momentOf(
  shifts: Shift[],
  on: string,
  wall: string,
  { busy = [], own, ...asking }: Asking = {},
): Moment {
  return { minutes: 45, startAt: instantAt(on, wall), people: [{ id: 'Noor', shifts, busy, own }], ...asking }
}

export const local = (at: Date | null | undefined) => (at ? `${dateOf(at)} ${wallTimeOf(at)}` : null)

/** "rest-after-night until 2027-01-05 22:00", or "free". */
export function ask(shifts: Shift[], on: string, wall: string, asking?: Asking): string {
  const refused = refuseTime(momentOf(shifts, on, wall, asking))
  return refused === null ? 'free' : `${refused.reason} until ${local(refused.until) ?? 'unknown'}`
}

export const allDay = { hours: { from: '00:00', until: '24:00' } }
