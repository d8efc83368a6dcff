import type { Draft } from '@/db/schema/groups'
import type { Board, DraftGroup } from './board'
import type { Asked } from './plan-input'

/** Nothing is changed in place: a change is another draft. */
function withGroup(draft: Draft, changed: DraftGroup): Draft {
  return { ...draft, groups: draft.groups.map((group) => (group.id === changed.id ? changed : group)) }
}

/** The ids of the groups that are not the same in two drafts of one plan. */
export function changedGroups(before: Draft, after: Draft): string[] {
  const known = new Map(before.groups.map((group) => [group.id, JSON.stringify(group)]))
  return after.groups.filter((group) => known.get(group.id) !== JSON.stringify(group)).map(({ id }) => id)
}

/** The draft with one meeting at another start, or null when it cannot be there. Order of time is kept. */
export function moveMeetingIn(board: Board, groupId: string, index: number, startMs: number): Draft | null {
  const group = board.draft.groups.find(({ id }) => id === groupId)
  if (!group?.meetings[index] || group.meetings[index].locked) return null
  const place = board.placesFor(group, index, Infinity).find((each) => each.startMs === startMs)
  if (!place) return null
  const moved = { startsAt: new Date(startMs).toISOString(), roomId: place.roomId }
  const meetings = group.meetings
    .map((meeting, n) => (n === index ? moved : meeting))
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
  return withGroup(board.draft, { ...group, meetings })
}

/** The draft with a meeting that stays where it is when it is planned again, or no longer does. */
export function lockMeetingIn(draft: Draft, groupId: string, index: number): Draft | null {
  const group = draft.groups.find(({ id }) => id === groupId)
  if (!group?.meetings[index]) return null
  const meetings = group.meetings.map(({ locked, ...meeting }, n) =>
    (n === index) === !locked ? { ...meeting, locked: true as const } : meeting,
  )
  return withGroup(draft, { ...group, meetings })
}

/** The draft in which the rest of these members is set aside for one meeting, with the reason that they will read. */
export function planAnywayIn(
  board: Board,
  groupId: string,
  index: number,
  anyway: { reason: string; members: string[] },
): Draft | null {
  const group = board.draft.groups.find(({ id }) => id === groupId)
  if (!group?.meetings[index]) return null
  const resting = board.resting(group, index)
  if (anyway.members.some((id) => !resting.includes(id))) return null
  const meetings = group.meetings.map((meeting, n) => (n === index ? { ...meeting, anyway } : meeting))
  return withGroup(board.draft, { ...group, meetings })
}

export function renameIn(draft: Draft, groupId: string, name: string): Draft | null {
  const group = draft.groups.find(({ id }) => id === groupId)
  return group ? withGroup(draft, { ...group, name }) : null
}

/** Where somebody could go, with what it does to both groups. */
export interface MemberPlace {
  group: DraftGroup
  /** To how many of its meetings she could come. */
  present: number
  held: number
  /** What stands in the way; null when nothing does. */
  obstacle: 'full' | 'unequal' | 'line' | 'department' | 'room' | null
}

/** Every other group for one person, the one that suits her best first. */
export function memberPlaces(board: Board, asked: Asked, personId: string): MemberPlace[] {
  const { ground, draft } = board
  const person = ground.residents.find(({ id }) => id === personId)
  if (!person) return []
  const apart = new Set(ground.apart.flatMap(([a, b]) => (a === personId ? [b] : b === personId ? [a] : [])))
  const departmentOf = new Map(ground.residents.map(({ id, departmentId }) => [id, departmentId]))
  const obstacleOf = (group: DraftGroup): MemberPlace['obstacle'] => {
    const guide = ground.guides.find(({ id }) => id === group.facilitatorId)
    const same = group.members.filter((id) => departmentOf.get(id) === person.departmentId).length
    const rooms = group.meetings.map(
      ({ roomId }) => ground.rooms.find(({ id }) => id === roomId)?.places ?? 0,
    )
    if (group.members.some((id) => apart.has(id))) return 'unequal'
    if (guide?.notFor.includes(person.departmentId)) return 'line'
    if (group.members.length >= asked.sizeMost) return 'full'
    if (same >= asked.sameDepartment) return 'department'
    return rooms.some((places) => places < group.members.length + 2) ? 'room' : null
  }
  return draft.groups
    .filter((group) => !group.members.includes(personId))
    .map((group) => ({
      group,
      ...board.shareOf(personId, group),
      obstacle: obstacleOf(group),
    }))
    .toSorted((a, b) => Number(a.obstacle !== null) - Number(b.obstacle !== null) || b.present - a.present)
}

/** The draft with somebody in another group, or in none (`toGroupId` empty); null when a rule stands in the way. */
export function moveMemberIn(board: Board, asked: Asked, personId: string, toGroupId: string): Draft | null {
  const { draft } = board
  const from = draft.groups.find(({ members }) => members.includes(personId))
  if (!from && !draft.unplaced.includes(personId)) return null
  if (toGroupId !== '') {
    const place = memberPlaces(board, asked, personId).find(({ group }) => group.id === toGroupId)
    if (!place || place.obstacle) return null
  }
  // A reason to plan against her rest was given for the meetings of her old group.
  const without = (group: DraftGroup): DraftGroup => ({
    ...group,
    members: group.members.filter((id) => id !== personId),
    meetings: group.meetings.map(({ anyway, ...meeting }) => {
      const members = anyway?.members.filter((id) => id !== personId) ?? []
      return anyway && members.length > 0 ? { ...meeting, anyway: { ...anyway, members } } : meeting
    }),
  })
  return {
    groups: draft.groups.map((group) => {
      if (group === from) return without(group)
      return group.id === toGroupId ? { ...group, members: [...group.members, personId] } : group
    }),
    unplaced:
      toGroupId === ''
        ? [...draft.unplaced.filter((id) => id !== personId), personId]
        : draft.unplaced.filter((id) => id !== personId),
  }
}
