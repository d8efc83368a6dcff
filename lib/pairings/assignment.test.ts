import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, lowerBound, type AssignmentQuestion } from './assignment'
import { large } from './assignment.test-support'

/** Every way to place people, the dear one last: the best by the definition itself. */
function bestByTryingAll({ people, places }: AssignmentQuestion): { placed: boolean[]; cost: number } {
  const used = places.map(() => 0)
  let best: { placed: boolean[]; cost: number } | null = null
  const chosen: boolean[] = []
  const isBetter = (placed: boolean[], cost: number) => {
    if (!best) return true
    const count = (list: boolean[]) => list.filter(Boolean).length
    if (count(placed) !== count(best.placed)) return count(placed) > count(best.placed)
    const first = placed.findIndex((each, n) => each !== best!.placed[n])
    return first < 0 ? cost < best.cost : placed[first]!
  }
  const go = (person: number, cost: number): void => {
    if (person === people.length) {
      if (isBetter(chosen, cost)) best = { placed: [...chosen], cost }
      return
    }
    const { hosts, costs } = people[person]!
    for (let n = 0; n < hosts.length; n += 1) {
      const host = hosts[n]!
      const place = places[host]![used[host]!]
      if (place === undefined) continue
      used[host]! += 1
      chosen[person] = true
      go(person + 1, cost + costs[n]! + place)
      used[host]! -= 1
    }
    chosen[person] = false
    go(person + 1, cost)
  }
  go(0, 0)
  return best!
}

const question = fc.integer({ min: 1, max: 4 }).chain((hosts) =>
  fc.record({
    people: fc.array(
      fc.uniqueArray(fc.integer({ min: 0, max: hosts - 1 }), { maxLength: hosts }).chain((options) =>
        fc.record({
          hosts: fc.constant(options),
          costs: fc.array(fc.integer({ min: 0, max: 20 }), {
            minLength: options.length,
            maxLength: options.length,
          }),
        }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    places: fc.array(
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }).map((each) => each.sort((a, b) => a - b)),
      { minLength: hosts, maxLength: hosts },
    ),
  }),
)

function expectLegal({ people, places }: AssignmentQuestion, hostOf: Int32Array): void {
  const used = places.map(() => 0)
  hostOf.forEach((host, person) => {
    if (host < 0) return
    expect(Array.from(people[person]!.hosts)).toContain(host)
    used[host]! += 1
  })
  used.forEach((count, host) => expect(count).toBeLessThanOrEqual(places[host]!.length))
}

/**
 * Whether nobody more can be placed (Hall): from whoever was left out, all hosts that can be reached over those who sit
 * there are full, and all of those come before her.
 */
function hasNoWay({ people, places }: AssignmentQuestion, hostOf: Int32Array, left: number): boolean {
  const guests = places.map((): number[] => [])
  hostOf.forEach((host, person) => host >= 0 && guests[host]!.push(person))
  const [seen, open] = [new Set<number>(), [left]]
  for (let person = open.pop(); person !== undefined; person = open.pop())
    for (const host of Array.from(people[person]!.hosts)) {
      if (seen.has(host)) continue
      seen.add(host)
      if (guests[host]!.length < places[host]!.length || guests[host]!.some((guest) => guest > left))
        return false
      open.push(...guests[host]!)
    }
  return true
}

describe('the assignment', () => {
  it('is the best of all that there are: most people, who come first, lowest cost', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const found = assign(asked)
        const best = bestByTryingAll(asked)
        expectLegal(asked, found.hostOf)
        expect(Array.from(found.hostOf, (host) => host >= 0)).toEqual(best.placed)
        expect(found.cost).toBe(best.cost)
        expect(lowerBound(asked, found)).toBe(found.cost)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['few options and room for all', large(1000, 150, 20, 8)],
    ['few options and too little room', large(1000, 150, 20, 5)],
    ['few options, most of them full', large(1000, 150, 3, 7)],
    ['all pairs and room for all', large(1000, 150, 150, 8)],
    ['all pairs and too little room', large(1000, 150, 150, 6)],
  ])('proves itself by its prices with a thousand people: %s', (_, asked) => {
    const found = assign(asked)
    expectLegal(asked, found.hostOf)
    expect(lowerBound(asked, found)).toBe(found.cost)
    const left = [...found.hostOf.keys()].filter((person) => found.hostOf[person]! < 0)
    expect(left.filter((person) => !hasNoWay(asked, found.hostOf, person))).toEqual([])
  })

  it('spreads people over hosts when each next place costs more', () => {
    const anywhere = { hosts: [0, 1], costs: [0, 0] }
    const { hostOf } = assign({
      people: [anywhere, anywhere, anywhere, anywhere],
      places: [
        [1, 3, 5, 7],
        [1, 3, 5, 7],
      ],
    })
    expect(Array.from(hostOf).sort()).toEqual([0, 0, 1, 1])
  })
})
