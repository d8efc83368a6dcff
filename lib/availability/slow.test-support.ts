import { addDaysOn, addMinutes, dateOf, mondayOf, startOfDayAt, wallTimeOf, weekdayOf } from '@/lib/time'
import { publicHoliday } from './holidays'
import { reasons, type Reason } from './reasons'
import type { Busy, Range, Shift } from './shifts'
import type { Participant } from './timeline'
import type { WorkingTime } from './working-time'

/**
 * The definition once more, for tests only: written from the text, minute by minute and by looking at everything, with
 * nothing of the engine in it but types, names and the holidays. It finds every rule that a time breaks, not just the first.
 */
type Work = {
  start: number
  end: number
  kind: Shift['kind'] | 'session'
  on: string /** Of the last night of a row: how many nights it has. */
  nightsInARow: number
}

const hours = (n: number) => n * 3_600_000
const minute = 60_000

const worksOf = ({ shifts, busy }: Participant): Work[] => {
  const nightDates = new Set(
    shifts.filter(({ kind }) => kind === 'night').map(({ startAt }) => dateOf(startAt)),
  )
  const inARow = (on: string): number => (nightDates.has(on) ? 1 + inARow(addDaysOn(on, -1)) : 0)
  const isLast = (on: string) => !nightDates.has(addDaysOn(on, 1))
  const sessions = busy
    .filter(({ isWork }) => isWork !== false)
    .map((one: Busy) => ({ ...one, kind: 'session' as const }))
  return [...shifts.filter(({ kind }) => kind !== 'leave' && kind !== 'on-call'), ...sessions].map((one) => ({
    start: one.startAt.getTime(),
    end: one.endAt.getTime(),
    kind: one.kind,
    on: dateOf(one.startAt),
    nightsInARow: one.kind === 'night' && isLast(dateOf(one.startAt)) ? inARow(dateOf(one.startAt)) : 0,
  }))
}

const meets = (range: Range, start: number, end: number) =>
  range.startAt.getTime() < end && range.endAt.getTime() > start

const restAsked = (work: Work, rules: WorkingTime): { ms: number; reason: Reason } => {
  if (work.kind === 'night' && work.nightsInARow >= rules.nightsInARow) {
    return { ms: hours(rules.restAfterNightsHours), reason: 'rest-after-nights' }
  }
  if (work.kind === 'night') {
    const [hour = 0, minutes = 0] = wallTimeOf(new Date(work.end)).split(':').map(Number)
    if (60 * hour + minutes > rules.nightEndsAfterMinutes) {
      return { ms: hours(rules.restAfterNightHours), reason: 'rest-after-night' }
    }
  }
  return { ms: hours(rules.restAfterShiftHours), reason: 'rest-after-shift' }
}

/** Work per minute: true while at least one piece of work goes on. */
class Minutes {
  private worked: Uint8Array
  private readonly until: number

  constructor(
    private readonly from: number,
    private readonly weeks: number,
    works: readonly { start: number; end: number }[],
  ) {
    this.until = from + weeks * hours(168) + hours(2)
    this.worked = new Uint8Array((this.until - from) / minute)
    for (const { start, end } of works) {
      for (let at = Math.max(start, from); at < end && at < this.until; at += minute)
        this.worked[(at - from) / minute] = 1
    }
  }

  /** The same minutes, with one more piece of work. */
  with(start: number, end: number): Minutes {
    const more = new Minutes(this.from, this.weeks, [])
    more.worked = this.worked.slice()
    more.worked.fill(1, (start - this.from) / minute, (end - this.from) / minute)
    return more
  }

  private isWork(at: number): boolean {
    return this.worked[(at - this.from) / minute] === 1
  }

  workedBetween(start: number, end: number): number {
    let count = 0
    for (let at = start; at < end; at += minute) if (this.isWork(at)) count += 1
    return count * minute
  }

  blockStarts(from: number, until: number): number[] {
    const starts: number[] = []
    for (let at = from; at < until; at += minute)
      if (this.isWork(at) && !this.isWork(at - minute)) starts.push(at)
    return starts
  }

  hasRest(start: number, end: number, rest: number): boolean {
    let free = 0
    for (let at = start; at < end; at += minute) {
      free = this.isWork(at) ? 0 : free + minute
      if (free >= rest) return true
    }
    return false
  }
}

/** One person's rules over the weeks around a window. Everything lies on whole minutes. */
export class SlowPerson {
  private readonly works: Work[]
  private readonly minutes: Minutes

  constructor(
    private readonly person: Participant,
    private readonly rules: WorkingTime,
    private readonly fromOn: string,
    private readonly weeks: number,
  ) {
    this.works = worksOf(person)
    this.minutes = this.minutesOf(this.works)
  }

  private minutesOf(works: readonly { start: number; end: number }[]): Minutes {
    const before = this.rules.averageWeeks
    return new Minutes(
      startOfDayAt(addDaysOn(mondayOf(this.fromOn), -7 * before)).getTime(),
      before + this.weeks + 4,
      works,
    )
  }

