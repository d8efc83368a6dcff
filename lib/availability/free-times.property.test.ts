import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDaysOn, addMinutes, dateOf, instantAt, minutesBetween, wallTimeOf } from '@/lib/time'
import { freeTimes, refuseTime, warningsOf } from './free-times'
import { reasons, warnings, type Reason } from './reasons'
import { named, situation, situationOf } from './situations.test-support'
import { breachesOf } from './slow.test-support'

const lifted: readonly Reason[] = warnings
/** Nobody's: it lies with the date. */
const isDates = (reason: Reason | undefined) => reason === 'holiday' || reason === 'outside-hours'

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

test('of several people the reason that comes first of all is told, with whose it is', () => {
  fc.assert(
    fc.property(situation, situation, fc.nat(), (one, two, pick) => {
      const first = situationOf({ ...one, own: false })
      const other = situationOf({ ...one, days: two.days, sessions: two.sessions, own: false })
      const people = [first.person, { ...other.person, id: 'Daan' }]
      const { slots, refused } = freeTimes({ ...first.question, people })
      const { minutes } = first.question
      const told = (startAt: Date) => {
        const all = [first, other].map(({ slow }) => slow.reasons(startAt, minutes)[0])
        const order = all.map((reason) => (reason ? reasons.indexOf(reason) : Infinity))
        const least = Math.min(...order)
        const who = isDates(all[order.indexOf(least)]) ? null : people[order.indexOf(least)]!.id
        return least === Infinity ? ['free', null] : [reasons[least], who]
      }
      const isAsked = (_: unknown, index: number) => index % 7 === pick % 7
      for (const time of [...refused].filter(isAsked))
        expect([named(time), time.reason, time.who]).toEqual([named(time), ...told(time.startAt)])
      for (const slot of slots.filter(isAsked))
        expect([named(slot), ...told(slot.startAt)]).toEqual([named(slot), 'free', null])
    }),
    { numRuns: 30 },
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
