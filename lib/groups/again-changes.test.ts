import { describe, expect, it } from 'vitest'
import { words } from '@/lib/words/words'
import { countAgain, groupChanges, keepRooms, listAgain } from './again-changes'
import { draft, ground, startMs } from './board.test-support'
import { sayEach } from './planner/changes'
import type { PublishedGroup } from './published'

const meeting = (groupId: string, week: number, late = 0, roomId = 'r') => ({
  id: `${groupId}-${week}`,
  groupId,
  startsAt: new Date(startMs(week, late)),
  endsAt: new Date(startMs(week, late) + 5_400_000),
  roomId,
  sequence: 0,
  seatedIds: [],
  guideId: 'g',
})
const stay = (groupId: string, personId: string) => ({
  id: `${groupId} ${personId}`,
  groupId,
  personId,
  fromOn: '2027-01-04',
  untilOn: null,
})
const group = (id: string, members: string[], coming: PublishedGroup['coming']) =>
  ({
    group: { id, name: id.toUpperCase(), facilitatorId: 'g' },
    members: members.map((one) => stay(id, one)),
    past: [],
    coming,
    stays: null,
  }) as unknown as PublishedGroup
/** Those of the draft: A on Mondays 1 and 3, B on 1 (late) and 4. */
const published = [
  group('a', ['p1', 'p2', 'p3'], [meeting('a', 0), meeting('a', 2)]),
  group('b', ['p4'], [meeting('b', 0, 1), meeting('b', 3)]),
]
const at = (week: number, late = 0, roomId = 'r') => ({
  startsAt: new Date(startMs(week, late)).toISOString(),
  roomId,
})

describe('what a proposal changes', () => {
  it('is nothing when it is what people know', () => {
    expect(listAgain(groupChanges(published, draft))).toEqual([])
    expect(sayEach(words('nl'), [], String, String)).toEqual(['Er verandert niets.'])
  })

  it('is who comes, goes and changes group, and where a meeting went; nothing of a group that stays as it is', () => {
    const other = {
      groups: [
        { ...draft.groups[0]!, members: ['p1', 'p4'], meetings: [at(0), at(3, 1)] },
        { ...draft.groups[1]!, members: ['p2', 'p5'], meetings: [at(0, 1, 's'), at(3)], facilitatorId: 'h' },
      ],
      unplaced: [],
    }
    const changes = listAgain(groupChanges(published, other))
    expect(changes).toEqual([
      { kind: 'moved', resident: 'p4', from: 'b', to: 'a' },
      { kind: 'moved', resident: 'p2', from: 'a', to: 'b' },
      { kind: 'joined', resident: 'p5', to: 'b' },
      { kind: 'left', resident: 'p3' },
      { kind: 'meeting', group: 'a', from: new Date(startMs(2)), to: new Date(startMs(3, 1)) },
      { kind: 'guide', group: 'b', from: 'g', to: 'h' },
    ])
    expect(countAgain(changes)).toEqual({ moved: 2, joined: 1, left: 1, meetings: 1, guides: 1 })
    const stays = published.map((one) => ({ ...one, stays: 'no-room' as const }))
    expect(listAgain(groupChanges(stays, other))).toEqual([])
  })
})

describe('rooms', () => {
  const open = new Uint8Array(ground.slots.length).fill(1)
  const rooms = [
    { id: 'r', name: 'R', places: 10, open },
    { id: 's', name: 'S', places: 4, open },
  ]
  const kept = (of = draft, from = published, those = rooms) =>
    keepRooms({ ...ground, rooms: those, published: from }, of).groups.map(({ meetings }) =>
      meetings.map(({ roomId }) => roomId),
    )
  const swapped = {
    ...draft,
    groups: draft.groups.map((one) => ({
      ...one,
      meetings: one.meetings.map((each) => ({ ...each, roomId: 's' })),
    })),
  }

  it('stay those of the meetings that stay', () => {
    expect(kept(swapped)).toEqual([
      ['r', 'r'],
      ['r', 'r'],
    ])
  })

  it('are given up by a meeting that moved there, for another that is free', () => {
    const [a, b] = swapped.groups
    const moved = { ...swapped, groups: [a!, { ...b!, meetings: [at(0), at(3, 0, 's')] }] }
    expect(kept(moved)).toEqual([
      ['r', 'r'],
      ['s', 'r'],
    ])
    // Without another nothing is changed.
    expect(kept(moved, published, rooms.slice(0, 1))).toEqual([
      ['s', 's'],
      ['r', 's'],
    ])
  })

  it('that have become too small are not kept', () => {
    const small = [group('a', ['p1'], [meeting('a', 0, 0, 's'), meeting('a', 2, 0, 's')]), published[1]!]
    const large = { ...draft.groups[0]!, members: ['p1', 'p2', 'p3', 'p5'] }
    expect(kept({ ...draft, groups: [large, draft.groups[1]!] }, small)[0]).toEqual(['r', 'r'])
  })
})