  /** Every rule of the person that a session breaks, own choices not yet lifted, in order of precedence. */
  reasons(startAt: Date, length: number): Reason[] {
    const { rules } = this
    const { shifts, busy } = this.person
    const start = startAt.getTime()
    const end = addMinutes(startAt, length).getTime()
    const on = dateOf(startAt)
    const reach = rules.adjoiningMinutes * minute
    const found = new Set<Reason>()
    const isBlocking = ({ kind }: Shift) =>
      kind === 'evening' ||
      kind === 'night' ||
      kind === 'presence' ||
      (kind === 'on-call' && rules.onCallBlocks)

    if (publicHoliday(on, rules.holidays)) found.add('holiday')
    if (weekdayOf(on) > 4) found.add('outside-hours')
    if (shifts.some((shift) => shift.kind === 'leave' && meets(shift, start, end))) found.add('leave')
    if (shifts.some((shift) => isBlocking(shift) && meets(shift, start, end))) found.add('on-shift')
    if (busy.some((one) => meets(one, start, end))) found.add('busy')

    if (this.works.some((work) => work.kind === 'day' && work.start <= start && end <= work.end))
      return this.inOrder(found)

    const near = (work: Work) => work.on === on && work.start - end <= reach && start - work.end <= reach
    const adjoining = this.works.filter(
      (work) => (work.kind === 'day' || work.kind === 'evening') && near(work),
    )
    const outside = this.works.filter((work) => !adjoining.includes(work))

    if (adjoining.length === 0) {
      found.add('day-off')
      if (
        this.works.some(
          ({ kind, on: startsOn }) => startsOn === on && (kind === 'night' || kind === 'presence'),
        )
      ) {
        found.add('before-night')
      }
    }
    if (adjoining.every((work) => work.start > start)) {
      const last = outside
        .filter((work) => work.start < start)
        .sort((a, b) => b.end - a.end || restAsked(b, rules).ms - restAsked(a, rules).ms)[0]
      const isHerSession = last?.kind === 'session' && near(last)
      if (last && !isHerSession && start - last.end < restAsked(last, rules).ms)
        found.add(restAsked(last, rules).reason)
    }
    if (adjoining.every((work) => work.end < end)) {
      const next = outside.filter((work) => work.start > start).sort((a, b) => a.start - b.start)[0]
      const isHerSession = next?.kind === 'session' && near(next)
      if (next && !isHerSession && next.start - end < hours(rules.restBeforeShiftHours))
        found.add('rest-before-shift')
    }

    const block = { start, end }
    const pieces: { start: number; end: number }[] = [...adjoining]
    const sessions = this.works.filter((work) => work.kind === 'session' && work.on === on)
    for (let grows = true; grows;) {
      for (const piece of pieces.splice(0)) {
        block.start = Math.min(block.start, piece.start)
        block.end = Math.max(block.end, piece.end)
      }
      const joins = sessions.findIndex(
        (one) => one.start - block.end <= reach && block.start - one.end <= reach,
      )
      grows = joins !== -1
      if (grows) pieces.push(...sessions.splice(joins, 1))
    }
    if (block.end - block.start > hours(rules.blockHours)) found.add('too-long')

    const added = end - start - this.minutes.workedBetween(start, end)
    if (added > 0) {
      if (this.takesWeeklyRest(start, end)) found.add('weekly-rest')
      const monday = mondayOf(on)
      const worked = (weeks: number) =>
        added +
        this.minutes.workedBetween(
          startOfDayAt(addDaysOn(monday, 7 - 7 * weeks)).getTime(),
          startOfDayAt(addDaysOn(monday, 7)).getTime(),
        )
      if (worked(1) > hours(rules.weekHours) || worked(rules.averageWeeks) > hours(rules.averageHours))
        found.add('load')
    }
    return this.inOrder(found)
  }

  private takesWeeklyRest(start: number, end: number): boolean {
    const after = this.minutes.with(start, end)
    const window = hours(this.rules.weeklyWindowHours)
    const rest = hours(this.rules.weeklyRestHours)
    const starts = [this.minutes, after].flatMap((minutes) =>
      minutes.blockStarts(start - window + minute, end),
    )
    return [...new Set(starts)].some(
      (from) => this.minutes.hasRest(from, from + window, rest) && !after.hasRest(from, from + window, rest),
    )
  }

  private inOrder(found: Set<Reason>): Reason[] {
    return reasons.filter((reason) => found.has(reason))
  }
}

/**
 * What is wrong with a roster as it stands: rests that are too short, by the work that starts too soon; weeks with too
 * many hours, by Monday. Shifts and sessions of one date at most two hours apart are one piece of work.
 */
export function breachesOf(person: Participant, rules: WorkingTime): Set<string> {
  const breaches = new Set<string>()
  const works = worksOf(person)
  const isOneDay = (a: Work, b: Work) => {
    const canJoin = [a, b].every(({ kind }) => kind !== 'night' && kind !== 'presence')
    return canJoin && a.on === b.on && b.start - a.end <= rules.adjoiningMinutes * minute
  }
  const isCovered = (work: Work) =>
    work.kind === 'session' &&
    works.some((one) => one.kind === 'day' && one.start <= work.start && work.end <= one.end)
  works.forEach((work) => {
    if (isCovered(work)) return
    const before = works.filter((one) => one !== work && one.start <= work.start && !isCovered(one))
    if (before.some((one) => isOneDay(one, work))) return
    const last = before.sort((a, b) => b.end - a.end || restAsked(b, rules).ms - restAsked(a, rules).ms)[0]
    if (last && work.start - last.end < restAsked(last, rules).ms)
      breaches.add(`rest before ${work.on} ${work.kind}`)
  })
  const perWeek = new Map<string, { start: number; end: number }[]>()
  for (const work of works) {
    for (const monday of [mondayOf(work.on), addDaysOn(mondayOf(work.on), 7)]) {
      perWeek.set(monday, [...(perWeek.get(monday) ?? []), work])
    }
  }
  for (const [monday, week] of perWeek) {
    const from = startOfDayAt(monday).getTime()
    const until = startOfDayAt(addDaysOn(monday, 7)).getTime()
    if (new Minutes(from, 2, week).workedBetween(from, until) > hours(rules.weekHours))
      breaches.add(`hours in ${monday}`)
  }
  return breaches
}
