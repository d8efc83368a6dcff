import {
  addDaysOn,
  dateOf,
  instantsAt,
  minutesBetween,
  startOfDayAt,
  wallMinuteAt,
  wallTimeOf,
  type CalendarDate,
} from '@/lib/time'

/** Something that lasts. Instants. */
interface Lasting {
  startsAt: Date
  endsAt: Date
}

/** The part of it that lies on one date. */
export interface Piece<Item extends Lasting = Lasting> {
  item: Item
  on: CalendarDate
  fromAt: Date
  untilAt: Date
  /** It lasts from midnight to midnight. */
  isWholeDay: boolean
}

/** One hour of the clock on the axis, in units of a full hour. The hour that autumn repeats is there twice. */
export interface AxisHour {
  hour: number
  /** In the hour that autumn repeats: which of the two. */
  which?: 'summer' | 'winter'
  from: number
  length: number
}

/** The hours that a week shows, from top to bottom; the clock change of that week, when it has one. */
export interface Axis {
  hours: AxisHour[]
  units: number
  change: ClockChange | null
}

export interface ClockChange {
  on: CalendarDate
  /** The hour that is missing or comes twice. */
  hour: number
  dayHours: 23 | 25
}

const defaultHours = { from: 7, until: 22 }
/** Where only the roster lies, an hour takes less room. */
const quietLength = 0.5

/** What of these lies on a date. */
export function piecesOn<Item extends Lasting>(items: readonly Item[], on: CalendarDate): Piece<Item>[] {
  const from = startOfDayAt(on)
  const until = startOfDayAt(addDaysOn(on, 1))
  return items
    .filter((item) => item.startsAt < until && item.endsAt > from)
    .map((item) => ({
      item,
      on,
      fromAt: item.startsAt > from ? item.startsAt : from,
      untilAt: item.endsAt < until ? item.endsAt : until,
      isWholeDay: item.startsAt <= from && item.endsAt >= until,
    }))
}

/** The day of 23 or 25 hours among these dates, or null. */
export function clockChangeIn(days: readonly CalendarDate[]): ClockChange | null {
  for (const on of days) {
    const hours = minutesBetween(startOfDayAt(on), startOfDayAt(addDaysOn(on, 1))) / 60
    if (hours !== 23 && hours !== 25) continue
    const wallOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`
    const hour = Array.from({ length: 24 }, (_, each) => each).find(
      (each) => instantsAt(on, wallOf(each)).length !== 1,
    )
    if (hour !== undefined) return { on, hour, dayHours: hours }
  }
  return null
}

/**
 * The hours of a week: 07:00 to 22:00, and whatever else something lies in. Outside of those an hour is half as high unless a
 * session (`blocks`) lies there. What lasts a whole day does not make it grow; a day of 23 or 25 hours
 * is shown whole.
 */
export function axisOf(
  days: readonly CalendarDate[],
  blocks: readonly Piece[],
  backs: readonly Piece[],
): Axis {
  const change = clockChangeIn(days)
  const parts = [...blocks, ...backs].filter((piece) => !piece.isWholeDay)
  const first = Math.min(
    defaultHours.from,
    change ? 0 : Infinity,
    ...parts.map((piece) => Math.floor(startMinute(piece) / 60)),
  )
  const last = Math.max(
    defaultHours.until,
    change ? 24 : 0,
    ...parts.map((piece) => Math.ceil(endMinute(piece) / 60)),
  )
  const hours: AxisHour[] = []
  let from = 0
  const add = (hour: number, length: number, which?: AxisHour['which']) => {
    hours.push({ hour, from, length, which })
    from += length
  }
  for (let hour = first; hour < last; hour += 1) {
    const isQuiet =
      (hour < defaultHours.from || hour >= defaultHours.until) &&
      !blocks.some((piece) => startMinute(piece) < (hour + 1) * 60 && endMinute(piece) > hour * 60)
    const length = isQuiet ? quietLength : 1
    if (change?.dayHours === 25 && change.hour === hour) {
      add(hour, length, 'summer')
      add(hour, length, 'winter')
    } else add(hour, length)
  }
  return { hours, units: from, change }
}

const startMinute = ({ fromAt }: Piece) => wallMinuteAt(fromAt.getTime())

/** Midnight at the end of a day is minute 1440. */
function endMinute({ on, untilAt }: Piece): number {
  return dateOf(untilAt) === on ? wallMinuteAt(untilAt.getTime()) : 1440
}

/** Where a piece stands on the axis: its top and its height, in units; what lies outside is cut off. */
export function placeOn(axis: Axis, piece: Piece): { from: number; length: number } {
  const from = unitsAt(axis, piece.on, startMinute(piece), piece.fromAt)
  const until = unitsAt(axis, piece.on, endMinute(piece), piece.untilAt)
  return { from, length: Math.max(until - from, 0) }
}

function unitsAt({ hours, units, change }: Axis, on: CalendarDate, minute: number, at: Date): number {
  const hour = Math.floor(minute / 60)
  const rows = hours.filter((row) => row.hour === hour)
  const [first, second] = rows
  if (!first) return minute / 60 < (hours[0]?.hour ?? 0) ? 0 : units
  const part = (minute % 60) / 60
  if (!second) return first.from + part * first.length
  // The other days of that week have this hour once: it takes the room of both.
  if (change?.on !== on) return first.from + part * (first.length + second.length)
  const row = isSecondPass(on, at) ? second : first
  return row.from + part * row.length
}

function isSecondPass(on: CalendarDate, at: Date): boolean {
  const second = instantsAt(on, wallTimeOf(at))[1]
  return second !== undefined && at >= second
}
