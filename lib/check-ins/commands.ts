import { and, eq, or } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { checkIns, promises } from '@/db/schema/check-ins'
import { coverage } from '@/db/schema/coverage'
import { pairings } from '@/db/schema/pairings'
import { type AuditRow, command, type Message, Refusal, refuseMistakes } from '@/lib/command'
import { supervisesOn } from '@/lib/held'
import { lockPeople } from '@/lib/lock'
import { bookInside, cancelBookedWith } from '@/lib/sessions/commands'
import { type CalendarDate, dateOf, todayOn } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { keepPromiseInput, logCheckInInput, undoCheckInInput } from './input'
import { mayKeepPromise, mayLogCheckIn, mayUndoCheckIn } from './policy'
import { type CheckInFields, mistakesIn, refuseUndo } from './rules'

/**
 * A supervisor logs that she spoke with a resident of hers, offered to, or that the resident did not wish to; with the
 * topics, one promise and the next date or a free time, which is booked in the same transaction. Posted twice with one
 * request key, it logs once. Throws a ZodError at the fields, 'not-found' for anybody who is not her resident today, and
 * what booking refuses.
 */
export const logCheckIn = command('check-in.log', logCheckInInput, async ({ tx, viewer, now }, input) => {
  const { residentId, requestKey } = input
  if (!mayLogCheckIn(viewer, { residentId, supervisorId: viewer.id })) throw new Refusal('forbidden')
  await lockPeople(tx, [viewer.id, residentId])
  const firstOn = await firstDayTogether(tx, viewer, residentId, todayOn(now))
  if (!firstOn) throw new Refusal('not-found')

  const earlier = requestKey ? await findByRequestKey(tx, viewer, requestKey) : undefined
  if (earlier?.withdrawnAt) throw new Refusal('changed')
  if (earlier) return logged(earlier.id, residentId, true)

  const fields: CheckInFields = { ...input, happenedOn: input.happenedOn ?? todayOn(now) }
  refuseMistakes(mistakesIn(fields, firstOn, todayOn(now)))

  const checkInId = crypto.randomUUID()
  await tx.insert(checkIns).values({
    id: checkInId,
    residentId,
    supervisorId: viewer.id,
    outcome: fields.outcome,
    happenedOn: fields.happenedOn,
    topics: [...fields.topics],
    nextOn: fields.nextStartsAt ? dateOf(fields.nextStartsAt) : fields.nextOn,
    loggedAt: now,
    requestKey,
  })
  if (fields.promiseText)
    await tx.insert(promises).values({
      id: crypto.randomUUID(),
      checkInId,
      text: fields.promiseText,
      ownerId: fields.promiseOwner === 'resident' ? residentId : viewer.id,
      dueOn: fields.promiseDueOn,
      madeAt: now,
    })
  if (!fields.nextStartsAt) return logged(checkInId, residentId, false)

  // The session carries the check-in's id as its request key: that is how undoing finds what was booked along with it.
  const booked = await bookInside(tx, viewer, now, {
    form: 'check-in',
    otherId: residentId,
    startsAt: fields.nextStartsAt,
    requestKey: checkInId,
  })
  return logged(checkInId, residentId, false, booked)
})

/** What a log leaves behind: never the outcome, in neither the audit row nor a message. */
function logged(
  checkInId: string,
  residentId: string,
  isRepeated: boolean,
  booked?: { sessionId: string; messages: Message[] },
) {
  const audit: AuditRow[] = [{ subjectId: checkInId, about: [residentId] }]
  if (booked) audit.push({ action: 'session.book', subjectId: booked.sessionId, about: [residentId] })
  return { result: { id: checkInId, residentId, isRepeated }, audit, messages: booked?.messages }
}

/**
 * Takes back what the viewer logged, within 10 minutes: what was on record before stands again, the promise and the
 * topics are gone, and so is the session booked along with it. Undone twice is undone once.
 */
