import * as reason from './reasons'
import { nextWorkOutside, type Timeline } from './timeline'
import { roomInWeek, takesWeeklyRest } from './weeks'
import type { WorkingTime } from './working-time'

const hourMs = 3_600_000

const askedPastBusy = ~(reason.bitOf(reason.leave) | reason.bitOf(reason.onShift) | reason.bitOf(reason.busy))
const leaveBit = reason.bitOf(reason.leave)
const onShiftBit = reason.bitOf(reason.onShift)
const busyBit = reason.bitOf(reason.busy)
const beforeNightBit = reason.bitOf(reason.beforeNight)
const restBeforeShiftBit = reason.bitOf(reason.restBeforeShift)
const dayOffBit = reason.bitOf(reason.dayOff)
const tooLongBit = reason.bitOf(reason.tooLong)
const weeklyRestBit = reason.bitOf(reason.weeklyRest)
const loadBit = reason.bitOf(reason.load)

/** Somebody, or something, that has reasons why a time does not suit. */
export type Asked = {
  /**
   * Code of the first reason, of those asked (a mask of bits), why there is no meeting in [startMs, endMs), epoch
   * milliseconds; 0 when there may be. `day` is the calendar index of the date on which it starts.
   */
  firstReason(startMs: number, endMs: number, day: number, asked: number): number
  /** When a reason ends that has an end of its own; undefined when it has to be looked for. */
  endOf(code: number, startMs: number, lengthMs: number): number | undefined
}

/**
 * The rest rules for one person, one candidate at a time. Everything that asks whether she may meet asks here: the list
 * of free times, the booking of one, and the search for when a reason ends. Fastest when asked at rising times.
 */
export class Judge implements Asked {
  private readonly adjoiningMs: number
  private readonly restBeforeShiftMs: number
  private readonly weeklyRestMs: number
  private readonly blockMs: number

  // Of the day last asked about.
  private day = -2
  private firstWork = 0
  private afterWorks = 0
  private hasNight = false
  private hasSession = false
  private roomMs = 0
  private carriedDayShiftEndMs = -Infinity

  // Cursors: the first work that does not start before the candidate, the first gap that ends after its start.
  private fromStart = 0
  private gap = 0
  private askedMs = -Infinity

  constructor(
    readonly line: Timeline,
    private readonly rules: WorkingTime,
  ) {
    this.adjoiningMs = rules.adjoiningMinutes * 60_000
    this.restBeforeShiftMs = rules.restBeforeShiftHours * hourMs
    this.weeklyRestMs = rules.weeklyRestHours * hourMs
    this.blockMs = rules.blockHours * hourMs
  }

  firstReason(startMs: number, endMs: number, day: number, asked: number): number {
    const { line } = this
    if (asked & leaveBit && line.leave.meets(startMs, endMs)) return reason.leave
    if (asked & onShiftBit && line.blocked.meets(startMs, endMs)) return reason.onShift
    if (asked & busyBit && line.busy.meets(startMs, endMs)) return reason.busy
    if ((asked & askedPastBusy) === 0) return reason.free
    if (day !== this.day) this.enterDay(day)
    if (startMs < this.askedMs) this.fromStart = this.gap = 0
    this.askedMs = startMs

    // Inside a day shift it adds no work and breaks nothing.
    if (this.carriedDayShiftEndMs >= endMs) return reason.free
    const { work } = line
    while (this.fromStart < work.startMs.length && work.startMs[this.fromStart]! < startMs)
      this.fromStart += 1
    let blockStartMs = startMs
    let blockEndMs = endMs
    let isAlone = true
    let isFirst = true
    let isLast = true
    for (let i = this.firstWork; i < this.afterWorks; i += 1) {
      const kind = work.kind[i]!
      if (kind !== 'day' && kind !== 'evening') continue
      const from = work.startMs[i]!
      const until = work.endMs[i]!
      if (from - endMs > this.adjoiningMs || startMs - until > this.adjoiningMs) continue
      if (kind === 'day' && from <= startMs && endMs <= until) return reason.free
      isAlone = false
      if (from <= startMs) isFirst = false
      if (until >= endMs) isLast = false
      if (from < blockStartMs) blockStartMs = from
      if (until > blockEndMs) blockEndMs = until
    }

    if (isAlone && this.hasNight && asked & beforeNightBit) return reason.beforeNight
    if (isFirst) {
      const broken = this.restBefore(startMs, day)
      if (broken !== reason.free && asked & (1 << broken)) return broken
    }
    if (isLast && asked & restBeforeShiftBit && this.lacksRestAfter(startMs, endMs, day))
      return reason.restBeforeShift
    if (isAlone && asked & dayOffBit) return reason.dayOff
    if (asked & tooLongBit && this.isTooLong(blockStartMs, blockEndMs)) return reason.tooLong
    if ((asked & (weeklyRestBit | loadBit)) === 0) return reason.free

    const { startMs: gapStarts, endMs: gapEnds } = line.gaps
    while (gapEnds[this.gap]! <= startMs) this.gap += 1
    let addedMs = 0
    let isInLongGap = false
    for (let i = this.gap; i < gapStarts.length && gapStarts[i]! < endMs; i += 1) {
      addedMs += Math.min(gapEnds[i]!, endMs) - Math.max(gapStarts[i]!, startMs)
      if (gapEnds[i]! - gapStarts[i]! >= this.weeklyRestMs) isInLongGap = true
    }
    if (addedMs === 0) return reason.free
    if (isInLongGap && asked & weeklyRestBit && takesWeeklyRest(line.gaps, startMs, endMs, this.rules)) {
      return reason.weeklyRest
    }
    return asked & loadBit && addedMs > this.roomMs ? reason.load : reason.free
  }

