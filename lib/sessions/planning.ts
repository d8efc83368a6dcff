import type { Transaction } from '@/db/client'
import { freeTimes, refuseTime, warningsOf, type FreeTimes } from '@/lib/availability/free-times'
import type { Dates } from '@/lib/availability/grid'
import { onShiftPlan, onShiftTimes } from '@/lib/availability/on-shift-times'
import type { Question } from '@/lib/availability/plan'
import { rosterReaches, rosterUntil, type Range, type Shift, type ShiftKind } from '@/lib/availability/shifts'
import { Refusal } from '@/lib/command'
import { awayRanges, openRanges } from '@/lib/meeting-hours/rules'
import { addDaysOn, addMinutes, dateOf, startOfDayAt, type CalendarDate, type WallTime } from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { explainRefused } from './explain'
import { rangeOf } from './booking'
import { forms, type BookableForm } from './forms'
import { defaultRules, type MeetingRules } from './meeting-rules'

/** Two people and the form for which they look for a time. `moving` is the session that makes room for itself. */
export interface Meeting {
  form: BookableForm
  residentId: string
  guideId: string
  moving?: { startsAt: Date; endsAt: Date }
}

/** Who looks for a time: the viewer, or the worker, who is nobody and gives nobody's free day away. */
export type Planner = Pick<Viewer, 'id'> | null

/** The average over 16 weeks looks back this far; rest after the last day looks ahead a week. */
const weeksBefore = 16
const daysAfter = 8
/** The end of a guide's absence is looked for this far after the last day asked about. */
const searchedDays = 21
/** What is held on a ward is held in the hours of its day and evening shifts. */
const onShiftHours = { from: '07:00', until: '22:00' }

/** As PostgreSQL answers: instants in milliseconds, wall times and dates as text. */
export interface Facts {
  shifts: [personId: string, startMs: number, endMs: number, kind: ShiftKind][]
  busy: [personId: string, startMs: number, endMs: number][]
  hours: [weekday: number, from: WallTime, until: WallTime, form: string][]
  exceptions: [on: CalendarDate, from: WallTime | null, until: WallTime | null][]
  absences: [fromOn: CalendarDate, untilOn: CalendarDate][]
  rules: (MeetingRules & { starts: number[] }) | null
}

/** A question to the engine, and what the guide wants of such sessions. */
export interface Asked {
  question: Question
  rules: MeetingRules
}

/** What the engine is asked about these two: rosters, everything else in their time, and when the guide can be met. One query. */
async function loadQuestion(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  window: Dates,
  now: Date,
): Promise<Asked> {
  return questionOf(await loadFacts(tx, meeting, reachOf(window)), viewer, meeting, window, now)
}

async function loadFacts(
  tx: Transaction,
  { form, residentId, guideId }: Meeting,
  { fromAt, untilAt, moment = null }: { fromAt: string; untilAt: string; moment?: string | null },
): Promise<Facts> {
  const [row] = await tx.ask<{ facts: Facts }>('select app.planning_facts($1, $2, $3, $4, $5, $6) as facts', [
    `{${residentId},${guideId}}`,
    guideId,
    form,
    fromAt,
    untilAt,
    moment,
  ])
  return row!.facts
}

/** What is asked about one time. `moment` spares what cannot bear on it; a form held on shift looks for a whole shift. */
export function factsAsked(form: BookableForm, startsAt: Date) {
  const moment = forms[form].onShift ? null : rangeOf(startsAt, addMinutes(startsAt, forms[form].minutes))
  return { ...reachOf(dayOf(startsAt)), moment }
}

/** Between which instants stored times can matter for an answer about these dates. */
export function reachOf({ fromOn, untilOn }: Dates): { fromAt: string; untilAt: string } {
  return {
    fromAt: startOfDayAt(addDaysOn(fromOn, -7 * weeksBefore - 7)).toISOString(),
    untilAt: startOfDayAt(addDaysOn(untilOn, daysAfter)).toISOString(),
  }
}

/** What is stored about these two, as the question that the engine answers. Pure. */
export function questionOf(
  { shifts, busy, ...said }: Facts,
  viewer: Planner,
  meeting: Meeting,
  window: Dates,
  now: Date,
  searched = searchedDays,
): Asked {
  const { form, residentId, guideId, moving } = meeting
  const range = (startMs: number, endMs: number) => ({ startAt: new Date(startMs), endAt: new Date(endMs) })
  const shiftsOf = (id: string): Shift[] =>
    shifts.flatMap(([who, startMs, endMs, kind]) => (who === id ? [{ ...range(startMs, endMs), kind }] : []))
  const busyOf = (id: string): Range[] =>
    busy
      .flatMap(([who, startMs, endMs]) => (who === id ? [range(startMs, endMs)] : []))
      .filter((block) => !isSame(block, moving))
  const rules = said.rules ?? defaultRules(form)
  const guideShifts = shiftsOf(guideId)
  const question: Question = {
    people: [
      {
        id: residentId,
        shifts: shiftsOf(residentId),
        busy: busyOf(residentId),
        own: viewer?.id === residentId,
      },
    ],
    guide: {
      busy: busyOf(guideId),
      ...guideTimes(said, { form, moving: moving && [moving] }, window, searched),
      // A guide without a roster is met in her hours; one with a roster has its rest as well.
      shifts: guideShifts.length > 0 ? guideShifts : undefined,
    },
    window,
    hours: forms[form].onShift ? onShiftHours : undefined,
    minutes: forms[form].minutes,
    now,
    noticeMinutes: rules.noticeMinutes,
  }
  return { question, rules }
}

