import { calendarAround } from '@/lib/availability/calendar'
import { restAfterNight, restAfterNights } from '@/lib/availability/reasons'
import { workingTime } from '@/lib/availability/settings'
import type { Shift } from '@/lib/availability/shifts'
import { timelineOf, type Work } from '@/lib/availability/timeline'
import type { WorkingTime } from '@/lib/availability/working-time'
import { addDaysOn, dateOf, mondayOf, startOfDayAt, type CalendarDate } from '@/lib/time'

const hourMs = 3_600_000

/** A rule of working time that a roster itself can break, and the article that it comes from. */
export const articles = {
  'rest-after-shift': 'Arbeidstijdenwet 5:3',
  'rest-after-night': 'Arbeidstijdenwet 5:8',
  'rest-after-nights': 'Arbeidstijdenwet 5:8',
  'weekly-rest': 'Arbeidstijdenwet 5:5',
  'too-long': 'Arbeidstijdenwet 5:7',
  'week-hours': 'Arbeidstijdenwet 5:7',
  'average-hours': 'Arbeidstijdenwet 5:7',
} as const
export type BreachRule = keyof typeof articles

/** Where a roster breaks a rule. Hours are elapsed hours. */
export interface Breach {
  rule: BreachRule
  /** Of rest the date of the work that comes too soon; of hours the date on which they begin. */
  on: CalendarDate
  /** What there is, and what there should be at least (rest) or at most (hours). */
  hours: number
  bound: number
}

/** What a roster asks of somebody in some calendar weeks. */
export interface Load {
  weeks: { mondayOn: CalendarDate; hours: number }[]
  /** Hours a week over these weeks, of a newcomer from her first week of work on. */
  average: number
  /** The first date of work that is known, also before these weeks; null when there is none. */
  since: CalendarDate | null
  nights: number
  /** Saturdays with their Sunday on which nothing is worked, of how many. */
  freeWeekends: number
  breaches: Breach[]
}

/**
 * The load of whole calendar weeks: from a Monday, for so many weeks. Asked of the roster as it was worked: give shifts with the ends
 * that were noted. Leave and on-call are no work. What lies before the first Monday counts for rest, not for hours.
 */
export function loadOf(
  shifts: readonly Shift[],
  mondayOn: CalendarDate,
  weeks: number,
  rules: WorkingTime = workingTime(),
): Load {
  const untilOn = addDaysOn(mondayOn, weeks * 7)
  const calendar = calendarAround(mondayOn, untilOn, rules.averageWeeks)
  const { work, gaps, weekMs } = timelineOf({ id: '', shifts, busy: [] }, calendar, rules)
  const hoursIn = (week: number) => (weekMs[rules.averageWeeks + week] ?? 0) / hourMs
  const those = Array.from({ length: weeks }, (_, week) => ({
    mondayOn: addDaysOn(mondayOn, week * 7),
    hours: hoursIn(week),
  }))
  const since = work.startMs.length > 0 ? dateOf(new Date(work.startMs[0]!)) : null
  const isInside = (on: CalendarDate) => on >= mondayOn && on < untilOn
  const nights = work.kind.filter(
    (kind, at) => kind === 'night' && isInside(dateOf(new Date(work.startMs[at]!))),
  ).length
  const breaches = [
    ...restBreaches(work, rules),
    ...weeklyRestBreaches(gaps, rules),
    ...hourBreaches(those, hoursIn, rules),
  ]
  return {
    weeks: those,
    average: averageOf(those, since),
    since,
    nights,
    freeWeekends: those.filter((week) => isFreeWeekend(gaps, week.mondayOn)).length,
    breaches: breaches
      .filter(({ on }) => isInside(on))
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  }
}

/**
 * Of whoever works part of the week the average that belongs to it: that of the law in the same measure, as the collective agreements
 * of residents count their hours. Null of who works full-time.
 */
export function partTimeBound(fte: number | null, rules: WorkingTime = workingTime()): number | null {
  return fte === null || fte >= 1 ? null : (fte * rules.averageHours) / rules.averageWeeks
}

/** Hours a week over these weeks, of a newcomer from the week of her first work (`since`) on. */
export function averageOf(weeks: Load['weeks'], since: Load['since']): number {
  const worked = weeks.filter(({ mondayOn }) => since !== null && addDaysOn(mondayOn, 7) > since)
  return worked.reduce((sum, { hours }) => sum + hours, 0) / Math.max(1, worked.length)
}

type Gaps = ReturnType<typeof timelineOf>['gaps']

