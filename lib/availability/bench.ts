import {
  addDaysOn,
  addMinutes,
  dateOf,
  dayNumberOf,
  instantAt,
  startsOfDays,
  wallTimeOf,
  weekdayOf,
} from '@/lib/time'
import { freeTimes } from './free-times'
import type { Question } from './plan'
import type { Busy, Range, Shift } from './shifts'
import { SlowPerson } from './slow.test-support'
import type { Participant } from './timeline'
import { defaultWorkingTime } from './working-time'

/**
 * What free times cost: through the public function with rosters and rest rules, against the floor, a plain sweep over
 * sorted intervals that knows no rules and returns the same list. One JSON line per figure; fails when a list is wrong.
 */
const fromOn = '2027-02-01'
const bound = 5

/** A small repeatable source of chance (mulberry32), so that every run measures the same rosters. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Mostly day weeks, now and then a week of evenings or four nights; sessions within working hours. */
function personOf(index: number, weeks: number, sessions: number): Participant {
  const random = chance(1000 + index)
  const shifts: Shift[] = []
  for (let week = -16; week <= weeks; week += 1) {
    const turn = random()
    for (let weekday = 0; weekday < 5; weekday += 1) {
      const on = addDaysOn(fromOn, 7 * week + weekday)
      const [kind, start, minutes] =
        turn < 0.04
          ? (['night', '23:00', 540] as const)
          : turn < 0.1
            ? (['evening', '15:00', 510] as const)
            : (['day', '08:00', 540] as const)
      if (kind === 'night' ? weekday < 4 : random() < 0.95) {
        shifts.push({ kind, startAt: instantAt(on, start), endAt: addMinutes(instantAt(on, start), minutes) })
      }
    }
  }
  const busy: Busy[] = []
  while (busy.length < sessions) {
    const on = addDaysOn(fromOn, Math.floor(random() * 7 * weeks))
    if (weekdayOf(on) > 4) continue
    const startAt = addMinutes(instantAt(on, '08:00'), 15 * Math.floor(random() * 36))
    busy.push({ startAt, endAt: addMinutes(startAt, random() < 0.5 ? 30 : 45) })
  }
  return {
    id: `person ${index}`,
    shifts,
    busy: busy.sort((a, b) => a.startAt.getTime() - b.startAt.getTime()),
  }
}

function questionOf(size: number, weeks: number, sessions: number, minutes: number): Question {
  return {
    people: Array.from({ length: size }, (_, index) => personOf(index, weeks, sessions)),
    window: { fromOn, untilOn: addDaysOn(fromOn, 7 * weeks) },
    minutes,
  }
}

/** The floor: every interval of everybody in one sorted list, then the grid of 08:00 to 18:00 walked along it. */
function plainSweep(people: readonly (readonly Range[])[], { window, minutes }: Question): Range[] {
  const closed = people
    .flatMap((ranges) => ranges.map(({ startAt, endAt }) => [startAt.getTime(), endAt.getTime()] as const))
    .sort(([a], [b]) => a - b)
  const firstDay = dayNumberOf(window.fromOn)
  const slots: Range[] = []
  let next = 0
  let closedUntil = -Infinity
  for (const midnight of startsOfDays(firstDay, dayNumberOf(window.untilOn) - firstDay)) {
    for (let minute = 480; minute + minutes <= 1080; minute += 15) {
      const start = midnight + minute * 60_000
      const end = start + minutes * 60_000
      while (next < closed.length && closed[next]![0] < end)
        closedUntil = Math.max(closedUntil, closed[next++]![1])
      if (closedUntil <= start) slots.push({ startAt: new Date(start), endAt: new Date(end) })
    }
  }
  return slots
}

/** The naive reference: every quarter of an hour, everybody asked minute by minute. */
function naiveSlots(question: Question): Range[] {
  const { window, minutes } = question
  const weeks = (dayNumberOf(window.untilOn) - dayNumberOf(window.fromOn)) / 7
  const slow = question.people.map(
    (person) => new SlowPerson(person, defaultWorkingTime, window.fromOn, weeks),
  )
  const slots: Range[] = []
  const endAt = instantAt(window.untilOn, '00:00')
  for (let at = instantAt(window.fromOn, '00:00'); at < endAt; at = addMinutes(at, 15)) {
    const end = addMinutes(at, minutes)
    if (wallTimeOf(at) < '08:00' || wallTimeOf(end) > '18:00' || dateOf(end) !== dateOf(at)) continue
    if (slow.every((person) => person.reasons(at, minutes).length === 0))
      slots.push({ startAt: at, endAt: end })
  }
  return slots
}

/** What the floor is given to find the same list: each person's sessions, and her other closed time as few intervals. */
function closedOf(question: Question): Range[][] {
  return question.people.map((person) => {
    const ranges: Range[] = [...person.busy]
    const close = (startAt: Date, endAt: Date) => {
      if (!person.busy.some((one) => one.startAt <= startAt && endAt <= one.endAt))
        ranges.push({ startAt, endAt })
    }
    const open = freeTimes({ ...question, people: [person] }).slots
    let freeUntil = instantAt(question.window.fromOn, '00:00')
    for (const { startAt, endAt } of open) {
      if (startAt > freeUntil) close(freeUntil, startAt)
      if (endAt > freeUntil) freeUntil = endAt
    }
    close(freeUntil, instantAt(question.window.untilOn, '00:00'))
    return ranges.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
  })
}

const list = (slots: readonly Range[]) => slots.map(({ startAt, endAt }) => `${+startAt}-${+endAt}`).join()

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!
}

/** Both in turns, so that what the machine does meanwhile falls on both alike. */
function measure(work: () => unknown, floor: () => unknown): { value: number; reference: number } {
  const times: [number[], number[]] = [[], []]
  const untilMs = performance.now() + 1500
  for (let round = 0; performance.now() < untilMs || round < 60; round += 1) {
    for (const [index, run] of [work, floor].entries()) {
      const startMs = performance.now()
      run()
      if (round >= 30) times[index]!.push(performance.now() - startMs)
    }
  }
  return { value: median(times[0]), reference: median(times[1]) }
}

const rounded = (n: number) => Math.round(n * 1000) / 1000

for (const [name, size, weeks, sessions, minutes] of [
  ['free-host-12w', 1, 12, 200, 20],
  ['free-group10-12w', 10, 12, 60, 60],
  ['free-group12-26w', 12, 26, 80, 90],
] as const) {
  const question = questionOf(size, weeks, sessions, minutes)
  const closed = closedOf(question)
  const { slots } = freeTimes(question)
  if (list(slots) !== list(naiveSlots(question))) throw new Error(`${name}: not what the naive sweep finds`)
  if (list(slots) !== list(plainSweep(closed, question)))
    throw new Error(`${name}: the floor finds another list`)
  const { value, reference } = measure(
    () => freeTimes(question),
    () => plainSweep(closed, question),
  )
  const figure = {
    name,
    value: rounded(value),
    unit: 'ms',
    reference: rounded(reference),
    ratio: rounded(value / reference),
    bound,
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
  if (process.argv.includes('--verbose')) process.stderr.write(`${name}: ${slots.length} slots\n`)
}
