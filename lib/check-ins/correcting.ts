import { and, asc, desc, eq } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { checkInCorrections, checkIns, promises } from '@/db/schema/check-ins'
import { command, Refusal, refuseMistakes } from '@/lib/command'
import { type CalendarDate, todayOn } from '@/lib/time'
import { firstDayTogether } from './commands'
import { correctCheckInInput } from './input'
import { mayCorrectCheckIn } from './policy'
import { type CheckInFields, isInPlace, mistakesInCorrection } from './rules'

/**
 * The supervisor corrects what she wrote. Within 24 hours it changes in place, the promise and the next date as well. Afterwards
 * what she wrote stays: the correction stands beside it, a promise is not rewritten, and one that is filled in is a new one. Sent
 * twice it is done once. Throws a ZodError at the fields, 'not-found' for anybody else, 'changed' for what was undone.
 */
export const correctCheckIn = command(
  'check-in.correct',
  correctCheckInInput,
  async ({ tx, viewer, now }, input) => {
    const [found] = await tx
      .select()
      .from(checkIns)
      .where(and(eq(checkIns.id, input.checkInId), eq(checkIns.supervisorId, viewer.id)))
      .for('update')
    if (!found || !mayCorrectCheckIn(viewer, found)) throw new Refusal('not-found')
    if (found.withdrawnAt) throw new Refusal('changed')
    const { residentId } = found
    const done = { result: { residentId }, audit: { subjectId: found.id, about: [residentId] } }
    const corrections = await listCorrections(tx, found.id)
    if (input.requestKey && corrections.some(({ requestKey }) => requestKey === input.requestKey)) return done

    const made = await listPromises(tx, found)
    const same = made.find((promise) => isSame(promise, input))
    const firstOn = (await firstDayTogether(tx, viewer, residentId, todayOn(now))) ?? found.happenedOn
    const before = {
      loggedAt: found.loggedAt,
      nextOn: found.nextOn,
      promiseDueOn: same?.dueOn ?? null,
    }
    refuseMistakes(mistakesInCorrection(input, before, earliest(firstOn, found.happenedOn), todayOn(now)))

    const said = { outcome: input.outcome, happenedOn: input.happenedOn, topics: input.topics }
    if (isInPlace(found.loggedAt, now)) {
      await tx
        .update(checkIns)
        .set({ ...said, nextOn: input.nextOn ?? null })
        .where(eq(checkIns.id, found.id))
      // Within a day there is no other than the one that was written along with it.
      if (!same) await tx.delete(promises).where(eq(promises.checkInId, found.id))
    } else if (!isAsSaid(corrections[0] ?? found, said))
      await tx.insert(checkInCorrections).values({
        checkInId: found.id,
        ...said,
        correctedAt: now,
        correctedById: viewer.id,
        requestKey: input.requestKey,
      })
    if (input.promiseText && !same)
      await tx.insert(promises).values({
        checkInId: found.id,
        text: input.promiseText,
        ownerId: input.promiseOwner === 'resident' ? residentId : viewer.id,
        dueOn: input.promiseDueOn,
        madeAt: now,
      })
    return done
  },
)

/** Newest first. */
function listCorrections(tx: Transaction, checkInId: string) {
  return tx
    .select()
    .from(checkInCorrections)
    .where(eq(checkInCorrections.checkInId, checkInId))
    .orderBy(desc(checkInCorrections.correctedAt), desc(checkInCorrections.id))
}

async function listPromises(tx: Transaction, { id, residentId }: { id: string; residentId: string }) {
  const rows = await tx
    .select()
    .from(promises)
    .where(eq(promises.checkInId, id))
    .orderBy(asc(promises.madeAt))
  return rows.map(({ text, dueOn, ownerId }) => ({
    text,
    dueOn,
    owner: ownerId === residentId ? ('resident' as const) : ('supervisor' as const),
  }))
}

const isSame = (
  promise: { text: string; owner: 'supervisor' | 'resident'; dueOn: CalendarDate | null },
  { promiseText, promiseOwner, promiseDueOn }: Partial<CheckInFields>,
) =>
  promise.text === promiseText && promise.owner === promiseOwner && promise.dueOn === (promiseDueOn ?? null)

/** Whether this stands already. */
const isAsSaid = (
  standing: { outcome: string; happenedOn: CalendarDate; topics: string[] },
  { outcome, happenedOn, topics }: Pick<CheckInFields, 'outcome' | 'happenedOn' | 'topics'>,
) =>
  standing.outcome === outcome &&
  standing.happenedOn === happenedOn &&
  standing.topics.toSorted().join() === topics.toSorted().join()

const earliest = (a: CalendarDate, b: CalendarDate) => (a < b ? a : b)
