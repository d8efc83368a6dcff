import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDaysOn, addMinutes, dateOf, instantAt, minutesBetween, wallTimeOf } from '@/lib/time'
import { freeTimes, refuseTime, warningsOf } from './free-times'
import type { Hours } from './grid'
import type { Question } from './plan'
import { warnings, type Reason } from './reasons'
import type { Busy, Shift, ShiftKind } from './shifts'
import { breachesOf, SlowPerson } from './slow.test-support'
import type { Participant } from './timeline'
import { defaultWorkingTime, type WorkingTime } from './working-time'

// Ordinary duties, and odd ones: short, split, over midnight, overlapping what else stands on the date.
const duties: readonly (readonly [kind: ShiftKind, start: string, minutes: number])[] = [
  ['day', '08:00', 540],
  ['day', '07:00', 510],
  ['day', '09:30', 150],
  ['day', '13:00', 240],
  ['day', '08:00', 690],
  ['day', '22:00', 600],
  ['evening', '15:00', 510],
  ['evening', '14:00', 690],
  ['evening', '18:00', 480],
  ['night', '23:00', 540],
  ['night', '21:30', 240],
  ['night', '00:15', 405],
  ['presence', '08:00', 1440],
  ['on-call', '17:00', 900],
  ['leave', '00:00', 1440],
  ['leave', '12:00', 300],
]
const duty = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 1 }).map((n) => [n]) },
  { weight: 2, arbitrary: fc.constant([9]) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: duties.length - 1 }).map((n) => [n]) },
  {
    weight: 1,
    arbitrary: fc.array(fc.integer({ min: 0, max: duties.length - 1 }), { minLength: 2, maxLength: 2 }),
  },
)

/** Weeks with a clock change, with Easter, and without anything. */
const mondays = ['2026-03-23', '2026-10-19', '2027-01-11', '2027-03-22', '2027-04-26']

const situation = fc.record({
  monday: fc.constantFrom(...mondays),
  days: fc.array(duty, { minLength: 28, maxLength: 28 }),
  sessions: fc.array(
    fc.record({
      day: fc.integer({ min: -3, max: 13 }),
      quarter: fc.integer({ min: 24, max: 88 }),
      minutes: fc.constantFrom(20, 45, 90),
      isWork: fc.constantFrom(true, true, false, undefined),
    }),
    { maxLength: 6 },
  ),
  own: fc.boolean(),
  minutes: fc.constantFrom(15, 20, 45, 60, 90, 240),
  hours: fc.constantFrom<Hours>(
    { from: '08:00', until: '18:00' },
    { from: '06:10', until: '22:00' },
    { from: '00:00', until: '24:00' },
  ),
  rules: fc.record({
    averageWeeks: fc.constantFrom(2, 3),
    averageHours: fc.constantFrom(60, 80, 768),
    weekHours: fc.constantFrom(30, 45, 60),
    weeklyRestHours: fc.constantFrom(36, 48),
    blockHours: fc.constantFrom(10, 12),
    adjoiningMinutes: fc.constantFrom(0, 60, 120),
    nightsInARow: fc.constantFrom(2, 3),
    onCallBlocks: fc.boolean(),
    holidays: fc.record({ goodFriday: fc.boolean(), liberationDay: fc.boolean() }),
  }),
})

type Situation = { person: Participant; question: Question; rules: WorkingTime; slow: SlowPerson }

function situationOf(drawn: typeof situation extends fc.Arbitrary<infer T> ? T : never): Situation {
  const shifts: Shift[] = drawn.days.flatMap((kinds, index) => {
    const on = addDaysOn(drawn.monday, index - 7)
    return kinds.map((n) => {
      const [kind, start, minutes] = duties[n]!
      const startAt = instantAt(on, start)
      return { kind, startAt, endAt: addMinutes(startAt, minutes) }
    })
  })
  const busy: Busy[] = drawn.sessions.map(({ day, quarter, minutes, isWork }) => {
    const startAt = addMinutes(instantAt(addDaysOn(drawn.monday, day), '00:00'), 15 * quarter)
    return { startAt, endAt: addMinutes(startAt, minutes), isWork }
  })
  const rules = { ...defaultWorkingTime, ...drawn.rules }
  const person = { id: 'Noor', shifts, busy, own: drawn.own }
  const window = { fromOn: drawn.monday, untilOn: addDaysOn(drawn.monday, 10) }
  return {
    person,
    rules,
    question: { people: [person], rules, window, hours: drawn.hours, minutes: drawn.minutes },
    slow: new SlowPerson(person, rules, drawn.monday, 3),
  }
}

const lifted: readonly Reason[] = warnings
const named = ({ startAt }: { startAt: Date }) => `${dateOf(startAt)} ${wallTimeOf(startAt)}`

