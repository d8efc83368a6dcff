import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Transaction } from '@/db/client'
import { people, roles } from '@/db/schema/people'
import { Refusal, type AuditRow, type Message } from '@/lib/command'
import { heldOn } from '@/lib/held'
import {
  addDaysOn,
  addMinutes,
  dateOf,
  formatDate,
  formatRange,
  todayOn,
  type CalendarDate,
} from '@/lib/time'
import type { Viewer } from '@/lib/viewer'
import { words } from '@/lib/words/words'
import { tell, type NewSeat } from './booking'
import { clashSentence, isOnlyRest, type Clash, type JudgedClash } from './clashes'
import { plannedForms, type OfficeForm } from './forms'
import { clashesAt, takeTime, type Gathering, type GroupFacts } from './group-times'
import { mayPlanAnyway, mayPlanFor } from './policy'
import { isRoomTaken, type RoomFacts } from './rooms'

/** What an office plans, as it was asked. */
export interface Asked {
  form: OfficeForm
  departmentId: string
  guideId?: string
  residentIds: string[]
  minutes?: number
  seats?: number
  roomId?: string
  place?: string
  link?: string
}

export function gatheringOf(asked: Asked): Gathering {
  return {
    form: asked.form,
    residentIds: asked.residentIds,
    guideId: asked.guideId ?? null,
    minutes: asked.minutes ?? plannedForms[asked.form].minutes,
  }
}

export function membersOf({ residentIds, guideId }: Pick<Gathering, 'residentIds' | 'guideId'>): string[] {
  return guideId ? [...residentIds, guideId] : [...residentIds]
}

/** How many people there will be: those who sign up later too. */
export function headsOf({ residentIds, guideId }: Gathering, seats: number | null | undefined): number {
  return Math.max(residentIds.length, seats ?? 0) + (guideId ? 1 : 0)
}

export function seatsOf({ residentIds, guideId }: Gathering): NewSeat[] {
  const residents = residentIds.map((personId): NewSeat => ({ personId, part: 'resident' }))
  return guideId ? [...residents, { personId: guideId, part: 'guide' }] : residents
}

/** A feedback moment is for the ward's own residents; the other forms take residents of several departments. */
const ofOwnWard = new Set<OfficeForm>(['feedback-moment'])

/** Throws when the viewer may not plan this, or somebody in it is not who she should be on that date. */
export async function refuseGathering(
  tx: Transaction,
  viewer: Viewer,
  asked: Asked,
  on: CalendarDate,
): Promise<void> {
  const { form, departmentId, guideId, residentIds } = asked
  if (!mayPlanFor(viewer, form, departmentId)) throw new Refusal('forbidden')
  await refuseMembers(tx, viewer, { form, departmentId, guideId, residentIds }, on)
}

/** Throws when somebody in it is not who she should be on that date, whoever plans it. */
export async function refuseMembers(
  tx: Transaction,
  viewer: Viewer,
  {
    form,
    departmentId,
    guideId,
    residentIds,
  }: Pick<Asked, 'form' | 'departmentId' | 'guideId' | 'residentIds'>,
  on: CalendarDate,
): Promise<void> {
  if (guideId) await refuseGuide(tx, viewer, { form, departmentId, guideId, residentIds }, on)
  await refuseNoResidents(tx, viewer, residentIds, on, ofOwnWard.has(form) ? departmentId : undefined)
}

/** Throws when one of these is no resident here on that date, or none of that department when one is named. */
export async function refuseNoResidents(
  tx: Transaction,
  viewer: Viewer,
  ids: readonly string[],
  on: CalendarDate,
  departmentId?: string,
): Promise<void> {
  if (ids.length === 0) return
  const held = await tx
    .selectDistinct({ id: roles.personId })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(
      and(
        eq(roles.role, 'resident'),
        inArray(roles.personId, [...ids]),
        isNull(people.closedAt),
        heldOn(roles, on),
        departmentId ? eq(roles.departmentId, departmentId) : undefined,
      ),
    )
  if (held.length < new Set(ids).size)
    throw new Refusal('not-a-resident-then', { date: formatDate(on, viewer.locale) })
}

/** Throws when she cannot guide this form then: another role, no qualification that day, or in the line of a resident. */
export async function refuseGuide(
  tx: Transaction,
  viewer: Viewer,
  asked: { form: string; departmentId: string; guideId: string; residentIds: readonly string[] },
  on: CalendarDate,
): Promise<void> {
  const [found] = await tx.execute<{ guides: boolean; in_line: boolean }>(sql`
    select ${asked.guideId}::uuid in (select person_id from app.guides_for(${asked.form}, ${asked.departmentId}::uuid, ${on}::date)) as guides,
      ${asked.form} = 'intervision' and app.is_in_line(${asked.guideId}::uuid, ${`{${asked.residentIds.join(',')}}`}::uuid[], ${on}::date) as in_line`)
  if (!found?.guides) throw new Refusal('not-a-guide', { date: formatDate(on, viewer.locale) })
  if (found.in_line) throw new Refusal('guide-in-line')
}

