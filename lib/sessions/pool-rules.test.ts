import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inFairOrder, type PoolLoad } from './pool-rules'

const days = 90
const mentor = (mentorId: string, changes: Partial<PoolLoad> = {}): PoolLoad => ({
  mentorId,
  sessions: 0,
  weeklyMinutes: 240,
  daysAway: 0,
  ...changes,
})
/** Gives one session after another, each to the first of those who are free then. */
function give(loads: PoolLoad[], requests: readonly (readonly number[])[]): PoolLoad[] {
  requests.forEach((free, n) => {
    const asked = free.length > 0 ? loads.filter((_, index) => free.includes(index)) : loads
    const [first] = inFairOrder(asked, days, `2026-11-${n}`)
    if (first) first.sessions += 1
  })
  return loads
}
const everybody = (count: number) => Array.from({ length: count }, () => [])
const ids = (count: number) => Array.from({ length: count }, (_, n) => `mentor-${n}`)

describe('the pool', () => {
  it('spreads any number of sessions over equal mentors with a difference of one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 300 }), (count, requests) => {
        const counts = give(
          ids(count).map((id) => mentor(id)),
          everybody(requests),
        ).map((load) => load.sessions)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives nobody so many that one less would still not make another the next, whatever they offer and however long they are away', () => {
    const one = fc.record({
      weeklyMinutes: fc.integer({ min: 15, max: 2400 }),
      daysAway: fc.integer({ min: 0, max: 89 }),
    })
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        (facts, requests) => {
          const loads = give(
            facts.map((fact, n) => mentor(`mentor-${n}`, fact)),
            everybody(requests),
          )
          const offered = (load: PoolLoad) => load.weeklyMinutes * (days - load.daysAway)
          for (const a of loads)
            for (const b of loads)
              expect(a.sessions * offered(b)).toBeLessThanOrEqual((b.sessions + 1) * offered(a))
        },
      ),
    )
  })

  it('comes to rest again when some are not free for a while', () => {
    const loads = give(
      ids(3).map((id) => mentor(id)),
      [...Array.from({ length: 6 }, () => [0]), ...everybody(12)],
    )
    expect(loads.map((load) => load.sessions)).toEqual([6, 6, 6])
  })

  it('does not count weeks away against her: half the time there is half the sessions, not a backlog', () => {
    const loads = give([mentor('a'), mentor('b', { daysAway: 45 })], everybody(30))
    expect(loads.map((load) => load.sessions)).toEqual([20, 10])
  })

  it('asks more of whoever offers more hours', () => {
    const loads = give([mentor('a', { weeklyMinutes: 480 }), mentor('b')], everybody(30))
    expect(loads.map((load) => load.sessions)).toEqual([20, 10])
  })

  it('decides between equals by the day, the same on the same day and not by the alphabet', () => {
    const loads = ids(5).map((id) => mentor(id))
    const firstOn = (key: string, among = loads) => inFairOrder(among, days, key)[0]?.mentorId
    expect(firstOn('2026-11-23')).toBe(firstOn('2026-11-23', loads.toReversed()))
    const times = new Map<string, number>()
    for (let day = 0; day < 1000; day += 1) {
      const first = firstOn(`day-${day}`) ?? ''
      times.set(first, (times.get(first) ?? 0) + 1)
    }
    for (const id of ids(5)) expect(times.get(id)).toBeGreaterThan(150)
  })
})