test('the slow implementation gives every start the same answer: free, or that very rule first', () => {
  fc.assert(
    fc.property(situation, fc.nat(), (drawn, pick) => {
      const { question, slow, person } = situationOf(drawn)
      const { slots, refused } = freeTimes(question)
      const broken = (startAt: Date) =>
        slow.reasons(startAt, question.minutes).filter((reason) => !(person.own && lifted.includes(reason)))
      // Every start of a short stretch, and a sample of the others: the slow one takes its time.
      const isAsked = ({ startAt }: { startAt: Date }, index: number) =>
        index % 5 === pick % 5 || dateOf(startAt) === addDaysOn(drawn.monday, pick % 5)
      for (const slot of slots.filter(isAsked)) {
        expect([named(slot), broken(slot.startAt)]).toEqual([named(slot), []])
        if (!person.own) expect(slot.warnings).toEqual([])
        else {
          const told = slow.reasons(slot.startAt, question.minutes)
          const free = told.includes('before-night') ? told.filter((reason) => reason !== 'day-off') : told
          expect([named(slot), slot.warnings]).toEqual([named(slot), free])
        }
      }
      for (const time of Array.from(refused).filter(isAsked)) {
        expect([named(time), time.reason]).toEqual([named(time), broken(time.startAt)[0]])
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('every start of the grid is in exactly one of the two lists, in order of time', () => {
  fc.assert(
    fc.property(situation, (drawn) => {
      const { question } = situationOf(drawn)
      const { slots, refused } = freeTimes(question)
      const starts = [...slots, ...refused].map(({ startAt }) => startAt.getTime()).sort((a, b) => a - b)
      const expected: number[] = []
      const { from, until } = question.hours!
      const endMs = instantAt(question.window.untilOn, '00:00').getTime()
      for (
        let at = instantAt(question.window.fromOn, '00:00');
        at.getTime() < endMs;
        at = addMinutes(at, 5)
      ) {
        const end = addMinutes(at, question.minutes)
        const isNextDay = dateOf(end) !== dateOf(at)
        const endWall = isNextDay && wallTimeOf(end) === '00:00' ? '24:00' : wallTimeOf(end)
        if (Number(wallTimeOf(at).slice(3)) % 15 !== 0) continue
        if (isNextDay && (endWall !== '24:00' || minutesBetween(at, end) > 1440)) continue
        if (wallTimeOf(at) >= from && endWall <= until) expected.push(at.getTime())
      }
      expect(starts).toEqual(expected)
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('no offered time adds a breach that the roster did not already have', () => {
  fc.assert(
    fc.property(situation, fc.nat(), (drawn, pick) => {
      const { question, person, rules } = situationOf(drawn)
      const { slots } = freeTimes(question)
      fc.pre(slots.length > 0)
      const before = breachesOf(person, rules)
      for (let n = 0; n < 10; n += 1) {
        const slot = slots[(pick + n * 17) % slots.length]!
        const after = breachesOf({ ...person, busy: [...person.busy, slot] }, rules)
        const added = [...after].filter(
          (breach) => !before.has(breach) && !(person.own && breach.startsWith('hours')),
        )
        expect([named(slot), added]).toEqual([named(slot), []])
      }
    }),
    { numRuns: 100 },
  )
}, 60_000)

test('until is the first instant at which the reason no longer holds', () => {
  const lookedFor: readonly Reason[] = [
    'leave',
    'on-shift',
    'busy',
    'rest-before-shift',
    'too-long',
    'weekly-rest',
    'load',
  ]
  fc.assert(
    fc.property(situation, fc.nat(), (drawn, pick) => {
      const { question, slow } = situationOf(drawn)
      const refused = Array.from(freeTimes(question).refused).filter(({ reason }) =>
        lookedFor.includes(reason),
      )
      fc.pre(refused.length > 0)
      const { startAt, until, reason } = refused[pick % refused.length]!
      const holds = (at: Date) => slow.reasons(at, question.minutes).includes(reason)
      const lastAt = until ?? addMinutes(startAt, 24 * 60)
      const step = Math.max(15, Math.ceil(minutesBetween(startAt, lastAt) / 40 / 15) * 15)
      for (let at = startAt; at < lastAt; at = addMinutes(at, step))
        expect([reason, named({ startAt: at }), holds(at)]).toEqual([reason, named({ startAt: at }), true])
      if (until) {
        expect(holds(until)).toBe(false)
        expect(holds(addMinutes(until, -1))).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('the booking of one time is told what the list says of it', () => {
  fc.assert(
    fc.property(situation, fc.nat(), (drawn, pick) => {
      const { question } = situationOf(drawn)
      const { slots, refused } = freeTimes(question)
      const moment = (startAt: Date) => ({ ...question, startAt })
      const slot = slots[pick % Math.max(1, slots.length)]
      if (slot) {
        expect(refuseTime(moment(slot.startAt))).toBeNull()
        expect(warningsOf(moment(slot.startAt))).toEqual(slot.warnings)
      }
      const time = refused.at(pick % Math.max(1, refused.length))
      if (time)
        expect(refuseTime(moment(time.startAt))).toMatchObject({ reason: time.reason, because: time.because })
    }),
    { numRuns: 100 },
  )
}, 60_000)
