import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { as, type Transaction } from '@/db/client'
import { departments, people, roles } from '@/db/schema/people'
import { heldOn } from '@/lib/held'
import { addDaysOn, addMinutes, dateOf, type CalendarDate } from '@/lib/time'
import { departmentsOf, holds, type Viewer } from '@/lib/viewer'
import { toldOf, type Clash } from './clashes'
import { officeForms, type OfficeForm } from './forms'
import {
  gatheringOf,
  headsOf,
  judge,
  loadNames,
  membersOf,
  standingOf,
  windowOf,
  type Asked,
  type Judged,
} from './gathering'
import { groupTimes, loadGroupFacts, type GroupFacts, type GroupTime } from './group-times'
import { mayPlanAnyway, mayPlanFor } from './policy'
import { freeRooms, loadRoomFacts } from './rooms'
import { timesOfSeries } from './series'
import type { Rhythm } from './series-rules'

/** Does the viewer plan anything for several people? */
export function isPlanner(viewer: Viewer): boolean {
  return holds(viewer, 'secretary', 'coordinator', 'nurse')
}

/** The departments for which the viewer plans, each with the forms she may plan for it. One query. */
export async function listPlannable(viewer: Viewer) {
  if (!isPlanner(viewer)) return []
  const rows = await as(viewer.id, (tx) =>
    tx
      .select({ id: departments.id, name: departments.name, site: departments.site })
      .from(departments)
      .where(
        holds(viewer, 'coordinator')
          ? undefined
          : inArray(departments.id, departmentsOf(viewer, 'secretary', 'nurse')),
      )
      .orderBy(asc(departments.name), asc(departments.site)),
  )
  return rows
    .map((department) => ({
      ...department,
      forms: officeForms.filter((form) => mayPlanFor(viewer, form, department.id)),
    }))
    .filter(({ forms }) => forms.length > 0)
}

export interface PersonChoice {
  id: string
  name: string
  department: string | null
}

/**
 * Who can guide this form and who can be in it, on that date: by the department that plans first, then by name. Two queries.
 * Null when the viewer does not plan it.
 */
export async function loadPeopleChoices(
  viewer: Viewer,
  asked: { form: OfficeForm; departmentId: string; on: CalendarDate },
) {
  if (!mayPlanFor(viewer, asked.form, asked.departmentId)) return null
  return as(viewer.id, (tx) => peopleChoices(tx, asked))
}

export async function peopleChoices(
  tx: Transaction,
  { form, departmentId, on }: { form: string; departmentId: string; on: CalendarDate },
) {
  const guides = await tx
    .select({ id: people.id, givenName: people.givenName, familyName: people.familyName })
    .from(people)
    .where(
      sql`${people.id} in (select person_id from app.guides_for(${form}, ${departmentId}::uuid, ${on}::date))`,
    )
    .orderBy(asc(people.familyName), asc(people.givenName))
  const residents = await tx
    .select({
      id: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      department: departments.name,
      isOwn: sql<boolean>`${roles.departmentId} = ${departmentId}::uuid`,
    })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .leftJoin(departments, eq(departments.id, roles.departmentId))
    .where(
      and(
        eq(roles.role, 'resident'),
        isNull(people.closedAt),
        heldOn(roles, on),
        form === 'feedback-moment' ? eq(roles.departmentId, departmentId) : undefined,
      ),
    )
    .orderBy(
      sql`${roles.departmentId} = ${departmentId}::uuid desc`,
      asc(departments.name),
      asc(people.familyName),
      asc(people.givenName),
    )
  const known = new Set<string>()
  const choice = (row: { id: string; givenName: string; familyName: string }): PersonChoice => ({
    id: row.id,
    name: `${row.givenName} ${row.familyName}`,
    department: null,
  })
  return {
    guides: guides.map(choice),
    residents: residents.flatMap((row): (PersonChoice & { isOwn: boolean })[] => {
      if (known.has(row.id)) return []
      known.add(row.id)
      return [{ ...choice(row), department: row.department, isOwn: row.isOwn }]
    }),
  }
}

/** How far ahead an office looks in one go. */
export const groupWeeks = 6

/** A time to choose, with how many of them can. */
export interface RankedTime extends GroupTime {
  free: number
  all: number
}

/**
 * The times of six weeks from a date on: those at which all can, at most two a day, and when there are few of them the best
 * others, by date. Four queries. Null when the viewer does not plan it.
 */
export async function loadGroupTimes(viewer: Viewer, asked: Asked, fromOn: CalendarDate, now: Date) {
  if (!mayPlanFor(viewer, asked.form, asked.departmentId)) return null
  const gathering = gatheringOf(asked)
  const ids = membersOf(gathering)
  const window = { fromOn, untilOn: addDaysOn(fromOn, groupWeeks * 7) }
  return as(viewer.id, async (tx) => {
    const facts = await loadGroupFacts(tx, ids, window, [], gathering)
    const times = groupTimes(facts, gathering, window, now)
    return { ...chooseTimes(times, ids.length), names: await loadNames(tx, ids) }
  })
}

