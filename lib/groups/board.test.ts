import { describe, expect, it } from 'vitest'
import { Board } from './board'
import { at, asked, board, draft, ground, groupA, id, startMs } from './board.test-support'
import {
  changedGroups,
  lockMeetingIn,
  memberPlaces,
  moveMeetingIn,
  moveMemberIn,
  planAnywayIn,
} from './board-changes'
import type { Ground } from './ground'
import { figuresOf, joinEffects, leaveEffect } from './member-effects'
import { moveMemberInput } from './plan-input'

describe('a cell', () => {
  it('counts who can, and why others cannot', () => {
    const [first, second] = board().cells(groupA)
    expect(first).toMatchObject({ week: 0, members: 3, canIds: ['p3'], level: 'few' })
    expect(first!.missing).toEqual({ shift: 1, rest: 1, busy: 0 })
    expect(second).toMatchObject({ week: 2, canIds: ['p1', 'p2', 'p3'], level: 'full' })
  })

  it('counts nobody who is not in service that day, and says whose roster ends', () => {
    const left = ground.residents.map((one) => (one.id === 'p1' ? { ...one, activeUntil: 7 } : one))
    expect(board({ residents: left }).cells(groupA)[1]).toMatchObject({ members: 2, level: 'full' })
    expect(board().at(['p3'], startMs(3)).unknown).toBe(1)
  })
})

it('a standing is the mean over people, not over meetings', () => {
  const { mean, lowest, unplaced, attendances } = board().standing()
  expect(mean).toBeCloseTo((0.5 + 0.5 + 1 + 1) / 4)
  expect([lowest, unplaced, attendances]).toEqual([0.5, 1, 6])
  expect(board().weak()).toEqual(['p1', 'p2'])
})

it('counts who meets somebody of her last group again, of those who had one', () => {
  const before = (ids: string[]) =>
    ground.residents.map((one) => ({ ...one, previousGroup: ids.includes(one.id) ? 'old' : null }))
  expect(board().again()).toEqual({ count: 0, all: 0 })
  expect(board({ residents: before(['p1', 'p2', 'p4']) }).again()).toEqual({ count: 2, all: 3 })
  expect(board({ residents: before(['p1', 'p4', 'p5']) }).again()).toEqual({ count: 0, all: 2 })
})

describe('moving a meeting', () => {
  it('offers of each week its best start, most attendance first, without weeks of the group’s own meetings', () => {
    expect(
      board()
        .placesFor(groupA, 0)
        .map(({ week, can: count }) => [week, count]),
    ).toEqual([
      [1, 3],
      [3, 3],
      [0, 1],
    ])
  })

  it('leaves out when the facilitator is elsewhere, away, or no room is free', () => {
    const weeks = (one: Board, late: number) =>
      one
        .placesFor(groupA, 0, Infinity)
        .filter((place) => (place.startMs - startMs(0)) % (7 * 86_400_000) === late * 3 * 3_600_000)
        .map(({ week }) => week)
        .toSorted()
    expect(weeks(board(), 0)).toEqual([0, 1])
    expect(weeks(board(), 1)).toEqual([1, 3])
    const rooms = [{ ...ground.rooms[0]!, open: Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 1) }]
    expect(weeks(board({ rooms }), 0)).toEqual([0])
    expect(weeks(board({ rooms: [{ ...ground.rooms[0]!, places: 3 }] }), 0)).toEqual([])
  })

  it('gives another draft, in order of time, and leaves the old one as it was', () => {
    const moved = moveMeetingIn(board(), 'a', 0, startMs(3, 1))!
    expect(moved.groups[0]!.meetings.map(({ startsAt }) => Date.parse(startsAt))).toEqual([
      startMs(2),
      startMs(3, 1),
    ])
    expect(draft.groups[0]!.meetings[0]).toEqual(at(0))
  })

  it('names the groups that a change touches, and no other', () => {
    expect(changedGroups(draft, moveMeetingIn(board(), 'a', 0, startMs(3, 1))!)).toEqual(['a'])
    expect(changedGroups(draft, moveMemberIn(board(), asked, 'p1', 'b')!)).toEqual(['a', 'b'])
    expect(changedGroups(draft, moveMemberIn(board(), asked, 'p5', 'b')!)).toEqual(['b'])
    expect(changedGroups(draft, structuredClone(draft))).toEqual([])
  })

  it('is refused where it cannot be, and for one that is locked', () => {
    expect(moveMeetingIn(board(), 'a', 0, startMs(2, 1))).toBe(null)
    expect(moveMeetingIn(board(), 'x', 0, startMs(1))).toBe(null)
    const locked = lockMeetingIn(draft, 'a', 0)!
    expect(moveMeetingIn(board({}, locked), 'a', 0, startMs(1))).toBe(null)
    expect(lockMeetingIn(locked, 'a', 0)).toEqual(draft)
  })
})

