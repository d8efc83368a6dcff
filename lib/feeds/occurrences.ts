import ICAL from 'ical.js'
import { hospitalZone } from '@/lib/time'
import { follow, lastIncluded, shown, TooMany, type Window } from './series'
import { instantIn, zoneNamed } from './zones'

const dayMs = 86_400_000

export interface Occurrence {
  startsAt: Date
  /** Null: the entry has no end. */
  endsAt: Date | null
  /** Whole days, without hours. */
  isAllDay: boolean
}

/** A time in a zone that nobody knows: no instant, and least of all one of the hospital's clock. */
export class UnknownZone extends Error {}

type Clock = (time: ICAL.Time) => Date

/** How a time of this property becomes an instant: UTC, the zone that the calendar describes, or the one it names. */
function clockOf(property: ICAL.Property, calendar: ICAL.Component): Clock {
  const name = property.getFirstParameter('tzid') || null
  const described = name ? calendar.getTimeZoneByID(name) : null
  const zone = zoneNamed(name)
  return (time) => {
    if (time.isDate) return instantIn(hospitalZone, shown(time))
    if (time.zone === ICAL.Timezone.utcTimezone) return new Date(shown(time))
    if (!described) {
      if (!zone) throw new UnknownZone()
      return instantIn(zone, shown(time))
    }
    const local = time.clone()
    local.zone = described
    return new Date(local.toUnixTime() * 1000)
  }
}

/** The same entry with times of an unknown zone on the hospital's clock: at most 14 hours from when it is. */
export function guessed(event: ICAL.Component, calendar: ICAL.Component): ICAL.Component {
  const copy = new ICAL.Component(JSON.parse(JSON.stringify(event.toJSON())) as unknown[])
  for (const property of copy.getAllProperties()) {
    const name = property.getFirstParameter('tzid') || null
    if (name && !calendar.getTimeZoneByID(name) && !zoneNamed(name)) property.removeParameter('tzid')
  }
  return copy
}

interface Length {
  /** From the start of one occurrence to its end. */
  endOf: (start: ICAL.Time, startsAt: Date) => Date | null
}

function lengthOf(event: ICAL.Component, start: ICAL.Time, clock: Clock, calendar: ICAL.Component): Length {
  const endProperty = event.getFirstProperty('dtend')
  const end = endProperty?.getFirstValue()
  const property = event.getFirstProperty('dtstart')
  const duration = event.getFirstPropertyValue('duration')
  const later = (time: ICAL.Time, days: number) => {
    const moved = time.clone()
    moved.adjust(days, 0, 0, 0)
    return moved
  }
  if (endProperty && end instanceof ICAL.Time) {
    const span = shown(end) - shown(start)
    if (start.isDate) {
      const days = Math.max(1, Math.round(span / dayMs))
      return { endOf: (from) => clock(later(from, days)) }
    }
    const isSameClock =
      endProperty.getFirstParameter('tzid') === property?.getFirstParameter('tzid') && end.zone === start.zone
    if (isSameClock)
      return {
        // A night that ends at 08:00 does so on the clock, also when that changes.
        endOf: (from) => {
          const until = from.clone()
          until.adjust(0, 0, 0, Math.round(span / 1000))
          return clock(until)
        },
      }
    const exactMs = clockOf(endProperty, calendar)(end).getTime() - clock(start).getTime()
    return { endOf: (_, startsAt) => new Date(startsAt.getTime() + exactMs) }
  }
  if (duration instanceof ICAL.Duration && !duration.isNegative) {
    const days = duration.weeks * 7 + duration.days
    const ms = ((duration.hours * 60 + duration.minutes) * 60 + duration.seconds) * 1000
    return { endOf: (from) => new Date(clock(later(from, days)).getTime() + ms) }
  }
  return { endOf: (from) => (start.isDate ? clock(later(from, 1)) : null) }
}

const subDaily = new Set(['SECONDLY', 'MINUTELY', 'HOURLY'])

/** An entry with its clock and how long it lasts. */
function partsOf(event: ICAL.Component, calendar: ICAL.Component) {
  const property = event.getFirstProperty('dtstart')
  const start = property?.getFirstValue()
  if (!property || !(start instanceof ICAL.Time)) throw new Error('an entry without a start')
  const clock = clockOf(property, calendar)
  return { property, start, clock, ...lengthOf(event, start, clock, calendar) }
}

/** One turn of a series, as its master says; `lastsUntil` where an addition has an end of its own. */
interface Turn {
  time: ICAL.Time
  startsAt: Date
  lastsUntil?: Date
}

/** The turns of a master: its start, series and additions, without what is left out. `steps`: over the whole calendar. */
function* listTurns(
  master: ICAL.Component,
  calendar: ICAL.Component,
  window: Window,
  steps: { left: number },
): Generator<Turn> {
  const { property, start, clock } = partsOf(master, calendar)
  const left = leftOut(master, calendar)
  const isLeft = ({ time, startsAt }: Turn) =>
    left.instants.has(startsAt.getTime()) || left.days.has(dayOf(time))
  const turn = (time: ICAL.Time, when: Clock, lastsUntil?: Date) => {
    const made: Turn = { time, startsAt: when(time), ...(lastsUntil && { lastsUntil }) }
    return isLeft(made) ? [] : [made]
  }
  yield* turn(start, clock)
  for (const rule of master.getAllProperties('rrule').map((each) => each.getFirstValue())) {
    if (!(rule instanceof ICAL.Recur)) continue
    if (subDaily.has(rule.freq)) throw new TooMany()
    const isDescribed = start.zone !== ICAL.Timezone.localTimezone
    const last = isDescribed || start.isDate ? null : zoneNamed(property.getFirstParameter('tzid') || null)
    for (const time of follow(lastIncluded(rule, start, last), start, window, steps)) yield* turn(time, clock)
  }
  for (const extra of master.getAllProperties('rdate')) {
    const when = clockOf(extra, calendar)
    for (const value of extra.getValues()) {
      if (value instanceof ICAL.Period) yield* turn(value.start, when, when(value.getEnd()))
      else if (value instanceof ICAL.Time) yield* turn(value, when)
    }
  }
}

