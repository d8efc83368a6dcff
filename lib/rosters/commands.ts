import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { shifts } from '@/db/schema/rosters'
import { command, Refusal } from '@/lib/command'
import { idInput } from '@/lib/input'
import { dateOf, mondayOf } from '@/lib/time'
import { mayRemoveShift } from './policy'
import { listPlannedDepartments } from './queries'

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