/** Blocks of work: shifts with at most `adjoiningMinutes` between them are one. First and last place in `work`. */
function blocksOf(work: Work, rules: WorkingTime): { first: number; last: number }[] {
  const blocks: { first: number; last: number }[] = []
  work.startMs.forEach((startMs, at) => {
    const block = blocks.at(-1)
    const endMs = block ? work.endMs[work.lastEnding[at - 1]!]! : -Infinity
    if (block && startMs - endMs <= rules.adjoiningMinutes * 60_000) block.last = at
    else blocks.push({ first: at, last: at })
  })
  return blocks
}

/** Too little rest between two blocks, and blocks that last too long; a presence duty may last a day. */
function restBreaches(work: Work, rules: WorkingTime): Breach[] {
  const blocks = blocksOf(work, rules)
  return blocks.flatMap(({ first, last }, n): Breach[] => {
    const startMs = work.startMs[first]!
    const on = dateOf(new Date(startMs))
    const ending = work.lastEnding[last]!
    const kinds = work.kind.slice(first, last + 1)
    const length = (work.endMs[ending]! - startMs) / hourMs
    const isTooLong = length > rules.blockHours && !kinds.includes('presence')
    const before = blocks[n - 1]
    const earlier = before ? work.lastEnding[before.last]! : -1
    const rest = earlier < 0 ? Infinity : (startMs - work.endMs[earlier]!) / hourMs
    const bound = earlier < 0 ? 0 : work.restMs[earlier]! / hourMs
    return [
      ...(rest < bound ? [{ rule: restRuleOf(work.restReason[earlier]!), on, hours: rest, bound }] : []),
      ...(isTooLong ? [{ rule: 'too-long' as const, on, hours: length, bound: rules.blockHours }] : []),
    ]
  })
}

function restRuleOf(reason: number): BreachRule {
  if (reason === restAfterNights) return 'rest-after-nights'
  return reason === restAfterNight ? 'rest-after-night' : 'rest-after-shift'
}

/** Windows of 7 x 24 hours from the start of work without the weekly rest; of windows that overlap the first. */
function weeklyRestBreaches({ startMs, endMs }: Gaps, rules: WorkingTime): Breach[] {
  const windowMs = rules.weeklyWindowHours * hourMs
  const breaches: Breach[] = []
  let toldUntilMs = -Infinity
  for (let block = 0; block + 1 < startMs.length; block += 1) {
    const fromMs = endMs[block]!
    if (fromMs < toldUntilMs) continue
    const untilMs = fromMs + windowMs
    let most = 0
    for (let gap = block + 1; gap < startMs.length && startMs[gap]! < untilMs; gap += 1)
      most = Math.max(most, (Math.min(endMs[gap]!, untilMs) - startMs[gap]!) / hourMs)
    if (most >= rules.weeklyRestHours) continue
    toldUntilMs = untilMs
    const on = dateOf(new Date(fromMs))
    breaches.push({ rule: 'weekly-rest', on, hours: most, bound: rules.weeklyRestHours })
  }
  return breaches
}

/** Weeks with too many hours, and the first of each row of weeks in which the average is too high. */
function hourBreaches(weeks: Load['weeks'], hoursIn: (week: number) => number, rules: WorkingTime): Breach[] {
  const averages = weeks.map((_, week) => {
    let sum = 0
    for (let back = 0; back < rules.averageWeeks; back += 1) sum += hoursIn(week - back)
    return sum / rules.averageWeeks
  })
  const bound = rules.averageHours / rules.averageWeeks
  return weeks.flatMap(({ mondayOn: on, hours }, week): Breach[] => [
    ...(hours > rules.weekHours ? [{ rule: 'week-hours' as const, on, hours, bound: rules.weekHours }] : []),
    ...(averages[week]! > bound && !((averages[week - 1] ?? 0) > bound)
      ? [{ rule: 'average-hours' as const, on, hours: averages[week]!, bound }]
      : []),
  ])
}

/** From Saturday 00:00 to Monday 00:00 on the hospital's clock without work. */
function isFreeWeekend({ startMs, endMs }: Gaps, mondayOn: CalendarDate): boolean {
  const fromMs = startOfDayAt(addDaysOn(mondayOn, 5)).getTime()
  const untilMs = startOfDayAt(addDaysOn(mondayOn, 7)).getTime()
  return startMs.some((gap, at) => gap <= fromMs && endMs[at]! >= untilMs)
}

/** Over which weeks load is looked at: those of the average, all of them over. */
export function weeksOfLoad(today: CalendarDate, rules: WorkingTime = workingTime()) {
  return { mondayOn: addDaysOn(mondayOf(today), -7 * rules.averageWeeks), weeks: rules.averageWeeks }
}