/** When the guide is open for this form, when she is away (absent, or full), and what stays free around her sessions. */
export function guideTimes(
  { hours, exceptions, absences, rules }: Omit<Facts, 'shifts' | 'busy'>,
  { form, moving = [] }: { form: string; moving?: readonly { startsAt: Date }[] },
  { fromOn, untilOn }: Dates,
  searched = searchedDays,
) {
  const own = hours.filter(([, , , wanted]) => wanted === form)
  const weekly = (own.length > 0 ? own : hours).map(([weekday, from, until]) => ({ weekday, from, until }))
  const dates = exceptions.map(([on, from, until]) => ({
    on,
    window: from && until ? { from, until } : null,
  }))
  // As dates: what moves makes room on its own.
  const starts = [...(rules?.starts ?? [])]
  for (const { startsAt } of moving) {
    const movingAt = starts.indexOf(startOfDayAt(dateOf(startsAt)).getTime())
    if (movingAt >= 0) starts.splice(movingAt, 1)
  }
  return {
    bufferMinutes: rules?.bufferMinutes ?? 0,
    open: openRanges({ weekly, exceptions: dates }, fromOn, addDaysOn(untilOn, searched)),
    away: awayRanges(
      absences.map(([from, until]) => ({ fromOn: from, untilOn: until })),
      {
        perDay: rules?.mostPerDay ?? null,
        perWeek: rules?.mostPerWeek ?? null,
        starts: starts.map((startMs) => new Date(startMs)),
      },
    ),
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
 * own free days; only she may ask for them, and such times carry warnings. `rosterUntil` is the first date of which her roster says nothing.
 */
export async function planTimes(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  window: Dates,
  now: Date,
  isOwn: boolean,
): Promise<FreeTimes & { rosterUntil: CalendarDate | null }> {
  const { question } = await loadQuestion(tx, viewer, meeting, window, now)
  const people = question.people.map((person) => ({ ...person, own: person.own && isOwn }))
  const timesOf = forms[meeting.form].onShift ? onShiftTimes : freeTimes
  return { ...timesOf({ ...question, people }), rosterUntil: rosterUntil(people[0]!.shifts) }
}

/** How many times of a guide are open in this window, whoever asks: what residents can choose from. */
export async function countOpen(
  tx: Transaction,
  guideId: string,
  form: BookableForm,
  window: Dates,
  now: Date,
): Promise<number> {
  const { question } = await loadQuestion(tx, null, { form, residentId: guideId, guideId }, window, now)
  return freeTimes({ ...question, people: [] }).slots.length
}

/**
 * Whether these two can meet at this time, and what the resident is told when it is her own free day, or when her roster does not
 * reach it.
 */
export async function askMoment(
  tx: Transaction,
  viewer: Planner,
  meeting: Meeting,
  startsAt: Date,
  now: Date,
) {
  const { question, rules } = await loadQuestion(tx, viewer, meeting, dayOf(startsAt), now)
  const isHers = viewer?.id === meeting.residentId && !forms[meeting.form].onShift
  const warnings = isHers ? warningsOf({ ...question, startAt: startsAt }) : []
  const isUnknown =
    warnings.includes('day-off') && !rosterReaches(question.people[0]!.shifts, dateOf(startsAt))
  return {
    refused: refusedAt(question, meeting.form, startsAt),
    warnings: isUnknown ? warnings.filter((warning) => warning !== 'day-off') : warnings,
    isUnknown,
    rules,
  }
}

function refusedAt(question: Question, form: BookableForm, startsAt: Date) {
  return refuseTime({ ...question, startAt: startsAt }, forms[form].onShift ? onShiftPlan : undefined)
}

/**
 * Throws the refusal when these two cannot meet at this time: the same answer as the list of free times gives. A resident
 * may give her own free day; everybody else is held to the whole of the rules. Answers what the guide wants of such sessions.
 * `facts` are those of `factsAsked`, when they are known already.
 */
export async function refuseStart(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  meeting: Meeting & { startsAt: Date },
  facts?: Facts,
): Promise<MeetingRules> {
  const { form, startsAt } = meeting
  const near = facts ?? (await loadFacts(tx, meeting, factsAsked(form, startsAt)))
  const { question, rules } = questionOf(near, viewer, meeting, dayOf(startsAt), now, 0)
  const found = refusedAt(question, form, startsAt)
  if (!found) return rules
  if (found.reason === 'busy' || found.reason === 'guide-busy') throw new Refusal('taken')
  // Until when it lasts is seen in everything that bears on these weeks.
  const { refused } = await askMoment(tx, viewer, meeting, startsAt, now)
  const why = explainRefused(words(viewer.locale), viewer.locale, refused ?? found, {
    isOwn: viewer.id === meeting.residentId,
    now,
  })
  throw new Refusal('not-free', { why })
}

/** The date of this instant, as a window. */
export function dayOf(at: Date): Dates {
  const fromOn = dateOf(at)
  return { fromOn, untilOn: addDaysOn(fromOn, 1) }
}
