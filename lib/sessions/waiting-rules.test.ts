import { describe, expect, it } from 'vitest'
import { quietUntil } from './reach'
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

describe('an offer to somebody whom no mail may reach yet', () => {
  const until = (start: string, asked: string) => {
    const offeredAt = new Date(asked)
    return offerUntil(
      new Date(start),
      offeredAt,
      quietUntil(offeredAt, { from: '22:00', until: '07:00' }) ?? offeredAt,
    )
  }

  it.each([
    [
      'stands a day from the morning on',
      '2026-11-25T22:00:00Z',
      '2026-11-30T09:00:00Z',
      '2026-11-27T06:00:00Z',
    ],
    [
      'ends two hours before the start',
      '2026-11-25T22:00:00Z',
      '2026-11-26T12:00:00Z',
      '2026-11-26T10:00:00Z',
    ],
    ['stands half an hour at least', '2026-11-25T22:00:00Z', '2026-11-26T07:30:00Z', '2026-11-26T06:30:00Z'],
    [
      'stands a day from a short night on',
      '2026-03-28T22:30:00Z',
      '2026-04-02T09:00:00Z',
      '2026-03-30T05:00:00Z',
    ],
    [
      'stands a day from a long night on',
      '2026-10-24T22:30:00Z',
      '2026-10-29T09:00:00Z',
      '2026-10-26T06:00:00Z',
    ],
    [
      'stands half an hour after a short night',
      '2026-03-29T00:30:00Z',
      '2026-03-29T06:00:00Z',
      '2026-03-29T05:30:00Z',
    ],
    [
      'stands half an hour after a long night',
      '2026-10-25T00:30:00Z',
      '2026-10-25T07:00:00Z',
      '2026-10-25T06:30:00Z',
    ],
  ])('%s', (_, asked, start, expected) => {
    expect(until(start, asked)).toEqual(new Date(expected))
  })

  it('is not made when it starts before she could answer', () => {
    expect(until('2026-11-26T06:30:00Z', '2026-11-25T22:00:00Z')).toBeNull()
    expect(until('2026-03-29T05:30:00Z', '2026-03-28T22:30:00Z')).toBeNull()
    expect(until('2026-10-25T06:30:00Z', '2026-10-24T22:30:00Z')).toBeNull()
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
