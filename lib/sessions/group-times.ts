import { sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { onShiftPlan } from '@/lib/availability/on-shift-times'
import { everyStart, planOf, sweep, type Plan, type Question } from '@/lib/availability/plan'
import { askedOf, reasonOf, type Reason } from '@/lib/availability/reasons'
import { rosterReaches, rosterUntil, type Range, type Shift } from '@/lib/availability/shifts'
import { addDaysOn, dateOf, startOfDayAt, type CalendarDate } from '@/lib/time'
import { clashKindOf, type Clash, type JudgedClash } from './clashes'
import { plannedForms, type OfficeForm } from './forms'
import { guideTimes, reachOf, type Facts } from './planning'

/** Several people and the form for which they look for a time; the guide may be missing. */
export interface Gathering {
  form: OfficeForm
  residentIds: readonly string[]
  guideId: string | null
  minutes: number
}

/** Somebody's time, as far as planning asks. */
interface PersonFacts {
  shifts: Shift[]
  busy: Range[]
  /** When she can be met as a guide of this form, and when she is away; always when she said nothing. */
  open: Range[] | undefined
  away: Range[]
  /** What a guide keeps free around her sessions, and how long ahead she wants to know. */
  bufferMinutes: number
  noticeMinutes: number
}

export type GroupFacts = ReadonlyMap<string, PersonFacts>

const nothing: PersonFacts = {
  shifts: [],
  busy: [],
  open: undefined,
  away: [],
  bufferMinutes: 0,
  noticeMinutes: 0,
}

/** What is held on a ward is held in the hours of its day and evening shifts. */
const onShiftHours = { from: '07:00', until: '22:00' }

/**
 * What the rest engine is asked about these people over these dates (`untilOn` itself is not): one query, however many
 * they are. `moving` are sessions that make room for themselves.
 */
export async function loadGroupFacts(
  tx: Transaction,
  personIds: readonly string[],
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  moving: readonly { startsAt: Date; endsAt: Date }[] = [],
  guide: Pick<Gathering, 'form' | 'guideId'> | null = null,
): Promise<GroupFacts> {
  const people = sql`${`{${personIds.join(',')}}`}::uuid[]`
  const { fromAt, untilAt } = reachOf(window)
  const [row] = await tx.execute<{ facts: Facts }>(sql`
    select app.planning_facts(${people}, ${guide?.guideId ?? null}::uuid, ${guide?.form ?? ''}, ${fromAt}, ${untilAt}) as facts`)
  const { shifts, busy, ...said } = row!.facts
  const facts = new Map<string, PersonFacts>(
    personIds.map((id) => [id, { ...nothing, shifts: [], busy: [] }]),
  )
  const rangeOf = (startMs: number, endMs: number) => ({ startAt: new Date(startMs), endAt: new Date(endMs) })
  for (const [id, startMs, endMs, kind] of shifts)
    facts.get(id)?.shifts.push({ ...rangeOf(startMs, endMs), kind })
  for (const [id, startMs, endMs] of busy) {
    const block = rangeOf(startMs, endMs)
    if (!moving.some((session) => block.startAt <= session.startsAt && block.endAt >= session.endsAt))
      facts.get(id)?.busy.push(block)
  }
  const her = facts.get(guide?.guideId ?? '')
  if (guide && her)
    Object.assign(her, guideTimes(said, { form: guide.form, moving }, window), {
      noticeMinutes: said.rules?.noticeMinutes ?? 0,
    })
  return facts
}

/** One question per person, so that each has her own answer; all have the same grid of starts. */
function plansOf(
  facts: GroupFacts,
  { form, residentIds, guideId, minutes }: Gathering,
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
): { personId: string | null; plan: Plan }[] {
  const { onShift, noticeMinutes } = plannedForms[form]
  const base = { window, minutes, now, noticeMinutes, hours: onShift ? onShiftHours : undefined }
  const plan = onShift ? onShiftPlan : (question: Question) => planOf(question)
  const plans: { personId: string | null; plan: Plan }[] = residentIds.map((id) => {
    const { shifts, busy } = facts.get(id) ?? nothing
    return { personId: id, plan: plan({ ...base, people: [{ id, shifts, busy }] }) }
  })
  if (guideId !== null) {
    const { shifts, busy, open, away, bufferMinutes, noticeMinutes: hers } = facts.get(guideId) ?? nothing
    // A guide with a roster is held to it as everybody else; one without is met when she said so.
    const people = shifts.length > 0 ? [{ id: guideId, shifts, busy }] : []
    const guide = { busy, open, away, bufferMinutes }
    const noticed = Math.max(noticeMinutes, hers)
    plans.push({ personId: guideId, plan: plan({ ...base, people, guide, noticeMinutes: noticed }) })
  }
  if (plans.length === 0) plans.push({ personId: null, plan: planOf({ ...base, people: [] }) })
  return plans
}

/** A start on the grid, with everybody who cannot. */
export interface GroupTime {
  startAt: Date
  clashes: Clash[]
}

/** Every start of these dates that is open at all, with who cannot then: what an office chooses from. */
export function groupTimes(
  facts: GroupFacts,
  gathering: Gathering,
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
): GroupTime[] {
  const asked = plansOf(facts, gathering, window, now).map(({ personId, plan }) => ({
    personId,
    plan,
    startMs: plan.grid.startMs,
    code: sweep(plan, everyStart(plan)).code,
  }))
  const times: GroupTime[] = []
  const starts = asked[0]!.startMs
  for (let at = 0; at < starts.length; at += 1) {
    if (starts[at]! <= now.getTime()) continue
    const clashes = asked.flatMap(({ personId, plan, code }): Clash[] => {
      const reason = hardestOf(plan, at, code[at]!)
      if (!reason) return []
      const isBeyond = isUnknown(facts.get(personId ?? ''), reason, new Date(starts[at]!))
      return [{ personId, kind: isBeyond ? 'unknown' : clashKindOf(reason) }]
    })
    if (!clashes.some(({ kind }) => kind === 'closed'))
      times.push({ startAt: new Date(starts[at]!), clashes })
  }
  return times
}

/** What one person can at the starts of a grid: 1 she can, 2 on shift, 3 rest, 4 busy, 5 her roster does not reach that far. */
export const can = { yes: 1, shift: 2, rest: 3, busy: 4, unknown: 5 } as const

/**
 * Of everybody whether she can, at every start of these dates that is open at all: what a planner of many groups searches in.
 * One byte of `can` per person and start.
 */
export function startsOf(
  facts: GroupFacts,
  gathering: Gathering,
  window: { fromOn: CalendarDate; untilOn: CalendarDate },
  now: Date,
): { startMs: number[]; canOf: Map<string, Uint8Array> } {
  const plans = plansOf(facts, gathering, window, now)
  const { startMs, closed } = plans[0]!.plan.grid
  const open = everyStart(plans[0]!.plan).filter((at) => closed[at] === 0 && startMs[at]! > now.getTime())
  const canOf = new Map<string, Uint8Array>()
  for (const { personId, plan } of plans) {
    if (personId === null) continue
    const { code } = sweep(plan, open)
    const hers = facts.get(personId) ?? nothing
    const untilOn = rosterUntil(hers.shifts)
    const knownMs = untilOn === null ? -Infinity : startOfDayAt(untilOn).getTime()
    const kinds = Uint8Array.from(open, (at) => {
      const reason = hardestOf(plan, at, code[at]!)
      if (!reason) return can.yes
      if (reason === 'day-off' && startMs[at]! >= knownMs) return can.unknown
      const kind = clashKindOf(reason)
      return kind === 'shift' || kind === 'rest' ? can[kind] : can.busy
    })
    canOf.set(personId, kinds)
  }
  return { startMs: [...open].map((at) => startMs[at]!), canOf }
}

/**
 * Everybody who cannot at this time, with why as an office learns it. Empty: all can. A time off the grid is closed. A date
 * that somebody's roster does not reach is no day off, but unknown.
 */
export function clashesAt(facts: GroupFacts, gathering: Gathering, startsAt: Date, now: Date): JudgedClash[] {
  if (startsAt <= now) return [{ personId: null, kind: 'past' }]
  const fromOn = dateOf(startsAt)
  const clashes: JudgedClash[] = []
  for (const { personId, plan } of plansOf(
    facts,
    gathering,
    { fromOn, untilOn: addDaysOn(fromOn, 1) },
    now,
  )) {
    const at = plan.grid.startMs.indexOf(startsAt.getTime())
    if (at === -1) return [{ personId: null, kind: 'closed' }]
    const reason = hardestOf(plan, at, sweep(plan, Int32Array.of(at)).code[at]!)
    if (!reason) continue
    const kind = isUnknown(facts.get(personId ?? ''), reason, startsAt) ? 'unknown' : clashKindOf(reason)
    if (kind === 'closed') return [{ personId: null, kind }]
    clashes.push(kind === 'rest' ? { personId, kind, rule: reason } : { personId, kind })
  }
  return clashes
}

/**
 * The reason found, or, where that is only her rest or a free day, what else a guide said of that time: she is away, busy or wants to
 * know earlier. Rest can be set aside with a reason, her own hours never.
 */
function hardestOf({ grid, guide, earliestMs }: Plan, at: number, code: number): Reason | null {
  const found = reasonOf(code)
  if (!found || !guide || clashKindOf(found) !== 'rest') return found
  const startMs = grid.startMs[at]!
  const own = reasonOf(guide.firstReason(startMs, startMs + grid.lengthMs, grid.day[at]!, askedOf(false)))
  return own ?? (startMs < earliestMs ? 'notice' : found)
}

function isUnknown(facts: PersonFacts | undefined, reason: Reason, at: Date): boolean {
  return reason === 'day-off' && !rosterReaches(facts?.shifts ?? [], dateOf(at))
}

/** The same, as if these people were not in that session. */
export function without(facts: GroupFacts, personIds: readonly string[], session: Range): GroupFacts {
  const left = new Map(facts)
  for (const id of personIds) {
    const hers = facts.get(id)
    const busy = hers?.busy.filter(
      (block) => !(block.startAt <= session.startAt && block.endAt >= session.endAt),
    )
    if (hers && busy) left.set(id, { ...hers, busy })
  }
  return left
}

/** Notes that these people are taken then, so that the next time of a series is asked with it. */
export function takeTime(facts: GroupFacts, personIds: readonly string[], range: Range): void {
  for (const id of personIds) facts.get(id)?.busy.push(range)
}
