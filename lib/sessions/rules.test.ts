import { describe, expect, it } from 'vitest'
import { acts, answerUntil, isPast, partOf, refuseAct, stateOf, type Act, type SeatFacts } from './rules'

const startsAt = new Date('2026-11-26T13:30:00Z')
const session = { startsAt, cancelledAt: null, sequence: 2 }
const before = (hours: number, milliseconds = 0) =>
  new Date(startsAt.getTime() - hours * 3_600_000 + milliseconds)
const still = { answerBy: null, acceptedAt: null, declinedAt: null }
const resident: SeatFacts = { part: 'resident', ...still }
const guide: SeatFacts = { part: 'guide', ...still }
const asked: SeatFacts = { ...guide, answerBy: before(30) }
const offered: SeatFacts = { ...resident, answerBy: before(30) }

describe('where a session stands', () => {
  it.each([
    ['firm', session, [resident, guide]],
    ['asked', session, [resident, asked]],
    ['offered', session, [offered, guide]],
    ['firm', session, [resident, { ...asked, acceptedAt: before(40) }]],
    ['held', { ...session, heldAt: before(-1) }, [resident, guide]],
    ['missed', { ...session, missedAt: before(-1) }, [resident, guide]],
    ['cancelled', { ...session, cancelledAt: before(40) }, [resident, guide]],
    ['declined', { ...session, cancelledAt: before(40) }, [resident, { ...asked, declinedAt: before(40) }]],
    ['expired', { ...session, cancelledAt: before(30) }, [resident, asked]],
    // Kept for somebody who waits: her answer is not the one that was awaited.
    ['cancelled', { ...session, cancelledAt: before(40) }, [resident, { ...guide, answerBy: before(39) }]],
  ] as const)('is %s', (state, facts, seats) => {
    expect(stateOf(facts, seats, before(35))).toBe(state)
  })
  it('is expired at the very instant until which an answer was awaited', () => {
    expect(stateOf(session, [resident, asked], before(30, -1))).toBe('asked')
    expect(stateOf(session, [resident, asked], before(30))).toBe('expired')
  })
})

describe('what may be done', () => {
  const states = {
    firm: { facts: session, seats: [resident, guide] },
    asked: { facts: session, seats: [resident, asked] },
    offered: { facts: session, seats: [offered, guide] },
    held: { facts: { ...session, heldAt: before(-1) }, seats: [resident, guide] },
    missed: { facts: { ...session, missedAt: before(-1) }, seats: [resident, guide] },
    cancelled: { facts: { ...session, cancelledAt: before(60) }, seats: [resident, guide] },
    declined: {
      facts: { ...session, cancelledAt: before(60) },
      seats: [resident, { ...asked, declinedAt: before(60) }],
    },
    expired: {
      facts: { ...session, cancelledAt: before(20) },
      seats: [resident, { ...asked, answerBy: before(22) }],
    },
  } as const
  it.each(Object.keys(states) as (keyof typeof states)[])('holds to the table when %s', (state) => {
    const { facts, seats } = states[state]
    for (const act of Object.keys(acts) as Act[]) {
      // Marking begins where planning ends.
      const now = act === 'mark' ? before(-2) : before(48)
      const seat = act === 'answer' ? (seats.find((each) => each.answerBy) ?? seats[1]) : seats[1]
      const refusal = refuseAct(act, facts, seats, { seat }, 2, now)
      const isOpen = state === 'asked' || state === 'offered'
      expect([act, refusal === null]).toEqual([
        act,
        // By the start a question is over.
        act === 'mark' && isOpen ? false : acts[act].includes(state),
      ])
    }
  })
  it('lets the resident until exactly 24 hours before the start, and not a millisecond later', () => {
    const ask = (now: Date) => refuseAct('cancel', session, [resident, guide], { seat: resident }, 2, now)
    expect(ask(before(24))).toBeNull()
    expect(ask(before(24, 1))).toBe('too-late')
  })
  it('uses the window of the guide', () => {
    const ask = (now: Date) =>
      refuseAct('cancel', session, [resident, guide], { seat: resident, cancelMinutes: 120 }, 2, now)
    expect(ask(before(2))).toBeNull()
    expect(ask(before(2, 1))).toBe('too-late')
  })
  it('lets a resident withdraw a question at any time before the start', () => {
    const seats = [resident, { ...asked, answerBy: before(1) }]
    expect(refuseAct('cancel', session, seats, { seat: resident }, 2, before(3))).toBeNull()
  })
  it('lets the guide until the start', () => {
    const ask = (now: Date) => refuseAct('move', session, [resident, guide], { seat: guide }, 2, now)
    expect(ask(before(0, -1))).toBeNull()
    expect(ask(before(0))).toBe('past')
  })
  it('refuses a screen that is behind', () => {
    expect(refuseAct('move', session, [resident, guide], { seat: guide }, 1, before(48))).toBe('changed')
  })
  it('takes an answer only from whoever is asked', () => {
    expect(refuseAct('answer', session, [resident, asked], { seat: resident }, 2, before(48))).toBe(
      'nothing-asked',
    )
  })
  it('is marked from the start on', () => {
    const ask = (now: Date) => refuseAct('mark', session, [resident, guide], { seat: guide }, 2, now)
    expect(ask(before(0, -1))).toBe('not-begun')
    expect(ask(before(0))).toBeNull()
  })
})

describe('how long a question waits', () => {
  it('waits three days, or until an hour before the start, whichever comes first', () => {
    expect(answerUntil(startsAt, before(200))).toEqual(before(128))
    expect(answerUntil(startsAt, before(10))).toEqual(before(1))
  })
  it('waits until the start for what begins within the hour', () => {
    expect(answerUntil(startsAt, before(0.5))).toEqual(startsAt)
    expect(answerUntil(startsAt, before(1))).toEqual(startsAt)
  })
})

it('is past from its start on', () => {
  expect(isPast(session, before(0, -1))).toBe(false)
  expect(isPast(session, startsAt)).toBe(true)
})

it('knows the parts from the pairing', () => {
  expect(partOf({ residentId: 'a' }, { id: 'a' })).toBe('resident')
  expect(partOf({ residentId: 'a' }, { id: 'b' })).toBe('guide')
})