  /** What is asked once per day: the works that start on it, and the room its week still has. */
  private enterDay(day: number) {
    const { work, weekMs } = this.line
    if (day < this.day) {
      this.firstWork = 0
      this.carriedDayShiftEndMs = -Infinity
    }
    this.day = day
    let i = this.firstWork
    for (; i < work.day.length && work.day[i]! < day; i += 1) {
      if (work.kind[i] === 'day')
        this.carriedDayShiftEndMs = Math.max(this.carriedDayShiftEndMs, work.endMs[i]!)
    }
    this.firstWork = i
    this.hasNight = false
    this.hasSession = false
    for (; i < work.day.length && work.day[i] === day; i += 1) {
      const kind = work.kind[i]!
      if (kind === 'night' || kind === 'presence') this.hasNight = true
      if (kind === 'session') this.hasSession = true
    }
    this.afterWorks = i
    this.roomMs = roomInWeek(weekMs, Math.floor(day / 7), this.rules)
  }

  /** The rest reason broken by a candidate that leads its block, or 0. A session of hers just before it leads instead. */
  private restBefore(startMs: number, day: number): number {
    if (this.fromStart === 0) return reason.free
    const { work } = this.line
    const last = work.lastEnding[this.fromStart - 1]!
    const restMs = startMs - work.endMs[last]!
    if (restMs >= work.restMs[last]! || (restMs <= this.adjoiningMs && this.isSessionOf(last, day)))
      return reason.free
    return work.restReason[last]!
  }

  /** Whether the next work outside the block comes too soon after a candidate that closes it. */
  private lacksRestAfter(startMs: number, endMs: number, day: number): boolean {
    const next = nextWorkOutside(this.line.work, this.fromStart, startMs, endMs, day)
    if (next === -1) return false
    const restMs = this.line.work.startMs[next]! - endMs
    return restMs < this.restBeforeShiftMs && !(restMs <= this.adjoiningMs && this.isSessionOf(next, day))
  }

  private isSessionOf(i: number, day: number): boolean {
    return this.line.work.kind[i] === 'session' && this.line.work.day[i] === day
  }

  /** Whether the block, with the sessions of that date that adjoin it, is longer than a working day may be. */
  private isTooLong(blockStartMs: number, blockEndMs: number): boolean {
    let fromMs = blockStartMs
    let untilMs = blockEndMs
    for (let grew = this.hasSession; grew;) {
      grew = false
      for (let i = this.firstWork; i < this.afterWorks; i += 1) {
        const { startMs, endMs, kind } = this.line.work
        if (kind[i] !== 'session') continue
        if (startMs[i]! - untilMs > this.adjoiningMs || fromMs - endMs[i]! > this.adjoiningMs) continue
        if (startMs[i]! < fromMs) [fromMs, grew] = [startMs[i]!, true]
        if (endMs[i]! > untilMs) [untilMs, grew] = [endMs[i]!, true]
      }
    }
    return untilMs - fromMs > this.blockMs
  }

  endOf(code: number, startMs: number, lengthMs: number): number | undefined {
    const { leave, blocked, busy } = this.line
    if (code === reason.leave) return leave.freeFrom(startMs, lengthMs)
    if (code === reason.onShift) return blocked.freeFrom(startMs, lengthMs)
    if (code === reason.busy) return busy.freeFrom(startMs, lengthMs)
    // Of the others the end is looked for: near the next shift a rest may end before its hours are over, and a row of nights goes on.
    return undefined
  }
}