/** One time that is planned or moved to, with all that stands against it. */
export interface Judged {
  /** The date of the series for which it stands; of a single session its own. */
  on: CalendarDate
  startsAt: Date
  endsAt: Date
  clashes: JudgedClash[]
  /** Whose roster does not reach that far. */
  unknownIds: string[]
  isRoomTaken: boolean
}

/**
 * Asks about one time after the other; each that is given takes its time, so that two of one series never meet. A series goes on
 * where rosters end (`isSeries`); one session there is planned with a reason, as over a free day.
 */
export function judge(
  facts: GroupFacts,
  room: RoomFacts | null,
  times: readonly { on: CalendarDate; startsAt: Date; gathering: Gathering }[],
  now: Date,
  isSeries: boolean,
): Judged[] {
  return times.map(({ on, startsAt, gathering }) => {
    const endsAt = addMinutes(startsAt, gathering.minutes)
    const all = clashesAt(facts, gathering, startsAt, now)
    const isTaken = isRoomTaken(room, startsAt, endsAt)
    takeTime(facts, membersOf(gathering), { startAt: startsAt, endAt: endsAt })
    room?.taken.push({ roomId: '', startsAt, endsAt })
    return {
      on,
      startsAt,
      endsAt,
      clashes: isSeries ? all.filter(({ kind }) => kind !== 'unknown') : all,
      unknownIds: isSeries
        ? all.flatMap(({ kind, personId }) => (kind === 'unknown' && personId ? [personId] : []))
        : [],
      isRoomTaken: isTaken,
    }
  })
}

/** Can it be stored as it is, or with a reason, or not at all? */
export function standingOf({ clashes, isRoomTaken: isTaken }: Judged): 'free' | 'anyway' | 'never' {
  if (isTaken || !isOnlyRest(clashes)) return 'never'
  return clashes.length > 0 ? 'anyway' : 'free'
}

export async function loadNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(inArray(people.id, [...ids]))
  return new Map(rows.map((row) => [row.id, `${row.givenName} ${row.familyName}`]))
}

/**
 * Throws unless every time can be stored: all or nothing. Rest alone may be set aside by an office that ticked it and gave a
 * reason; the times for which that was needed come back.
 */
export async function refuseJudged(
  tx: Transaction,
  viewer: Viewer,
  now: Date,
  asked: { form: string; departmentId: string | null; isAnyway: boolean },
  judged: readonly Judged[],
  room: RoomFacts | null,
): Promise<void> {
  const mayAnyway = asked.isAnyway && mayPlanAnyway(viewer, asked.form, asked.departmentId)
  const isWrong = (each: Judged) => {
    const standing = standingOf(each)
    return standing === 'never' || (standing === 'anyway' && !mayAnyway)
  }
  const wrong = judged.filter(isWrong)
  const [first] = wrong
  if (!first) return
  if (asked.isAnyway && !mayAnyway) throw new Refusal('forbidden')
  if (first.clashes.length === 0) throw new Refusal('room-taken', { name: room?.name ?? '' })
  const names = await loadNames(
    tx,
    first.clashes.flatMap(({ personId }) => personId ?? []),
  )
  const why = clashSentence(words(viewer.locale), first.clashes, names)
  if (judged.length > 1)
    throw new Refusal('series-clash', {
      count: wrong.length,
      when: formatRange(first.startsAt, first.endsAt, viewer.locale, todayOn(now)),
      why,
    })
  throw new Refusal(standingOf(first) === 'anyway' ? 'group-rest' : 'group-cannot', { why })
}

/** One message to everybody in it but the one who acts; those whose rest is set aside hear that, and why. `was`: when it was, of a move. */
export function tellMembers(
  kind: string,
  viewer: Viewer,
  session: { id: string; personIds: readonly string[]; sequence: number },
  clashes: readonly Clash[],
  was?: Date,
): Message[] {
  const touched = new Set(clashes.map(({ personId }) => personId))
  return session.personIds
    .filter((personId) => personId !== viewer.id)
    .map((personId) =>
      tell(touched.has(personId) ? 'session.anyway' : kind, session.id, personId, session.sequence, was),
    )
}

/** The audit rows of what was planned or moved: one for it, and one more where somebody's rest was set aside. */
export function auditOf(sessionId: string, about: string[], clashes: readonly Clash[]): AuditRow[] {
  const touched = clashes.flatMap(({ personId }) => personId ?? [])
  const row: AuditRow = { subjectId: sessionId, about }
  return touched.length > 0
    ? [row, { action: 'session.plan-anyway', subjectId: sessionId, about: touched }]
    : [row]
}

/** The dates over which people are asked for these times; `untilOn` itself is not. */
export function windowOf(times: readonly { startsAt: Date }[]): {
  fromOn: CalendarDate
  untilOn: CalendarDate
} {
  const ons = times.map(({ startsAt }) => dateOf(startsAt)).toSorted()
  return { fromOn: ons[0] ?? '1970-01-01', untilOn: addDaysOn(ons.at(-1) ?? '1970-01-01', 1) }
}