/** The times at which all can, spread over the days; where these are few, also those at which the most can. Pure. */
export function chooseTimes(times: readonly GroupTime[], count: number) {
  const ranked = times.map((time): RankedTime => ({ ...time, all: count, free: count - time.clashes.length }))
  const perDay = (list: readonly RankedTime[], most: number) => {
    const seen = new Map<string, RankedTime[]>()
    for (const time of list) {
      const on = dateOf(time.startAt)
      const day = seen.get(on) ?? []
      const last = day.at(-1)
      const isFar = !last || time.startAt.getTime() - last.startAt.getTime() >= 2 * 3_600_000
      if (day.length < most && isFar) seen.set(on, [...day, time])
    }
    return [...seen.values()].flat()
  }
  const all = perDay(
    ranked.filter((time) => time.clashes.length === 0),
    3,
  ).slice(0, 24)
  const open = ranked.filter((time) => time.clashes.length > 0 && time.free > 0)
  // Of a day the best time stands for it; of days the best eight, told in order of date.
  const best = perDay(
    open.toSorted((a, b) => b.free - a.free || a.startAt.getTime() - b.startAt.getTime()),
    1,
  )
    .toSorted((a, b) => b.free - a.free || a.startAt.getTime() - b.startAt.getTime())
    .slice(0, 8)
    .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
  return { all, most: all.length < 3 ? best : [] }
}

/** One time as it stands now, with everybody's name and the rooms that are free for it. Six queries. Null: not hers to plan. */
export async function loadSummary(viewer: Viewer, asked: Asked, startsAt: Date, now: Date) {
  if (!mayPlanFor(viewer, asked.form, asked.departmentId)) return null
  const gathering = gatheringOf(asked)
  const ids = membersOf(gathering)
  return as(viewer.id, async (tx) => {
    const endsAt = addMinutes(startsAt, gathering.minutes)
    const facts = await loadGroupFacts(tx, ids, windowOf([{ startsAt }]), [], gathering)
    const [judged] = judge(facts, null, [{ on: dateOf(startsAt), startsAt, gathering }], now, false)
    const rooms = await freeRooms(tx, headsOf(gathering, asked.seats), [{ startsAt, endsAt }])
    return {
      endsAt,
      clashes: toldOf(judged?.clashes ?? []),
      names: await loadNames(tx, ids),
      rooms,
      mayAnyway: mayPlanAnyway(viewer, asked.form, asked.departmentId),
    }
  })
}

/** A date of a series in its preview: what stands against it, and other times near it at which all can. */
export interface PreviewedDate extends Omit<Judged, 'clashes'> {
  clashes: Clash[]
  standing: ReturnType<typeof standingOf>
  /** It was given another time than the series has. */
  isMoved: boolean
  others: Date[]
}

/** A whole series before anything of it is stored. Six queries, however long it is. Null: not hers to plan. */
export async function loadSeriesPreview(
  viewer: Viewer,
  asked: Asked,
  rhythm: Rhythm,
  changes: { skip: readonly CalendarDate[]; moved: readonly { on: CalendarDate; startsAt: Date }[] },
  now: Date,
) {
  if (!mayPlanFor(viewer, asked.form, asked.departmentId)) return null
  const gathering = gatheringOf(asked)
  const ids = membersOf(gathering)
  const { times, holidays, occurrences, isCut } = timesOfSeries(rhythm, changes)
  return as(viewer.id, async (tx) => {
    const window = windowOf([...occurrences, ...times])
    const facts = await loadGroupFacts(
      tx,
      ids,
      { ...window, untilOn: addDaysOn(window.untilOn, 7) },
      [],
      gathering,
    )
    const ends = times.map(({ startsAt }) => ({
      startsAt,
      endsAt: addMinutes(startsAt, gathering.minutes),
    }))
    const fromAt = new Date(Math.min(...ends.map(({ startsAt }) => startsAt.getTime()), now.getTime()))
    const untilAt = new Date(Math.max(...ends.map(({ endsAt }) => endsAt.getTime()), now.getTime() + 1))
    const room = await loadRoomFacts(tx, asked.roomId, { fromAt, untilAt })
    const judged = judge(
      facts,
      room,
      times.map((time) => ({ ...time, gathering })),
      now,
      true,
    )
    const movedOn = new Set(changes.moved.map(({ on }) => on))
    return {
      dates: judged.map((each): PreviewedDate => {
        const standing = standingOf(each)
        const others = standing === 'free' ? [] : nearTimes(facts, gathering, each, now)
        return { ...each, clashes: toldOf(each.clashes), standing, isMoved: movedOn.has(each.on), others }
      }),
      holidays,
      skipped: occurrences.filter(({ on }) => changes.skip.includes(on)),
      isCut,
      room: room?.name ?? null,
      names: await loadNames(tx, ids),
      mayAnyway: mayPlanAnyway(viewer, asked.form, asked.departmentId),
    }
  })
}

/** Up to three times in the same week at which all can, nearest to the time of the clock first. */
function nearTimes(
  facts: GroupFacts,
  gathering: ReturnType<typeof gatheringOf>,
  { startsAt }: Judged,
  now: Date,
): Date[] {
  const on = dateOf(startsAt)
  const window = { fromOn: addDaysOn(on, -3), untilOn: addDaysOn(on, 5) }
  return groupTimes(facts, gathering, window, now)
    .filter((time) => time.clashes.length === 0)
    .map(({ startAt }) => startAt)
    .toSorted((a, b) => Math.abs(+a - +startsAt) - Math.abs(+b - +startsAt))
    .filter((at, n, all) => n === 0 || dateOf(at) !== dateOf(all[n - 1]!))
    .slice(0, 3)
    .toSorted((a, b) => +a - +b)
}