export const undoCheckIn = command('check-in.undo', undoCheckInInput, async ({ tx, viewer, now }, input) => {
  const [found] = await tx
    .select({
      residentId: checkIns.residentId,
      supervisorId: checkIns.supervisorId,
      loggedAt: checkIns.loggedAt,
      withdrawnAt: checkIns.withdrawnAt,
    })
    .from(checkIns)
    .where(and(eq(checkIns.id, input.checkInId), eq(checkIns.supervisorId, viewer.id)))
    .for('update')
  if (!found || !mayUndoCheckIn(viewer, found)) throw new Refusal('not-found')
  const audit: AuditRow[] = [{ subjectId: input.checkInId, about: [found.residentId] }]
  let messages: Message[] = []
  if (!found.withdrawnAt) {
    const refusal = refuseUndo(found.loggedAt, now)
    if (refusal) throw new Refusal(refusal)
    await tx.delete(promises).where(eq(promises.checkInId, input.checkInId))
    await tx
      .update(checkIns)
      .set({ withdrawnAt: now, topics: [], nextOn: null })
      .where(eq(checkIns.id, input.checkInId))
    const cancelled = await cancelBookedWith(tx, viewer, now, input.checkInId)
    if (cancelled) {
      audit.push(cancelled.audit)
      messages = cancelled.messages
    }
  }
  return { result: { residentId: found.residentId }, audit, messages }
})

/** Either of the two marks a promise as kept or not, or takes that back; its text, owner and date never change. */
export const keepPromise = command('promise.keep', keepPromiseInput, async ({ tx, viewer, now }, input) => {
  const [found] = await tx
    .select({
      residentId: checkIns.residentId,
      supervisorId: checkIns.supervisorId,
      keptAt: promises.keptAt,
      notKeptAt: promises.notKeptAt,
    })
    .from(promises)
    .innerJoin(checkIns, eq(checkIns.id, promises.checkInId))
    .where(
      and(
        eq(promises.id, input.promiseId),
        or(eq(checkIns.residentId, viewer.id), eq(checkIns.supervisorId, viewer.id)),
      ),
    )
  if (!found || !mayKeepPromise(viewer, found)) throw new Refusal('not-found')
  if (input.kept !== markOf(found))
    await tx
      .update(promises)
      .set({
        keptAt: input.kept === 'yes' ? now : null,
        keptById: input.kept === 'yes' ? viewer.id : null,
        notKeptAt: input.kept === 'no' ? now : null,
        notKeptById: input.kept === 'no' ? viewer.id : null,
      })
      .where(eq(promises.id, input.promiseId))
  return {
    result: { residentId: found.residentId },
    audit: { subjectId: input.promiseId, about: [found.residentId, found.supervisorId] },
  }
})

const markOf = ({ keptAt, notKeptAt }: { keptAt: Date | null; notKeptAt: Date | null }) =>
  keptAt ? 'yes' : notKeptAt ? 'no' : 'open'

/**
 * The first day on which these two can have had a talk that counts: not before their pairing, nor before the resident's
 * first working day. Null when the viewer does not supervise her today.
 */
export async function firstDayTogether(
  tx: Transaction,
  viewer: Viewer,
  residentId: string,
  today: CalendarDate,
): Promise<CalendarDate | null> {
  const [pairing] = await tx
    .select({ fromOn: pairings.fromOn, startsOn: coverage.startsOn })
    .from(pairings)
    .leftJoin(coverage, and(eq(coverage.residentId, pairings.residentId), eq(coverage.form, 'check-in')))
    .where(and(eq(pairings.residentId, residentId), eq(pairings.guideId, viewer.id), supervisesOn(today)))
  if (!pairing) return null
  return pairing.startsOn && pairing.startsOn > pairing.fromOn ? pairing.startsOn : pairing.fromOn
}

async function findByRequestKey(tx: Transaction, viewer: Viewer, requestKey: string) {
  const [known] = await tx
    .select({ id: checkIns.id, withdrawnAt: checkIns.withdrawnAt })
    .from(checkIns)
    .where(and(eq(checkIns.requestKey, requestKey), eq(checkIns.supervisorId, viewer.id)))
  return known
}
