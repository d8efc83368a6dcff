import type { Message } from '@/lib/command'
import { tell } from '@/lib/sessions/booking'
import { tellTogether } from '@/lib/sessions/series-messages'
import type { Viewer } from '@/lib/viewer'
import { groupChanges } from './again-changes'
import { seatsOf, type SeatedChange } from './again-meetings'
import type { Board } from './board'
import { tellGroup } from './told'

/**
 * What everybody hears: who comes into a group hears of the group with her dates, who has none any more that she left; of the
 * others whoever's agenda changes, one message about what moved, one about what she cannot come to any more, one about what she
 * can come to now. Whose time stays as it is hears nothing.
 */
export function tellAgain(viewer: Viewer, now: Date, all: readonly SeatedChange[]): Message[] {
  const joinedAny = new Set(all.flatMap(({ change }) => change.joined))
  const about = all.flatMap(({ change: { before, after, joined, left, hasOtherGuide } }) => [
    ...tellGroup(
      'group.planned',
      viewer,
      after.id,
      hasOtherGuide ? [...joined, after.facilitatorId] : joined,
      now,
    ),
    ...tellGroup(
      'group.left',
      viewer,
      after.id,
      [...left.filter((id) => !joinedAny.has(id)), ...(hasOtherGuide ? [before.group.facilitatorId] : [])],
      now,
    ),
    ...(joined.length + left.length > 0 && !hasOtherGuide
      ? tellGroup('group.changed', viewer, after.id, [after.facilitatorId], now)
      : []),
  ])
  const ofMeetings = all.flatMap((one) => one.change.meetings.map((_, n) => tellMeeting(viewer, one, n)))
  return [...about, ...tellTogether(ofMeetings.flat())]
}

function tellMeeting(viewer: Viewer, one: SeatedChange, n: number): Message[] {
  const { change } = one
  const { meeting, what } = change.meetings[n]!
  const seats = seatsOf(one, n)
  const { staying, leaving, coming } = seats
  const aside = new Set(seats.aside.map(({ personId }) => personId))
  const isInside = (id: string) => !change.joined.includes(id) && !change.left.includes(id)
  const guide = change.hasOtherGuide ? [] : [change.after.facilitatorId]
  const messages = (kind: string, ids: readonly string[]) =>
    ids
      .filter((id) => id !== viewer.id)
      .map((id) =>
        tell(
          aside.has(id) ? 'session.anyway' : kind,
          meeting.id,
          id,
          meeting.sequence + 1,
          kind === 'session.booked' || what !== 'moved' ? undefined : meeting.startsAt,
        ),
      )
  const changed = what === 'moved' ? 'session.moved' : 'session.changed'
  return [
    ...(what === 'kept' ? [] : messages(changed, [...staying.filter(isInside), ...guide])),
    ...messages('session.cancelled', leaving.filter(isInside)),
    ...messages('session.booked', coming.filter(isInside)),
  ]
}

/** What everybody would hear if this draft were published now; publishing asks of the database itself once more. */
export function previewAgain(viewer: Viewer, board: Board, now: Date): Message[] {
  const changes = groupChanges(board.ground.published ?? [], board.draft)
  return tellAgain(
    viewer,
    now,
    changes.map((change) => ({
      change,
      judged: change.meetings.map(({ to }) => {
        const members = to.anyway?.members ?? []
        const { canIds } = board.at(change.after.members, Date.parse(to.startsAt), members)
        return { canIds, setAside: members.map((personId) => ({ personId, kind: 'rest' as const })) }
      }),
    })),
  )
}
