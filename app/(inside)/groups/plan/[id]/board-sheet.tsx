import type { BoardSearch } from './board-search'
import type { DraftPage } from './board-view'
import { GroupSheet } from './group-sheet'
import { MeetingSheet } from './meeting-sheet'
import { MemberSheet } from './member-sheet'

/** What the address asks to be opened on top of the board. */
export function BoardSheet({ page, search }: { page: DraftPage; search: BoardSearch }) {
  if (search.cell) return <MeetingSheet page={page} cell={search.cell} toWeek={search.week} />
  if (search.open) return <GroupSheet page={page} groupId={search.open} />
  return search.person ? <MemberSheet page={page} personId={search.person} /> : null
}
