import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDaysOn, addMinutes, dateOf, instantAt, minuteOfWall, wallTimeOf, weekdayOf } from '@/lib/time'
import { freeTimes, refuseTime } from './free-times'
import type { Hours } from './grid'
import type { Guide } from './guide'
import type { Question } from './plan'
import type { Reason } from './reasons'
import type { Range } from './shifts'
import { duty, named, shiftsOf, situation, situationOf } from './situations.test-support'
import { SlowPerson } from './slow.test-support'

const windows = [
  [],
  [{ from: '09:00', until: '12:00' }],
  [{ from: '08:00', until: '18:00' }],
  // Two that touch are one; two that do not are two.
  [
    { from: '13:00', until: '15:00' },
    { from: '15:00', until: '17:30' },
  ],
  [
    { from: '14:10', until: '16:00' },
    { from: '08:05', until: '11:20' },
  ],
] as const satisfies Hours[][]

const stretch = fc.record({
  day: fc.integer({ min: -1, max: 11 }),
  quarter: fc.integer({ min: 24, max: 80 }),
  minutes: fc.constantFrom(20, 45, 90, 480),
})
const somebody = fc.record({
  said: fc.constantFrom('nothing' as const, 'weekly' as const, 'dates' as const),
  open: fc.array(fc.constantFrom(...windows), { minLength: 14, maxLength: 14 }),
  away: fc.array(stretch, { maxLength: 3 }),
  sessions: fc.array(stretch, { maxLength: 5 }),
  bufferMinutes: fc.constantFrom(undefined, 0, 5, 15, 60),
  duties: fc.option(fc.array(duty, { minLength: 28, maxLength: 28 }), { nil: undefined }),
  now: fc.option(
    fc.record({ minute: fc.integer({ min: -3000, max: 9000 }), notice: fc.constantFrom(0, 90, 1500) }),
    {
      nil: undefined,
    },
  ),
})

type Drawn = typeof somebody extends fc.Arbitrary<infer T> ? T : never

const rangesOf = (monday: string, stretches: Drawn['away']): Range[] =>
  stretches.map(({ day, quarter, minutes }) => {
    const startAt = addMinutes(instantAt(addDaysOn(monday, day), '00:00'), 15 * quarter)
    return { startAt, endAt: addMinutes(startAt, minutes) }
  })

function guideOf(monday: string, drawn: Drawn): Guide {
  const hours = drawn.said === 'weekly' ? drawn.open.slice(0, 7) : undefined
  const open =
    drawn.said === 'dates'
      ? drawn.open.flatMap((each, day) =>
          each.map(({ from, until }) => {
            const on = addDaysOn(monday, day)
            return { startAt: instantAt(on, from), endAt: instantAt(on, until) }
          }),
        )
      : undefined
  return {
    busy: rangesOf(monday, drawn.sessions),
    away: rangesOf(monday, drawn.away),
    hours,
    open,
    bufferMinutes: drawn.bufferMinutes,
    shifts: drawn.duties && shiftsOf(monday, drawn.duties),
  }
}

/** The guide's side of the definition once more: minute by minute, with nothing of the engine. */
function slowly(monday: string, drawn: Drawn, { rules, now, noticeMinutes = 0 }: Question) {
  const guide = guideOf(monday, drawn)
  const roster =
    guide.shifts && new SlowPerson({ id: '', shifts: guide.shifts, busy: guide.busy }, rules!, monday, 3)
  const isOpen = (at: Date) => {
    if (drawn.said === 'nothing') return true
    const day = Math.round(
      (instantAt(dateOf(at), '12:00').getTime() - instantAt(monday, '12:00').getTime()) / 86_400_000,
    )
    const said = drawn.said === 'weekly' ? drawn.open[weekdayOf(dateOf(at))] : drawn.open[day]
    const minute = minuteOfWall(wallTimeOf(at))
    return (said ?? []).some(
      ({ from, until }) => minuteOfWall(from) <= minute && minute < minuteOfWall(until),
    )
  }
  const meets = (ranges: readonly Range[], from: Date, until: Date) =>
    ranges.some(({ startAt, endAt }) => startAt < until && endAt > from)
  return (startAt: Date, minutes: number): Reason[] => {
    const endAt = addMinutes(startAt, minutes)
    const everyMinute = Array.from({ length: minutes }, (_, n) => addMinutes(startAt, n))
    const buffer = drawn.bufferMinutes ?? 0
    const resting = roster?.reasons(startAt, minutes).filter((reason) => reason !== 'busy') ?? []
    const found: Reason[] = []
    if (!everyMinute.every(isOpen) || meets(guide.away!, startAt, endAt) || resting.length > 0)
      found.push('guide-away')
    if (meets(guide.busy, addMinutes(startAt, -buffer), addMinutes(endAt, buffer))) found.push('guide-busy')
    if (now && startAt < addMinutes(now, noticeMinutes)) found.push('notice')
    return found
  }
}

test('with a guide too the slow implementation gives every start the same answer: hours, absence, roster, buffer and notice', () => {
  const seen = new Set<Reason | 'free'>()
  fc.assert(
    fc.property(situation, somebody, fc.nat(), (drawn, guide, pick) => {
      const { question, slow, person } = situationOf({ ...drawn, own: false })
      const said: Question = {
        ...question,
        guide: guideOf(drawn.monday, guide),
        now: guide.now && addMinutes(instantAt(drawn.monday, '00:00'), guide.now.minute),
        noticeMinutes: guide.now?.notice,
      }
      const slowGuide = slowly(drawn.monday, guide, said)
      const broken = (startAt: Date) => [
        ...slow.reasons(startAt, question.minutes),
        ...slowGuide(startAt, question.minutes),
      ]
      expect(person.own).toBe(false)
      const { slots, refused } = freeTimes(said)
      const isAsked = (_: unknown, index: number) => index % 7 === pick % 7
      for (const slot of slots.filter(isAsked)) {
        seen.add('free')
        expect([named(slot), broken(slot.startAt)]).toEqual([named(slot), []])
      }
      // What stands against the resident comes first; of the guide's own reasons each is met.
      const ofGuide = Array.from(refused).filter(({ who }) => who === null)
      for (const time of [...ofGuide, ...refused].filter(isAsked)) {
        seen.add(time.reason)
        expect([named(time), time.reason]).toEqual([named(time), broken(time.startAt)[0]])
      }
      const one = ofGuide[pick % Math.max(1, ofGuide.length)]
      if (one) expect(refuseTime({ ...said, startAt: one.startAt })?.reason).toBe(one.reason)
    }),
    { numRuns: 60 },
  )
  for (const reason of ['free', 'guide-away', 'guide-busy', 'notice'] as const) expect(seen).toContain(reason)
}, 60_000)
