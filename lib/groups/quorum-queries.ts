import { as } from '@/db/client'
import { noteRead } from '@/lib/command'
import { loadNames } from '@/lib/sessions/gathering'
import { addMinutes, minutesBetween, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { findGroup, loadMembers } from './facts'
import { mayMoveMeeting } from './policy'
import { neededOf } from './quorum'
import { checkMeetings, findDates, isLost, loadSeated, lookAhead } from './quorum-dates'

/**
 * One meeting to come for whoever may move it: how many can come as the rosters are now and, when that is fewer than the quorum,
 * the two dates with the highest attendance. Null: not hers to move, or not to come any more.
 */
export async function loadRescue(viewer: Viewer, groupId: string, sessionId: string, now: Date) {
  return as(viewer.id, async (tx) => {
    const group = await findGroup(tx, groupId)
    if (!group || group.endedAt) return null
    const meetings = await loadSeated(tx, [groupId], lookAhead(now))
    const meeting = meetings.find(({ id }) => id === sessionId)
    if (!meeting || !mayMoveMeeting(viewer, group, meeting.guideId)) return null
    const members = await loadMembers(tx, [groupId], todayOn(now))
    const [checked] = await checkMeetings(tx, group, members, [meeting], now)
    const { canIds, memberIds, unknown, startsAt, endsAt, sequence } = checked!
    await noteRead(tx, viewer, 'group.quorum', memberIds)
    const needed = neededOf(group.quorum, memberIds.length)
    const isFew = canIds.length < needed
    const dates = isFew ? await findDates(tx, group, members, checked!, meetings, now) : []
    const names = await loadNames(tx, memberIds)
    const minutes = minutesBetween(startsAt, endsAt)
    return {
      name: group.name,
      sessionId,
      sequence,
      startsAt,
      endsAt,
      can: canIds.length,
      members: memberIds.length,
      unknown,
      needed,
      isFew,
      isLost: isLost(checked!, group.quorum),
      cannot: memberIds.filter((id) => !canIds.includes(id)).map((id) => names.get(id) ?? '–'),
      dates: dates.map((date) => ({ ...date, endsAt: addMinutes(date.startsAt, minutes) })),
    }
  })
}
