import { wallMinuteAt } from '@/lib/time'
import { dayIndexAt, type Calendar } from './calendar'
import { inOrder, mergedRanges, Ranges } from './ranges'
import { restAfterNight, restAfterNights, restAfterShift } from './reasons'
import type { Busy, Shift, ShiftKind } from './shifts'
import type { WorkingTime } from './working-time'

const hourMs = 3_600_000

/** A person whose time is asked for. */
export type Participant = {
  /** Names her in a refusal. */
  id: string
  /** Her roster: from 16 weeks before the window (for the average) until a week after it (for rest). */
  shifts: readonly Shift[]
  /** Her other sessions and appointments, over the same weeks. */
  busy: readonly Busy[]
  /** She plans it herself: her days off and leave are hers to give, and load is a warning. */
  own?: boolean
}

/** What work is, in numbers, in order of start. Sessions are work of kind `session`. */
export type Work = {
  startMs: number[]
  endMs: number[]
  kind: (ShiftKind | 'session')[]
  /** Calendar day on which it starts. */
  day: number[]
  /** Rest it asks for afterwards, and the reason that says so. */
  restMs: number[]
  restReason: number[]
  /** Of the works up to here, the one that ends last (of two that end together, the one that asks for more rest). */
  lastEnding: number[]
}

/** One participant's time, prepared once so that each candidate costs a few comparisons. */
export type Timeline = {
  own: boolean
  leave: Ranges
  /** Shifts in which no session is planned: evening, night, presence, and on call where the hospital says so. */
  blocked: Ranges
  busy: Ranges
  work: Work
  /** Time without work, in order: gap i ends where block of work i starts. The first starts at -Infinity, the last ends at Infinity. */
  gaps: { startMs: number[]; endMs: number[] }
  /** Milliseconds of work per calendar week. */
  weekMs: Float64Array
}

export function timelineOf(person: Participant, calendar: Calendar, rules: WorkingTime): Timeline {
  const firstMs = calendar.startMs[0]!
  const lastMs = calendar.startMs[calendar.days]!
  const leave = new Ranges()
  const blocked = new Ranges()
  const work: Work = { startMs: [], endMs: [], kind: [], day: [], restMs: [], restReason: [], lastEnding: [] }
  const busyInOrder = inOrder(person.busy)
  let nextBusy = 0
  let lastNightDay = -2
  let nightsSoFar = 0

  /** Of the newest date with a night: their places in `work`. */
  const lastNights: number[] = []
  const afterOneNight = (endMs: number): [restMs: number, restReason: number] =>
    wallMinuteAt(endMs) > rules.nightEndsAfterMinutes
      ? [rules.restAfterNightHours * hourMs, restAfterNight]
      : [rules.restAfterShiftHours * hourMs, restAfterShift]
  /** The long rest comes after the last of a row: before one more night the ordinary rest is asked. */
  const shortenRest = (nights: readonly number[]) => {
    for (const at of nights) [work.restMs[at], work.restReason[at]] = afterOneNight(work.endMs[at]!)
  }

  const add = (startMs: number, endMs: number, kind: ShiftKind | 'session') => {
    const day = dayIndexAt(calendar, startMs)
    let restMs = rules.restAfterShiftHours * hourMs
    let restReason = restAfterShift
    if (kind === 'night') {
      if (day === lastNightDay + 1) shortenRest(lastNights)
      if (day !== lastNightDay) {
        nightsSoFar = day === lastNightDay + 1 ? nightsSoFar + 1 : 1
        lastNights.length = 0
      }
      lastNightDay = day
      lastNights.push(work.startMs.length)
      if (nightsSoFar >= rules.nightsInARow) {
        restMs = rules.restAfterNightsHours * hourMs
        restReason = restAfterNights
      } else [restMs, restReason] = afterOneNight(endMs)
    }
    const at = work.startMs.length
    const before = at === 0 ? 0 : work.lastEnding[at - 1]!
    const endsLast =
      at === 0 ||
      endMs > work.endMs[before]! ||
      (endMs === work.endMs[before]! && restMs > work.restMs[before]!)
    work.startMs.push(startMs)
    work.endMs.push(endMs)
    work.kind.push(kind)
    work.day.push(day)
    work.restMs.push(restMs)
    work.restReason.push(restReason)
    work.lastEnding.push(endsLast ? at : before)
  }
  const addSessionsUntil = (untilMs: number) => {
    for (; nextBusy < busyInOrder.length; nextBusy += 1) {
      const { startAt, endAt, isWork } = busyInOrder[nextBusy]!
      const startMs = startAt.getTime()
      if (startMs >= untilMs) return
      const endMs = endAt.getTime()
      if (isWork !== false && startMs < endMs && endMs > firstMs && startMs < lastMs)
        add(startMs, endMs, 'session')
    }
  }

  for (const { startAt, endAt, kind } of inOrder(person.shifts)) {
    const startMs = startAt.getTime()
    const endMs = endAt.getTime()
    if (startMs >= endMs || endMs <= firstMs) continue
    if (kind === 'leave') leave.add(startMs, endMs)
    else if (startMs >= lastMs) continue
    else if (kind === 'on-call') {
      if (rules.onCallBlocks) blocked.add(startMs, endMs)
    } else {
      addSessionsUntil(startMs)
      add(startMs, endMs, kind)
      if (kind !== 'day') blocked.add(startMs, endMs)
    }
  }
  addSessionsUntil(Infinity)

  const gaps = gapsOf(work)
  return {
    own: person.own === true,
    leave,
    blocked,
    busy: mergedRanges(busyInOrder),
    work,
    gaps,
    weekMs: workPerWeek(gaps, calendar),
  }
}

