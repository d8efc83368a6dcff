import { as } from '@/db/client'
import { loadNames, windowOf } from '@/lib/sessions/gathering'
import { loadGroupFacts } from '@/lib/sessions/group-times'
import { loadRoomFacts } from '@/lib/sessions/rooms'
import { occurrencesOf } from '@/lib/sessions/series-rules'
import { addMinutes, todayOn, type CalendarDate, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { findGroup, loadMembers } from './facts'
import { datesOfWeeks, judgeMeetings } from './meetings'
import { mayPlanGroup } from './policy'
import { levelOf } from './rules'

export interface Weekly {
  fromOn: CalendarDate
  startsTime: WallTime
  everyWeeks: number
  count: number
  skip: readonly CalendarDate[]
}

/** The meetings of a group before any of them is stored: per date who can come. Six queries. Null: not hers to plan. */
export async function loadMeetingsPreview(viewer: Viewer, groupId: string, asked: Weekly | null, now: Date) {
  return as(viewer.id, async (tx) => {
    const group = await findGroup(tx, groupId)
    if (!group || !mayPlanGroup(viewer, group)) return null
    if (!asked) return { group, dates: [], holidays: [], names: new Map<string, string>(), people: 0 }
    const { fromOn, startsTime, everyWeeks, count, skip } = asked
    const { occurrences, holidays } = occurrencesOf({
      ...datesOfWeeks(fromOn, everyWeeks, count),
      startsTime,
    })
    const times = occurrences.filter(({ on }) => !skip.includes(on))
    const members = await loadMembers(tx, [groupId], todayOn(now))
    const ids = [...members.map(({ personId }) => personId), group.facilitatorId]
    const facts = await loadGroupFacts(tx, ids, windowOf(occurrences), [], {
      form: group.form,
      guideId: group.facilitatorId,
    })
    const first = occurrences[0]?.startsAt ?? now
    const last = occurrences.at(-1)?.startsAt ?? now
    const room = await loadRoomFacts(tx, group.roomId, {
      fromAt: first,
      untilAt: addMinutes(last, 24 * 60),
    })
    const judged = judgeMeetings(group, members, times, { facts, roomAt: () => room }, now)
    return {
      group,
      dates: occurrences.map(({ on, startsAt }) => {
        const meeting = judged[times.findIndex((time) => time.on === on)]
        if (!meeting)
          return { on, startsAt, state: 'skipped' as const, can: 0, all: 0, unknown: 0, cannot: [] }
        const cannot = meeting.clashes.flatMap(({ personId }) => personId ?? [])
        const isPossible =
          meeting.impossible.length === 0 && !meeting.isRoomTaken && meeting.canIds.length > 0
        const level = levelOf(meeting.canIds.length, meeting.memberIds.length, group.quorum)
        return {
          on,
          startsAt,
          state: isPossible ? level : ('impossible' as const),
          can: meeting.canIds.length,
          all: meeting.memberIds.length,
          unknown: meeting.unknown,
          cannot,
        }
      }),
      holidays,
      names: await loadNames(tx, ids),
      people: ids.length - (ids.includes(viewer.id) ? 1 : 0),
    }
  })
}
