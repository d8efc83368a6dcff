import { and, asc, eq, gt, notInArray } from 'drizzle-orm'
import { z } from 'zod'
import { shifts } from '@/db/schema/rosters'
import { command, Refusal } from '@/lib/command'
import { idInput, timeInput } from '@/lib/input'
import { lockPeople } from '@/lib/lock'
import { dateOf, mondayOf } from '@/lib/time'
import { mayNoteEnd, mayRemoveShift } from './policy'
import { listPlannedDepartments } from './queries'
import { endMeant, isWork, refuseEnd } from './rules'

/** Takes one shift out of the roster (secretary): an import adds and changes, but never removes. */
export const removeShift = command(
  'shift.remove',
  z.object({ shiftId: idInput }),
  async ({ tx, viewer }, { shiftId }) => {
    const [shift] = await tx.select().from(shifts).where(eq(shifts.id, shiftId))
    if (!shift) throw new Refusal('not-found')
    const departmentIds = await listPlannedDepartments(tx, shift.personId)
    if (!mayRemoveShift(viewer, departmentIds)) throw new Refusal('forbidden')
    const removed = await tx.delete(shifts).where(eq(shifts.id, shiftId)).returning({ id: shifts.id })
    if (removed.length === 0) throw new Refusal('not-found')
    return {
      result: { monday: mondayOf(dateOf(shift.startsAt)) },
      audit: { subjectId: shiftId, about: [shift.personId] },
    }
  },
)

/**
 * Notes when a shift of work really ended (resident, secretary), as a time on the clock; empty takes the note back. From then
 * on rest is counted from that end.
 */
export const noteShiftEnd = command(
  'shift.end',
  z.object({ shiftId: idInput, endedTime: timeInput.optional() }),
  async ({ tx, viewer, now }, { shiftId, endedTime }) => {
    const [shift] = await tx.select().from(shifts).where(eq(shifts.id, shiftId))
    if (!shift || !isWork(shift.kind)) throw new Refusal('not-found')
    const departmentIds = await listPlannedDepartments(tx, shift.personId)
    if (!mayNoteEnd(viewer, shift.personId, departmentIds)) throw new Refusal('not-found')
    await lockPeople(tx, [shift.personId])
    const [next] = await tx
      .select({ startsAt: shifts.startsAt })
      .from(shifts)
      .where(
        and(
          eq(shifts.personId, shift.personId),
          gt(shifts.startsAt, shift.startsAt),
          notInArray(shifts.kind, ['leave', 'on-call']),
        ),
      )
      .orderBy(asc(shifts.startsAt))
      .limit(1)
    const endedAt = endedTime ? endMeant(shift, endedTime) : null
    const refusal = endedAt && refuseEnd(shift, endedAt, next?.startsAt ?? null, now)
    if (refusal) throw new Refusal(refusal)
    await tx
      .update(shifts)
      .set({ endedAt, endNotedAt: now, endNotedById: viewer.id })
      .where(eq(shifts.id, shiftId))
    return {
      result: { isOwn: shift.personId === viewer.id, monday: mondayOf(dateOf(shift.startsAt)) },
      audit: { subjectId: shiftId, about: [shift.personId] },
    }
  },
)
