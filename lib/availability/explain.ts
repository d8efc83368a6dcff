import { dateOf, type CalendarDate } from '@/lib/time'
import { dayIndexAt } from './calendar'
import { afterHoliday, nextWithinHours } from './grid'
import { nobody, type Plan } from './plan'
import * as reason from './reasons'
import { rosterUntil, type Range, type ShiftKind } from './shifts'
import { nextWorkOutside } from './timeline'
import { firstAtLeast } from './weeks'

const minuteMs = 60_000

/** The shift, leave or session that a reason comes from: "you are on night duty until 08:00". */
export type Cause = Range & { kind: ShiftKind | 'session' }

/** A time that is not offered, with all a screen needs to say why. */
export type Refused = Range & {
  reason: reason.Reason
  /** The first instant at which a session of this length no longer meets this reason; null when that is not known. */
  until: Date | null
  /** Whose reason it is, by her id; null when it lies with the date, the guide or the notice. */
  who: string | null
  /** What the reason comes from; null when it comes from no single thing, or from something that stays private. */
  because: Cause | null
  /** It is called a day off, but her roster does not reach this date: nobody knows yet. */
  isUnknown: boolean
}

/** Turns found codes into refusals. It remembers each end that had to be looked for, as a whole stretch of starts shares it. */
export class Explainer {
  private readonly found = new Map<number, { fromMs: number; untilMs: number | null }>()

  private readonly rosterUntil = new Map<number, CalendarDate | null>()

  constructor(private readonly plan: Plan) {}

  /** `code` and `who` as the sweep found them: those of the first person who cannot. */
  refused(startMs: number, foundCode: number, foundWho: number): Refused {
    const [code, who] = this.foremost(startMs, foundCode, foundWho)
    const person = who === nobody ? undefined : this.plan.people[who]
    const untilMs = this.until(startMs, code, who)
    return {
      startAt: new Date(startMs),
      endAt: new Date(startMs + this.plan.grid.lengthMs),
      reason: reason.reasonOf(code)!,
      until: untilMs === null ? null : new Date(untilMs),
      who: person?.id ?? null,
      because: who === nobody ? null : this.cause(startMs, code, who),
      isUnknown: code === reason.dayOff && who !== nobody && !this.isKnown(startMs, who),
    }
  }

  /** Of several people the reason that comes first of all, and the first of them whose it is: the sweep asks no further than one. */
  private foremost(startMs: number, foundCode: number, foundWho: number): [code: number, who: number] {
    const { people, grid, calendar } = this.plan
    let [code, who] = [foundCode, foundWho]
    if (who === nobody) return [code, who]
    const day = dayIndexAt(calendar, startMs)
    for (let other = who + 1; other < people.length; other += 1) {
      const { judge, asked } = people[other]!
      const earlier = asked & (reason.bitOf(code) - 1)
      const found = judge.firstReason(startMs, startMs + grid.lengthMs, day, earlier)
      if (found !== reason.free) [code, who] = [found, other]
    }
    return [code, who]
  }

  private isKnown(startMs: number, who: number): boolean {
    let untilOn = this.rosterUntil.get(who)
    if (untilOn === undefined) {
      untilOn = rosterUntil(this.plan.question.people[who]!.shifts)
      this.rosterUntil.set(who, untilOn)
    }
    return untilOn !== null && dateOf(new Date(startMs)) < untilOn
  }

  private until(startMs: number, code: number, who: number): number | null {
    const { calendar, rules, hours, grid, people, guide, question, earliestMs } = this.plan
    const day = dayIndexAt(calendar, startMs)
    if (code === reason.holiday) return afterHoliday(calendar, day, rules)
    if (code === reason.outsideHours) {
      return nextWithinHours(calendar, day, startMs, hours, question.minutes, rules)
    }
    if (code === reason.notice) return earliestMs
    const judge = people[who]?.judge ?? guide!
    return judge.endOf(code, startMs, grid.lengthMs) ?? this.lookForEnd(startMs, code, who)
  }

  /** Asks minute by minute until the reason no longer holds, as far as the calendar goes. */
  private lookForEnd(startMs: number, code: number, who: number): number | null {
    const { calendar, grid, people, guide } = this.plan
    const key = code * 1024 + who
    const known = this.found.get(key)
    if (known && known.fromMs <= startMs && (known.untilMs === null || startMs < known.untilMs))
      return known.untilMs
    // A date on which a night starts is no day off.
    const asked = reason.bitOf(code) | (code === reason.dayOff ? reason.bitOf(reason.beforeNight) : 0)
    const judge = people[who]?.judge ?? guide!
    let untilMs: number | null = null
    let day = dayIndexAt(calendar, startMs)
    for (let atMs = startMs + minuteMs; day < calendar.days; atMs += minuteMs) {
      if (atMs >= calendar.startMs[day + 1]!) day += 1
      if (day === calendar.days) break
      if (judge.firstReason(atMs, atMs + grid.lengthMs, day, asked) !== code) {
        untilMs = atMs
        break
      }
    }
    this.found.set(key, { fromMs: startMs, untilMs })
    return untilMs
  }

  private cause(startMs: number, code: number, who: number): Cause | null {
    const { plan } = this
    const endMs = startMs + plan.grid.lengthMs
    const { shifts } = plan.question.people[who]!
    const { work } = plan.people[who]!.line
    const day = dayIndexAt(plan.calendar, startMs)
    const overlapped = (isMeant: (kind: ShiftKind) => boolean): Cause | undefined => {
      const shift = shifts.find(
        ({ kind, startAt, endAt }) => isMeant(kind) && startAt.getTime() < endMs && endAt.getTime() > startMs,
      )
      return shift && { kind: shift.kind, startAt: shift.startAt, endAt: shift.endAt }
    }
    const workAt = (i: number): Cause | null =>
      i < 0 || i >= work.startMs.length
        ? null
        : { kind: work.kind[i]!, startAt: new Date(work.startMs[i]!), endAt: new Date(work.endMs[i]!) }

    switch (reason.reasonOf(code)) {
      case 'leave':
        return overlapped((kind) => kind === 'leave') ?? null
      case 'on-shift': {
        const keeps = (kind: ShiftKind) => kind !== 'leave' && (kind !== 'on-call' || plan.rules.onCallBlocks)
        return overlapped((kind) => keeps(kind) && kind !== 'day') ?? overlapped(keeps) ?? null
      }
      case 'before-night':
        return workAt(
          work.day.findIndex(
            (on, i) => on === day && (work.kind[i] === 'night' || work.kind[i] === 'presence'),
          ),
        )
      case 'rest-after-shift':
      case 'rest-after-night':
      case 'rest-after-nights': {
        const before = firstAtLeast(work.startMs, startMs)
        return before === 0 ? null : workAt(work.lastEnding[before - 1]!)
      }
      case 'rest-before-shift':
        return workAt(nextWorkOutside(work, 0, startMs, endMs, day))
      case 'too-long':
        return workAt(
          work.day.findIndex(
            (on, i) =>
              on === day &&
              (work.kind[i] === 'day' || work.kind[i] === 'evening') &&
              work.startMs[i]! - endMs <= plan.rules.adjoiningMinutes * minuteMs &&
              startMs - work.endMs[i]! <= plan.rules.adjoiningMinutes * minuteMs,
          ),
        )
      default:
        return null
    }
  }
}