const isInside = (window: Window, { startsAt, endsAt }: Occurrence) =>
  startsAt < window.until && (endsAt ?? startsAt) > window.from

/**
 * When an entry is: a master with its series, additions and exceptions, up to `before` and without the turns in `changes`, which
 * other entries tell; or a changed turn. Only what touches the window. `steps` counts how far series were followed, over the
 * whole calendar.
 */
export function listOccurrences(
  master: ICAL.Component,
  changes: ReadonlySet<number>,
  before: number,
  calendar: ICAL.Component,
  window: Window,
  steps: { left: number },
): Occurrence[] {
  const { start, endOf } = partsOf(master, calendar)
  const found = new Map<number, Occurrence>()
  for (const { time, startsAt, lastsUntil } of listTurns(master, calendar, window, steps)) {
    const ms = startsAt.getTime()
    if (changes.has(ms) || ms >= before) continue
    const occurrence = { startsAt, endsAt: lastsUntil ?? endOf(time, startsAt), isAllDay: start.isDate }
    if (isInside(window, occurrence)) found.set(ms, occurrence)
  }
  return [...found.values()]
}

/**
 * The turns of a master after a changed one that stands for all that follow (RFC 5545, 3.2.13), as it says: as much earlier or
 * later as it is itself, and as long. `span`: the instant of the turn it stands for, and that of the next such change.
 */
export function listFollowing(
  changed: ICAL.Component,
  span: { after: number; before: number },
  changes: ReadonlySet<number>,
  master: ICAL.Component,
  calendar: ICAL.Component,
  window: Window,
  steps: { left: number },
): Occurrence[] {
  const { property, start, clock, endOf } = partsOf(changed, calendar)
  const meant = changed.getFirstProperty('recurrence-id')
  const of = meant?.getFirstValue()
  const begins = partsOf(master, calendar)
  const exactMs = clock(start).getTime() - span.after
  const clockNameOf = (time: ICAL.Time, from: ICAL.Property) =>
    `${String(time.isDate)} ${String(time.zone === ICAL.Timezone.utcTimezone)} ${from.getFirstParameter('tzid') ?? ''}`
  const clockNames = new Set([clockNameOf(start, property), clockNameOf(begins.start, begins.property)])
  const isSameClock = meant && of instanceof ICAL.Time && clockNames.add(clockNameOf(of, meant)).size === 1
  // On the clock where all are told on one, so that 08:00 stays 08:00 when it changes.
  const move = (time: ICAL.Time, startsAt: Date): { time: ICAL.Time; startsAt: Date } => {
    if (!isSameClock) return { time: start, startsAt: new Date(startsAt.getTime() + exactMs) }
    const moved = time.clone()
    moved.adjust(0, 0, 0, Math.round((shown(start) - shown(of)) / 1000))
    return { time: moved, startsAt: clock(moved) }
  }
  const ownEnd = endOf(start, clock(start))
  const lengthMs = ownEnd && ownEnd.getTime() - clock(start).getTime()
  const found = new Map<number, Occurrence>()
  const wide = {
    from: new Date(window.from.getTime() - Math.abs(exactMs)),
    until: new Date(window.until.getTime() + Math.abs(exactMs)),
  }
  for (const turn of listTurns(master, calendar, wide, steps)) {
    const ms = turn.startsAt.getTime()
    if (ms <= span.after || ms >= span.before || changes.has(ms)) continue
    const { time, startsAt } = move(turn.time, turn.startsAt)
    const lasts = lengthMs === null ? null : new Date(startsAt.getTime() + lengthMs)
    const endsAt = isSameClock ? endOf(time, startsAt) : lasts
    const occurrence = { startsAt, endsAt, isAllDay: start.isDate }
    if (isInside(window, occurrence)) found.set(ms, occurrence)
  }
  return [...found.values()]
}

const dayOf = (time: ICAL.Time) => `${time.year}-${time.month}-${time.day}`

/** EXDATE: instants, and whole days as some programs write them. */
function leftOut(master: ICAL.Component, calendar: ICAL.Component) {
  const instants = new Set<number>()
  const days = new Set<string>()
  for (const property of master.getAllProperties('exdate')) {
    const clock = clockOf(property, calendar)
    for (const time of property.getValues())
      if (time instanceof ICAL.Time) {
        if (time.isDate) days.add(dayOf(time))
        else instants.add(clock(time).getTime())
      }
  }
  return { instants, days }
}

/** Which occurrence of a series an entry stands for, as an instant; null for a master. */
export function occurrenceMeant(event: ICAL.Component, calendar: ICAL.Component): number | null {
  const property = event.getFirstProperty('recurrence-id')
  const time = property?.getFirstValue()
  return property && time instanceof ICAL.Time ? clockOf(property, calendar)(time).getTime() : null
}

/** Whether a changed turn stands for all that follow too. */
export const changesFollowing = (event: ICAL.Component): boolean =>
  event.getFirstProperty('recurrence-id')?.getFirstParameter('range')?.toUpperCase() === 'THISANDFUTURE'
