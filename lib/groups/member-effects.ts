import type { Board, DraftGroup } from './board'
import { memberPlaces, type MemberPlace } from './board-changes'
import type { Asked } from './plan-input'

/** Members of a group, and the attendances of its meetings as a share (0 to 1); null when nobody is in it. */
interface GroupFigures {
  size: number
  attendance: number | null
}

/** What a move does to one group. */
export interface GroupChange {
  group: DraftGroup
  before: GroupFigures
  after: GroupFigures
}

/** A group as it is, or as it would be with these members. */
export function figuresOf(board: Board, group: DraftGroup, members = group.members): GroupFigures {
  let held = 0
  let present = 0
  for (const { startsAt, anyway } of group.meetings) {
    const found = board.at(members, Date.parse(startsAt), anyway?.members)
    held += found.members.length
    present += found.canIds.length
  }
  return { size: members.length, attendance: held > 0 ? present / held : null }
}

const changeOf = (board: Board, group: DraftGroup, after: string[]): GroupChange => ({
  group,
  before: figuresOf(board, group),
  after: figuresOf(board, group, after),
})

/** What it does to the group that somebody leaves; null when she is in none. */
export function leaveEffect(board: Board, personId: string): GroupChange | null {
  const from = board.draft.groups.find(({ members }) => members.includes(personId))
  if (!from) return null
  return changeOf(
    board,
    from,
    from.members.filter((id) => id !== personId),
  )
}

/** Every other group for one person, the one that suits her best first, with what it does to that group. */
export function joinEffects(
  board: Board,
  asked: Asked,
  personId: string,
): (MemberPlace & { change: GroupChange })[] {
  return memberPlaces(board, asked, personId).map((place) => ({
    ...place,
    change: changeOf(board, place.group, [...place.group.members, personId]),
  }))
}
