import { eq, inArray } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { sessions } from '@/db/schema/sessions'
import { takeSeat } from '@/lib/sessions/office-commands'
import { keepSetAside } from '@/lib/sessions/rest-aside'
import { moveOne } from '@/lib/sessions/series-changes'
import type { Viewer } from '@/lib/viewer'
import type { GroupChange, MeetingChange } from './again-changes'
import type { JudgedMeeting } from './meetings'
import { release } from './membership'

/** One group as it will be, with all of its meetings to come judged, in the same order. */
export interface JudgedChange<Meeting = JudgedMeeting> {
  change: GroupChange
  judged: Meeting[]
}

/** As much of a judged meeting as it takes to know who is in it. */
export type SeatedChange = JudgedChange<Pick<JudgedMeeting, 'canIds' | 'setAside'>>

/** Who leaves a meeting and who comes into it; a meeting that moves is left by all and taken anew by who can. */
export function seatsOf({ change, judged }: SeatedChange, n: number) {
  const { meeting, what } = change.meetings[n]!
  const { canIds } = judged[n]!
  const isMoved = what === 'moved'
  const leaving = meeting.seatedIds.filter((id) =>
    isMoved ? !canIds.includes(id) : change.left.includes(id),
  )
  const coming = canIds.filter((id) => !meeting.seatedIds.includes(id))
  return {
    leaving,
    staying: meeting.seatedIds.filter((id) => !leaving.includes(id)),
    coming,
    /** Whose rest is set aside for it now: of a meeting that stays only of who comes into it. */
    aside: judged[n]!.setAside.filter(
      ({ personId }) => isMoved || (personId !== null && coming.includes(personId)),
    ),
  }
}

/**
 * Writes where and when the meetings are now, and who is in them. First everything that is left is given back, then it is taken:
 * two meetings may change places.
 */
export async function writeMeetings(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  all: readonly JudgedChange[],
): Promise<void> {
  const each = all.flatMap((one) =>
    one.change.meetings.map((meeting, n) => ({ ...one, ...meeting, n, seats: seatsOf(one, n) })),
  )
  for (const { change, meeting, what, seats } of each) {
    const { seatedIds, guideId } = meeting
    const guide = guideId !== null && (what === 'moved' || change.hasOtherGuide) ? [guideId] : []
    const given = [...(what === 'moved' ? seatedIds : seats.leaving), ...guide]
    if (given.length > 0) await release(tx, now, [meeting.id], given)
  }
  const changed = each.filter(({ what }) => what !== 'kept')
  await freeRooms(tx, changed)
  for (const { meeting, what, judged, n } of changed) {
    const { startsAt, endsAt } = judged[n]!
    if (what === 'moved')
      await moveOne(tx, viewer, now, meeting, { startsAt, endsAt, clashes: [] }, undefined)
  }
  for (const { meeting, to } of changed)
    await tx
      .update(sessions)
      .set({ roomId: to.roomId, sequence: meeting.sequence + 1 })
      .where(eq(sessions.id, meeting.id))
  for (const { change, meeting, what, judged, n, seats } of each) {
    const { startsAt, endsAt, anyway } = judged[n]!
    const session = { id: meeting.id, startsAt, endsAt }
    const coming = what === 'moved' ? [...seats.staying, ...seats.coming] : seats.coming
    for (const personId of coming) await takeSeat(tx, session, { personId, part: 'resident' })
    if (what === 'moved' || change.hasOtherGuide)
      await takeSeat(tx, session, { personId: change.after.facilitatorId, part: 'guide' })
    if (seats.aside.length === 0) continue
    await tx
      .update(sessions)
      .set({ plannedAnywayAt: now, plannedAnywayById: viewer.id, plannedAnywayReason: anyway?.reason })
      .where(eq(sessions.id, meeting.id))
    // Of who has a seat only.
    await keepSetAside(tx, meeting.id, seats.aside)
  }
}

async function freeRooms(tx: Transaction, changed: readonly MeetingChange[]): Promise<void> {
  if (changed.length === 0) return
  const ids = changed.map(({ meeting }) => meeting.id)
  await tx.update(sessions).set({ roomId: null }).where(inArray(sessions.id, ids))
}
