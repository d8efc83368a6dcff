import ICAL from 'ical.js'
import { instantIn, shownIn, zoneNamed } from './zones'

/** So far series are followed in one calendar, about two seconds: nobody's roster has so many. */
const mostSteps = 20_000
const dayMs = 86_400_000

/** The text asks for more than a roster can be: too many entries, or a series by the hour. */
export class TooMany extends Error {}

export interface Window {
  from: Date
  until: Date
}

export interface Occurrence {
  startsAt: Date
  /** Null: the entry has no end. */
  endsAt: Date | null
  /** Whole days, without hours. */
  isAllDay: boolean
}

/**
 * An iterator of ical.js that cannot run for ever: it ends after the last year, and each step counts, also those in which it
 * looks in vain for a day that fits. Null: the rule never comes true.
 */
function iteratorOf(rule: ICAL.Recur, dtstart: ICAL.Time, lastYear: number, steps: { left: number }) {
  const step = () => {
    if (--steps.left < 0) throw new TooMany()
  }
  class Bounded extends ICAL.RecurIterator {
    override increment_year(years: number) {
      if (this.last.year + years > lastYear) throw new Past()
      super.increment_year(years)
    }
    override increment_month() {
      step()
      super.increment_month()
    }
    override next_day() {
      step()
      return super.next_day()
    }
    override next_week() {
      step()
      return super.next_week()
    }
    override next_month() {
      step()
      return super.next_month()
    }
    override next_year() {
      step()
      return super.next_year()
    }
  }
  try {
    return new Bounded({ rule, dtstart })
  } catch (error) {
    if (error instanceof Past) return null
    throw error
  }
}
class Past extends Error {}

/** What a clock shows, as if it were UTC. */
const shown = (time: ICAL.Time) =>
  Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)

type Clock = (time: ICAL.Time) => Date

/** How a time of this property becomes an instant: UTC, the zone that the calendar describes, or the one it names. */
function clockOf(property: ICAL.Property, calendar: ICAL.Component): Clock {
  const name = property.getFirstParameter('tzid') || null
  const described = name ? calendar.getTimeZoneByID(name) : null
  const zone = zoneNamed(name)
  return (time) => {
    if (time.isDate) return instantIn(zoneNamed(null), shown(time))
    if (time.zone === ICAL.Timezone.utcTimezone) return new Date(shown(time))
    if (!described) return instantIn(zone, shown(time))
    const local = time.clone()
    local.zone = described
    return new Date(local.toUnixTime() * 1000)
  }
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

/**
 * When the entries with one UID are: a master with its series, additions and exceptions, and the occurrences that were changed.
 * Only those that touch the window. `steps` counts how far series were followed, over the whole calendar.
 */
export function listOccurrences(
  master: ICAL.Component,
  changes: ReadonlySet<number>,
  calendar: ICAL.Component,
  window: Window,
  steps: { left: number },
): Occurrence[] {
  const property = master.getFirstProperty('dtstart')
  const start = property?.getFirstValue()
  if (!property || !(start instanceof ICAL.Time)) throw new Error('an entry without a start')
  const clock = clockOf(property, calendar)
  const { endOf } = lengthOf(master, start, clock, calendar)
  const found = new Map<number, Occurrence>()
  const left = leftOut(master, calendar)
  const add = (time: ICAL.Time, when: Clock, lastsUntil?: Date) => {
    const startsAt = when(time)
    const ms = startsAt.getTime()
    if (left.instants.has(ms) || left.days.has(dayOf(time)) || changes.has(ms)) return
    const endsAt = lastsUntil ?? endOf(time, startsAt)
    if (startsAt < window.until && (endsAt ?? startsAt) > window.from)
      found.set(ms, { startsAt, endsAt, isAllDay: start.isDate })
  }
  add(start, clock)
  for (const rule of master.getAllProperties('rrule').map((each) => each.getFirstValue())) {
    if (!(rule instanceof ICAL.Recur)) continue
    if (subDaily.has(rule.freq)) throw new TooMany()
    const isDescribed = start.zone !== ICAL.Timezone.localTimezone
    const last = isDescribed || start.isDate ? null : zoneNamed(property.getFirstParameter('tzid') || null)
    for (const time of follow(lastIncluded(rule, start, last), start, window, steps)) add(time, clock)
  }
  for (const extra of master.getAllProperties('rdate')) {
    const when = clockOf(extra, calendar)
    for (const value of extra.getValues()) {
      if (value instanceof ICAL.Period) add(value.start, when, when(value.getEnd()))
      else if (value instanceof ICAL.Time) add(value, when)
    }
  }
  return [...found.values()]
}

/**
 * The rule with its end on the clock of the entry: ical.js compares a time in a zone it does not know with UTC as if they were
 * one, and a day as its midnight. Either would lose the last occurrence. `zone`: what the entry's clock is, when it is not told.
 */
function lastIncluded(rule: ICAL.Recur, start: ICAL.Time, zone: string | null): ICAL.Recur {
  const { until } = rule
  if (!until || start.isDate) return rule
  const mended = rule.clone()
  if (until.isDate)
    mended.until = new ICAL.Time(
      {
        year: until.year,
        month: until.month,
        day: until.day,
        hour: 23,
        minute: 59,
        second: 59,
        isDate: false,
      },
      start.zone,
    )
  else if (zone && until.zone === ICAL.Timezone.utcTimezone) {
    const last = ICAL.Time.fromJSDate(new Date(shownIn(zone, shown(until))), true)
    last.zone = start.zone
    mended.until = last
  }
  return mended
}

function* follow(rule: ICAL.Recur, start: ICAL.Time, { from, until }: Window, steps: { left: number }) {
  const iterator = iteratorOf(rule, nearWindow(rule, start, from), until.getUTCFullYear() + 1, steps)
  if (!iterator) return
  const untilMs = until.getTime() + 2 * dayMs
  for (;;) {
    let time: ICAL.Time | null
    try {
      time = iterator.next()
    } catch (error) {
      if (error instanceof Past) return
      throw error
    }
    if (!time || shown(time) > untilMs) return
    yield time.clone()
  }
}

/** Days and weeks that are not counted can be begun anywhere in their rhythm: not years before the window. */
function nearWindow(rule: ICAL.Recur, start: ICAL.Time, from: Date): ICAL.Time {
  const days = { DAILY: 1, WEEKLY: 7 }[rule.freq as string]
  if (!days || rule.count) return start
  const rhythm = days * rule.interval
  const turns = Math.floor((from.getTime() - shown(start)) / dayMs / rhythm) - 2 - Math.ceil(30 / rhythm)
  if (turns <= 0) return start
  const near = start.clone()
  near.adjust(turns * rhythm, 0, 0, 0)
  return near
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

export const followedSteps = () => ({ left: mostSteps })
