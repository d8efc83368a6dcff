import { and, eq, sql } from 'drizzle-orm'
import { absences, everyForm, hoursExceptions, meetingRules, weeklyHours } from '@/db/schema/meeting-hours'
import { mentorPlaces } from '@/db/schema/people'
import type { Transaction } from '@/db/client'
import { command, Refusal } from '@/lib/command'
import { lockPeople } from '@/lib/lock'
import { addDaysOn } from '@/lib/time'
import { holds, type Viewer } from '@/lib/viewer'
import {
  absencesInput,
  exceptionInput,
  meetingRulesInput,
  ownedInput,
  poolInput,
  weeklyHoursInput,
} from './input'
import { mayKeepForm } from './policy'
import { loadGuideFacts } from './queries'

/** Sets a guide's week for one form, or for every form; what was there before is gone. */
export const setWeeklyHours = command(
  'hours.set',
  weeklyHoursInput,
  async ({ tx, viewer }, { guideId, form, hours }) => {
    await openFor(tx, viewer, guideId, form)
    await tx.delete(weeklyHours).where(and(eq(weeklyHours.personId, guideId), eq(weeklyHours.form, form)))
    if (hours.length > 0)
      await tx.insert(weeklyHours).values(
        hours.map(({ weekday, from, until }) => ({
          personId: guideId,
          form,
          weekday,
          fromTime: from,
          untilTime: until,
        })),
      )
    return { result: { guideId, form }, audit: { about: [guideId] } }
  },
)

/** Gives one date hours of its own, or none. */
export const addHoursException = command(
  'hours.except',
  exceptionInput,
  async ({ tx, viewer }, { guideId, on, window }) => {
    await openFor(tx, viewer, guideId)
    // A date has hours or none: the one takes the place of the other.
    await tx
      .delete(hoursExceptions)
      .where(
        and(
          eq(hoursExceptions.personId, guideId),
          eq(hoursExceptions.on, on),
          window
            ? sql`(${hoursExceptions.fromTime} is null or (${hoursExceptions.fromTime} < ${window.until} and ${window.from} < ${hoursExceptions.untilTime}))`
            : undefined,
        ),
      )
    await tx
      .insert(hoursExceptions)
      .values({ personId: guideId, on, fromTime: window?.from, untilTime: window?.until })
    return { result: { guideId }, audit: { about: [guideId] } }
  },
)

export const removeHoursException = command(
  'hours.unexcept',
  ownedInput,
  async ({ tx, viewer }, { guideId, id }) => {
    await openFor(tx, viewer, guideId)
    const removed = await tx
      .delete(hoursExceptions)
      .where(and(eq(hoursExceptions.id, id), eq(hoursExceptions.personId, guideId)))
      .returning({ id: hoursExceptions.id })
    if (removed.length === 0) throw new Refusal('not-found')
    return { result: { guideId }, audit: { about: [guideId] } }
  },
)

/** Notes that a guide is not there, for several stretches of dates at once. Nothing that is planned changes by it. */
export const addAbsences = command(
  'absence.add',
  absencesInput,
  async ({ tx, viewer, now }, { guideId, stretches }) => {
    await openFor(tx, viewer, guideId)
    await tx.insert(absences).values(
      stretches.map(({ fromOn, lastOn }) => ({
        personId: guideId,
        fromOn,
        untilOn: addDaysOn(lastOn, 1),
        madeById: viewer.id,
        madeAt: now,
      })),
    )
    return { result: { guideId }, audit: { about: [guideId] } }
  },
)

export const removeAbsence = command(
  'absence.remove',
  ownedInput,
  async ({ tx, viewer }, { guideId, id }) => {
    await openFor(tx, viewer, guideId)
    const removed = await tx
      .delete(absences)
      .where(and(eq(absences.id, id), eq(absences.personId, guideId)))
      .returning({ id: absences.id })
    if (removed.length === 0) throw new Refusal('not-found')
    return { result: { guideId }, audit: { about: [guideId] } }
  },
)

/** What a guide wants of sessions of one form. */
export const setMeetingRules = command(
  'hours.rules',
  meetingRulesInput,
  async ({ tx, viewer, now }, { guideId, form, noticeHours, cancelHours, confirms, ...rules }) => {
    await openFor(tx, viewer, guideId, form)
    const row = {
      personId: guideId,
      form,
      noticeMinutes: noticeHours * 60,
      cancelMinutes: cancelHours * 60,
      ...rules,
      confirmsAt: confirms ? now : null,
    }
    await tx.delete(meetingRules).where(and(eq(meetingRules.personId, guideId), eq(meetingRules.form, form)))
    await tx.insert(meetingRules).values(row)
    return { result: { guideId, form }, audit: { about: [guideId] } }
  },
)

/** A mentor says how many residents she has room for, and whether others may meet her too. */
export const setMentorPool = command(
  'mentor.places',
  poolInput,
  async ({ tx, viewer, now }, { places, pooled }) => {
    if (!holds(viewer, 'mentor')) throw new Refusal('forbidden')
    const row = { places, pooledAt: pooled ? now : null }
    await tx
      .insert(mentorPlaces)
      .values({ personId: viewer.id, ...row })
      .onConflictDoUpdate({ target: mentorPlaces.personId, set: row })
    return { result: { guideId: viewer.id }, audit: { about: [viewer.id] } }
  },
)

/** Locks a guide's time, so that nobody books while her hours change. Not found for whoever may not keep them. */
async function openFor(
  tx: Transaction,
  viewer: Viewer,
  guideId: string,
  form: string = everyForm,
): Promise<void> {
  await lockPeople(tx, [guideId])
  const facts = await loadGuideFacts(tx, guideId)
  if (!facts || !mayKeepForm(viewer, facts, form)) throw new Refusal('not-found')
}
