import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { freeTimes, refuseTime, warningsOf, type FreeTimes } from '@/lib/availability/free-times'
import type { Question } from '@/lib/availability/plan'
import type { Range, Shift, ShiftKind } from '@/lib/availability/shifts'
import { Refusal } from '@/lib/command'
import { addDaysOn, dateOf, startOfDayAt, type CalendarDate, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { explainRefused } from './explain'
import { cancelWindowHours, forms, type BookableForm } from './forms'

/** Two people and the form for which they look for a time. `moving` is the session that makes room for itself. */
export interface Meeting {
  form: BookableForm
  residentId: string
  guideId: string
  moving?: { startsAt: Date; endsAt: Date }
}

/** Who looks for a time: the viewer, or the worker, who is nobody and gives nobody's free day away. */
type Planner = Pick<Viewer, 'id'> | null

/** The average over 16 weeks looks back this far; rest after the last day looks ahead a week. */
const weeksBefore = 16
const daysAfter = 8

/** As PostgreSQL answers: instants in milliseconds, wall times as text. */
interface Facts {
  shifts: [personId: string, startMs: number, endMs: number, kind: ShiftKind][]
  busy: [personId: string, startMs: number, endMs: number][]
  hours: [weekday: number, from: WallTime, until: WallTime][]
}

/** What the engine is asked about these two: rosters, everything else in their time, and the guide's weekly hours. One query. */
async function loadQuestion(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
): Promise<Question> {
  const fromAt = startOfDayAt(addDaysOn(window.fromOn, -7 * weeksBefore - 7)).toISOString()
  const untilAt = startOfDayAt(addDaysOn(window.untilOn, daysAfter)).toISOString()
  const [row] = await tx.execute<{ facts: Facts }>(sql`
    select app.planning_facts(${`{${meeting.residentId},${meeting.guideId}}`}::uuid[], ${meeting.guideId}, ${fromAt}, ${untilAt}) as facts`)
  const { shifts, busy, hours } = row!.facts
  const range = (startMs: number, endMs: number) => ({ startAt: new Date(startMs), endAt: new Date(endMs) })
  const shiftsOf = (id: string): Shift[] =>
    shifts.flatMap(([who, startMs, endMs, kind]) => (who === id ? [{ ...range(startMs, endMs), kind }] : []))
  const busyOf = (id: string): Range[] =>
    busy
      .flatMap(([who, startMs, endMs]) => (who === id ? [range(startMs, endMs)] : []))
      .filter((block) => !isSame(block, meeting.moving))
  const guideShifts = shiftsOf(meeting.guideId)
  return {
    people: [
      {
        id: meeting.residentId,
        shifts: shiftsOf(meeting.residentId),
        busy: busyOf(meeting.residentId),
        own: viewer?.id === meeting.residentId,
      },
    ],
    guide: {
      busy: busyOf(meeting.guideId),
      // A guide who has not said when she can be met is met in office hours.
      hours:
        hours.length === 0
          ? undefined
          : Array.from({ length: 7 }, (_, weekday) =>
              hours.filter(([day]) => day === weekday).map(([, from, until]) => ({ from, until })),
            ),
      // A guide without a roster is met in her weekly hours; one with a roster has its rest as well.
      shifts: guideShifts.length > 0 ? guideShifts : undefined,
    },
    window,
    minutes: forms[meeting.form].minutes,
    now,
    noticeMinutes: forms[meeting.form].noticeMinutes,
  }
}

function isSame(block: Range, moving: Meeting['moving']): boolean {
  return (
    moving !== undefined &&
    block.startAt.getTime() <= moving.startsAt.getTime() &&
    block.endAt.getTime() >= moving.endsAt.getTime()
  )
}

/**
 * The times at which these two can meet, and the refused ones with their reason, in one pass. `isOwn` adds the resident's
 * own free days; only she may ask for them, and such times carry warnings.
 */
export async function planTimes(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
  isOwn: boolean,
): Promise<FreeTimes> {
  const question = await loadQuestion(tx, viewer, meeting, window, now)
  const people = question.people.map((person) => ({ ...person, own: person.own && isOwn }))
  return freeTimes({ ...question, people })
}

/** Whether these two can meet at this time, and what the resident is told when it is her own free day. */
export async function askMoment(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  startsAt: Date,
  now: Date,
) {
  const question = await loadQuestion(tx, viewer, meeting, dayOf(startsAt), now)
  const moment = { ...question, startAt: startsAt }
  return {
    refused: refuseTime(moment),
    warnings: viewer?.id === meeting.residentId ? warningsOf(moment) : [],
  }
}

/**
 * Throws the refusal when these two cannot meet at this time: the same answer as the list of free times gives. A resident
 * may give her own free day; everybody else is held to the whole of the rules.
 */
export async function refuseStart(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  meeting: Meeting & { startsAt: Date },
): Promise<void> {
  const { refused } = await askMoment(tx, viewer, meeting, meeting.startsAt, now)
  if (!refused) return
  if (refused.reason === 'busy' || refused.reason === 'guide-busy') throw new Refusal('taken')
  const why = explainRefused(words(viewer.locale), viewer.locale, refused, {
    isOwn: viewer.id === meeting.residentId,
    now,
  })
  throw new Refusal('not-free', { why })
}

/** What a guide wants of sessions of this form: until when a resident changes one herself, and whether she confirms first. */
export async function loadMeetingRules(_tx: Transaction, _guideId: string | null, _form: string) {
  return { cancelMinutes: cancelWindowHours * 60, confirms: false }
}

function dayOf(at: Date) {
  const fromOn = dateOf(at)
  return { fromOn, untilOn: addDaysOn(fromOn, 1) }
}
