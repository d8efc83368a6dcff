import ICAL from 'ical.js'
import { shownIn } from './zones'

/** So far series are followed in one calendar, about two seconds: nobody's roster has so many. */
const mostSteps = 20_000
const dayMs = 86_400_000

/** The text asks for more than a roster can be: too many entries, or a series by the hour. */
export class TooMany extends Error {}

export interface Window {
  from: Date
  until: Date
}

export const followedSteps = () => ({ left: mostSteps })

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
export const shown = (time: ICAL.Time) =>
  Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)

/**
 * The rule with its end on the clock of the entry: ical.js compares a time in a zone it does not know with UTC as if they were
 * one, and a day as its midnight. Either would lose the last occurrence. `zone`: what the entry's clock is, when it is not told.
 */
export function lastIncluded(rule: ICAL.Recur, start: ICAL.Time, zone: string | null): ICAL.Recur {
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

export function* follow(
  rule: ICAL.Recur,
  start: ICAL.Time,
  { from, until }: Window,
  steps: { left: number },
) {
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
