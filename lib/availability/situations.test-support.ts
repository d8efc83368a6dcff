import * as fc from 'fast-check'
import { addDaysOn, addMinutes, dateOf, instantAt, wallTimeOf } from '@/lib/time'
import type { Hours } from './grid'
import type { Question } from './plan'
import type { Busy, Shift, ShiftKind } from './shifts'
import { SlowPerson } from './slow.test-support'
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
/** The shifts of one date, as numbers in `duties`. */
export const duty = fc.oneof(
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

/** One resident's weeks, what she is asked, and this hospital's numbers. */
export const situation = fc.record({
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

/** A situation as the engine and as the slow implementation are asked it. */
type Situation = { person: Participant; question: Question; rules: WorkingTime; slow: SlowPerson }

/** These dates' duties as a roster, from a week before this Monday. */
export function shiftsOf(monday: string, days: readonly (readonly number[])[]): Shift[] {
  return days.flatMap((kinds, index) => {
    const on = addDaysOn(monday, index - 7)
    return kinds.map((n) => {
      const [kind, start, minutes] = duties[n]!
      const startAt = instantAt(on, start)
      return { kind, startAt, endAt: addMinutes(startAt, minutes) }
    })
  })
}

export function situationOf(drawn: typeof situation extends fc.Arbitrary<infer T> ? T : never): Situation {
  const shifts = shiftsOf(drawn.monday, drawn.days)
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

export const named = ({ startAt }: { startAt: Date }) => `${dateOf(startAt)} ${wallTimeOf(startAt)}`
