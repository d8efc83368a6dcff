import { describe, expect, it } from 'vitest'
import { lineFor, offerUntil, type InLine } from './waiting-rules'

const now = new Date('2026-11-23T09:00:00Z')
const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

describe('until when an offer stands', () => {
  it.each([
    ['a day, when the start is far', 72, 24],
    ['two hours before the start, when that is sooner', 20, 18],
    ['half an hour at least', 2.25, 0.5],
    ['half an hour, to the minute before the start', 0.6, 0.5],
  ])('%s', (_, startsIn, until) => {
    expect(offerUntil(after(startsIn), now)).toEqual(after(until))
  })

  it('is no offer when it starts before she could answer', () => {
    expect(offerUntil(after(0.5), now)).toBeNull()
    expect(offerUntil(after(-1), now)).toBeNull()
  })
})

describe('who is first in line', () => {
  const waiting = (id: string, askedInHours: number, changes: Partial<InLine> = {}): InLine => ({
    id,
    personId: `person-${id}`,
    askedAt: after(askedInHours),
    hasOpenOffer: false,
    hadThisOne: false,
    ...changes,
  })
  const idsOf = (line: InLine[]) => line.map(({ id }) => id)

  it('is whoever asked first; at the same instant the order stays the same', () => {
    const three = [waiting('c', 2), waiting('b', 1), waiting('a', 1)]
    expect(idsOf(lineFor(three))).toEqual(['a', 'b', 'c'])
    expect(idsOf(lineFor(three.toReversed()))).toEqual(['a', 'b', 'c'])
  })

  it('passes over whoever must still answer another offer, and whoever gave this very time back', () => {
    const line = [
      waiting('a', 1, { hasOpenOffer: true }),
      waiting('b', 2, { hadThisOne: true }),
      waiting('c', 3),
    ]
    expect(idsOf(lineFor(line))).toEqual(['c'])
  })
})
