import type { Draft } from '@/db/schema/groups'
import type { DraftGroup } from './board'
import type { Ground } from './ground'
import type { Change } from './planner/changes'
import { openOf, type PublishedGroup } from './published'
import type { SeatedMeeting } from './quorum-dates'

type DraftMeeting = DraftGroup['meetings'][number]

/** A meeting to come, and what the proposal makes of it. */
export interface MeetingChange {
  meeting: SeatedMeeting
  to: DraftMeeting
  /** `kept`: the same time and room; `placed`: another room at the same time; `moved`: another time. */
  what: 'kept' | 'placed' | 'moved'
}

/** One group of a published plan, and what a proposal makes of it. */
export interface GroupChange {
  before: PublishedGroup
  after: DraftGroup
  joined: string[]
  left: string[]
  meetings: MeetingChange[]
  hasOtherGuide: boolean
}

/** Group by group what is different. A meeting that goes is paired with the one that comes in its place, in order of time. */
export function groupChanges(published: readonly PublishedGroup[], draft: Draft): GroupChange[] {
  return openOf(published).flatMap((before) => {
    const after = draft.groups.find(({ id }) => id === before.group.id)
    if (!after) return []
    const was = before.members.map(({ personId }) => personId)
    return [
      {
        before,
        after,
        joined: after.members.filter((id) => !was.includes(id)),
        left: was.filter((id) => !after.members.includes(id)),
        meetings: meetingChanges(before.coming, after.meetings),
        hasOtherGuide: before.group.facilitatorId !== after.facilitatorId,
      },
    ]
  })
}

function meetingChanges(coming: readonly SeatedMeeting[], wanted: readonly DraftMeeting[]): MeetingChange[] {
  const startOf = ({ startsAt }: DraftMeeting) => Date.parse(startsAt)
  const came = wanted
    .filter((to) => !coming.some(({ startsAt }) => startsAt.getTime() === startOf(to)))
    .toSorted((a, b) => startOf(a) - startOf(b))
  return coming.flatMap((meeting): MeetingChange[] => {
    const same = wanted.find((to) => startOf(to) === meeting.startsAt.getTime())
    if (same) return [{ meeting, to: same, what: same.roomId === meeting.roomId ? 'kept' : 'placed' }]
    const to = came.shift()
    return to ? [{ meeting, to, what: 'moved' }] : []
  })
}

/**
 * The draft in which a meeting that keeps its time keeps its room: a search that makes series anew thinks nothing of rooms. Those
 * that moved there go to another; when there is none the draft stays as it is.
 */
export function keepRooms(ground: Ground, draft: Draft): Draft {
  const roomOf = new Map(
    (ground.published ?? []).flatMap(({ group, coming }) =>
      coming.map(({ startsAt, roomId }) => [`${group.id} ${startsAt.getTime()}`, roomId] as const),
    ),
  )
  const bySize = ground.rooms.toSorted((a, b) => a.places - b.places)
  const placesOf = new Map(ground.rooms.map(({ id, places }) => [id, places]))
  const taken: { roomId: string; startMs: number }[] = []
  const isFree = (roomId: string, startMs: number) =>
    !taken.some((one) => one.roomId === roomId && Math.abs(one.startMs - startMs) < ground.minutes * 60_000)
  const homeOf = (group: DraftGroup, startMs: number) => {
    const home = roomOf.get(`${group.id} ${startMs}`)
    return home && placesOf.get(home)! > group.members.length ? home : null
  }
  const each = draft.groups.flatMap((group) =>
    group.meetings.map((meeting) => ({ group, meeting, startMs: Date.parse(meeting.startsAt) })),
  )
  // Known meetings never were in each other's way: they go first.
  const first = each.filter(({ group, startMs }) => homeOf(group, startMs) !== null)
  const rooms = new Map<DraftMeeting, string>()
  for (const { group, meeting, startMs } of [...first, ...each.filter((one) => !first.includes(one))]) {
    const slot = ground.slots.findIndex((one) => one.startMs === startMs)
    const fits = bySize.filter(({ places, open }) => places > group.members.length && open[slot] === 1)
    const wished = [homeOf(group, startMs) ?? meeting.roomId, ...fits.map(({ id }) => id)]
    const roomId = wished.find((id) => isFree(id, startMs))
    if (roomId === undefined) return draft
    taken.push({ roomId, startMs })
    rooms.set(meeting, roomId)
  }
  return {
    ...draft,
    groups: draft.groups.map((group) => ({
      ...group,
      meetings: group.meetings.map((meeting) => ({ ...meeting, roomId: rooms.get(meeting)! })),
    })),
  }
}

/** The same as a list of changes: people first, then guides and meetings. Ids of people and groups. */
export function listAgain(changes: readonly GroupChange[]): Change<Date>[] {
  const toOf = new Map(changes.flatMap(({ joined, after }) => joined.map((id) => [id, after.id] as const)))
  const fromOf = new Map(
    changes.flatMap(({ left, before }) => left.map((id) => [id, before.group.id] as const)),
  )
  return [
    ...[...toOf].map(([resident, to]): Change<Date> => {
      const from = fromOf.get(resident)
      return from === undefined ? { kind: 'joined', resident, to } : { kind: 'moved', resident, from, to }
    }),
    ...[...fromOf.keys()].flatMap((resident): Change<Date>[] =>
      toOf.has(resident) ? [] : [{ kind: 'left', resident }],
    ),
    ...changes.flatMap(({ before, after, meetings, hasOtherGuide }): Change<Date>[] => [
      ...(hasOtherGuide
        ? [
            {
              kind: 'guide' as const,
              group: after.id,
              from: before.group.facilitatorId,
              to: after.facilitatorId,
            },
          ]
        : []),
      ...meetings.flatMap(({ meeting, to, what }): Change<Date>[] =>
        what === 'moved'
          ? [{ kind: 'meeting', group: after.id, from: meeting.startsAt, to: new Date(to.startsAt) }]
          : [],
      ),
    ]),
  ]
}

/** How much of what people know changes, in numbers to lay proposals side by side. */
export function countAgain(changes: readonly Change<unknown>[]) {
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length
  return {
    moved: count('moved'),
    joined: count('joined'),
    left: count('left'),
    meetings: count('meeting'),
    guides: count('guide'),
  }
}
