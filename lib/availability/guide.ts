import { instantOfMinute, minuteOfWall } from '@/lib/time'
import type { Calendar } from './calendar'
import type { Hours } from './grid'
import type { Asked } from './judge'
import { mergedRanges, Ranges } from './ranges'
import * as reason from './reasons'
import type { Range, Shift } from './shifts'
import { timelineOf, type Timeline } from './timeline'
import type { WorkingTime } from './working-time'

/** Opening hours per weekday, Monday first: none, one or several windows of wall time. */
type WeeklyHours = readonly (readonly Hours[])[]

/** The supervisor, mentor or psychologist met with. Days that are full belong in `away`. */
export type Guide = {
  busy: readonly Range[]
  /** The hours in which she meets people; always when left out. */
  hours?: WeeklyHours
  /** The times in which she meets people, date by date, instead of `hours`: the window and three weeks after it. */
  open?: readonly Range[]
  /** Kept free before and after each of her sessions. */
  bufferMinutes?: number
  away?: readonly Range[]
  /** Her own roster, when she has one: the rest rules hold for her as for a resident, and a form held on shift asks for a shift of hers. */
  shifts?: readonly Shift[]
}

/** A guide's reasons: every one of hers is told as "away", except that she is busy. */
export class GuideJudge implements Asked {
  private readonly busy: Ranges
  private readonly away: Ranges
  private readonly open: Ranges | null
  private readonly roster: Asked | null
  private readonly bufferMs: number

  /** `judgeOf`: how a roster is asked; a form held on shift asks for a shift instead of rest. */
  constructor(guide: Guide, calendar: Calendar, rules: WorkingTime, judgeOf: (line: Timeline) => Asked) {
    this.busy = mergedRanges(guide.busy)
    this.away = mergedRanges(guide.away ?? [])
    const hours = guide.hours ? openRanges(guide.hours, calendar) : null
    this.open = guide.open ? mergedRanges(guide.open) : hours
    this.bufferMs = (guide.bufferMinutes ?? 0) * 60_000
    this.roster = guide.shifts
      ? judgeOf(timelineOf({ id: '', shifts: guide.shifts, busy: guide.busy }, calendar, rules))
      : null
  }

  firstReason(startMs: number, endMs: number, day: number, asked: number): number {
    if (asked & reason.bitOf(reason.guideAway)) {
      if (this.open && !this.open.holds(startMs, endMs)) return reason.guideAway
      if (this.away.meets(startMs, endMs)) return reason.guideAway
      // Her own other sessions are asked below: being away comes first.
      const whole = reason.askedOf(false) & ~reason.bitOf(reason.busy)
      if (this.roster && this.roster.firstReason(startMs, endMs, day, whole) !== reason.free)
        return reason.guideAway
    }
    const { bufferMs } = this
    if (asked & reason.bitOf(reason.guideBusy) && this.busy.meets(startMs - bufferMs, endMs + bufferMs))
      return reason.guideBusy
    return reason.free
  }

  endOf(code: number, startMs: number, lengthMs: number): number | undefined {
    if (code !== reason.guideBusy) return undefined
    const { bufferMs } = this
    return this.busy.freeFrom(startMs - bufferMs, lengthMs + 2 * bufferMs) + bufferMs
  }
}

function openRanges(hours: WeeklyHours, calendar: Calendar): Ranges {
  const open = new Ranges()
  for (let day = 0; day < calendar.days; day += 1) {
    const windows = (hours[day % 7] ?? []).map(
      ({ from, until }) => [minuteOfWall(from), minuteOfWall(until)] as const,
    )
    for (const [from, until] of windows.toSorted(([a], [b]) => a - b)) {
      if (from >= until) continue
      const dayNumber = calendar.firstDay + day
      open.add(instantOfMinute(dayNumber, from), instantOfMinute(dayNumber, until))
    }
  }
  return open
}