describe('planning anyway', () => {
  it('sets rest aside, never a duty', () => {
    const reason = 'Alleen deze week kan.'
    expect(planAnywayIn(board(), 'a', 0, { reason, members: ['p1'] })).toBe(null)
    const anyway = planAnywayIn(board(), 'a', 0, { reason, members: ['p2'] })!
    expect(board({}, anyway).cells(anyway.groups[0]!)[0]).toMatchObject({ canIds: ['p2', 'p3'] })
  })
})

describe('moving a member', () => {
  it('shows each group with what it does to it, the one that suits best first', () => {
    expect(memberPlaces(board(), asked, 'p5')).toMatchObject([
      { group: { id: 'b' }, present: 2, held: 2, obstacle: null },
      { group: { id: 'a' }, obstacle: 'full' },
    ])
  })

  it('names the rule in the way', () => {
    const obstacle = (changes: Partial<Ground>) =>
      memberPlaces(board(changes), asked, 'p5').find(({ group }) => group.id === 'b')?.obstacle
    expect(obstacle({ apart: [['p4', 'p5']] })).toBe('unequal')
    expect(obstacle({ guides: [{ ...ground.guides[0]!, notFor: ['a'] }] })).toBe('line')
    expect(obstacle({ rooms: [{ ...ground.rooms[0]!, places: 2 }] })).toBe('room')
    const full = { ...asked, sameDepartment: 1 }
    const same = ground.residents.map((one) => ({ ...one, departmentId: 'a' }))
    expect(memberPlaces(board({ residents: same }), full, 'p5').at(-1)?.obstacle).toBe('department')
  })

  it('brings her over, takes her out, and takes a reason about her rest away', () => {
    const moved = moveMemberIn(board(), asked, 'p5', 'b')!
    expect([moved.groups[1]!.members, moved.unplaced]).toEqual([['p4', 'p5'], []])
    expect(moveMemberIn(board(), asked, 'p5', 'a')).toBe(null)
    const anyway = planAnywayIn(board(), 'a', 0, { reason: 'Zo.', members: ['p2'] })!
    const out = moveMemberIn(board({}, anyway), asked, 'p2', '')!
    expect([out.groups[0]!.members, out.unplaced]).toEqual([
      ['p1', 'p3'],
      ['p5', 'p2'],
    ])
    expect(out.groups[0]!.meetings[0]).toEqual(at(0))
  })

  it('says before it is done what it does to both groups', () => {
    const [b] = joinEffects(board(), asked, 'p1')
    expect(leaveEffect(board(), 'p1')).toMatchObject({
      group: { id: 'a' },
      before: { size: 3, attendance: 4 / 6 },
      after: { size: 2, attendance: 3 / 4 },
    })
    expect(b!.change).toMatchObject({
      group: { id: 'b' },
      before: { size: 1, attendance: 1 },
      after: { size: 2, attendance: 1 },
    })
    const after = board({}, moveMemberIn(board(), asked, 'p1', 'b')!)
    expect(leaveEffect(after, 'p1')!.before).toEqual(b!.change.after)
    expect(leaveEffect(after, 'p4')!.before).toEqual(b!.change.after)
    expect(leaveEffect(board(), 'p5')).toBe(null)
  })

  it('is out of her group when no other is named', () => {
    expect(moveMemberInput.parse({ planId: id(1), seen: '0', personId: id(2) }).toGroupId).toBe('')
  })

  it('says how a group is now', () => {
    expect(figuresOf(board(), groupA)).toEqual({ size: 3, attendance: 4 / 6 })
    expect(figuresOf(board(), groupA, ['p3'])).toEqual({ size: 1, attendance: 1 })
  })

  it('has no attendance of a group in which nobody is left', () => {
    expect(leaveEffect(board(), 'p4')!.after).toEqual({ size: 0, attendance: null })
  })
})