/**
 * Index of the first work, from an index on, that starts after a candidate and is not in the block which it closes: a day
 * or evening shift of the same date that it overlaps is in the block. -1 when there is no such work.
 */
export function nextWorkOutside(
  work: Work,
  from: number,
  startMs: number,
  endMs: number,
  day: number,
): number {
  for (let i = from; i < work.startMs.length; i += 1) {
    const nextMs = work.startMs[i]!
    if (nextMs <= startMs) continue
    const isOfBlock = work.day[i] === day && (work.kind[i] === 'day' || work.kind[i] === 'evening')
    if (nextMs >= endMs || !isOfBlock) return i
  }
  return -1
}

/** The time between blocks of work; work that touches or overlaps is one block. */
function gapsOf(work: Work): Timeline['gaps'] {
  const startMs = [-Infinity]
  const endMs: number[] = []
  let blockEndMs = -Infinity
  for (let i = 0; i < work.startMs.length; i += 1) {
    if (i === 0 || work.startMs[i]! > blockEndMs) {
      if (i > 0) startMs.push(blockEndMs)
      endMs.push(work.startMs[i]!)
    }
    blockEndMs = Math.max(blockEndMs, work.endMs[i]!)
  }
  if (endMs.length > 0) startMs.push(blockEndMs)
  endMs.push(Infinity)
  return { startMs, endMs }
}

/** Work per calendar week, each hour in the week where it falls; time worked twice counts once. */
function workPerWeek({ startMs, endMs }: Timeline['gaps'], calendar: Calendar): Float64Array {
  const weeks = calendar.days / 7
  const workedMs = new Float64Array(weeks)
  let week = 0
  for (let block = 0; block + 1 < startMs.length; block += 1) {
    let fromMs = Math.max(endMs[block]!, calendar.startMs[0]!)
    const untilMs = startMs[block + 1]!
    while (week < weeks && fromMs < untilMs) {
      const weekEndMs = calendar.startMs[7 * week + 7]!
      if (fromMs < weekEndMs) {
        workedMs[week]! += Math.min(untilMs, weekEndMs) - fromMs
        fromMs = Math.min(untilMs, weekEndMs)
      }
      if (fromMs >= weekEndMs) week += 1
    }
  }
  return workedMs
}
