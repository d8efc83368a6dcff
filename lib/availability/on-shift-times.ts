import { answer, type FreeTimes } from './free-times'
import type { Asked } from './judge'
import { planOf, type Plan, type Question } from './plan'
import { Ranges } from './ranges'
import * as reason from './reasons'
import type { Timeline } from './timeline'

/**
 * The times for a form that is held on shift (feedback moment, learning talk, shadow day, student teaching): inside a day
 * or evening shift of every participant. It adds no work, so no rest is asked. Refusals as in `freeTimes`: `leave`,
 * `on-shift` (a night, a presence duty, or a shift that begins or ends meanwhile), `busy`, or `day-off` when there is no shift.
 */
export function onShiftTimes(question: Question): FreeTimes {
  return answer(onShiftPlan(question))
}

/** The same question, prepared: for who asks about each person by herself. */
export function onShiftPlan(question: Question): Plan {
  return planOf(question, (line) => new OnShiftJudge(line))
}

class OnShiftJudge implements Asked {
  /** Nights, presence duties and what else keeps somebody from a session, evenings left out. */
  private readonly kept = new Ranges()
  private readonly shifts: { startMs: number; endMs: number }[] = []
  private nextShift = 0
  private askedMs = -Infinity

  constructor(private readonly line: Timeline) {
    const { kind, startMs, endMs } = line.work
    for (let i = 0; i < kind.length; i += 1) {
      if (kind[i] === 'day' || kind[i] === 'evening')
        this.shifts.push({ startMs: startMs[i]!, endMs: endMs[i]! })
      else if (kind[i] !== 'session') this.kept.add(startMs[i]!, endMs[i]!)
    }
  }

  firstReason(startMs: number, endMs: number, _day: number, asked: number): number {
    const { leave, busy } = this.line
    if (asked & reason.bitOf(reason.leave) && leave.meets(startMs, endMs)) return reason.leave
    const place = this.placeOf(startMs, endMs)
    const isKept = this.kept.meets(startMs, endMs)
    if (asked & reason.bitOf(reason.onShift) && (isKept || place === 'edge')) return reason.onShift
    if (asked & reason.bitOf(reason.busy) && busy.meets(startMs, endMs)) return reason.busy
    return asked & reason.bitOf(reason.dayOff) && place === 'outside' ? reason.dayOff : reason.free
  }

  endOf(code: number, startMs: number, lengthMs: number): number | undefined {
    if (code === reason.leave) return this.line.leave.freeFrom(startMs, lengthMs)
    return code === reason.busy ? this.line.busy.freeFrom(startMs, lengthMs) : undefined
  }

  private placeOf(startMs: number, endMs: number): 'inside' | 'edge' | 'outside' {
    if (startMs < this.askedMs) this.nextShift = 0
    this.askedMs = startMs
    const { shifts } = this
    while (this.nextShift < shifts.length && shifts[this.nextShift]!.endMs <= startMs) this.nextShift += 1
    let place: 'edge' | 'outside' = 'outside'
    for (let i = this.nextShift; i < shifts.length && shifts[i]!.startMs < endMs; i += 1) {
      const shift = shifts[i]!
      if (shift.startMs <= startMs && endMs <= shift.endMs) return 'inside'
      if (shift.endMs > startMs) place = 'edge'
    }
    return place
  }
}
