import { describe, expect, it } from 'vitest'
import { asked, at, board, draft, startMs } from './board.test-support'
import { smallGroups, unplacedReason, weakSpots } from './weak-spots'

describe('why somebody can come to so few', () => {
  it('names what is in the way, how often it is on that weekday, and the group that would be better', () => {
    const [first, second] = weakSpots(board(), asked)
    expect(first).toMatchObject({
      personId: 'p1',
      present: 1,
      held: 2,
      missed: { shift: 1, rest: 0, busy: 0 },
      usual: { weekday: 0, at: '10:00', all: 4, causes: { shift: 1, rest: 0, busy: 0 } },
      better: { group: { id: 'b' }, present: 2, held: 2, obstacle: null },
    })
    expect(second).toMatchObject({
      personId: 'p2',
      missed: { shift: 0, rest: 1, busy: 0 },
      usual: { all: 4, causes: { shift: 0, rest: 2, busy: 0 } },
    })
  })

  it('finds another start in the same week, fewest others lost, and none where the facilitator is elsewhere', () => {
    expect(weakSpots(board(), asked).map(({ relaxation }) => relaxation)).toEqual([null, null])
    const later = draft.groups.map((group) =>
      group.id === 'b' ? { ...group, meetings: [at(1, 1), at(3)] } : group,
    )
    const [first] = weakSpots(board({}, { ...draft, groups: later }), asked)
    expect(first!.relaxation).toEqual({ fromMs: startMs(0), toMs: startMs(0, 1), othersLost: 0 })
    const locked = later.map((group) => ({
      ...group,
      meetings: group.meetings.map((meeting) => ({ ...meeting, locked: true as const })),
    }))
    expect(weakSpots(board({}, { ...draft, groups: locked }), asked)[0]!.relaxation).toBeNull()
  })

  it('counts only weeks in which she is here, and nobody who can come to two thirds', () => {
    const { residents } = board().ground
    const here = residents.map((one) => (one.id === 'p1' ? { ...one, activeUntil: 14 } : one))
    const found = weakSpots(board({ residents: here }), asked)
    expect(found[0]).toMatchObject({ personId: 'p1', present: 0, held: 1, usual: { all: 2 } })
    expect(found.map(({ personId }) => personId)).toEqual(['p1', 'p2'])
  })
})

describe('somebody without a group', () => {
  it('is told where there is room, or which rules leave none', () => {
    expect(unplacedReason(board(), asked, 'p5')).toMatchObject({
      open: { group: { id: 'b' }, present: 2, held: 2 },
    })
    const full = { ...asked, sizeMost: 1 }
    expect(unplacedReason(board(), full, 'p5')).toEqual({
      open: null,
      obstacles: { full: 2, unequal: 0, line: 0, department: 0, room: 0 },
    })
  })
})

it('a group under the size asked is named with the figures that make it so', () => {
  expect(smallGroups(board(), asked)).toEqual([
    { group: 'B', members: 1, least: 2, people: 4, groups: 2, average: 2 },
  ])
})
